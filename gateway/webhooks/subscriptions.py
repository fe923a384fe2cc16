"""Subscriptions in the database, as their clients make and change them."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from yarl import URL

from gateway.tables import ClientRow
from gateway.webhooks.states import DeliveryState, SubscriptionState
from gateway.webhooks.tables import AttemptRow, DeliveryRow, SubscriptionRow
from services import audit
from services.instants import now

BOTH_SECRETS: Final = timedelta(hours=1)
"""How long the secret before is signed with too, once there is a new one."""


def joined(words: Iterable[str] | None) -> str:
    """Return words as they are stored: each once, in order; nothing for all."""
    return ",".join(sorted(set(words or ())))


def split(stored: str) -> list[str] | None:
    """Return stored words as they were given; ``None`` for all."""
    return stored.split(",") if stored else None


def subscription_row(client: str, cursor: str, chosen: dict[str, Any]) -> SubscriptionRow:
    """Return a new subscription."""
    at = now()
    return SubscriptionRow(
        id=uuid.uuid4().hex,
        client=client,
        cursor=cursor,
        state=SubscriptionState.ACTIVE,
        created_at=at,
        changed_at=at,
        **chosen,
    )


async def number_of(session: AsyncSession, client: str) -> int:
    """Return how many subscriptions a client has. Another that it makes at the same moment waits for this one."""
    await session.exec(select(ClientRow.id).where(ClientRow.id == client).with_for_update())
    return await _count(session, select(SubscriptionRow.id).where(SubscriptionRow.client == client))


async def listed(
    session: AsyncSession, client: str | None, after: tuple[datetime, str] | None, limit: int
) -> tuple[Sequence[SubscriptionRow], int]:
    """Return subscriptions of a client, or of all, oldest first, and how many there are in all.

    They begin after the one of an instant and id.
    """
    query = select(SubscriptionRow)
    if client is not None:
        query = query.where(SubscriptionRow.client == client)
    total = await _count(session, query.with_only_columns(col(SubscriptionRow.id)))
    made, named = col(SubscriptionRow.created_at), col(SubscriptionRow.id)
    if after is not None:
        query = query.where(or_(made > after[0], and_(made == after[0], named > after[1])))
    return (await session.exec(query.order_by(made, named).limit(limit))).all(), total


async def deliveries_of(
    session: AsyncSession, subscription: str, state: DeliveryState | None, before: int | None, limit: int
) -> tuple[Sequence[DeliveryRow], int]:
    """Return deliveries of a subscription, newest first, and how many there are in all."""
    query = select(DeliveryRow).where(DeliveryRow.subscription == subscription)
    if state is not None:
        query = query.where(DeliveryRow.state == state)
    total = await _count(session, query.with_only_columns(col(DeliveryRow.id)))
    if before is not None:
        query = query.where(col(DeliveryRow.number) < before)
    return (await session.exec(query.order_by(col(DeliveryRow.number).desc()).limit(limit))).all(), total


async def attempts_of(session: AsyncSession, deliveries: Sequence[str]) -> dict[str, list[AttemptRow]]:
    """Return the attempts of deliveries, oldest first."""
    found: dict[str, list[AttemptRow]] = {each: [] for each in deliveries}
    query = select(AttemptRow).where(col(AttemptRow.delivery).in_(deliveries))
    for row in (await session.exec(query.order_by(col(AttemptRow.number)))).all():
        found[row.delivery].append(row)
    return found


async def _count(session: AsyncSession, query: Select[Any]) -> int:
    return (await session.exec(select(func.count()).select_from(query.subquery()))).one()


def secret_versions(row: SubscriptionRow, at: datetime) -> Sequence[int]:
    """Return the versions of the secret to sign with, the newest first."""
    both = row.earlier_secret_until is not None and at < row.earlier_secret_until
    return (row.secret_version, row.secret_version - 1) if both else (row.secret_version,)


async def next_due(session: AsyncSession, subscription: str) -> datetime | None:
    """Return when the first of what waits is to be tried; ``None`` where nothing waits."""
    query = select(DeliveryRow.next_at).where(
        DeliveryRow.subscription == subscription, DeliveryRow.state == DeliveryState.PENDING
    )
    return (await session.exec(query.order_by(col(DeliveryRow.number)).limit(1))).first()


async def try_now(session: AsyncSession, row: SubscriptionRow) -> None:
    """Let what waits be tried at once, with all of its tries."""
    waiting = (col(DeliveryRow.subscription) == row.id, col(DeliveryRow.state) == DeliveryState.PENDING)
    await session.exec(update(DeliveryRow).where(*waiting).values(next_at=now(), tries=0))
    row.due_at = await next_due(session, row.id)


async def replay_delivery(session: AsyncSession, row: SubscriptionRow, delivery: DeliveryRow) -> None:
    """Let a delivery be made once more: the same bytes under the same name, before what waits behind it."""
    delivery.state, delivery.tries, delivery.next_at, delivery.ended_at = DeliveryState.PENDING, 0, now(), None
    session.add(delivery)
    await session.flush()
    row.due_at = await next_due(session, row.id)


async def replay_from(session: AsyncSession, row: SubscriptionRow, cursor: str) -> None:
    """Let the feed be sent again from a cursor. What waits is given up: it lies behind, or is passed over."""
    waiting = (col(DeliveryRow.subscription) == row.id, col(DeliveryRow.state) == DeliveryState.PENDING)
    given_up = {"state": DeliveryState.SUPERSEDED, "next_at": None, "ended_at": now()}
    await session.exec(update(DeliveryRow).where(*waiting).values(**given_up))
    row.cursor, row.due_at = cursor, None


async def remove(session: AsyncSession, row: SubscriptionRow) -> None:
    """Remove a subscription, which is locked, with all that was sent to it."""
    own = select(DeliveryRow.id).where(DeliveryRow.subscription == row.id)
    await session.exec(delete(AttemptRow).where(col(AttemptRow.delivery).in_(own)))
    await session.exec(delete(DeliveryRow).where(col(DeliveryRow.subscription) == row.id))
    await session.delete(row)


def told(row: SubscriptionRow) -> dict[str, Any]:
    """Return what a client decides of a subscription, for the audit: of its address the host, and a digest."""
    return {
        "host": URL(row.url).host,
        "url_digest": audit.digest(row.url.encode()),
        "description": row.description,
        "kinds": row.kinds,
        "organisations": row.organisations,
        "state": row.state,
        "reason": row.reason,
    }


def difference(before: dict[str, Any], row: SubscriptionRow) -> dict[str, Any]:
    """Return what is different of a subscription now."""
    return audit.difference(before, told(row))


def record(session: AsyncSession, action: str, row: SubscriptionRow, change: dict[str, Any]) -> None:
    """Say in the audit what was done with a subscription."""
    audit.record(session, audit.Entry("subscription", action, {"client": row.client, **change}, subject=row.id))
