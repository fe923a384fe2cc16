"""Chosen rows of every body with a published return: exact where the caller is entitled, from the release elsewhere.

A measure is taken of all bodies at once, and beside it the value that the year before published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import permission, values
from indicators_service.books import Book, ControlRule
from indicators_service.domain.one_measure import OneMeasure
from indicators_service.domain.pay import Pay, PayControl
from indicators_service.domain.pay_rows import PayRow, pay_results, told_without_pay
from indicators_service.domain.published_rows import rows
from indicators_service.domain.results import Previous, Result
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import told
from indicators_service.pay_documents import pay
from indicators_service.readings import pay_control
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.selected_rows import Row
from indicators_service.standards.wres import broken
from indicators_service.store.publications import Published, documents
from services.identity import Caller

Column = list[Result]
"""The results of one row, body by body."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A year as a caller sees it. ``entitled`` are seen exact, ``None`` for every body; ``documents`` tell of pay."""

    book: Book
    tally: Tally
    entitled: frozenset[str] | None
    rule: ControlRule | None
    documents: Mapping[Published, str] = field(default_factory=dict)

    def exact(self, ods: str) -> bool:
        """Say whether the caller sees a body's exact figures."""
        return self.entitled is None or ods in self.entitled

    def published(self, ods: str) -> Published:
        """Return the published revision of a body that has one."""
        return ods, self.book.columns.revisions[self.book.places[ods]]

    def of(self, codes: Sequence[str]) -> Tally:
        """Return the counts of some bodies."""
        return rows(self.tally, [self.book.places[ods] for ods in codes])

    def pay(self, ods: str) -> Pay | None:
        """Return the pay that a body submitted."""
        return pay(ReturnIn.model_validate_json(self.documents[self.published(ods)]).pay)

    def control(self, ods: str) -> PayControl | None:
        """Return how the pay of a body is shown to the caller."""
        return None if self.exact(ods) else pay_control(self.rule)


async def entitled(session: AsyncSession, caller: Caller, year: int) -> frozenset[str] | None:
    """Return the bodies whose exact figures of a year a caller sees; ``None`` for every body."""
    return None if permission.sees_all(caller) else await permission.exact_bodies(caller, session, year)


async def seen(
    session: AsyncSession, caller: Caller, book: Book, rule: ControlRule, own: frozenset[str] | None, paid: bool
) -> Seen:
    """Return a year as a caller sees it, with what is needed to tell of pay where that is asked for."""
    found = Seen(book, await values.sight(session, caller, book, rule), own, rule)
    if not paid:
        return found
    revisions = [found.published(ods) for ods in book.places]
    return replace(found, documents=await documents(session, book.year, revisions))


def columns_of(asked: Sequence[Row], codes: Sequence[str], now: Seen, before: Seen) -> Iterator[Column]:
    """Yield the results of each row, body by body. One row at a time: so many objects at once are slow to keep."""
    counts, earlier = now.of(codes), [ods for ods in codes if ods in before.book.places]
    counts_before = before.of(earlier)
    paid = iter(_paid([row.of for row in asked if isinstance(row.of, PayRow)], codes, now, before))
    for row in asked:
        if isinstance(row.of, PayRow):
            yield next(paid)
        else:
            known = dict(zip(earlier, _values(row.of, counts_before), strict=True))
            yield _beside(_counted(row.of, counts, codes, now), codes, known, before)


def _counted(measure: OneMeasure, counts: Tally, codes: Sequence[str], now: Seen) -> Column:
    found, headings = measure.findings(counts), measure.measure.headings
    seen_so = [each for (each,) in told(found, headings, counts.rule)]
    if counts.rule is None or not now.entitled:
        return seen_so
    exact = [each for (each,) in told(found, headings, None)]
    return [own if now.exact(ods) else each for ods, own, each in zip(codes, exact, seen_so, strict=True)]


def _values(measure: OneMeasure, counts: Tally) -> list[float | None]:
    found = measure.values(counts)
    return [value if known else None for value, known in zip(found.tolist(), np.isfinite(found), strict=True)]


def _beside(column: Column, codes: Sequence[str], known: Mapping[str, float | None], before: Seen) -> Column:
    """Return results with the value of the year before where one is known, never across a break in a definition."""
    year = before.book.year
    if not column or broken(column[0].indicator, year, year + 1):
        return column
    return [
        replace(result, previous=Previous(year, known[ods])) if ods in known else result
        for ods, result in zip(codes, column, strict=True)
    ]


def _paid(asked: Sequence[PayRow], codes: Sequence[str], now: Seen, before: Seen) -> list[Column]:
    if not asked:
        return []
    earlier = [ods for ods in codes if ods in before.book.places]
    columns, _ = _pay_columns(asked, codes, now)
    columns_before, submitted = _pay_columns(asked, earlier, before)
    found = []
    for row, column, values_before in zip(asked, columns, columns_before, strict=True):
        known = {
            ods: result.value
            for ods, result in zip(earlier, values_before, strict=True)
            if ods in submitted or told_without_pay(row)
        }
        found.append(_beside(column, codes, known, before))
    return found


def _pay_columns(asked: Sequence[PayRow], codes: Iterable[str], year: Seen) -> tuple[list[Column], set[str]]:
    """Return the results row by row, and who submitted pay."""
    pays = {ods: year.pay(ods) for ods in codes}
    results = pay_results(asked, list(pays.values()), [year.control(ods) for ods in pays])
    columns = [[body[place] for body in results] for place in range(len(asked))]
    return columns, {ods for ods, own in pays.items() if own is not None}
