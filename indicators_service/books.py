"""A year of every body in memory: exact counts, areas, and the release that the public sees.

Made from the database once for each state that a year was in, and kept until memory is needed for another. A stamp
read with every call says which state is meant, so nothing published, withdrawn or merged is overlooked.
"""

import asyncio
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.areas import areas_of
from indicators_service.domain.footprint import Lineage
from indicators_service.domain.published_rows import rows
from indicators_service.domain.release import Release, release
from indicators_service.domain.succession import Span, Succession
from indicators_service.domain.tally import Tally, summed
from indicators_service.store import columns
from indicators_service.store.columns import YearColumns
from indicators_service.store.members import Member, members
from indicators_service.store.successions import successions
from services.instants import now
from services.memory import Remembered
from services.settings import Settings


class ControlRule(NamedTuple):
    """The parameters of disclosure control, in the order that ``release`` takes them."""

    threshold: int
    survey_threshold: int
    base: int


def rule_of(settings: Settings) -> ControlRule:
    """Return the disclosure control that the settings ask for."""
    return ControlRule(settings.small_count, settings.small_survey, settings.rounding_base)


@dataclass(slots=True, eq=False)
class Book:
    """One state of one year. ``places`` says where a body stands in the columns; ``areas`` which places each has."""

    key: Hashable
    year: int
    columns: YearColumns
    members: Mapping[str, Member]
    places: Mapping[str, int]
    areas: Mapping[str, Sequence[int]]
    lineage: Lineage
    releases: dict[ControlRule, Release] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def bodies(self, rule: ControlRule | None) -> Tally:
        """Return every body's counts: exact, or as the public sees them under a rule."""
        return self.columns.tally if rule is None else (await self._release(rule)).bodies

    async def body(self, ods: str, rule: ControlRule | None) -> Tally:
        """Return one body's counts.

        Raises:
            KeyError: the body has no published return in this state of the year.
        """
        return rows(await self.bodies(rule), [self.places[ods]])

    async def area(self, area: str, rule: ControlRule | None) -> Tally:
        """Return one area's counts, added before anything is computed.

        Raises:
            KeyError: there is no such area.
        """
        own = self.areas[area]
        if rule is None:
            return summed(rows(self.columns.tally, own))
        return (await self._release(rule)).area(area)

    async def _release(self, rule: ControlRule) -> Release:
        async with self.lock:
            if rule not in self.releases:
                # Seconds of arithmetic for thousands of bodies: other calls go on beside it.
                self.releases[rule] = await asyncio.to_thread(release, self.columns.tally, self.areas, *rule)
        return self.releases[rule]


class Books:
    """The books of the years that were asked about lately."""

    def __init__(self, most: int) -> None:
        self._kept: Remembered[Hashable, Book] = Remembered(most)
        self._lock = asyncio.Lock()

    async def of(self, session: AsyncSession, year: int, as_of: datetime | None) -> Book:
        """Return the book of a year as it is, or as it was known at an instant."""
        instant = as_of or now()
        key = await columns.stamp(session, year, as_of, instant)
        found = self._kept.get(key)
        if found is None:
            async with self._lock:
                found = self._kept.get(key) or self._kept.keep(key, await _made(session, key, year, as_of, instant))
        return found


async def _made(session: AsyncSession, key: Hashable, year: int, as_of: datetime | None, instant: datetime) -> Book:
    own = await columns.of_year(session, year, instant)
    known = {member.ods: member for member in await members(session, as_of)}
    places = {ods: place for place, ods in enumerate(own.ods)}
    lineage = lineage_of(await successions(session, as_of), known.values(), instant)
    areas = areas_of(known.values(), places) | _footprints(lineage, places, year)
    return Book(key, year, own, known, places, areas, lineage)


def lineage_of(every: Iterable[Succession], known: Iterable[Member], instant: datetime) -> Lineage:
    """Return who came from whom, as it was at an instant."""
    return Lineage(every, instant.date(), {each.ods: Span(each.opened, each.closed) for each in known})


def _footprints(lineage: Lineage, places: Mapping[str, int], year: int) -> dict[str, list[int]]:
    """Return today's bodies that are made of several of that year's, where all of them have a published return.

    They are areas to disclosure control: their sums are published beside the bodies that they are made of.
    """
    found = {}
    for ods in lineage.current_bodies(places, year).members:
        whole = lineage.current_members(ods, year, places)
        if whole.complete and len(whole.members) > 1 and all(member in places for member in whole.members):
            found[footprint_area(ods)] = [places[member] for member in whole.members]
    return found


def footprint_area(ods: str) -> str:
    """Return the id of the area that a body of today makes of the bodies of a past year."""
    return f"footprint:{ods}"


def books_of(app: FastAPI) -> Books:
    """Return the books of a running service."""
    books: Books = app.state.books
    return books
