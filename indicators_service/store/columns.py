"""A year's published returns of every body, read as columns: four queries, whatever the number of bodies."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery
from sqlalchemy import select as columns
from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain.tally import Tally
from indicators_service.domain.year_columns import GROUPS, Cells, tally_of_cells
from indicators_service.store import generations
from indicators_service.store.returns import open_at
from indicators_service.tables import CountRow, OrganisationVersionRow, PublicationRow, ReturnRow, SurveyRow

_WIRE_GROUPS = dict(zip(("white", "bme"), GROUPS, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class YearColumns:
    """The published returns of a year at an instant, body by body in the order of their ODS codes."""

    year: int
    ods: tuple[str, ...]
    revisions: tuple[int, ...]
    editions: tuple[str, ...]
    tally: Tally


async def stamp(session: AsyncSession, year: int, as_of: datetime | None, instant: datetime) -> Hashable:
    """Return what names the state of a year at an instant: two instants with the same stamp have the same columns.

    It takes a few looks into indexes, whatever the number of bodies.
    """
    row, version = PublicationRow, OrganisationVersionRow
    opened = select(func.max(row.effective_from)).where(row.year == year, col(row.effective_from) <= instant)
    ended = select(func.max(row.effective_to)).where(row.year == year, col(row.effective_to) <= instant)
    known = select(func.max(version.recorded_at)).where(col(version.recorded_at) <= instant)
    numbers = await generations.numbers(session, (generations.published(year), generations.ORGANISATIONS))
    moments = [
        (await session.exec(query)).one() for query in ((opened, ended) if as_of is None else (opened, ended, known))
    ]
    return (year, as_of is None, *sorted(numbers.items()), *moments)


async def newest_year(session: AsyncSession, instant: datetime) -> int | None:
    """Return the newest year with a published return, ``None`` when there is none."""
    return (await session.exec(select(func.max(PublicationRow.year)).where(open_at(instant)))).one()


async def of_year(session: AsyncSession, year: int, instant: datetime) -> YearColumns:
    """Return the columns of the revisions that are published at an instant."""
    current = select(PublicationRow.ods, PublicationRow.year, PublicationRow.revision)
    found = current.where(PublicationRow.year == year, open_at(instant)).subquery()
    row = ReturnRow
    query = select(row.ods, row.revision, row.edition, row.window_years).join(found, _same(row, found))
    lines = (await session.exec(query.order_by(row.ods))).all()
    places = {line[0]: place for place, line in enumerate(lines)}
    tally = tally_of_cells(
        len(lines),
        await _counted(session, found, places),
        await _answered(session, found, places),
        [line[3] for line in lines],
    )
    return YearColumns(year, tuple(places), tuple(line[1] for line in lines), tuple(line[2] for line in lines), tally)


def _same(row: Any, found: Subquery) -> Any:
    return and_(row.year == found.c.year, row.ods == found.c.ods, row.revision == found.c.revision)


def _cells(lines: Sequence[Any], places: dict[str, int], names: Sequence[Any], figures: slice) -> Cells:
    return Cells([places[line[0]] for line in lines], names, [tuple(line[figures]) for line in lines])


async def _counted(session: AsyncSession, found: Subquery, places: dict[str, int]) -> Cells:
    row = CountRow
    query: Any = columns(*map(col, (row.ods, row.item, row.white, row.bme, row.unknown))).join(
        found, _same(row, found)
    )
    lines = (await session.exec(query)).all()
    return _cells(lines, places, [line[1] for line in lines], slice(2, 5))


async def _answered(session: AsyncSession, found: Subquery, places: dict[str, int]) -> Cells:
    row = SurveyRow
    query: Any = columns(*map(col, (row.ods, row.question, row.ethnic_group, row.percent, row.respondents))).join(
        found, _same(row, found)
    )
    lines = (await session.exec(query)).all()
    return _cells(lines, places, [(line[1], _WIRE_GROUPS[line[2]]) for line in lines], slice(3, 5))
