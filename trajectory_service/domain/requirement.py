"""What has to be recruited: the share that reaches a target on expectation, and when one can be reached at all.

Source: the strategy's Tables 2 and 3, whose every goal cell is ``required_share``.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.outlook import expected_share, selects
from trajectory_service.domain.replacement import Stock, added_posts, headcount
from trajectory_service.domain.root import rising_roots

YEARS_LOOKED_AHEAD: Final = 1000
"""A target that takes longer than this, with every recruit from the group of interest, counts as never."""

YEARS_ONE_BY_ONE: Final = 60
"""How far ahead is looked where years are followed one by one: a target that moves, cuts by who holds a post."""

_ROUNDING: Final = 1e-12


def reachable(stock: Stock, target: FloatArray, years: IntArray) -> BoolArray:
    """Say for each row whether recruiting from the group of interest alone would reach ``target`` in time.

    At q = 1 the only posts not held by the group are those whose first holder never left. Turnover of the
    group of interest plays no part, and more turnover of the others, more growth or more years only help. A cut
    that takes no notice of who holds a post changes nothing; one that does is followed year by year.
    """
    remaining = stock.others * (1.0 - stock.leaving_others) ** years
    room = (1.0 - target) * (stock.total + np.maximum(added_posts(stock, years), 0))
    found = remaining <= room * (1.0 + _ROUNDING)
    rows = np.flatnonzero(selects(stock))
    if len(rows):
        best = expected_share(stock.rows(rows), np.ones(len(rows)), years[rows])
        found[rows] = best >= target[rows] * (1.0 - _ROUNDING)
    return np.asarray(found)


def earliest_years(stock: Stock, target: FloatArray) -> IntArray:
    """Return the fewest whole years in which ``target`` can be reached at q = 1; -1 where it never can."""
    low = np.full(len(target), -1)
    high = np.minimum(YEARS_LOOKED_AHEAD, years_with_posts(stock))
    rows = np.flatnonzero(selects(stock))
    found = earliest_one_by_one(stock.rows(rows), lambda _: target[rows])
    high[rows] = np.maximum(found, 0)
    possible = reachable(stock, target, high)
    possible[rows] = found >= 0
    while (high - low > 1).any():
        middle = (low + high) // 2
        enough = reachable(stock, target, middle)
        enough[rows] = middle[rows] >= high[rows]
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    return np.where(possible, high, -1)


def earliest_one_by_one(stock: Stock, target: Callable[[int], FloatArray]) -> IntArray:
    """Return the first year, up to ``YEARS_ONE_BY_ONE``, in which a target that may move is reached at q = 1; or -1.

    ``target`` gives the rows' targets so many years after the baseline.
    """
    found, most = np.full(len(stock.growth), -1), years_with_posts(stock)
    for elapsed in range(YEARS_ONE_BY_ONE + 1):
        rows = np.flatnonzero((found < 0) & (most >= elapsed))
        if not len(rows):
            break
        within = reachable(stock.rows(rows), target(elapsed)[rows], np.full(len(rows), elapsed))
        found[rows[within]] = elapsed
    return found


def years_with_posts(stock: Stock) -> IntArray:
    """Return for how many years cuts leave posts, row by row; ``YEARS_LOOKED_AHEAD`` and more without cuts."""
    years = np.full(len(stock.growth), YEARS_LOOKED_AHEAD)
    cut = stock.growth < 0.0
    years[cut] = np.floor((stock.total[cut] - 0.5) / (-stock.growth[cut] * stock.total[cut])).astype(np.int64)
    while (gone := headcount(stock, years) < 1.0).any():
        years = np.where(gone, years - 1, years)
    return years


def required_share(stock: Stock, target: FloatArray, years: IntArray) -> FloatArray:
    """Return q(T), the share of recruits whose expected share after ``years`` is ``target``, row by row.

    The rows must be reachable and must stand at the target or below it. With equal turnover
    q(T) = (p*·N_T - n0·s) / (N·(1 - s) + G), where s = (1 - t)^T, N_T = N + G and G the posts added; without
    growth that is (p* - p0·s) / (1 - s). With different turnover, or cuts by who holds a post, it is the root of
    the rising ``expected_share``.

    Cuts that take no notice of who holds a post leave it as it is without them.

    To ask what would hold a stratum that stands above the target, start it at the target.
    """
    survive = (1.0 - stock.leaving_others) ** years
    added = np.maximum(added_posts(stock, years), 0)
    needed = target * (stock.total + added) - stock.interest * survive
    share = np.clip(needed / (stock.total * (1.0 - survive) + added), 0.0, 1.0)
    unequal = np.flatnonzero((stock.leaving_interest != stock.leaving_others) | selects(stock))
    if len(unequal):
        share[unequal] = _root(stock.rows(unequal), target[unequal], years[unequal], share[unequal])
    return share


def _root(stock: Stock, target: FloatArray, years: IntArray, guess: FloatArray) -> FloatArray:
    def short_of_target(rows: IntArray, share: FloatArray) -> FloatArray:
        return expected_share(stock.rows(rows), share, years[rows]) - target[rows]

    return rising_roots(short_of_target, guess)
