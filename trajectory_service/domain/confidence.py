"""A share for a confidence: what must be recruited for a goal to be met with a given probability.

Recruiting at the share that reaches a target on expectation meets the goal, a whole number of posts, with a
chance of only about one half, and less in a small band.
"""

import math
from dataclasses import replace
from fractions import Fraction
from statistics import NormalDist
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.outlook import probability_met
from trajectory_service.domain.replacement import Stock, posts_after
from trajectory_service.domain.root import rising_roots

DEFAULT_PROBABILITY: Final = 0.8
"""The probability goals are answered for unless another is asked."""

_FAINTEST: Final = 1e-300


def posts_for(target: Fraction, headcount: int) -> int:
    """Return the goal in whole posts: the smallest count that is at least ``target`` of ``headcount``.

    Exact: a target of 3/10 of 10 posts is 3, whatever 0.3 * 10 is in floating point.
    """
    return math.ceil(target * headcount)


def share_for_probability(
    stock: Stock, years: IntArray, goals: IntArray, probability: float
) -> tuple[FloatArray, BoolArray]:
    """Return for each row the share of recruits that meets the goal with ``probability``, and whether one does.

    The probability rises with the share, because a larger one makes every post likelier to pass to the group
    of interest and to stay. The share is 0 where the goal is that likely with no such recruit at all. Where
    even q = 1 is not enough the share is 1 and the second answer false.
    """
    share = np.ones(len(years))
    enough = probability_met(stock, share, years, goals) >= probability
    never_short = probability_met(stock, np.zeros(len(years)), years, goals) >= probability
    share[never_short] = 0.0
    sought = np.flatnonzero(enough & ~never_short)
    share[sought] = _root(stock.rows(sought), years[sought], goals[sought], probability)
    return share, enough


def _root(stock: Stock, years: IntArray, goals: IntArray, probability: float) -> FloatArray:
    # On the scale of log odds the probability is nearly a straight line in the share.
    odds = math.log(probability / (1.0 - probability))

    def log_odds_short(rows: IntArray, share: FloatArray) -> FloatArray:
        met = probability_met(stock.rows(rows), share, years[rows], goals[rows])
        return np.log(np.maximum(met, _FAINTEST)) - np.log(np.maximum(1.0 - met, _FAINTEST)) - odds

    return rising_roots(log_odds_short, _normal_guess(stock, years, goals, probability))


def _normal_guess(stock: Stock, years: IntArray, goals: IntArray, probability: float) -> FloatArray:
    # Posts that are cut are left out of this first guess.
    stock = replace(stock, growth=np.maximum(stock.growth, 0.0))
    score = NormalDist().inv_cdf(probability)

    def posts_short(rows: IntArray, share: FloatArray) -> FloatArray:
        posts = posts_after(stock.rows(rows), share, years[rows])
        return posts.expected + 0.5 - goals[rows] - score * np.sqrt(posts.variance)

    return rising_roots(posts_short, np.full(len(years), 0.5))
