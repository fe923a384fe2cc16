"""Whole-year files in the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import delete
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.exporting.file import Format
from indicators_service.store.returns import open_at
from indicators_service.tables import ExportRow, PublicationRow

_WITHOUT_CONTENT: Final = defer(cast(QueryableAttribute[Any], ExportRow.content))


async def find(session: AsyncSession, year: int, view: str, format: Format, state: str) -> ExportRow | None:
    """Return a file, with its bytes, where it is of the state that the year has."""
    row = ExportRow
    same = (row.year == year, row.view == view, row.format == format.value, row.state == state)
    return (await session.exec(select(row).where(*same))).first()


async def listed(session: AsyncSession) -> Sequence[ExportRow]:
    """Return what is kept, without the bytes."""
    return (await session.exec(select(ExportRow).options(_WITHOUT_CONTENT))).all()


async def published_years(session: AsyncSession, at: datetime) -> Sequence[int]:
    """Return the years of which anything is published, newest first."""
    query = select(PublicationRow.year).where(open_at(at)).distinct()
    return (await session.exec(query.order_by(col(PublicationRow.year).desc()))).all()


async def keep(session: AsyncSession, year: int, view: str, rows: Iterable[ExportRow]) -> None:
    """Keep copies of the files of a year in place of those of an earlier state."""
    await session.exec(delete(ExportRow).where(and_(col(ExportRow.year) == year, col(ExportRow.view) == view)))
    session.add_all(ExportRow(**row.model_dump()) for row in rows)
    await session.flush()
