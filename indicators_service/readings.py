"""What a reader gets to see: results from exact counts, or from the release under disclosure control.

Those entitled to a body's exact figures read its newest return, whatever its state. Everyone else reads what is
published, from the release of the year; no other place decides what is exact and what is controlled.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import documents
from indicators_service.books import Book, Books, ControlRule, rule_of
from indicators_service.domain.board_seats import Seats, board_seats
from indicators_service.domain.pay import Pay, PayControl
from indicators_service.domain.pay_gap import not_collected, pay_gap
from indicators_service.domain.results import Result
from indicators_service.domain.tally import Tally, tally_of
from indicators_service.pay_documents import pay
from indicators_service.schemas.annual_return import ReturnIn, Sections
from indicators_service.standards.wres import compute, with_previous
from indicators_service.store import returns
from indicators_service.store.returns import Stored, View
from services.settings import Settings


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader's rights to one body or area, and the instant asked about."""

    settings: Settings
    exact: bool
    as_of: datetime | None = None

    @property
    def view(self) -> View:
        """Which revisions this reader may know of."""
        return View(published_only=not self.exact, as_of=self.as_of)

    @property
    def rule(self) -> ControlRule | None:
        """The disclosure control that this reader's counts are put under; ``None`` for exact counts."""
        return None if self.exact else rule_of(self.settings)


Readers = Callable[[int], Reader]
"""A reader's rights to one body by reporting year: a contract does not entitle to every year."""


async def newest(session: AsyncSession, ods: str, year: int | None, readers: Readers) -> Stored | None:
    """Return the newest return of a year that may be known of, or of any year, each by the right to that year."""
    years = await returns.years(session, ods) if year is None else [year]
    for each in years:
        stored = await returns.current(session, ods, each, readers(each).view)
        if stored is not None:
            return stored
    return None


async def returns_behind(session: AsyncSession, reader: Reader, stored: Stored) -> tuple[Stored, ...]:
    """Return a stored return and, where the reader may know of it, that of the year before."""
    before = await returns.current(session, stored.row.ods, stored.row.year - 1, reader.view)
    return (stored,) if before is None else (stored, before)


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told of a body or area in a year: results, and board seats in the order of its memberships."""

    results: tuple[Result, ...]
    seats: tuple[Seats, ...]


def told_of(tally: Tally) -> Told:
    """Return what one body's or area's counts tell by themselves."""
    return _told([tally], [], 0)


def of_document(body: Sections) -> Told:
    """Return what a return tells that is computed and forgotten, exact."""
    return _told([tally_of([documents.annual_return(body)])], [pay(body.pay)], 0)


def of_returns(read: Sequence[Stored]) -> Told:
    """Return what the first return tells, exact, with the values of the year before where a second is given."""
    return _of_documents(tuple(each.row.document for each in read), read[0].row.year)


@lru_cache(maxsize=128)
def _of_documents(read: tuple[str, ...], year: int) -> Told:
    # A revision never changes, so neither do its results: the same documents need no second computation.
    bodies = [ReturnIn.model_validate_json(document) for document in read]
    tallies = [tally_of([documents.annual_return(body)]) for body in bodies]
    return _told(tallies, [pay(body.pay) for body in bodies], year)


async def books_behind(books: Books, session: AsyncSession, reader: Reader, year: int) -> tuple[Book, Book]:
    """Return the books of a year and of the year before."""
    return await books.of(session, year, reader.as_of), await books.of(session, year - 1, reader.as_of)


async def of_published(books: tuple[Book, Book], reader: Reader, read: Sequence[Stored]) -> Told:
    """Return what a body's published returns tell: the first, beside the year before where a second is given.

    Counts come from the release of each year. Pay is not part of any sum, so it is controlled by itself.
    """
    both = list(zip(books, read, strict=False))
    tallies = [await book.body(each.row.ods, reader.rule) for book, each in both]
    paid = [pay(ReturnIn.model_validate_json(each.row.document).pay) for each in read]
    return _told(tallies, paid, books[0].year, pay_control(reader.rule))


def pay_control(rule: ControlRule | None) -> PayControl | None:
    """Return how pay is shown under a rule; ``None`` for exact figures."""
    return None if rule is None else PayControl(threshold=rule.threshold, base=rule.base)


async def of_area(books: tuple[Book, Book], reader: Reader, area: str) -> Told:
    """Return what an area's published returns tell, beside those of the year before.

    An area has no pay gap: means and medians of bodies cannot be added to one.
    """
    behind = books if books[1].areas.get(area) else books[:1]
    return _told([await book.area(area, reader.rule) for book in behind], [], books[0].year)


def _told(tallies: Sequence[Tally], paid: Sequence[Pay | None], year: int, control: PayControl | None = None) -> Told:
    """Return what the first tally's only body tells; a second is the same body or area a year before."""
    results, *earlier = [list(compute(tally)[0]) for tally in tallies]
    for rows, own in zip((results, *earlier), paid, strict=False):
        rows.extend(not_collected() if own is None else pay_gap([own], control)[0])
    told = with_previous(results, earlier[0], year - 1) if earlier else results
    return Told(tuple(told), tuple(board_seats(tallies[0])[0]))
