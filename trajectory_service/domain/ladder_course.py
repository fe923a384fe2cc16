"""A ladder followed year by year: what moves people in each year, and the stocks that are expected of it.

Expected stocks are the starting stocks and the recruits carried through products of yearly transition matrices.
Whole recruits join: where a rung's size is to be held, the number of the year is rounded once, from today's
behaviour, and the same whole numbers serve expectation, variance and distribution, and what is required beside what
is today.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.ladder import INTEREST, OTHERS, Ladder

_ROUNDING: Final = 1e-9
"""A size this near to half a person above a whole number is taken to be there, whatever the noise of a sum."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What happens in each of some years. Groups are the group of interest and the others, in this order.

    ``start`` people at the baseline, rungs × groups; ``leaving`` chances, rungs × groups; ``promotion`` chances,
    years × rungs × groups; ``recruits`` whole people, years × rungs; ``share`` of recruits of the group of
    interest, a rung.
    """

    start: FloatArray
    leaving: FloatArray
    promotion: FloatArray
    recruits: FloatArray
    share: FloatArray

    @property
    def years(self) -> int:
        """How many years there are."""
        return len(self.recruits)

    def until(self, years: int) -> "Course":
        """Return the first years of the course."""
        return Course(self.start, self.leaving, self.promotion[:years], self.recruits[:years], self.share)


def after_a_year(stock: FloatArray, leaving: FloatArray, promotion: FloatArray) -> FloatArray:
    """Return who is where a year later, before anybody joins: rungs × groups, with rungs the last axis but one."""
    after = stock * (1.0 - leaving - promotion)
    after[..., 1:, :] += (stock * promotion)[..., :-1, :]
    return after


def by_group(recruits: FloatArray, share: FloatArray) -> FloatArray:
    """Return recruits expected of each group, on a last axis added."""
    return np.stack([recruits * share, recruits * (1.0 - share)], axis=-1)


def expected(course: Course) -> FloatArray:
    """Return expected people at the baseline and at the end of every year: years + 1 × rungs × groups."""
    stocks = [course.start]
    joining = by_group(course.recruits, course.share)
    for promotion, joined in zip(course.promotion, joining, strict=True):
        stocks.append(after_a_year(stocks[-1], course.leaving, promotion) + joined)
    return np.stack(stocks)


def promoted(course: Course, stocks: FloatArray) -> FloatArray:
    """Return the people expected to be promoted out of each rung in each year: years × rungs × groups."""
    return stocks[:-1] * course.promotion


def as_today(ladder: Ladder, years: int) -> Course:
    """Return the course of a ladder whose people go on moving as they do today."""
    recruits, stock = np.zeros((years, ladder.rungs)), ladder.people
    size = ladder.people.sum(axis=1)
    for year in range(years):
        stock = after_a_year(stock, ladder.leaving, ladder.promotion)
        wanted = np.maximum(size * (1.0 + ladder.growth * (year + 1)), 0.0)
        missing = np.floor(wanted - (stock[:, INTEREST] + stock[:, OTHERS]) + 0.5 + _ROUNDING)
        recruits[year] = np.where(ladder.held, np.maximum(missing, 0.0), ladder.recruits)
        stock = stock + by_group(recruits[year], ladder.recruitment_share)
    promotion = np.broadcast_to(ladder.promotion, (years, *ladder.promotion.shape))
    return Course(ladder.people, ladder.leaving, promotion, recruits, ladder.recruitment_share)
