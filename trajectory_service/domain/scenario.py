"""What if: a stratum followed year by year under other turnover, growth, cuts or shares of recruits.

The chances are exact, from the course of every year. Beside them stands the same stratum under what is assumed
without the scenario, so that the difference is the scenario's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.confidence import posts_for
from trajectory_service.domain.course import Chances, Course, followed, recruits
from trajectory_service.domain.inputs import require
from trajectory_service.domain.outlook import course_of
from trajectory_service.domain.progress import LOWER, UPPER
from trajectory_service.domain.projection import PathPoint
from trajectory_service.domain.question import stock_of
from trajectory_service.domain.root import rising_roots
from trajectory_service.domain.strata import MOST_POSTS_CUT, Stratum

_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Scenario:
    """A stratum with the scenario's own turnover and growth, and what differs from year to year.

    ``share`` is the share of recruits in every year, ``None`` for what the target requires; ``share_in`` replaces it
    in single years, and ``cut_in`` takes whole posts out at their end.
    """

    stratum: Stratum
    year: int
    share: float | None
    share_in: Mapping[int, float]
    cut_in: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a course leads. ``required_share`` is one share for all years that meets the target on expectation."""

    path: tuple[PathPoint, ...]
    goal_posts: int
    probability_met: float
    required_share: float | None
    recruits_per_year: float
    interest_recruits_per_year: float


def outcome(scenario: Scenario) -> Outcome:
    """Return where a scenario leads.

    Raises:
        InputError: a year outside the course is named, cuts leave no post, or there are too many to follow.
    """
    stratum, first = scenario.stratum, scenario.stratum.baseline.year
    _check(scenario)
    course = _course(scenario)
    needed = _required(course, stratum, scenario.year)
    own = needed if scenario.share is None else scenario.share
    shares = tuple(
        scenario.share_in.get(year, 1.0 if own is None else own) for year in range(first + 1, scenario.year + 1)
    )
    course = replace(course, share=shares)
    chances = followed(course)
    goal = posts_for(stratum.target.in_year(scenario.year), chances[-1].posts)
    return Outcome(
        path=tuple(_point(first + elapsed, each) for elapsed, each in enumerate(chances[1:], 1)),
        goal_posts=goal,
        probability_met=chances[-1].at_least(goal),
        required_share=needed,
        recruits_per_year=recruits(course, chances) / course.years,
        interest_recruits_per_year=_of_interest(course, chances) / course.years,
    )


def _check(scenario: Scenario) -> None:
    first, last = scenario.stratum.baseline.year + 1, scenario.year
    most = scenario.stratum.baseline.total
    require(last >= first, "year", f"must be after the baseline's year, {first - 1}")
    require(most <= MOST_POSTS_CUT, "band", f"a scenario is followed year by year, in up to {MOST_POSTS_CUT:,} posts")
    for name, years in (("shares", scenario.share_in), ("cuts", scenario.cut_in)):
        require(all(first <= year <= last for year in years), name, f"names a year outside {first} to {last}")


def _course(scenario: Scenario) -> Course:
    first, years = scenario.stratum.baseline.year, scenario.year - scenario.stratum.baseline.year
    course = course_of(stock_of([scenario.stratum]), 0, 0.0, years)
    change = tuple(each - scenario.cut_in.get(year, 0) for year, each in enumerate(course.change, first + 1))
    changed = replace(course, change=change)
    require(min(changed.posts) >= 1, "cuts", "leave no post")
    return changed


def _required(course: Course, stratum: Stratum, year: int) -> float | None:
    """Return the one share for all years that meets the target on expectation, ``None`` where none does."""
    target = float(stratum.target.in_year(year))

    def short(_: IntArray, share: FloatArray) -> FloatArray:
        last = followed(course.recruiting(float(share[0])))[-1]
        return np.array([last.expected / last.posts - target])

    one = np.zeros(1, dtype=np.int64)
    if short(one, np.ones(1))[0] < -_ROUNDING:
        return None
    return float(rising_roots(short, np.array([0.5]))[0])


def _point(year: int, chances: Chances) -> PathPoint:
    share = chances.expected / chances.posts
    return PathPoint(year, chances.expected, share, chances.quantile(LOWER), chances.quantile(UPPER))


def _of_interest(course: Course, chances: list[Chances]) -> float:
    total = 0.0
    for year, before in enumerate(chances[:-1]):
        vacancies = before.expected * course.leaving_interest[year]
        vacancies += (before.posts - before.expected) * course.leaving_others[year]
        total += course.share[year] * (vacancies + max(course.change[year], 0))
    return total
