"""What a pipeline is asked and what it answers. Numbers are unrounded; ``None`` has a reason beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.ladder import Rung
from trajectory_service.domain.ladder_leaks import Leaks
from trajectory_service.domain.ladder_limit import Need, Rest
from trajectory_service.domain.strata import Target
from vocabulary.bands import Band


class Reason(StrEnum):
    """Why an answer about a ladder is absent."""

    EMPTY = "no-people-of-known-ethnicity"
    NOT_REACHABLE = "not-reachable"
    NOT_TOGETHER = "not-reachable-together"
    NO_CHOICE = "nobody-to-choose-among"
    BOUNDS = "no-constant-shares-keep-the-bounds"


@dataclass(frozen=True, slots=True)
class Asked:
    """A ladder of ``rungs``, lowest first, the share to reach, from which band up, and by which years.

    Without a ``target`` it is the share of the whole ladder; without ``equality_from`` every rung above the lowest is
    to reach it.
    """

    baseline_year: int
    rungs: Sequence[Rung]
    horizons: Sequence[int]
    target: Target | None = None
    equality_from: Band | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A year of a rung's path: expected people, share (``None``: nobody), and how far the count may be from it.

    ``deviation`` is the standard deviation of the people of the group of interest, ``lower`` and ``upper`` the 95 %
    band of their number.
    """

    year: int
    interest: float
    others: float
    share: float | None
    deviation: float
    lower: int
    upper: int

    @property
    def reason(self) -> Reason | None:
        """Why there is no share."""
        return Reason.EMPTY if self.share is None else None


Path = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Inflow:
    """People who come to a rung in one way: as recruits, or promoted from below.

    ``today`` is the share of the group of interest among them as things go, ``required`` the one that is needed.
    ``people`` come a year, on average, without those of years in which nobody of one group could be chosen;
    ``additional`` is how many more of the group of interest that takes.
    """

    people: float
    today: float | None
    required: float | None
    interest: float | None
    additional: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class RungRequired:
    """What reaching the target takes on one rung, and what is reached.

    ``reachable`` is about the rung by itself, ``None`` where it is not ``asked`` to reach the target or is empty.
    ``greatest_share`` (out of reach only) is the most it could have by then when all is done for it alone, and
    ``earliest_year`` when it could first meet the target so. ``feeder`` says that the required share of promotions is
    above the share of the rung below, ``share_below``.
    """

    band: Band
    asked: bool
    recruitment: Inflow
    promotion: Inflow
    share: float | None
    reachable: bool | None
    greatest_share: float | None
    earliest_year: int | None
    reason: Reason | None
    share_below: float | None
    feeder: bool | None
    path: Path


@dataclass(frozen=True, slots=True)
class Horizon:
    """What reaching the target by ``year`` takes, on every rung. ``together`` is the path of the rungs asked, pooled.

    Where it is out of reach no share is required and no path is drawn; ``earliest_year`` is when all could first meet
    it together, ``None`` when not within the years that are looked ahead.
    """

    year: int
    reachable: bool
    reason: Reason | None
    earliest_year: int | None
    rungs: tuple[RungRequired, ...]
    together: Path


@dataclass(frozen=True, slots=True)
class RungToday:
    """A rung at its baseline, and where it goes when everybody moves as today.

    Chances a year are those of the group of interest and of the others; ``recruits`` is a year's average to the
    last horizon. ``rest`` is the rung in the long run, ``need`` the share it then needs below it to stand at the
    target, and ``feeder`` whether that is more than the rung below has, ``share_below``.
    """

    rung: Rung
    share: float | None
    reason: Reason | None
    leaving: tuple[float, float]
    promotion: tuple[float, float]
    recruits: float
    rest: Rest
    need: Need
    share_below: float | None
    feeder: bool | None
    path: Path
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The whole answer: today's ladder, what each horizon takes, where the ladder leaks, and what was assumed."""

    baseline_year: int
    target: Target
    asked: tuple[Band, ...]
    rungs: tuple[RungToday, ...]
    together: Path
    horizons: tuple[Horizon, ...]
    leaks: Leaks
    assumptions: tuple[Assumption, ...]
