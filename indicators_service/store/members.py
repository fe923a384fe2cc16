"""Every organisation as it was recorded at an instant: columns, not objects."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select as columns
from sqlmodel import col, func
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.tables import OrganisationRow, OrganisationVersionRow


class Member(NamedTuple):
    """A body: its code, name and kind, where it is, and when it opened and closed."""

    ods: str
    name: str
    type: str
    region: str | None
    ics: str | None
    opened: date | None
    closed: date | None
    synthetic: bool


async def members(session: AsyncSession, as_of: datetime | None) -> Sequence[Member]:
    """Return every body by its code, as it is known now, or as it was recorded at an instant."""
    row: Any = OrganisationRow if as_of is None else OrganisationVersionRow
    query: Any = columns(*(getattr(row, name) for name in Member._fields)).order_by(row.ods)
    if as_of is not None:
        version = OrganisationVersionRow
        known: Any = columns(func.max(version.id)).where(col(version.recorded_at) <= as_of).group_by(col(version.ods))
        query = query.where(row.id.in_(known))
    return [Member(*line) for line in (await session.exec(query)).all()]
