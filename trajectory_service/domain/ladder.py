"""The ladder of bands: people climb from rung to rung, leave, and join from outside. A Markov manpower model.

In a year a person on rung k and of group g leaves with probability l, is promoted to the next rung with probability
m, and otherwise stays; nobody is promoted from the top rung. At the end of the year R recruits join each rung from
outside, each of the group of interest with probability e. People move independently of each other.

Source: Bartholomew, Stochastic Models for Social Processes (1982); Bartholomew, Forbes and McClean, Statistical
Techniques for Manpower Planning (1991).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trajectory_service.domain.arrays import BoolArray, FloatArray
from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.inputs import require
from vocabulary.bands import AFC_AND_VSM, Band

INTEREST: Final = 0
"""Place of the group of interest on the axis of groups: BME staff."""

OTHERS: Final = 1
"""Place of everybody else of known ethnicity on the axis of groups: white staff."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of some people moved: ``events`` of ``people``, both added up over the years counted."""

    events: int
    people: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Moves out of a rung counted by group, over ``years`` years."""

    interest: Count
    others: Count
    years: int = 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a share may be required to be."""

    least: float = 0.0
    most: float = 1.0


@dataclass(frozen=True, slots=True)
class Rung:
    """A band, its people of known ethnicity, and what is known of how they move. ``None``: not given.

    ``interest`` of ``total`` people are of the group of interest. ``leaving`` and ``promotion`` are chances a year,
    of everybody, or of the others where there is one for the group of interest. ``recruits`` is a whole number a
    year, ``growth`` a share of today's people added a year, ``recruitment_share`` the share of recruits that is of
    the group of interest. ``promotions`` and ``leavers`` are counts of people who left this rung upward and
    outward; ``recruitment_bounds`` and ``promotion_bounds`` limit what may be required of those who come to it.
    """

    band: Band
    interest: int
    total: int
    leaving: float | None = None
    leaving_interest: float | None = None
    promotion: float | None = None
    promotion_interest: float | None = None
    recruits: int | None = None
    growth: float | None = None
    recruitment_share: float | None = None
    promotions: Counted | None = None
    leavers: Counted | None = None
    recruitment_bounds: Bounds = Bounds()
    promotion_bounds: Bounds = Bounds()

    @property
    def share(self) -> float | None:
        """Share of the group of interest; ``None`` when the rung is empty."""
        return self.interest / self.total if self.total else None


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """Rungs as columns, lowest first: people and chances are rungs × groups, the rest one a rung.

    ``recruits`` counts where ``held`` is false; where it is true as many join as hold the rung's size, which grows
    by ``growth``. ``assumptions`` has a tuple for each rung.
    """

    bands: tuple[Band, ...]
    people: FloatArray
    leaving: FloatArray
    promotion: FloatArray
    recruits: FloatArray
    held: BoolArray
    growth: FloatArray
    recruitment_share: FloatArray
    assumptions: tuple[tuple[Assumption, ...], ...]

    @property
    def rungs(self) -> int:
        """How many rungs there are."""
        return len(self.bands)


def check(rungs: Sequence[Rung]) -> None:
    """Refuse rungs that are not a ladder.

    Raises:
        InputError: named by ``rungs[i].field``: bands that are not consecutive, more people of the group of interest
            than people, chances or counts that cannot be, a promotion from the top rung.
    """
    require(len(rungs) > 0, "rungs", "must have at least one rung")
    for place, rung in enumerate(rungs):
        _check_band(rungs, place)
        _check_people(rung, f"rungs[{place}]")
        for name, counted in (("promotions", rung.promotions), ("leavers", rung.leavers)):
            if counted is not None:
                _check_counts(counted, f"rungs[{place}].{name}")
    _check_top(rungs[-1], f"rungs[{len(rungs) - 1}]")


def _check_band(rungs: Sequence[Rung], place: int) -> None:
    field, band = f"rungs[{place}].band", rungs[place].band
    require(band in AFC_AND_VSM, field, "must be an AfC band or VSM: medical grades have no place on the ladder")
    if place:
        below = rungs[place - 1].band
        next_up = AFC_AND_VSM.index(below) + 1
        words = f"must be the band next above {below}: rungs are consecutive, lowest first, each once"
        require(next_up < len(AFC_AND_VSM) and band == AFC_AND_VSM[next_up], field, words)


def _check_people(rung: Rung, field: str) -> None:
    require(rung.interest >= 0, f"{field}.interest", "must not be negative")
    require(rung.total >= rung.interest, f"{field}.total", "must not be smaller than interest")
    for name in ("leaving", "leaving_interest", "promotion", "promotion_interest", "recruitment_share"):
        value = getattr(rung, name)
        require(value is None or 0.0 <= value <= 1.0, f"{field}.{name}", "must lie between 0 and 1")
    require(rung.recruits is None or rung.recruits >= 0, f"{field}.recruits", "must not be negative")
    growth = rung.growth
    require(growth is None or -1.0 <= growth <= 1.0, f"{field}.growth", "must lie between -1 and 1")
    words = "says how the size is to move, and so do the recruits: give one of the two"
    require(growth is None or rung.recruits is None, f"{field}.growth", words)
    for name, bounds in (
        ("recruitment_bounds", rung.recruitment_bounds),
        ("promotion_bounds", rung.promotion_bounds),
    ):
        words = "must have 0 <= least <= most <= 1"
        require(0.0 <= bounds.least <= bounds.most <= 1.0, f"{field}.{name}", words)


def _check_counts(counted: Counted, field: str) -> None:
    require(counted.years >= 1, f"{field}.years", "must be at least 1")
    for name, count in (("interest", counted.interest), ("others", counted.others)):
        require(count.events >= 0, f"{field}.{name}.events", "must not be negative")
        require(count.people >= count.events, f"{field}.{name}.events", "must not be more than people")


def _check_top(top: Rung, field: str) -> None:
    words = "must be left out or 0: nobody is promoted from the top rung"
    for name in ("promotion", "promotion_interest"):
        require(not getattr(top, name), f"{field}.{name}", words)
    counted = top.promotions
    require(counted is None or counted.interest.events + counted.others.events == 0, f"{field}.promotions", words)
