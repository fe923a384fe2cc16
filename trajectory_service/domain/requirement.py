"""What has to be recruited: the share that reaches a target on expectation, and when one can be reached at all.

Source: the strategy's Tables 2 and 3, whose every goal cell is ``required_share``.
"""

from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.replacement import Stock, added_posts, expected_share, headcount
from trajectory_service.domain.root import rising_roots

YEARS_LOOKED_AHEAD: Final = 1000
"""A target that takes longer than this, with every recruit from the group of interest, counts as never."""

_ROUNDING: Final = 1e-12


def reachable(stock: Stock, target: FloatArray, years: IntArray) -> BoolArray:
    """Say for each row whether recruiting from the group of interest alone would reach ``target`` in time.

    At q = 1 the only posts not held by the group are those whose first holder never left. Turnover of the
    group of interest plays no part, and more turnover of the others, more growth or more years only help.
    """
    remaining = stock.others * (1.0 - stock.leaving_others) ** years
    room = (1.0 - target) * headcount(stock, years)
    return remaining <= room * (1.0 + _ROUNDING)


def earliest_years(stock: Stock, target: FloatArray) -> IntArray:
    """Return the fewest whole years in which ``target`` can be reached at q = 1; -1 where it never can."""
    low = np.full(len(target), -1)
    high = np.full(len(target), YEARS_LOOKED_AHEAD)
    possible = reachable(stock, target, high)
    while (high - low > 1).any():
        middle = (low + high) // 2
        enough = reachable(stock, target, middle)
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    return np.where(possible, high, -1)


def required_share(stock: Stock, target: FloatArray, years: IntArray) -> FloatArray:
    """Return q(T), the share of recruits whose expected share after ``years`` is ``target``, row by row.

    The rows must be reachable and must stand at the target or below it. With equal turnover
    q(T) = (p*·N_T - n0·s) / (N·(1 - s) + G), where s = (1 - t)^T, N_T = N + G and G the posts added; without
    growth that is (p* - p0·s) / (1 - s). With different turnover it is the root of the rising ``expected_share``.

    To ask what would hold a stratum that stands above the target, start it at the target.
    """
    survive = (1.0 - stock.leaving_others) ** years
    added = added_posts(stock, years)
    needed = target * (stock.total + added) - stock.interest * survive
    share = np.clip(needed / (stock.total * (1.0 - survive) + added), 0.0, 1.0)
    unequal = np.flatnonzero(stock.leaving_interest != stock.leaving_others)
    if len(unequal):
        share[unequal] = _root(stock.rows(unequal), target[unequal], years[unequal], share[unequal])
    return share


def _root(stock: Stock, target: FloatArray, years: IntArray, guess: FloatArray) -> FloatArray:
    def short_of_target(rows: IntArray, share: FloatArray) -> FloatArray:
        return expected_share(stock.rows(rows), share, years[rows]) - target[rows]

    return rising_roots(short_of_target, guess)
