"""What a body submits about pay, and how it is shown to the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators_service.domain.annual_return import Counts
from indicators_service.domain.tally import Ints
from vocabulary.bands import BANDS_OF, Band, StaffGroup


class Quartile(StrEnum):
    """A quarter of all staff, put in order of their hourly pay."""

    LOWER = "lower"
    LOWER_MIDDLE = "lower_middle"
    UPPER_MIDDLE = "upper_middle"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class GroupPay:
    """Mean and median hourly pay in pounds of some people; ``None`` where it was not given.

    Raises:
        ValueError: there are fewer than no people, or pay is not above 0.
    """

    mean: float | None
    median: float | None
    people: int

    def __post_init__(self) -> None:
        if self.people < 0 or not all(pay is None or pay > 0 for pay in (self.mean, self.median)):
            raise ValueError("hourly pay is above 0 and people are not negative")


@dataclass(frozen=True, slots=True)
class PayOfGroups:
    """The pay of each group, over a body or in one band. ``unknown`` may be left out: it has no part in a gap."""

    reference: GroupPay
    interest: GroupPay
    unknown: GroupPay | None = None


BandsOfPay = Mapping[tuple[StaffGroup, Band], PayOfGroups]
"""Pay by staff group and band."""


@dataclass(frozen=True, slots=True)
class Pay:
    """What one body submits. Quartiles and bands may each be ``None``: they were not collected.

    A band or quartile that is not there has nobody in it.

    Raises:
        ValueError: a staff group has no such band or grade.
    """

    hourly: PayOfGroups
    quartiles: Mapping[Quartile, Counts] | None = None
    bands: BandsOfPay | None = None

    def __post_init__(self) -> None:
        for group, band in self.bands or ():
            if band not in BANDS_OF[group]:
                raise ValueError(f"{group.value} has no band or grade '{band.value}'")


@dataclass(frozen=True, slots=True)
class PayControl:
    """How pay is shown to the public.

    Attributes:
        shown_from: a gap is hidden where either group has fewer people. It is 10, where this method stops calling a
            number small: with fewer, one high salary can be read off a mean, and a median is nearly a person's own.
        threshold: a quartile's count below this is hidden, unless the body has nobody of the group in any quartile;
            and with it go all quartiles, because the others and the headcount would give it away.
        base: counts are rounded to a multiple of this before any share is taken.

    Raises:
        ValueError: a parameter is below 1.
    """

    shown_from: int = 10
    threshold: int = 5
    base: int = 5

    def __post_init__(self) -> None:
        if min(self.shown_from, self.threshold, self.base) < 1:
            raise ValueError("the smallest numbers shown and the base are at least 1")

    def __str__(self) -> str:
        return (
            f"pay of groups under {self.shown_from} hidden, quartiles hidden if a count is under {self.threshold}, "
            f"counts rounded to {self.base}"
        )

    def rounded(self, counts: Ints) -> Ints:
        """Return counts rounded half up to a multiple of the base."""
        return (2 * counts + self.base) // (2 * self.base) * self.base
