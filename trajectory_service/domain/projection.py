"""The answer: a trajectory for a stratum, with a projection for each horizon. Numbers are unrounded."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.strata import Baseline, Target


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

    ``earliest_year`` is when the target can first be reached that way, ``None`` if never.
    """

    year: int
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

    @classmethod
    def not_assessable(cls, year: int, probability: float, reason: Reason) -> Self:
        """Return the projection of a stratum about which nothing can be said."""
        return cls(
            year=year,
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
