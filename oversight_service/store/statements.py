"""Commissioners' statements in the database."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.tables import StatementRow


async def newest_statements(
    session: AsyncSession, commissioner: str, year: int, as_of: datetime | None = None
) -> Mapping[str, StatementRow]:
    """Return a commissioner's newest statement of a year about each provider, as known now or at an instant."""
    found = await statements_of(session, [commissioner], [year], as_of)
    return {provider: row for (_, provider, _), row in found.items()}


async def statements_of(
    session: AsyncSession, commissioners: Collection[str], years: Collection[int], as_of: datetime | None = None
) -> Mapping[tuple[str, str, int], StatementRow]:
    """Return the newest statements of some commissioners and years, by commissioner, provider and year."""
    row = StatementRow
    query = select(row).where(col(row.commissioner).in_(sorted(commissioners)), col(row.year).in_(sorted(years)))
    if as_of is not None:
        query = query.where(row.recorded_at <= as_of)
    rows = (await session.exec(query.order_by(col(row.revision)))).all()
    return {(each.commissioner, each.provider, each.year): each for each in rows}
