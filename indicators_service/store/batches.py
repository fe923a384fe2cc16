"""Uploaded files in the database: taken in, leased to one process at a time, and what became of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import insert, update
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.tables import BatchErrorRow, BatchRow, OrganisationRow, ReturnRow

QUEUED: Final = "queued"
READING: Final = "reading"
CHECKING: Final = "checking"
STORING: Final = "storing"
FINISHED: Final = "finished"
REFUSED: Final = "refused"
OPEN: Final = (QUEUED, READING, CHECKING, STORING)
"""The states in which a file still has to be dealt with."""

LEASE: Final = timedelta(seconds=60)
"""How long a process may have a file in hand without a sign of life."""

_WITHOUT_CONTENT: Final = defer(cast(QueryableAttribute[Any], BatchRow.content))


async def find(session: AsyncSession, batch: str) -> BatchRow | None:
    """Return a batch without its content, ``None`` when there is none of that id."""
    return (await session.exec(select(BatchRow).where(BatchRow.id == batch).options(_WITHOUT_CONTENT))).first()


async def newest(session: AsyncSession, by: str | None, limit: int) -> Sequence[BatchRow]:
    """Return the newest batches, of one client where it is named."""
    query = select(BatchRow).options(_WITHOUT_CONTENT)
    if by is not None:
        query = query.where(BatchRow.recorded_by == by)
    return (await session.exec(query.order_by(col(BatchRow.recorded_at).desc()).limit(limit))).all()


async def lease_next(session: AsyncSession, at: datetime) -> BatchRow | None:
    """Take the oldest file that waits, or that a process left in the middle, in hand; with its content."""
    left = and_(col(BatchRow.state).in_(OPEN), col(BatchRow.lease) < at)
    waits = or_(BatchRow.state == QUEUED, left)
    query = select(BatchRow).where(waits).order_by(col(BatchRow.recorded_at)).limit(1)
    row = (await session.exec(query.with_for_update(skip_locked=True))).first()
    if row is not None:
        row.state, row.lease = READING, at + LEASE
        session.add(row)
        await session.flush()
    return row


async def mark(session: AsyncSession, batch: str, at: datetime, **fields: Any) -> None:
    """Write how far a batch is, and renew its lease."""
    await session.exec(update(BatchRow).where(col(BatchRow.id) == batch).values(lease=at + LEASE, **fields))


async def finish(session: AsyncSession, batch: str, at: datetime, **fields: Any) -> None:
    """Write what became of a batch, and let its content go."""
    closed = {"content": None, "lease": None, "finished_at": at}
    await session.exec(update(BatchRow).where(col(BatchRow.id) == batch).values(**closed, **fields))


async def add_errors(session: AsyncSession, rows: Iterable[BatchErrorRow]) -> None:
    """Store what was found wrong with a file."""
    params = [row.model_dump() for row in rows]
    if params:
        await session.exec(insert(BatchErrorRow), params=params)


async def errors(session: AsyncSession, batch: str) -> Sequence[BatchErrorRow]:
    """Return what was found wrong with a file, in order."""
    query = select(BatchErrorRow).where(BatchErrorRow.batch == batch)
    return (await session.exec(query.order_by(col(BatchErrorRow.number)))).all()


async def registered(session: AsyncSession, bodies: Iterable[str]) -> frozenset[str]:
    """Return those of some ODS codes under which an organisation is registered."""
    query = select(OrganisationRow.ods).where(col(OrganisationRow.ods).in_(sorted(set(bodies))))
    return frozenset((await session.exec(query)).all())


async def brought(session: AsyncSession, batch: str) -> list[tuple[str, int]]:
    """Return the body and year of each return that a batch brought."""
    query = select(ReturnRow.ods, ReturnRow.year).where(ReturnRow.batch == batch)
    return [(ods, year) for ods, year in (await session.exec(query)).all()]
