"""What came of an attempt, written down; and what was concluded long ago, forgotten."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from gateway.webhooks.outbox import WORK, Letter
from gateway.webhooks.sending import Answered
from gateway.webhooks.states import DeliveryState, SubscriptionState
from gateway.webhooks.subscriptions import next_due, record
from gateway.webhooks.tables import AttemptRow, DeliveryRow, SubscriptionRow
from gateway.webhooks.waiting import wait_after
from services import audit
from services.database import Database
from services.instants import now
from services.settings import Settings

_AT_ONCE: Final = 500


async def conclude(database: Database, settings: Settings, letter: Letter, answered: Answered, owner: str) -> str:
    """Write down what came of an attempt, and let the subscription go on. Return the outcome in a word."""
    async with database.writing(audit.work(WORK)) as session:
        row = await session.get(SubscriptionRow, letter.subscription, with_for_update=True)
        delivery = await session.get(DeliveryRow, letter.id, with_for_update=True)
        if row is None or delivery is None:
            return "forgotten"
        delivery.attempts += 1
        session.add(_attempt(delivery, answered))
        outcome = "superseded"
        if delivery.state == DeliveryState.PENDING:
            outcome = _settled(session, settings, row, delivery, answered)
        await session.flush()
        row.due_at = await next_due(session, row.id)
        if row.lease_owner == owner:
            row.lease_owner, row.lease_until = None, None
        return outcome


def _attempt(delivery: DeliveryRow, answered: Answered) -> AttemptRow:
    return AttemptRow(
        delivery=delivery.id,
        number=delivery.attempts,
        at=answered.at,
        status=answered.status,
        error=answered.error,
        milliseconds=answered.milliseconds,
    )


def _settled(
    session: AsyncSession, settings: Settings, row: SubscriptionRow, delivery: DeliveryRow, answered: Answered
) -> str:
    if answered.taken:
        _end(delivery, DeliveryState.DELIVERED)
        row.dead_in_a_row = 0
        return "delivered"
    if answered.gone:
        _end(delivery, DeliveryState.DEAD)
        _stop(session, row, SubscriptionState.ENDED, "Its receiver answered 410 Gone.")
        return "gone"
    delivery.tries += 1
    if delivery.tries < settings.webhooks_tries:
        delivery.next_at = now() + wait_after(settings, delivery.tries, answered.retry_after_seconds)
        return "failed"
    _end(delivery, DeliveryState.DEAD)
    row.dead_in_a_row += 1
    if row.dead_in_a_row >= settings.webhooks_dead_in_a_row and row.state == SubscriptionState.ACTIVE:
        reason = f"{row.dead_in_a_row} deliveries in a row could not be made."
        _stop(session, row, SubscriptionState.FAILING, reason)
    return "dead"


def _end(delivery: DeliveryRow, state: DeliveryState) -> None:
    delivery.state, delivery.next_at, delivery.ended_at = state, None, now()


def _stop(session: AsyncSession, row: SubscriptionRow, state: SubscriptionState, reason: str) -> None:
    row.state, row.reason, row.changed_at = state, reason, now()
    row.revision += 1
    record(session, state, row, {"reason": reason})


async def end_revoked(database: Database, subscription: str) -> None:
    """End the subscription of a client that was revoked."""
    async with database.writing(audit.work(WORK)) as session:
        row = await session.get(SubscriptionRow, subscription, with_for_update=True)
        if row is not None and row.state == SubscriptionState.ACTIVE:
            _stop(session, row, SubscriptionState.ENDED, "Its client was revoked.")


async def forget(database: Database, before: datetime) -> int:
    """Forget what was delivered or superseded before an instant; return how much. Dead letters stay."""
    ended = (DeliveryState.DELIVERED, DeliveryState.SUPERSEDED)
    old = select(DeliveryRow.id).where(col(DeliveryRow.state).in_(ended), col(DeliveryRow.ended_at) < before)
    async with database.reading() as session:
        if (await session.exec(old.limit(1))).first() is None:
            return 0
    async with database.writing(audit.work(WORK)) as session:
        names = (await session.exec(old.limit(_AT_ONCE).with_for_update(skip_locked=True))).all()
        await session.exec(delete(AttemptRow).where(col(AttemptRow.delivery).in_(names)))
        await session.exec(delete(DeliveryRow).where(col(DeliveryRow.id).in_(names)))
    return len(names)
