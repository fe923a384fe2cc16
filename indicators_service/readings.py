"""What a reader gets to see: results from exact counts, or from the release under disclosure control.

Those entitled to a body's exact figures read its newest return, whatever its state. Everyone else reads what is
published, from the release of the year; no other place decides what is exact and what is controlled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import documents
from indicators_service.books import Book, Books, ControlRule, rule_of
from indicators_service.domain.results import Result
from indicators_service.domain.tally import Tally, tally_of
from indicators_service.schemas.annual_return import ReturnIn
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


async def returns_behind(session: AsyncSession, reader: Reader, stored: Stored) -> tuple[Stored, ...]:
    """Return a stored return and, where the reader may know of it, that of the year before."""
    before = await returns.current(session, stored.row.ods, stored.row.year - 1, reader.view)
    return (stored,) if before is None else (stored, before)


def of_returns(read: Sequence[Stored]) -> tuple[Result, ...]:
    """Return the exact results of the first return, with the values of the year before where a second is given."""
    return _of_documents(tuple(each.row.document for each in read), read[0].row.year)


@lru_cache(maxsize=128)
def _of_documents(read: tuple[str, ...], year: int) -> tuple[Result, ...]:
    # A revision never changes, so neither do its results: the same documents need no second computation.
    annuals = [documents.annual_return(ReturnIn.model_validate_json(document)) for document in read]
    return _told([tally_of([annual]) for annual in annuals], year)


async def books_behind(books: Books, session: AsyncSession, reader: Reader, year: int) -> tuple[Book, Book]:
    """Return the books of a year and of the year before."""
    return await books.of(session, year, reader.as_of), await books.of(session, year - 1, reader.as_of)


async def of_published(books: tuple[Book, Book], reader: Reader, ods: str) -> tuple[Result, ...]:
    """Return the results of a body's published return as the reader may see them, beside those of the year before."""
    behind = books if ods in books[1].places else books[:1]
    return _told([await book.body(ods, reader.rule) for book in behind], books[0].year)


async def of_area(books: tuple[Book, Book], reader: Reader, area: str) -> tuple[Result, ...]:
    """Return the results of an area's published returns, beside those of the year before."""
    behind = books if books[1].areas.get(area) else books[:1]
    return _told([await book.area(area, reader.rule) for book in behind], books[0].year)


def _told(tallies: Sequence[Tally], year: int) -> tuple[Result, ...]:
    """Return the results of the first tally's only body; a second is the same body or area a year before."""
    results, *earlier = [compute(tally)[0] for tally in tallies]
    return tuple(with_previous(results, earlier[0], year - 1)) if earlier else tuple(results)
