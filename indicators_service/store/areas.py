"""Sums over the bodies of an area, taken by the database: one query a table, whatever the number of bodies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Integer, Subquery, and_, cast, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain import annual_return as domain
from indicators_service.domain import items
from indicators_service.store.returns import View, seen_by
from indicators_service.tables import CountRow, OrganisationRow, ReturnRow, SurveyRow
from vocabulary.bands import Band, StaffGroup
from vocabulary.indicators import SurveyQuestion


@dataclass(frozen=True, slots=True)
class Scope:
    """Which bodies make up an area: of these types, and in this region or ICS when one is named."""

    types: frozenset[str]
    region: str | None = None
    ics: str | None = None


@dataclass(frozen=True, slots=True)
class AreaSums:
    """What the bodies of an area add up to, and how many there are with and without a return."""

    organisations: int
    returns: int
    synthetic: bool
    sections: domain.AnnualReturn
    staff: Mapping[str, domain.Counts]
    window_years: int


_JOIN_COLUMNS: Final = ("ods", "year", "revision")


async def sums(session: AsyncSession, year: int, scope: Scope, view: View) -> AreaSums:
    """Return the sums of the newest revisions that the view shows."""
    current = _current(year, scope, view)
    organisations, synthetic = await _members(session, scope)
    returns, windows = await _returns(session, current)
    cells = await _cells(session, current)
    sections = _sections(cells, await _survey(session, current), max(windows, default=1))
    staff = {item: cells[item] for item in items.STAFF_OF if item in cells}
    return AreaSums(organisations, returns, synthetic, sections, staff, windows[0] if len(windows) == 1 else 0)


def _in_scope(scope: Scope) -> list[Any]:
    row = OrganisationRow
    places = ((row.region, scope.region), (row.ics, scope.ics))
    named = [col(column) == value for column, value in places if value is not None]
    return [col(row.type).in_(sorted(scope.types)), *named]


def _current(year: int, scope: Scope, view: View) -> Subquery:
    newest = (
        select(ReturnRow.ods, ReturnRow.year, func.max(ReturnRow.revision).label("revision"))
        .join(OrganisationRow, col(OrganisationRow.ods) == col(ReturnRow.ods))
        .where(ReturnRow.year == year, *_in_scope(scope))
    )
    return newest.where(*seen_by(view)).group_by(col(ReturnRow.ods), col(ReturnRow.year)).subquery()


def _of(row: Any, current: Subquery) -> Any:
    return and_(*(getattr(row, name) == current.c[name] for name in _JOIN_COLUMNS))


async def _members(session: AsyncSession, scope: Scope) -> tuple[int, bool]:
    query = select(func.count(), func.max(cast(OrganisationRow.synthetic, Integer)))
    count, synthetic = (await session.exec(query.where(*_in_scope(scope)))).one()
    return count, bool(synthetic)


async def _returns(session: AsyncSession, current: Subquery) -> tuple[int, Sequence[int]]:
    query = select(ReturnRow.window_years, func.count()).join(current, _of(ReturnRow, current))
    rows = (await session.exec(query.group_by(col(ReturnRow.window_years)))).all()
    # A return without a disciplinary section has window 0 and brings no cases to the sum.
    return sum(count for _, count in rows), sorted(window for window, _ in rows if window)


async def _cells(session: AsyncSession, current: Subquery) -> dict[str, domain.Counts]:
    groups = (func.sum(CountRow.white), func.sum(CountRow.bme), func.sum(CountRow.unknown))
    query = select(CountRow.item, *groups).join(current, _of(CountRow, current)).group_by(col(CountRow.item))
    return {item: domain.Counts(int(w), int(b), int(u)) for item, w, b, u in (await session.exec(query)).all()}


async def _survey(session: AsyncSession, current: Subquery) -> dict[tuple[str, str], domain.Answer]:
    weighted = func.sum(col(SurveyRow.percent) * SurveyRow.respondents)
    query = select(SurveyRow.question, SurveyRow.ethnic_group, weighted, func.sum(SurveyRow.respondents))
    rows = await session.exec(
        query.join(current, _of(SurveyRow, current)).group_by(col(SurveyRow.question), col(SurveyRow.ethnic_group))
    )
    return {
        # A sum of products can overshoot 100 by the last bit of a float.
        (question, group): domain.Answer(min(100.0, total / people) if people else 0.0, int(people))
        for question, group, total, people in rows.all()
    }


def _sections(
    cells: Mapping[str, domain.Counts], answers: Mapping[tuple[str, str], domain.Answer], window: int
) -> domain.AnnualReturn:
    both = items.SHORTLISTED in cells and items.APPOINTED in cells
    entered, accessed = cells.get(items.ENTERED), cells.get(items.ACCESSED)
    return domain.AnnualReturn(
        workforce=_workforce(cells),
        recruitment=domain.Recruitment(cells[items.SHORTLISTED], cells[items.APPOINTED]) if both else None,
        disciplinary=None if entered is None else domain.Disciplinary(entered, window),
        training=None if accessed is None else domain.Training(accessed),
        staff_survey=domain.StaffSurvey(_questions(answers)) if answers else None,
        board=_board(cells),
    )


def _workforce(cells: Mapping[str, domain.Counts]) -> tuple[domain.WorkforceRow, ...] | None:
    rows = []
    for item in items.STRATA:
        if item in cells:
            _, staff_group, band = item.split("/")
            rows.append(domain.WorkforceRow(StaffGroup(staff_group), Band(band), cells[item]))
    return tuple(rows) or None


def _board(cells: Mapping[str, domain.Counts]) -> tuple[domain.BoardRow, ...] | None:
    kinds = ((voting, executive) for voting in (True, False) for executive in (True, False))
    rows = [
        domain.BoardRow(voting, executive, cells[items.board_seat(voting=voting, executive=executive)])
        for voting, executive in kinds
        if items.board_seat(voting=voting, executive=executive) in cells
    ]
    return tuple(rows) or None


def _questions(answers: Mapping[tuple[str, str], domain.Answer]) -> dict[SurveyQuestion, domain.Answers]:
    return {
        question: domain.Answers(answers.get((question, "white")), answers.get((question, "bme")))
        for question in SurveyQuestion
    }
