"""Whether an audit trail is whole: its chain is worked out again, a part in each call."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Row, Table, select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import NullType
from sqlmodel.ext.asyncio.session import AsyncSession

from services.chain import CHAINED, MISSING, NOT_AS_KNOWN, Break, Checked, End, check, cut_off

AT_ONCE: Final = 500
"""Lines that are in memory at a time."""

STEP: Final = 5_000
"""Lines that are checked in one call, so that each call takes a moment, however long the chain."""


class AuditBreak(BaseModel):
    """The first line that is not as it must be, and what is wrong with it."""

    number: int
    reason: str


class AuditStep(BaseModel):
    """How far a chain was found whole, whether it goes on, and what broke it."""

    number: int
    hash: str
    more: bool
    broken: AuditBreak | None


async def step(session: AsyncSession, table: Table, begin: End, known: End | None) -> AuditStep:
    """Check the lines that follow ``begin``, as many as one call takes; ``known`` is an end known from before."""
    checked, more = Checked(begin, await _not_there(session, table, begin)), True
    while more and checked.broken is None and checked.end.number < begin.number + STEP:
        lines = await _following(session, table, checked.end.number, AT_ONCE)
        checked = check(str(table.schema), lines, checked.end, known)
        more = bool(lines)
    broken = checked.broken or (None if more else cut_off(checked.end, known))
    return AuditStep(
        number=checked.end.number,
        hash=checked.end.hash,
        more=more and broken is None,
        broken=None if broken is None else AuditBreak(number=broken.number, reason=broken.reason),
    )


async def _not_there(session: AsyncSession, table: Table, begin: End) -> Break | None:
    """Say what is wrong where the chain has not the line from which to go on."""
    if begin == End():
        return None
    query = select(table.c.hash).where(table.c.number == begin.number)
    found = (await (await session.connection()).execute(query)).scalar_one_or_none()
    if found is None:
        return Break(begin.number, MISSING)
    return None if found == begin.hash else Break(begin.number, NOT_AS_KNOWN)


async def _following(session: AsyncSession, table: Table, number: int, limit: int) -> Sequence[Mapping[str, Any]]:
    """Return the lines that follow a number; of one that cannot be read, its number alone."""
    # As the database keeps them: a value that is none of its column's must be found out, and stop nobody.
    columns = [type_coerce(table.c[name], NullType()).label(name) for name in (*CHAINED, "hash")]
    try:
        rows = await _rows(session, table, columns, number, limit)
    except DBAPIError:
        if limit > 1:
            return await _following(session, table, number, 1)
        # Where not even this can be read, the database is at fault and not the line.
        rows = await _rows(session, table, [table.c.number], number, 1)
    return [dict(row._mapping) for row in rows]


async def _rows(
    session: AsyncSession, table: Table, columns: Sequence[ColumnElement[Any]], number: int, limit: int
) -> Sequence[Row[Any]]:
    query = select(*columns).where(table.c.number > number).order_by(table.c.number).limit(limit)
    return (await (await session.connection()).execute(query)).all()
