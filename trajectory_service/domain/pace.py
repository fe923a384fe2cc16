"""Today's pace: what recruiting on at the share of today leads to, and whether equality ever comes that way.

Recruiting at a share q for ever, the expected share tends to t_w·q / (t_w·q + t_b·(1 - q)), which is q itself where
both groups leave alike. A target at that limit or above it is never reached.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.outlook import cuts, expected_share, probability_met, selects
from trajectory_service.domain.question import Question
from trajectory_service.domain.requirement import YEARS_ONE_BY_ONE, years_with_posts

YEARS_AHEAD: Final = 200
"""How far ahead equality is looked for where nothing but the posts' holders changes."""

_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class AtPace:
    """What today's pace leads to, row by row: at the horizon, and in the end.

    ``equality`` is in years after the baseline, -1 where it does not come within the years looked at; ``never`` says
    where it cannot come at all, because the limit of the share is not above the target.
    """

    expected_share: FloatArray
    met: FloatArray
    equality: IntArray
    never: BoolArray


def at_pace(question: Question) -> AtPace:
    """Return what today's pace leads to for every row of the question."""
    stock, pace, years = question.stock, question.pace, question.years
    return AtPace(
        expected_share=expected_share(stock, pace, years),
        met=probability_met(stock, pace, years, question.goals),
        equality=_equality(question),
        never=_never(question),
    )


def _never(question: Question) -> BoolArray:
    stock, pace = question.stock, question.pace
    become, leave = stock.leaving_others * pace, stock.leaving_interest * (1.0 - pace)
    limit = become / (become + leave)
    short = stock.interest < question.target * stock.total
    # Growth is recruited at the pace itself, so with it the limit lies between the two.
    limit = np.where(stock.growth > 0.0, np.maximum(limit, pace), limit)
    return np.asarray(short & (limit <= question.target) & ~question.moving & ~selects(stock))


def _equality(question: Question) -> IntArray:
    found = np.full(len(question.years), -1)
    stepwise = question.moving | (question.stock.growth > 0.0) | selects(question.stock)
    rows = np.flatnonzero(~stepwise)
    found[rows] = _by_halving(question.rows(rows))
    rows = np.flatnonzero(stepwise)
    found[rows] = _one_by_one(question.rows(rows))
    return found


def _by_halving(question: Question) -> IntArray:
    # Towards its limit the expected share only rises, or only falls.
    low, most = np.full(len(question.years), -1), np.full(len(question.years), YEARS_AHEAD)
    most = np.where(cuts(question.stock), np.minimum(most, years_with_posts(question.stock)), most)
    high, start = most, _there(question, np.zeros_like(most), question.target)
    possible = start | _there(question, most, question.target)
    high = np.where(start, 0, high)
    while (high - low > 1).any():
        middle = (low + high) // 2
        enough = _there(question, np.maximum(middle, 0), question.target)
        high, low = np.where(enough, middle, high), np.where(enough, low, middle)
    return np.where(possible, high, -1)


def _one_by_one(question: Question) -> IntArray:
    found, most = np.full(len(question.years), -1), years_with_posts(question.stock)
    for elapsed in range(YEARS_ONE_BY_ONE + 1):
        rows = np.flatnonzero((found < 0) & (most >= elapsed))
        if not len(rows):
            break
        asked = question.rows(rows)
        there = _there(asked, np.full(len(rows), elapsed), asked.targets_after(elapsed))
        found[rows[there]] = elapsed
    return found


def _there(question: Question, years: IntArray, target: FloatArray) -> BoolArray:
    share = expected_share(question.stock, question.pace, years)
    return np.asarray(share >= target * (1.0 - _ROUNDING))
