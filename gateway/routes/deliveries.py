"""What was sent to a subscription, and what its client can do about it: try it, send it again, change its secret."""

import uuid
from typing import Annotated, Any, Final

from fastapi import APIRouter, BackgroundTasks, Path, Request, Response

from gateway.routes.subscriptions import CursorAsked, LimitAsked, SubscriptionId
from gateway.webhooks import subscriptions as store
from gateway.webhooks.answers import delivery_shown, shown
from gateway.webhooks.equipment import equipment_of
from gateway.webhooks.permission import asked_for, require_not_ended
from gateway.webhooks.places import before, checked
from gateway.webhooks.schemas import (
    Ping,
    ReplayIn,
    SubscriptionOut,
    SubscriptionSecret,
    WebhookContent,
    WebhookDeliveries,
    WebhookDelivery,
)
from gateway.webhooks.states import DeliveryState
from gateway.webhooks.tables import DeliveryRow
from services import paging
from services.database import LateWriting, Reading, Writing, database_of
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.instants import now
from services.problems import Fault, Problem, invalid
from vocabulary.permissions.resources import Action

router = APIRouter(prefix="/v1", tags=["subscriptions"], route_class=IdempotentRoute)

DeliveryId = Annotated[str, Path(pattern=r"^[a-z0-9]{1,32}$")]
_ENDED: Final[dict[int | str, dict[str, Any]]] = {409: {"description": "The subscription has ended."}}
_LONGEST_NUMBER: Final = 9


@router.post("/subscriptions/{subscription}/secret", status_code=201, responses=_ENDED)
async def rotate_secret(
    request: Request, response: Response, subscription: SubscriptionId, session: Writing, caller: Calling
) -> SubscriptionSecret:
    """Make a new secret, and show it once. For an hour, what is sent is signed with the one before too."""
    row = await asked_for(session, caller, subscription, Action.WRITE, alone=True)
    require_not_ended(row)
    row.secret_version += 1
    row.earlier_secret_until = until = now() + store.BOTH_SECRETS
    store.record(session, "secret-rotated", row, {"version": row.secret_version, "earlier_until": until})
    response.headers["cache-control"] = "no-store"
    secret = equipment_of(request.app).secrets.shown(row.id, row.secret_version)
    return SubscriptionSecret(secret=secret, earlier_secret_until=until)


@router.post("/subscriptions/{subscription}/test", responses=_ENDED)
async def ping(request: Request, subscription: SubscriptionId, caller: Calling) -> Ping:
    """Send a signed delivery without changes, once, and say what came back. Nothing else is sent or moved by it."""
    async with database_of(request).reading() as session:
        row = await asked_for(session, caller, subscription, Action.WRITE)
    require_not_ended(row)
    equipment, name, at = equipment_of(request.app), uuid.uuid4().hex, now()
    content = WebhookContent(subscription=row.id, delivery=name, items=[], cursor=row.cursor, more=False)
    body = content.model_dump_json().encode()
    headers = equipment.secrets.headers(row.id, store.secret_versions(row, at), name, at, body)
    answered = await equipment.sender.post(row.url, headers, body)
    return Ping(
        webhook_id=name,
        delivered=answered.taken,
        at=answered.at,
        status=answered.status,
        error=answered.error,
        milliseconds=answered.milliseconds,
    )


@router.get("/subscriptions/{subscription}/deliveries")
async def list_deliveries(
    subscription: SubscriptionId,
    session: Reading,
    caller: Calling,
    state: DeliveryState | None = None,
    cursor: CursorAsked = None,
    limit: LimitAsked = 100,
) -> WebhookDeliveries:
    """List what was sent, newest first, each with its attempts; ``state=dead`` lists the dead letters."""
    await asked_for(session, caller, subscription, Action.READ)
    found, total = await store.deliveries_of(session, subscription, state, _number(cursor), limit + 1)
    rows = found[:limit]
    attempts = await store.attempts_of(session, [row.id for row in rows])
    items = [delivery_shown(row, attempts[row.id]) for row in rows]
    following = paging.cursor(str(rows[-1].number)) if len(found) > limit else None
    return WebhookDeliveries(items=items, next=following, total=total)


def _number(cursor: str | None) -> int | None:
    """Return the number that a cursor of this list names.

    Raises:
        Problem: 422 when it is none of ours.
    """
    told = paging.after(cursor)
    if not told:
        return None
    if not told.isascii() or not told.isdigit() or len(told) > _LONGEST_NUMBER:
        words = "The cursor is not one that this list gave."
        raise invalid(Fault("query:cursor", "cursor", words, column="cursor"))
    return int(told)


@router.post("/subscriptions/{subscription}/deliveries/{delivery}/replay", status_code=202, responses=_ENDED)
async def replay_delivery(
    request: Request,
    subscription: SubscriptionId,
    delivery: DeliveryId,
    session: Writing,
    caller: Calling,
    background: BackgroundTasks,
) -> WebhookDelivery:
    """Send one delivery again, whatever became of it: the same content by the same id, with all of its tries."""
    row = await asked_for(session, caller, subscription, Action.WRITE, alone=True)
    require_not_ended(row)
    found = await session.get(DeliveryRow, delivery, with_for_update=True)
    if found is None or found.subscription != row.id:
        raise Problem(404, f"The subscription {row.id} has no delivery {delivery}.")
    store.record(session, "delivery-replayed", row, {"delivery": found.id, "was": found.state})
    await store.replay_delivery(session, row, found)
    background.add_task(equipment_of(request.app).ring)
    return delivery_shown(found, (await store.attempts_of(session, [found.id]))[found.id])


@router.post("/subscriptions/{subscription}/replay", status_code=202, responses=_ENDED)
async def replay(
    request: Request,
    subscription: SubscriptionId,
    body: ReplayIn,
    reading: Reading,
    begin: LateWriting,
    caller: Calling,
    background: BackgroundTasks,
) -> SubscriptionOut:
    """Send the feed again from a place in it. What waits to be sent is given up for that."""
    await asked_for(reading, caller, subscription, Action.WRITE)
    cursor = checked(body.cursor, "cursor") if body.cursor else await before(request, body.since)
    session = await begin()
    row = await asked_for(session, caller, subscription, Action.WRITE, alone=True)
    require_not_ended(row)
    store.record(session, "replayed", row, {"before": {"cursor": row.cursor}, "after": {"cursor": cursor}})
    await store.replay_from(session, row, cursor)
    background.add_task(equipment_of(request.app).ring)
    return shown(row)
