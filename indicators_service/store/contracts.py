"""Contracts in the database: as they are recorded now, and as they were recorded at an instant.

The table holds what is recorded now. What was recorded before comes from the audit, which has each contract whole.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.tables import AUDIT, CommissionedRow

AUDITED: Final = "contract"
"""The kind of the audit's lines about contracts."""


async def keep(session: AsyncSession, row: CommissionedRow) -> bool:
    """Store a contract; return whether it is new."""
    new = await session.get(CommissionedRow, (row.commissioner, row.provider)) is None
    await session.merge(row)
    return new


async def of_commissioner(
    session: AsyncSession, commissioner: str, as_of: datetime | None = None
) -> Sequence[CommissionedRow]:
    """Return the contracts of a commissioner by provider, as recorded now or at an instant."""
    query = select(CommissionedRow).where(CommissionedRow.commissioner == commissioner)
    rows = (await session.exec(query.order_by(CommissionedRow.provider))).all()
    if as_of is None:
        return rows
    then = {row.provider: row for row in rows if row.recorded_at <= as_of}
    changed = {row.provider for row in rows} - set(then)
    before = await _audited(session, commissioner, as_of) if changed else {}
    then |= {provider: row for provider, row in before.items() if provider in changed}
    return [then[provider] for provider in sorted(then)]


async def every(session: AsyncSession, as_of: datetime | None = None) -> Sequence[CommissionedRow]:
    """Return the contracts of every commissioner, by commissioner and provider, as recorded now or at an instant."""
    order = (CommissionedRow.commissioner, CommissionedRow.provider)
    rows = (await session.exec(select(CommissionedRow).order_by(*(col(each) for each in order)))).all()
    if as_of is None:
        return rows
    # Only those commissioners are looked up in the audit of whose contracts one has changed since.
    changed = {row.commissioner for row in rows if row.recorded_at > as_of}
    then = [row for row in rows if row.commissioner not in changed]
    for commissioner in sorted(changed):
        then += await of_commissioner(session, commissioner, as_of)
    return sorted(then, key=lambda row: (row.commissioner, row.provider))


async def _audited(session: AsyncSession, commissioner: str, as_of: datetime) -> dict[str, CommissionedRow]:
    """Return the newest contract with each provider that the audit has by an instant."""
    by_then = AUDIT.c.organisation == commissioner, AUDIT.c.kind == AUDITED, AUDIT.c.at <= as_of
    query = columns(AUDIT).where(*by_then).order_by(AUDIT.c.number)
    lines = (await (await session.connection()).execute(query)).all()
    return {row.provider: row for row in (_read(commissioner, line) for line in lines)}


def _read(commissioner: str, line: Row[Any]) -> CommissionedRow:
    told = json.loads(line.change)
    return CommissionedRow(
        commissioner=commissioner,
        provider=told["provider"],
        valid_from=date.fromisoformat(told["from"]),
        valid_to=date.fromisoformat(told["to"]) if told["to"] else None,
        weights=json.dumps(told["weights"]),
        recorded_at=line.at,
        recorded_by=line.by,
    )
