"""The model's figures for many strata and horizons at once, as columns with a row for each pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Self

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.confidence import posts_for, probability_met, share_for_probability
from trajectory_service.domain.distribution import band
from trajectory_service.domain.projection import PathPoint
from trajectory_service.domain.replacement import Stock, headcount, posts_after, recruits_per_year
from trajectory_service.domain.requirement import earliest_years, reachable, required_share
from trajectory_service.domain.strata import Stratum


@dataclass(frozen=True, slots=True)
class Question:
    """Strata crossed with horizons, strata outermost. No stratum is empty and every horizon lies ahead."""

    stock: Stock
    target: FloatArray
    held: FloatArray
    """Where the required share starts from: the baseline, or the target where that is already met."""
    years: IntArray
    goals: IntArray
    first_year: IntArray

    @classmethod
    def about(cls, strata: Sequence[Stratum], horizons: Sequence[int]) -> Self:
        """Return the question whether each stratum reaches its target by each horizon."""
        row = np.repeat(np.arange(len(strata)), len(horizons))
        first_year = np.array([stratum.baseline.year for stratum in strata], dtype=np.int64)[row]
        years = np.tile(np.array(horizons, dtype=np.int64), len(strata)) - first_year
        stock = stock_of(strata).rows(row)
        target = _column([stratum.target.share for stratum in strata])[row]
        met = np.array([stratum.met for stratum in strata], dtype=bool)[row]
        sizes = np.rint(headcount(stock, years)).astype(np.int64).tolist()
        exact = [strata[index].target.exact for index in row.tolist()]
        goals = np.array(list(map(posts_for, exact, sizes)), dtype=np.int64)
        held = np.where(met, target * stock.total, stock.interest)
        return cls(stock, target, held, years, goals, first_year)


@dataclass(frozen=True, slots=True)
class Solution:
    """Answers to a question, row by row. Where a flag is false the share beside it is 1."""

    reachable: BoolArray
    share: FloatArray
    recruits: FloatArray
    met: FloatArray
    earliest: IntArray
    sure: BoolArray
    sure_share: FloatArray
    sure_recruits: FloatArray
    goals: IntArray
    paths: list[tuple[PathPoint, ...]]


def stock_of(strata: Sequence[Stratum]) -> Stock:
    """Return strata as columns. Turnover of the group of interest is everyone's where it is not given."""
    everyone = [stratum.turnover for stratum in strata]
    own = [stratum.turnover_interest or stratum.turnover for stratum in strata]
    return Stock(
        interest=_column([stratum.baseline.interest for stratum in strata]),
        others=_column([stratum.baseline.total - stratum.baseline.interest for stratum in strata]),
        leaving_interest=_column([rate.value for rate in own]),
        leaving_others=_column([rate.value for rate in everyone]),
        growth=_column([stratum.growth.value if stratum.growth else 0.0 for stratum in strata]),
    )


def solve(question: Question, probability: float) -> Solution:
    """Return the figures for every row of the question, and the shares that meet its goals with ``probability``."""
    stock, years, goals = question.stock, question.years, question.goals
    start = stock.starting_at(question.held)
    in_reach = reachable(start, question.target, years)
    share = np.ones(len(years))
    share[in_reach] = required_share(start.rows(in_reach), question.target[in_reach], years[in_reach])
    sure_share, sure = share_for_probability(stock, years, goals, probability)
    return Solution(
        reachable=in_reach,
        share=share,
        recruits=recruits_per_year(stock, share, years),
        met=probability_met(stock, share, years, goals),
        earliest=earliest_years(stock, question.target),
        sure=sure,
        sure_share=sure_share,
        sure_recruits=recruits_per_year(stock, sure_share, years),
        goals=goals,
        paths=_paths(question, share),
    )


def _paths(question: Question, share: FloatArray) -> list[tuple[PathPoint, ...]]:
    ends = np.cumsum(question.years)
    row = np.repeat(np.arange(len(ends)), question.years)
    elapsed = np.arange(1, len(row) + 1) - (ends - question.years)[row]
    stock = question.stock.rows(row)
    posts = posts_after(stock, share[row], elapsed)
    lower, upper = band(posts)
    expected = posts.expected
    columns = (question.first_year[row] + elapsed, expected, expected / posts.total, lower, upper)
    points = list(starmap(PathPoint, zip(*(column.tolist() for column in columns), strict=True)))
    return [
        tuple(points[end - count : end]) for end, count in zip(ends.tolist(), question.years.tolist(), strict=True)
    ]


def _column(values: Sequence[float]) -> FloatArray:
    return np.array(values, dtype=np.float64)
