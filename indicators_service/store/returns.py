"""Returns in the database: revisions as they came, and their counts as columns for summing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, insert
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain import items
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.survey_tally import QUESTIONS
from indicators_service.domain.tally import COUNTED, tally_of
from indicators_service.tables import CountRow, ReturnRow, SurveyRow

PUBLISHED = "published"
_STORED_ITEMS = (*items.COUNTED, *items.STAFF_OF)
_GROUPS = ("white", "bme")


@dataclass(frozen=True, slots=True)
class View:
    """What a reader may know: only what is published, and only what was known at an instant."""

    published_only: bool = False
    as_of: datetime | None = None


def visible(view: View) -> list[ColumnElement[bool]]:
    """Return the conditions that narrow revisions to those that the view shows."""
    conditions: list[ColumnElement[bool]] = []
    if view.published_only:
        conditions.append(col(ReturnRow.state) == PUBLISHED)
    if view.as_of is not None:
        conditions.append(col(ReturnRow.recorded_at) <= view.as_of)
    return conditions


async def current(session: AsyncSession, ods: str, year: int | None, view: View) -> ReturnRow | None:
    """Return the newest revision of a year that the view shows, of the newest year when none is named."""
    query = select(ReturnRow).where(ReturnRow.ods == ods, *visible(view))
    if year is not None:
        query = query.where(ReturnRow.year == year)
    newest_first = query.order_by(col(ReturnRow.year).desc(), col(ReturnRow.revision).desc())
    return (await session.exec(newest_first.limit(1))).first()


async def revisions(session: AsyncSession, ods: str, year: int) -> Sequence[ReturnRow]:
    """Return the history of a return, newest first; the documents themselves are not read."""
    query = select(ReturnRow).where(ReturnRow.ods == ods, ReturnRow.year == year)
    query = query.options(defer(cast(QueryableAttribute[str], ReturnRow.document)))
    return (await session.exec(query.order_by(col(ReturnRow.revision).desc()))).all()


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
