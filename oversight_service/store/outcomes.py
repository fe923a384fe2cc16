"""Official outcomes in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.tables import OutcomeRow


async def newest_outcome(
    session: AsyncSession, ods: str, framework: str, as_of: datetime | None = None
) -> OutcomeRow | None:
    """Return the outcome recorded last for a body under a framework, now or by an instant, or ``None``."""
    return (await newest_outcomes(session, framework, ods, as_of)).get(ods)


async def newest_outcomes(
    session: AsyncSession, framework: str, ods: str | None = None, as_of: datetime | None = None
) -> Mapping[str, OutcomeRow]:
    """Return the outcome recorded last for each body under a framework, now or by an instant, by ODS code."""
    query = select(OutcomeRow).where(OutcomeRow.framework == framework)
    if ods is not None:
        query = query.where(OutcomeRow.ods == ods)
    if as_of is not None:
        query = query.where(OutcomeRow.recorded_at <= as_of)
    rows = (await session.exec(query.order_by(col(OutcomeRow.ods), col(OutcomeRow.revision)))).all()
    return {row.ods: row for row in rows}


async def outcomes_of(session: AsyncSession, ods: str, as_of: datetime | None = None) -> Sequence[OutcomeRow]:
    """Return every outcome ever recorded for a body, by framework and revision: its history."""
    query = select(OutcomeRow).where(OutcomeRow.ods == ods)
    if as_of is not None:
        query = query.where(OutcomeRow.recorded_at <= as_of)
    return (await session.exec(query.order_by(col(OutcomeRow.framework), col(OutcomeRow.revision)))).all()
