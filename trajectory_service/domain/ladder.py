"""The ladder of bands: people climb from rung to rung, leave, and join from outside. A Markov manpower model.

In a year a person on rung k and of group g leaves with probability l, is promoted to the next rung with probability
m, and otherwise stays; nobody is promoted from the top rung. At the end of the year R recruits join each rung from
outside, each of the group of interest with probability e. People move independently of each other.

Source: Bartholomew, Stochastic Models for Social Processes (1982); Bartholomew, Forbes and McClean, Statistical
Techniques for Manpower Planning (1991).
"""

from dataclasses import dataclass
from typing import Final

from trajectory_service.domain.arrays import BoolArray, FloatArray
from trajectory_service.domain.assumptions import Assumption
from vocabulary.bands import Band

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
