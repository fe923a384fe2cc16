"""The model told again, plainly and slowly: count by count, and career by career."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb, floor

import numpy as np

from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.distribution import Posts
from trajectory_service.domain.replacement import Stock, posts_after

CAREERS = 200_000


@dataclass(frozen=True)
class Case:
    """Posts held by the group of interest and by others, who leaves a year, growth, share of recruits, and years."""

    interest: int
    others: int
    own_leaving: float
    others_leaving: float
    share: float
    years: int
    growth: str = "0"

    @property
    def total(self) -> int:
        return self.interest + self.others

    def added_in(self, year: int) -> int:
        """Posts added at the end of a year: growth is counted from the baseline, in whole posts, halves upward."""

        def so_far(years: int) -> int:
            return floor(Fraction(self.growth) * self.total * years + Fraction(1, 2))

        return so_far(year) - so_far(year - 1)

    @property
    def stock(self) -> Stock:
        return stock_of(self.interest, self.others, self.own_leaving, self.others_leaving, float(self.growth))

    @property
    def posts(self) -> Posts:
        return posts_after(self.stock, np.array([self.share]), np.array([self.years]))


def stock_of(*figures: float) -> Stock:
    return Stock(*(np.array([float(figure)]) for figure in figures))


@cache
def binomial(trials: int, chance: float) -> FloatArray:
    return np.array([comb(trials, k) * chance**k * (1.0 - chance) ** (trials - k) for k in range(trials + 1)])


def chances_of_counts(case: Case) -> FloatArray:
    """The chance of every count of posts held: from every count a year before, by every vacancy and every filling."""
    before, total = np.zeros(case.total + 1), case.total
    before[case.interest] = 1.0
    for year in range(1, case.years + 1):
        after = np.zeros(total + 1)
        for held in range(total + 1):
            for lost, chance in enumerate(before[held] * binomial(held, case.own_leaving)):
                for vacated, also in enumerate(binomial(total - held, case.others_leaving)):
                    filled = binomial(lost + vacated, case.share)
                    after[held - lost : held - lost + len(filled)] += chance * also * filled
        added = case.added_in(year)
        before, total = np.convolve(after, binomial(added, case.share)), total + added
    return before


def careers(case: Case, count: int = CAREERS) -> IntArray:
    """Posts held at the end of as many simulated careers."""
    random = np.random.default_rng(20190101)
    held, total = np.full(count, case.interest), case.total
    for year in range(1, case.years + 1):
        lost = random.binomial(held, case.own_leaving)
        vacated = random.binomial(total - held, case.others_leaving)
        added = case.added_in(year)
        held, total = held - lost + random.binomial(lost + vacated + added, case.share), total + added
    return held
