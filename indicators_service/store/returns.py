"""Returns in the database: revisions as they came, and their counts as columns for summing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, func, insert
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain import items
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.life import ReturnState
from indicators_service.domain.survey_tally import QUESTIONS
from indicators_service.domain.tally import COUNTED, tally_of
from indicators_service.tables import CountRow, PublicationRow, ReturnRow, SurveyRow, TransitionRow
from services.instants import now

_STORED_ITEMS = (*items.COUNTED, *items.STAFF_OF)
_GROUPS = ("white", "bme")


@dataclass(frozen=True, slots=True)
class View:
    """What a reader may know: only what is published, and only what was known at an instant, by default now."""

    published_only: bool = False
    as_of: datetime | None = None

    @property
    def instant(self) -> datetime:
        """The instant asked about."""
        return self.as_of or now()


@dataclass(frozen=True, slots=True)
class Stored:
    """A revision and its state at the instant asked about.

    ``published_at`` is when it became the revision that the public sees, ``None`` when it is not.
    """

    row: ReturnRow
    state: ReturnState
    published_at: datetime | None

    @property
    def published(self) -> bool:
        """Whether this is the revision that the public sees."""
        return self.published_at is not None


def _same_revision(row: type[TransitionRow | PublicationRow]) -> ColumnElement[bool]:
    return and_(
        col(row.ods) == ReturnRow.ods, col(row.year) == ReturnRow.year, col(row.revision) == ReturnRow.revision
    )


def open_at(instant: datetime) -> ColumnElement[bool]:
    """Return the condition that a publication is open at an instant."""
    row = PublicationRow
    return and_(
        col(row.effective_from) <= instant, or_(col(row.effective_to).is_(None), col(row.effective_to) > instant)
    )


def _state(instant: datetime) -> Any:
    """Return the query of a revision's state at an instant: its last step by then. An embargo holds a step back."""
    row = TransitionRow
    last = select(row.state).where(_same_revision(row), func.coalesce(row.embargo, row.at) <= instant)
    return last.order_by(col(row.id).desc()).limit(1).scalar_subquery()


def _published_at(instant: datetime) -> Any:
    row = PublicationRow
    return select(func.max(row.effective_from)).where(_same_revision(row), open_at(instant)).scalar_subquery()


def seen_by(view: View) -> list[ColumnElement[bool]]:
    """Return the conditions that narrow revisions to those that a view shows."""
    known = col(ReturnRow.recorded_at) <= view.instant
    return [known, _published_at(view.instant).is_not(None)] if view.published_only else [known]


def _seen(view: View) -> Any:
    """Return the query of the revisions that a view shows, each with its state and publication."""
    query = select(ReturnRow, _state(view.instant), _published_at(view.instant))
    return query.where(*seen_by(view))


def _stored(found: Any) -> Stored:
    row, state, published_at = found
    return Stored(row, ReturnState(state), published_at)


async def current(session: AsyncSession, ods: str, year: int, view: View) -> Stored | None:
    """Return the newest revision of a body's year that the view shows."""
    query = _seen(view).where(ReturnRow.ods == ods, ReturnRow.year == year)
    found = (await session.exec(query.order_by(col(ReturnRow.revision).desc()).limit(1))).first()
    return None if found is None else _stored(found)


async def years(session: AsyncSession, ods: str) -> Sequence[int]:
    """Return the years of which a body has a return, in whatever state, newest first."""
    query = select(ReturnRow.year).where(ReturnRow.ods == ods).distinct().order_by(col(ReturnRow.year).desc())
    return (await session.exec(query)).all()


async def newest_of(session: AsyncSession, bodies: Iterable[str], view: View) -> list[Stored]:
    """Return the newest revisions that a view shows, of every year of some bodies, by year and body."""
    row = ReturnRow
    last = select(row.ods, row.year, func.max(row.revision).label("revision"))
    last = last.where(col(row.ods).in_(sorted(set(bodies))), *seen_by(view)).group_by(col(row.ods), col(row.year))
    top = last.subquery()
    mine = and_(col(row.ods) == top.c.ods, col(row.year) == top.c.year, col(row.revision) == top.c.revision)
    found = await session.exec(_seen(view).join(top, mine).order_by(col(row.year), col(row.ods)))
    return [_stored(line) for line in found.all()]


async def revisions(session: AsyncSession, ods: str, year: int) -> Sequence[Stored]:
    """Return the history of a return, newest first; the documents themselves are not read."""
    query = _seen(View()).where(ReturnRow.ods == ods, ReturnRow.year == year)
    query = query.options(defer(cast(QueryableAttribute[str], ReturnRow.document)))
    return [_stored(found) for found in (await session.exec(query.order_by(col(ReturnRow.revision).desc()))).all()]


async def newest_documents(
    session: AsyncSession, years: Iterable[int], bodies: Iterable[str]
) -> dict[tuple[str, int], str]:
    """Return the newest documents of some bodies and years, whatever their state, by ODS code and year."""
    row = ReturnRow
    asked = (col(row.year).in_(sorted(set(years))), col(row.ods).in_(sorted(set(bodies))))
    last = select(row.ods, row.year, func.max(row.revision).label("revision")).where(*asked)
    top = last.group_by(col(row.ods), col(row.year)).subquery()
    mine = and_(col(row.ods) == top.c.ods, col(row.year) == top.c.year, col(row.revision) == top.c.revision)
    found = await session.exec(select(row.ods, row.year, row.document).join(top, mine))
    return {(ods, year): document for ods, year, document in found.all()}


async def add(session: AsyncSession, entries: Iterable[tuple[ReturnRow, AnnualReturn]]) -> None:
    """Store revisions with their counts, a table at a time.

    Raises:
        IntegrityError: a revision of that number exists already; nothing of the unit of work is kept.
    """
    pairs = list(entries)
    rows = [row for row, _ in pairs]
    counts, answers = _columns(rows, [annual for _, annual in pairs])
    await session.exec(insert(ReturnRow), params=[row.model_dump() for row in rows])
    if counts:
        await session.exec(insert(CountRow), params=counts)
    if answers:
        await session.exec(insert(SurveyRow), params=answers)


def _columns(
    rows: Sequence[ReturnRow], returns: Sequence[AnnualReturn]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    tally = tally_of(returns)
    counts, status = tally.take(_STORED_ITEMS)
    listed, collected = counts.tolist(), (status[:, :, 0] == COUNTED).tolist()
    keys = [{"ods": row.ods, "year": row.year, "revision": row.revision} for row in rows]
    cells = [
        {**key, "item": item, "white": cell[0], "bme": cell[1], "unknown": cell[2]}
        for body, key in enumerate(keys)
        for item, cell, known in zip(_STORED_ITEMS, listed[body], collected[body], strict=True)
        if known
    ]
    percent, respondents = tally.survey.percent.tolist(), tally.survey.respondents.tolist()
    answered = (tally.survey.status == COUNTED).tolist()
    answers = [
        {
            **key,
            "question": question.value,
            "ethnic_group": group,
            "percent": percent[body][q][g],
            "respondents": respondents[body][q][g],
        }
        for body, key in enumerate(keys)
        for q, question in enumerate(QUESTIONS)
        for g, group in enumerate(_GROUPS)
        if answered[body][q][g]
    ]
    return cells, answers


async def is_empty(session: AsyncSession) -> bool:
    """Say whether no return is stored at all."""
    return (await session.exec(select(ReturnRow.ods).limit(1))).first() is None
