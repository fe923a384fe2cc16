"""Subscriptions: what changes is sent to an address of the client's own. Each client looks after its own."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Header, Path, Query, Request, Response

from gateway.permission import reads_of_others, require
from gateway.webhooks import subscriptions as store
from gateway.webhooks.answers import require_match, shown, tagged
from gateway.webhooks.equipment import equipment_of
from gateway.webhooks.permission import asked_for, require_not_ended
from gateway.webhooks.places import beginning_at, require_good_address
from gateway.webhooks.schemas import (
    NewSubscription,
    SubscriptionChange,
    SubscriptionIn,
    SubscriptionOut,
    Subscriptions,
)
from gateway.webhooks.states import SubscriptionState
from services import paging
from services.conditional import answer
from services.database import LateWriting, Reading, Writing
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.instants import now
from services.problems import Fault, Problem, invalid
from services.settings import Settings
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["subscriptions"], route_class=IdempotentRoute)

SubscriptionId = Annotated[str, Path(pattern=r"^[a-z0-9]{1,32}$")]
"""A path parameter: the id of a subscription."""

CursorAsked = Annotated[str | None, Query(max_length=200, description="Where the next page begins, from `next`.")]
LimitAsked = Annotated[int, Query(ge=1, le=500)]
IfMatch = Annotated[
    str | None, Header(description="The ETag of the version that is changed. What was sent since makes none older.")
]


@router.post(
    "/subscriptions", status_code=201, responses={409: {"description": "The client has as many as it may have."}}
)
async def subscribe(
    request: Request,
    response: Response,
    body: SubscriptionIn,
    begin: LateWriting,
    caller: Calling,
    background: BackgroundTasks,
) -> NewSubscription:
    """Subscribe to what ``/v1/changes`` tells this client: it is sent to an address, signed, in order, and retried.

    The secret that it is signed with is shown once. The scheme is that of Standard Webhooks.
    """
    require(caller, Resource.SUBSCRIPTION, Action.ADD)
    await require_good_address(request, body.url)
    cursor = await beginning_at(request, body.start)
    session, settings = await begin(), _settings(request)
    if await store.number_of(session, caller.client) >= settings.webhooks_per_client:
        raise Problem(409, f"{caller.client} has {settings.webhooks_per_client} subscriptions; remove one first.")
    row = store.subscription_row(caller.client, cursor, _chosen(body))
    session.add(row)
    store.record(session, "added", row, store.told(row) | {"cursor": cursor})
    equipment = equipment_of(request.app)
    background.add_task(equipment.ring)
    response.headers["cache-control"] = "no-store"
    return NewSubscription(**shown(row).model_dump(), secret=equipment.secrets.shown(row.id, row.secret_version))


@router.get("/subscriptions")
async def list_subscriptions(
    session: Reading, caller: Calling, cursor: CursorAsked = None, limit: LimitAsked = 100
) -> Subscriptions:
    """List the client's own subscriptions, oldest first; an administrator's list holds those of all."""
    require(caller, Resource.SUBSCRIPTION, Action.LIST)
    whose = None if reads_of_others(caller, Resource.SUBSCRIPTION) else caller.client
    rows, total = await store.listed(session, whose, _place(cursor), limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    following = paging.cursor(f"{last.created_at.isoformat()}/{last.id}") if last else None
    return Subscriptions(items=[shown(row) for row in rows[:limit]], next=following, total=total)


@router.get("/subscriptions/{subscription}", response_model=SubscriptionOut)
async def read_subscription(
    request: Request, subscription: SubscriptionId, session: Reading, caller: Calling
) -> Response:
    """Read a subscription: how far it is, whether it is failing, and why."""
    return answer(request, tagged(await asked_for(session, caller, subscription, Action.READ)))


@router.put("/subscriptions/{subscription}", responses={409: {"description": "It has ended."}})
async def change_subscription(
    request: Request,
    response: Response,
    subscription: SubscriptionId,
    body: SubscriptionChange,
    reading: Reading,
    begin: LateWriting,
    caller: Calling,
    background: BackgroundTasks,
    if_match: IfMatch = None,
) -> SubscriptionOut:
    """Change where a subscription is sent and what it tells, pause it, or let it go on.

    Where anything is changed, what waits is tried at once.
    """
    # Before names are looked up for the address, which must not happen in a unit of work: others wait for that.
    await asked_for(reading, caller, subscription, Action.WRITE)
    await require_good_address(request, body.url)
    session = await begin()
    row = await asked_for(session, caller, subscription, Action.WRITE, alone=True)
    require_match(if_match, row)
    require_not_ended(row)
    before = store.told(row)
    row.sqlmodel_update(_chosen(body) | {"state": SubscriptionState(body.state), "reason": None})
    if store.told(row) != before:
        row.revision, row.changed_at, row.dead_in_a_row = row.revision + 1, now(), 0
        await store.try_now(session, row)
        store.record(session, "changed", row, store.difference(before, row))
        background.add_task(equipment_of(request.app).ring)
    response.headers["etag"] = tagged(row).tag
    return shown(row)


@router.delete("/subscriptions/{subscription}", status_code=204)
async def remove_subscription(subscription: SubscriptionId, session: Writing, caller: Calling) -> None:
    """Remove a subscription and all that is remembered of it. What is being sent at this moment may still arrive."""
    row = await asked_for(session, caller, subscription, Action.WRITE, alone=True)
    store.record(session, "removed", row, store.told(row) | {"cursor": row.cursor})
    await store.remove(session, row)


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _place(cursor: str | None) -> tuple[datetime, str] | None:
    """Return the instant and id that a cursor of this list names.

    Raises:
        Problem: 422 when it is none of ours.
    """
    at, _, name = paging.after(cursor).partition("/")
    if not at:
        return None
    try:
        return datetime.fromisoformat(at), name
    except ValueError as error:
        words = "The cursor is not one that this list gave."
        raise invalid(Fault("query:cursor", "cursor", words, column="cursor")) from error


def _chosen(body: SubscriptionIn | SubscriptionChange) -> dict[str, Any]:
    return {
        "url": body.url,
        "description": body.description,
        "kinds": store.joined(body.kinds),
        "organisations": store.joined(body.organisations),
    }
