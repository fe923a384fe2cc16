"""Commissioners' statements in the database."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.tables import StatementRow


async def newest_statements(
    session: AsyncSession, commissioner: str, year: int, as_of: datetime | None = None
) -> Mapping[str, StatementRow]:
    """Return a commissioner's newest statement of a year about each provider, as known now or at an instant."""
    query = select(StatementRow).where(StatementRow.commissioner == commissioner, StatementRow.year == year)
    if as_of is not None:
        query = query.where(StatementRow.recorded_at <= as_of)
    rows = (await session.exec(query.order_by(col(StatementRow.revision)))).all()
    return {row.provider: row for row in rows}
