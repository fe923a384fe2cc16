"""A body over the years, as it reported or as it is today: which returns each year is made of, and their results.

A body that others merged into has no history of its own before that day. With today's footprint its history is that
of its predecessors together, counts before ratios, and every year says of whom. A year in which one of them is
missing, or which a split divides, has no figures: a sum of some of them would be mistaken for the whole.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import documents
from indicators_service.books import Books, footprint_area, lineage_of
from indicators_service.domain.footprint import Footprint
from indicators_service.domain.results import Result
from indicators_service.domain.succession import Succession, by_successor
from indicators_service.domain.tally import Tally, summed, tally_of
from indicators_service.readings import Reader, Told, told_of
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.store import returns
from indicators_service.store.members import members
from indicators_service.store.returns import Stored, View
from indicators_service.store.successions import successions
from services.instants import now
from vocabulary.years import FIRST_YEAR

FootprintKind = Literal["reported", "current"]


@dataclass(frozen=True, slots=True)
class YearOf:
    """One year of a body: the returns it is made of, who of the footprint is missing, and the results.

    ``told`` is ``None`` where the year cannot be told; ``footprint.reason`` or ``missing`` says why.
    """

    year: int
    footprint: Footprint
    returns: tuple[Stored, ...]
    missing: tuple[str, ...]
    told: Told | None

    @property
    def results(self) -> tuple[Result, ...] | None:
        """The results alone."""
        return None if self.told is None else self.told.results

    @property
    def combined(self) -> bool:
        """Whether these are not simply the body's own figures."""
        return not self.footprint.unchanged


async def years_of(
    session: AsyncSession, books: Books, readers: Callable[[int], Reader], ods: str, kind: FootprintKind
) -> list[YearOf]:
    """Return every year of a body in which it, or with today's footprint a predecessor, has a return to show.

    ``readers`` says how each year is read: a commissioner's contract does not entitle it to every year.
    """
    known = await _known(session, readers, ods, kind)
    return [await _year_of(session, books, readers(footprint.year), footprint, own) for footprint, own in known]


async def year_of_today(
    session: AsyncSession, books: Books, readers: Callable[[int], Reader], ods: str, year: int | None
) -> YearOf | None:
    """Return one year of a body with today's footprint, the newest where none is named; ``None`` without a return."""
    known = await _known(session, readers, ods, "current")
    for footprint, own in reversed(known):
        if year in (None, footprint.year):
            return await _year_of(session, books, readers(footprint.year), footprint, own)
    return None


async def _known(
    session: AsyncSession, readers: Callable[[int], Reader], ods: str, kind: FootprintKind
) -> list[tuple[Footprint, Mapping[str, Stored]]]:
    """Return the footprint of every year in which there is a return to show, by year, with the returns."""
    as_of = readers(FIRST_YEAR).as_of
    every = await successions(session, as_of)
    lineage = lineage_of(every, await members(session, as_of), as_of or now())
    bodies = ancestors(ods, every) if kind == "current" else {ods}
    by_year = await _visible(session, bodies, readers, as_of)
    footprints = (
        (lineage.current_members(ods, year, own) if kind == "current" else _alone(ods, year), own)
        for year, own in sorted(by_year.items())
    )
    return [(footprint, own) for footprint, own in footprints if footprint.members or not footprint.complete]


async def _visible(
    session: AsyncSession, bodies: set[str], readers: Callable[[int], Reader], as_of: datetime | None
) -> dict[int, dict[str, Stored]]:
    """Return the newest returns that may be known of, by year and body."""
    found: dict[int, dict[str, Stored]] = {}
    for published_only in (True, False):
        for stored in await returns.newest_of(session, bodies, View(published_only, as_of)):
            if readers(stored.row.year).exact != published_only:
                found.setdefault(stored.row.year, {})[stored.row.ods] = stored
    return found


async def identity_of(
    session: AsyncSession, books: Books, readers: Callable[[int], Reader], ods: str
) -> tuple[Hashable, ...]:
    """Return what a body's own years are made from: the same identity gives the same years.

    An exact year is its return's revision and state; a controlled one depends on the whole year's release.
    """
    as_of = readers(FIRST_YEAR).as_of
    found: list[Hashable] = []
    for year, own in sorted((await _visible(session, {ods}, readers, as_of)).items()):
        reader, stored = readers(year), own[ods]
        book = None if reader.exact else (await books.of(session, year, as_of)).key
        found.append(
            (year, stored.row.revision, stored.row.digest, stored.state, stored.published, reader.rule, book)
        )
    return tuple(found)


def ancestors(ods: str, every: Iterable[Succession]) -> set[str]:
    """Return a body and all those that it came from, whole or in part."""
    into, found, waiting = by_successor(every), {ods}, [ods]
    while waiting:
        before = {each.predecessor for each in into.get(waiting.pop(), ())} - found
        found |= before
        waiting += before
    return found


def _alone(ods: str, year: int) -> Footprint:
    return Footprint(ods, year, (ods,), complete=True, reason=None, steps=())


async def _year_of(
    session: AsyncSession, books: Books, reader: Reader, footprint: Footprint, own: Mapping[str, Stored]
) -> YearOf:
    behind = tuple(own[member] for member in footprint.members if member in own)
    missing = tuple(member for member in footprint.members if member not in own)
    told = None
    if footprint.complete and not missing:
        told = told_of(await _tally(session, books, reader, footprint, behind))
    return YearOf(footprint.year, footprint, behind, missing, told)


async def _tally(
    session: AsyncSession, books: Books, reader: Reader, footprint: Footprint, behind: Sequence[Stored]
) -> Tally:
    if reader.exact:
        read = [documents.annual_return(ReturnIn.model_validate_json(each.row.document)) for each in behind]
        tally = tally_of(read)
        return tally if len(read) == 1 else summed(tally)
    book = await books.of(session, footprint.year, reader.as_of)
    if footprint.unchanged or len(footprint.members) == 1:
        return await book.body(footprint.members[0], reader.rule)
    return await book.area(footprint_area(footprint.ods), reader.rule)
