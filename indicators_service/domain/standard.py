"""A standard as declarations: what is counted, which measures are taken of it, how each is to be read, and editions.

Nothing here computes. ``engine.compute`` takes a standard and a tally; standards themselves are data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from indicators_service.domain.edition import Edition, UnknownEditionError
from indicators_service.domain.layout import Layout
from indicators_service.domain.results import Heading
from indicators_service.domain.tally import INTEREST, REFERENCE
from vocabulary.indicators import Polarity

STATED: Final = 0
"""The window of a measure whose bodies state their own."""


class Operator(StrEnum):
    """What is done with counts or survey percentages to make a measure."""

    SHARE = "share"
    SHARE_OF_KNOWN = "share_of_known"
    RATE_RATIO = "rate_ratio"
    STRATUM_GAP = "stratum_gap"
    BODY_GAP = "body_gap"
    GROUP_PERCENTAGE = "group_percentage"
    PERCENTAGE_GAP = "percentage_gap"
    ODDS_RATIO = "odds_ratio"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of an indicator, taken of one or more parts.

    Attributes:
        operator: what is done.
        headings: how each part's result is to be read, in order.
        of: per part, the item measured (stratum, seats, events) or the survey question.
        against: what that is compared with (whole workforce, people, the tier below), for operators that compare
            two: one item for all parts, or one per part.
        group: whose share or percentage it is, for operators that are about one group.
        top: the group on top of a ratio.
        welcome: whether the event, or a higher percentage, is one that staff want.
        window_years: over how many years events are counted; ``STATED`` where each body says.
    """

    operator: Operator
    headings: tuple[Heading, ...]
    of: tuple[str, ...]
    against: tuple[str, ...] = ()
    group: int = INTEREST
    top: int = REFERENCE
    welcome: bool = True
    window_years: int = 1

    def of_part(self, place: int) -> "Measure":
        """Return the same measure of one of its parts."""
        own = self.against if len(self.against) < 2 else (self.against[place],)
        return replace(self, headings=(self.headings[place],), of=(self.of[place],), against=own)


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator of a standard.

    ``basis`` says how sure the definition is (published, known or assumed), ``note`` why. Measures have the same
    number of parts, and results stand part by part.
    """

    id: str
    title: str
    formula: str
    unit: str
    orientation: str
    polarity: Polarity
    parity: float
    period: str
    basis: str
    note: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class GroupNames:
    """What a standard calls its groups. The engine knows a reference group, a group of interest and the unknown."""

    reference: str
    interest: str
    unknown: str

    def names(self) -> tuple[str, str, str]:
        """Return the names in the order of a tally's groups."""
        return self.reference, self.interest, self.unknown

    def shown(self) -> dict[str, str]:
        """Return the standard's names by the engine's."""
        return {"reference": self.reference, "interest": self.interest, "unknown": self.unknown}


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard whole. ``editions`` are in the order of their years."""

    key: str
    version: str
    title: str
    about: str
    groups: GroupNames
    layout: Layout
    definitions: tuple[Definition, ...]
    editions: tuple[Edition, ...]

    def edition(self, key: str) -> Edition:
        """Return the edition of that key.

        Raises:
            UnknownEditionError: there is none; the message names those that there are.
        """
        for found in self.editions:
            if found.key == key:
                return found
        known = ", ".join(each.key for each in self.editions)
        raise UnknownEditionError(f"There is no edition '{key}' of {self.key}; there are {known}.")

    def edition_of_year(self, year: int) -> Edition:
        """Return the edition that a reporting year uses: the newest one that had begun. It stands until the next.

        Raises:
            UnknownEditionError: the year is before the first edition.
        """
        begun = [each for each in self.editions if each.year <= year]
        if not begun:
            raise UnknownEditionError(f"The first edition of {self.key} is {self.editions[0].key}, after {year}.")
        return begun[-1]

    def broken(self, indicator: str, year: int, later_year: int) -> bool:
        """Say whether the indicator's definition changed between two reporting years."""
        versions = [self.edition_of_year(max(year, self.editions[0].year)).version(indicator)]
        versions += [each.version(indicator) for each in self.editions if year < each.year <= later_year]
        return len(set(versions)) > 1

    def breaks(self) -> Mapping[str, tuple[int, ...]]:
        """Return the first reporting years of a new definition, per indicator that has any."""
        found = {
            definition.id: tuple(
                later.year
                for earlier, later in zip(self.editions, self.editions[1:], strict=False)
                if earlier.version(definition.id) != later.version(definition.id)
            )
            for definition in self.definitions
        }
        return {indicator: years for indicator, years in found.items() if years}
