"""The shares that bring every rung asked for to the target: moved from today's as little as possible.

Shares of recruits and of promotions are constant over the years to the horizon. What is made as small as possible is
the sum, over all shares, of people a year × (share - today's share)²: moving the share of a large flow costs in
proportion to the people it is of. No share is lowered where raising others is enough. A rung above the target at the
horizon is left there.
"""

from dataclasses import dataclass, replace

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray
from trajectory_service.domain.bounded_least_squares import Limits, nearest
from trajectory_service.domain.ladder import INTEREST, OTHERS
from trajectory_service.domain.ladder_control import NOBODY, Control, short_of, supply
from trajectory_service.domain.ladder_course import Course, after_a_year, by_group


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked: the share to reach, the rungs that are to reach it, and between what every share must lie."""

    control: Control
    target: float
    asked: BoolArray
    least: FloatArray
    most: FloatArray

    def free(self, years: int) -> BoolArray:
        """Say which shares are of anybody at all in so many years: the others decide nothing."""
        return self.control.flow(years) > NOBODY

    def limits(self, years: int) -> Limits:
        """Return what the free shares must keep whatever the target: their bounds, and the people there are."""
        free = self.free(years)
        return Limits.between(self.least[free], self.most[free]).and_also(supply(self.control, years).of(free))

    def goals(self, years: int, rungs: BoolArray) -> Limits:
        """Return that the rungs meet the target after so many years, as limits on the free shares."""
        slope, constant = short_of(self.control, self.target, years)
        return Limits(slope[rungs], -constant[rungs]).of(self.free(years))


def required_shares(question: Question, years: int) -> FloatArray | None:
    """Return the shares that meet the target after ``years``: e for each rung, then s. ``None``: there are none.

    None is lowered below today's where that can be helped: a rung could otherwise be brought to the target by keeping
    back those of the group of interest who are due to be promoted from it. A share that is of nobody stays as it is.
    """
    pace = np.clip(question.control.pace(years), question.least, question.most)
    raised = any_shares(replace(question, least=pace), years)
    return any_shares(question, years) if raised is None else raised


def any_shares(question: Question, years: int) -> FloatArray | None:
    """Return the shares that meet the target after ``years`` and are nearest to today's, above or below them."""
    shares = question.control.pace(years)
    free = question.free(years)
    limits = question.limits(years).and_also(question.goals(years, question.asked))
    found = nearest(shares[free], question.control.flow(years)[free], limits)
    if found is None:
        return None
    shares[free] = np.clip(found, question.least[free], question.most[free])
    return shares


def realised(today: Course, control: Control, shares: FloatArray, years: int) -> Course:
    """Return the course that the shares make: each year's promotion chances are those that give its promotions.

    Followed year by year from people, not from the lines that the shares were found with.
    """
    rungs = control.rungs
    into = np.concatenate([shares[rungs:], [0.0]])
    climbing = by_group(control.climbers[:years], into)
    joining = by_group(control.recruits[:years], shares[:rungs])
    promotion, stock = np.zeros_like(climbing), today.start
    most = 1.0 - today.leaving
    for year in range(years):
        chance = np.divide(climbing[year], stock, out=np.zeros_like(stock), where=stock > 0.0)
        chosen = control.climbers[year, :, None] > 0.0
        promotion[year] = np.where(chosen, np.clip(chance, 0.0, most), today.promotion[year])
        stock = after_a_year(stock, today.leaving, promotion[year]) + joining[year]
    return replace(today.until(years), promotion=promotion, share=shares[:rungs])


def shares_of(stocks: FloatArray) -> FloatArray:
    """Return the share of the group of interest in stocks with groups on the last axis; nan where there is nobody."""
    total = stocks[..., INTEREST] + stocks[..., OTHERS]
    share: FloatArray = np.divide(stocks[..., INTEREST], total, out=np.full(total.shape, np.nan), where=total > 0.0)
    return share
