"""What a ladder can reach at the most when a target is out of reach: how great a share, and how soon."""

from dataclasses import replace
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray
from trajectory_service.domain.bounded_least_squares import TOLERANCE, Limits, greatest
from trajectory_service.domain.ladder_control import short_of
from trajectory_service.domain.ladder_requirement import Question, any_shares, shares_of

_GAIN: Final = 1e-12


def within_limits(question: Question, years: int) -> FloatArray | None:
    """Return the shares nearest today's that keep every bound, whatever the target; ``None`` when none do."""
    return any_shares(replace(question, asked=np.zeros_like(question.asked)), years)


def greatest_share(question: Question, rung: int, years: int) -> float | None:
    """Return the greatest share that a rung can have after ``years`` when all is done for it alone.

    ``None`` when no shares keep the bounds, or when nobody is on the rung by then. A share is a quotient of two
    straight lines: whoever does best by (1 - p)·interest - p·others at the share p found last has a greater one,
    until p is the greatest (Dinkelbach 1967).
    """
    start = within_limits(question, years)
    if start is None:
        return None
    best, limits = _share(question, start, rung, years), question.limits(years)
    while not np.isnan(best):
        slope, _ = short_of(question.control, best, years)
        better = _share(question, _furthest(question, slope[rung], start, limits, years), rung, years)
        if better <= best + _GAIN:
            return best
        best = better
    return None


def earliest_years(question: Question, rungs: BoolArray, after: int, last: int) -> int | None:
    """Return the first number of years beyond ``after`` in which the rungs can meet the target together.

    ``None`` when there is none up to ``last``. Every year is asked in turn, but for those in which the target is
    missed even with no regard to the people there are.
    """
    alone = replace(question, asked=rungs)
    hopeful = np.all(_hopeful(question)[:, rungs], axis=1)
    for years in range(after + 1, last + 1):
        if hopeful[years] and any_shares(alone, years) is not None:
            return years
    return None


def _share(question: Question, shares: FloatArray, rung: int, years: int) -> float:
    return float(shares_of(question.control.stocks(shares, years))[rung])


def _furthest(question: Question, slope: FloatArray, start: FloatArray, limits: Limits, years: int) -> FloatArray:
    """Return the shares that do best along a slope: the corner of their bounds where there are people for it."""
    free, shares = question.free(years), start.copy()
    corner = np.where(slope > 0.0, question.most, np.where(slope < 0.0, question.least, start))[free]
    shares[free] = corner if limits.kept_by(corner) else greatest(slope[free], start[free], limits)
    return shares


def _hopeful(question: Question) -> BoolArray:
    """Say for every year and rung whether the target is met at the best corner of the shares' bounds."""
    weight = np.array([1.0 - question.target, -question.target])
    slope = np.einsum("tkgv,g->tkv", question.control.slope, weight)
    best = np.maximum(slope * question.least, slope * question.most).sum(axis=2)
    size = question.control.constant.sum(axis=2) + 1.0
    return np.asarray(best + question.control.constant @ weight >= -TOLERANCE * size)
