"""The answer: a trajectory for a stratum, with a projection for each horizon. Numbers are unrounded."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.strata import Baseline, Target

POWER_WANTED: Final = 0.8
"""The probability with which a stalled stratum should be seen."""


class Status(StrEnum):
    """Where a stratum stands at its baseline."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ASSESSABLE = "not_assessable"


class Reason(StrEnum):
    """Why an answer is absent."""

    NO_POSTS = "no-posts-of-known-ethnicity"
    NOT_KNOWN = "baseline-not-known"
    NOT_REACHABLE = "not-reachable-by-recruitment"
    PROBABILITY_NOT_REACHABLE = "probability-not-reachable-by-recruitment"
    NEVER_AT_THIS_PACE = "never-at-this-pace"
    NOT_SOON_AT_THIS_PACE = "not-within-the-years-looked-at"
    NO_POSTS_LEFT = "no-posts-left"


@dataclass(frozen=True, slots=True)
class PathPoint:
    """One year of a path: expected headcount and share of the group of interest, and the 95 % band in posts."""

    year: int
    expected: float
    share: float
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class ForProbability:
    """The share of recruits that meets the goal with ``probability``. ``None`` and a reason where none does."""

    probability: float
    required_share: float | None
    k_in_n: str | None
    interest_recruits_per_year: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class PaceOutlook:
    """Where recruiting on at today's ``share`` leads: at the horizon, and when equality is expected that way.

    ``equality_year`` is the first year in which the expected share is at the target of that year; ``None`` with the
    reason: it never comes at this pace, or not within the years looked at.
    """

    share: float
    expected_share: float
    probability_met: float
    equality_year: int | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Power:
    """Whether progress can be told from chance: the probability that a stratum that goes on at today's pace is seen.

    It is seen to be ``behind`` when its headcount lies below the path's 95 % band, by the rule of progress.
    ``by_horizon`` is that probability at the horizon; ``detectable_year`` the first year in which it is at least
    ``POWER_WANTED``, ``None`` where there is none on the path.
    """

    by_horizon: float
    detectable_year: int | None


@dataclass(frozen=True, slots=True)
class RivalShare:
    """What another method asks for: its name, its share of recruits (it may be above 1), and recruits a year."""

    method: str
    meaning: str
    required_share: float
    interest_recruits_per_year: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The answer with one input changed: what would be required, and the chance at the share of the answer itself."""

    input: str
    change: str
    required_share: float | None
    interest_recruits_per_year: float | None
    probability_met: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Projection:
    """What reaching the target by ``year`` takes.

    ``goal_posts`` is the goal in whole posts at the horizon's headcount. ``required_share`` is the share of
    recruits that reaches the target on expectation; for a stratum that has met it, the share that would
    hold one standing exactly at the target. ``recruits_per_year`` counts all recruits,
    ``interest_recruits_per_year`` those of the group of interest (what the strategy prints in brackets), and
    ``additional_per_year`` how many more that is than at today's pace.

    ``path`` runs from the year after the baseline to ``year``, recruiting at the required share;
    ``probability_met`` is the probability that the goal is met at its end. Where the target is out of reach
    the required share and what follows from it are ``None``, and ``recruits_per_year``, ``path`` and
    ``probability_met`` describe the most that recruitment can do: every recruit from the group of interest.

    ``earliest_year`` is when the target can first be reached that way, ``None`` if never. ``target_share`` is what
    the target asks for in ``year``.
    """

    year: int
    target_share: float | None
    goal_posts: int | None
    required_share: float | None
    one_in: float | None
    k_in_n: str | None
    recruits_per_year: float | None
    interest_recruits_per_year: float | None
    additional_per_year: float | None
    path: tuple[PathPoint, ...]
    probability_met: float | None
    reachable: bool | None
    earliest_year: int | None
    reason: Reason | None
    for_probability: ForProbability
    at_pace: PaceOutlook | None
    power: Power | None
    rival_methods: tuple[RivalShare, ...]
    sensitivity: tuple[Sensitivity, ...]

    @classmethod
    def not_assessable(cls, year: int, probability: float, reason: Reason) -> Self:
        """Return the projection of a stratum about which nothing can be said."""
        return cls(
            year=year,
            target_share=None,
            goal_posts=None,
            required_share=None,
            one_in=None,
            k_in_n=None,
            recruits_per_year=None,
            interest_recruits_per_year=None,
            additional_per_year=None,
            path=(),
            probability_met=None,
            reachable=None,
            earliest_year=None,
            reason=reason,
            for_probability=ForProbability(probability, None, None, None, reason),
            at_pace=None,
            power=None,
            rival_methods=(),
            sensitivity=(),
        )


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A stratum's baseline, target and standing, a projection for each horizon, and all that was assumed."""

    staff_group: str
    band: str
    baseline: Baseline
    target: Target
    status: Status
    reason: Reason | None
    horizons: tuple[Projection, ...]
    assumptions: tuple[Assumption, ...]
