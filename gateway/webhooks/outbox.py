"""What waits to be sent: taken by one gateway at a time, and written down before it goes and after it went.

Every step is a transaction of its own. Whatever dies between two of them, what was written down is sent by the next
that looks: a receiver may hear the same twice, by the same name, and never misses anything.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from gateway.tables import ClientRow
from gateway.webhooks.feeding import Choice, Page
from gateway.webhooks.schemas import WebhookContent
from gateway.webhooks.states import DeliveryState, SubscriptionState
from gateway.webhooks.subscriptions import secret_versions
from gateway.webhooks.tables import DeliveryRow, SubscriptionRow
from services import audit
from services.database import Database
from services.identity import Caller
from services.instants import now

WORK: Final = "webhooks"


@dataclass(frozen=True, slots=True)
class Standing:
    """An active subscription: whose, where in the feed, of what it is told, and whether something waits."""

    id: str
    caller: Caller
    revoked: bool
    cursor: str
    choice: Choice
    due_at: datetime | None
    lease_until: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery that this gateway is to send: where to, what, and which secrets it is signed with."""

    id: str
    subscription: str
    url: str
    body: bytes
    secret_versions: Sequence[int]
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class Lease:
    """Who sends, and how long nobody else does."""

    owner: str
    length: timedelta


async def standings(database: Database, subscription: str | None = None) -> Sequence[Standing]:
    """Return how every active subscription stands, or the one that is asked for."""
    query = select(SubscriptionRow, ClientRow).where(
        col(SubscriptionRow.client) == col(ClientRow.id), SubscriptionRow.state == SubscriptionState.ACTIVE
    )
    if subscription is not None:
        query = query.where(SubscriptionRow.id == subscription)
    async with database.reading() as session:
        return [_standing(row, client) for row, client in (await session.exec(query)).all()]


def _standing(row: SubscriptionRow, client: ClientRow) -> Standing:
    return Standing(
        id=row.id,
        caller=Caller(client.id, client.kind, client.body),
        revoked=client.revoked_at is not None,
        cursor=row.cursor,
        choice=Choice.of(row.kinds, row.organisations),
        due_at=row.due_at,
        lease_until=row.lease_until,
    )


async def write_down(database: Database, standing: Standing, page: Page, lease: Lease) -> Letter | None:
    """Write a delivery down, move the subscription on behind it, and take it to be sent, all at once.

    ``None`` where somebody else was faster, or the subscription is no longer where it was.
    """
    at, name = now(), uuid.uuid4().hex
    here = (col(SubscriptionRow.cursor) == standing.cursor, col(SubscriptionRow.due_at).is_(None))
    moved = {"cursor": page.cursor, "due_at": at, "deliveries": col(SubscriptionRow.deliveries) + 1}
    async with database.writing(audit.work(WORK)) as session:
        if not await _changed(session, standing.id, at, here, moved | _held(lease, at)):
            return None
        row = await session.get_one(SubscriptionRow, standing.id)
        delivery = DeliveryRow(
            id=name,
            subscription=row.id,
            number=row.deliveries,
            content=_content(row.id, name, page),
            changes=len(page.items),
            oldest_at=page.items[0].at,
            state=DeliveryState.PENDING,
            next_at=at,
            created_at=at,
        )
        session.add(delivery)
        return _letter(row, delivery, at)


def _content(subscription: str, name: str, page: Page) -> str:
    content = WebhookContent(
        subscription=subscription, delivery=name, items=list(page.items), cursor=page.cursor, more=page.more
    )
    return content.model_dump_json()


async def move_on(database: Database, standing: Standing, cursor: str) -> bool:
    """Move a subscription past what it is not told; say whether it was still where it was."""
    here = (col(SubscriptionRow.cursor) == standing.cursor, col(SubscriptionRow.due_at).is_(None))
    async with database.writing(audit.work(WORK)) as session:
        return await _changed(session, standing.id, now(), here, {"cursor": cursor})


async def take(database: Database, standing: Standing, lease: Lease) -> Letter | None:
    """Take the first of what waits, where it is due, to be sent; ``None`` where somebody else was faster."""
    at = now()
    async with database.writing(audit.work(WORK)) as session:
        due = (col(SubscriptionRow.due_at) <= at,)
        if not await _changed(session, standing.id, at, due, _held(lease, at)):
            return None
        row = await session.get_one(SubscriptionRow, standing.id)
        waiting = select(DeliveryRow).where(
            DeliveryRow.subscription == row.id, DeliveryRow.state == DeliveryState.PENDING
        )
        delivery = (await session.exec(waiting.order_by(col(DeliveryRow.number)).limit(1))).one()
        return _letter(row, delivery, at)


def _held(lease: Lease, at: datetime) -> dict[str, Any]:
    return {"lease_owner": lease.owner, "lease_until": at + lease.length}


async def _changed(
    session: AsyncSession,
    subscription: str,
    at: datetime,
    conditions: Sequence[ColumnElement[bool]],
    values: dict[str, Any],
) -> bool:
    """Change an active subscription for which nobody sends, and say whether it met the conditions."""
    row = SubscriptionRow
    free = or_(col(row.lease_until).is_(None), col(row.lease_until) <= at)
    living = exists().where(col(ClientRow.id) == col(row.client), col(ClientRow.revoked_at).is_(None))
    same = and_(col(row.id) == subscription, col(row.state) == SubscriptionState.ACTIVE, free, living, *conditions)
    done = await (await session.connection()).execute(update(row).where(same).values(**values))
    return done.rowcount == 1


def _letter(row: SubscriptionRow, delivery: DeliveryRow, at: datetime) -> Letter:
    return Letter(
        delivery.id, row.id, row.url, delivery.content.encode(), secret_versions(row, at), delivery.oldest_at
    )


async def release(database: Database, owner: str) -> None:
    """Let others send at once for what this gateway sent for."""
    async with database.writing(audit.work(WORK)) as session:
        own = update(SubscriptionRow).where(col(SubscriptionRow.lease_owner) == owner)
        await session.exec(own.values(lease_owner=None, lease_until=None))
