"""On track or not: the headcount that there is, against the exact distribution of the path that was agreed.

The path is told for the posts that there are now: posts added since the baseline were filled at the path's share of
recruits, evenly over the years; posts lost were lost without regard to who held them. Goals of bodies that are one
today are followed together: their posts are independent, so the chances are those of the sum.

A headcount is ``behind`` where its lower tail (mid-p) is below 2.5 %, ``ahead`` where its upper tail is. Where not
even nobody at all would be that unlikely, nothing can be told from chance, and the stratum is not assessable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Final

import numpy as np

from trajectory_service.domain.course import Chances, after_cut
from trajectory_service.domain.distribution import BAND_LEVEL, probabilities
from trajectory_service.domain.plan import Plan
from trajectory_service.domain.power import TAIL
from trajectory_service.domain.question import stock_of
from trajectory_service.domain.replacement import Stock, posts_after

MOST_CHANGE: Final = 2
"""Posts that became more than so many times as many, or as few, were reorganised: the path is not about them."""

LOWER: Final = (1.0 - BAND_LEVEL) / 2.0
UPPER: Final = (1.0 + BAND_LEVEL) / 2.0


class Standing(StrEnum):
    """How progress is told."""

    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NOT_ASSESSABLE = "not_assessable"


class Why(StrEnum):
    """Why progress cannot be told."""

    TOO_FEW_POSTS = "too-few-posts"
    NO_RETURN = "no-return"
    SUPPRESSED = "suppressed"
    NO_POSTS = "no-posts-of-known-ethnicity"
    NO_BASELINE = "baseline-not-kept"
    REORGANISED = "band-reorganised"
    BEFORE_BASELINE = "not-after-the-baseline"
    GOAL_YEAR_PASSED = "goal-year-passed"
    PREDECESSOR_WITHOUT_GOAL = "predecessor-without-goal"
    ACQUIRED_SINCE = "another-body-joined-since-the-goal"
    GOALS_DIFFER = "goals-of-predecessors-differ"


@dataclass(frozen=True, slots=True)
class Actual:
    """Posts of known ethnicity on 31 March of a year, and how many of them BME people hold."""

    year: int
    interest: int
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a stratum stands against its path in a year.

    ``expected``, ``lower`` and ``upper`` are the path's at the posts that there are; ``tail`` the mid-p probability
    of the headcount that there is or one further out, on the side where it lies; ``power`` the chance that a stratum
    which recruited at the share held at the baseline would be told to be behind by now.
    """

    standing: Standing
    reason: Why | None
    expected: float | None
    lower: int | None
    upper: int | None
    tail: float | None
    power: float | None

    @classmethod
    def untold(cls, reason: Why) -> "Progress":
        """Return progress that cannot be told."""
        return cls(Standing.NOT_ASSESSABLE, reason, None, None, None, None, None)


def chances_of(plans: Sequence[Plan], actual: Actual, shares: Sequence[float]) -> Chances:
    """Return the chances of every headcount in the year of the actual one, recruiting at a share for each plan.

    Args:
        plans: the paths that are followed together, one or more.
        actual: how many posts there are now, and when.
        shares: the share of recruits of each plan.
    """
    sizes = _divided(actual.total, [plan.stratum.baseline.total for plan in plans])
    each = [_chances(plan, size, actual.year, share) for plan, size, share in zip(plans, sizes, shares, strict=True)]
    return Chances(reduce(np.convolve, [chances.of_count for chances in each]))


def _divided(total: int, weights: Sequence[int]) -> list[int]:
    """Return whole parts of ``total`` in proportion to the weights: ends of rounded running sums."""
    sums = np.cumsum(weights)
    ends = np.floor(sums * total / sums[-1] + 0.5).astype(int).tolist()
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _chances(plan: Plan, posts: int, year: int, share: float) -> Chances:
    stock = stock_of([plan.stratum])
    years, more = year - plan.stratum.baseline.year, posts - plan.stratum.baseline.total
    growth = max(more, 0) / (plan.stratum.baseline.total * years)
    grown = Stock(stock.interest, stock.others, stock.leaving_interest, stock.leaving_others, np.array([growth]))
    found = probabilities(posts_after(grown, np.array([share]), np.array([years])))
    return Chances(after_cut(found / found.sum(), -more) if more < 0 else found / found.sum())


def progress(plans: Sequence[Plan], actual: Actual) -> Progress:
    """Return where a stratum stands in the year of the actual headcount, which lies after every baseline."""
    if not actual.total:
        return Progress.untold(Why.NO_POSTS)
    if not _same_band(actual.total, sum(plan.stratum.baseline.total for plan in plans)):
        return Progress.untold(Why.REORGANISED)
    path = chances_of(plans, actual, [plan.share for plan in plans])
    lower, upper = tails(path, actual.interest)
    seen = _behind_at_most(path)
    told = upper < TAIL or seen >= 0
    pace = chances_of(plans, actual, [plan.stratum.baseline.share or 0.0 for plan in plans])
    return Progress(
        standing=_standing(lower, upper) if told else Standing.NOT_ASSESSABLE,
        reason=None if told else Why.TOO_FEW_POSTS,
        expected=path.expected,
        lower=path.quantile(LOWER),
        upper=path.quantile(UPPER),
        tail=min(lower, upper),
        power=pace.at_most(seen),
    )


def _same_band(now: int, then: int) -> bool:
    """Say whether these can be the same posts: more than half gone, or more than doubled, is another band."""
    return then <= MOST_CHANGE * now and now <= MOST_CHANGE * then


def tails(path: Chances, count: int) -> tuple[float, float]:
    """Return the mid-p probabilities of a count or fewer, and of it or more: half of the count itself in each."""
    half = 0.5 * float(path.of_count[count])
    return path.at_most(count - 1) + half, path.at_least(count + 1) + half


def _behind_at_most(path: Chances) -> int:
    mid = np.cumsum(path.of_count) - 0.5 * path.of_count
    return int(np.searchsorted(mid, TAIL)) - 1


def _standing(lower: float, upper: float) -> Standing:
    if lower < TAIL:
        return Standing.BEHIND
    return Standing.AHEAD if upper < TAIL else Standing.ON_TRACK
