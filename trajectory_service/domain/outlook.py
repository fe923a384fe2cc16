"""What recruiting at a share leads to, row by row: by the closed form, or year by year where posts are cut.

A cut that takes no notice of who holds a post leaves expected shares as they are, and leaves a random part of the
first posts: how many of those the group of interest held has the hypergeometric distribution. Where a cut does take
notice, every year is followed.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from trajectory_service.domain import replacement
from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.course import Course, followed
from trajectory_service.domain.course import recruits as recruits_of
from trajectory_service.domain.distribution import BAND_LEVEL, band, probability_at_least
from trajectory_service.domain.replacement import Stock, added_posts, headcount, posts_after

_NEGLIGIBLE: Final = 1e-18


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Every year of every row's path, rows one after the other: which row, and how many years after the baseline.

    Expected headcount of the group of interest, all posts, and the whole-post ends of the 95 % band.
    """

    row: IntArray
    elapsed: IntArray
    expected: FloatArray
    posts: FloatArray
    lower: IntArray
    upper: IntArray


def cuts(stock: Stock) -> BoolArray:
    """Say which rows lose posts."""
    return stock.growth < 0.0


def selects(stock: Stock) -> BoolArray:
    """Say which rows lose posts by who holds them."""
    chosen = np.zeros(len(stock.growth), dtype=bool) if stock.selection is None else stock.selection != 1.0
    return np.asarray(cuts(stock) & chosen)


def course_of(stock: Stock, row: int, share: float, years: int) -> Course:
    """Return a row as a course of so many years, recruiting at one share."""
    one = stock.rows(np.array([row]))
    added = added_posts(one.rows(np.zeros(years + 1, dtype=np.int64)), np.arange(years + 1))
    return Course(
        round(float(one.interest[0])),
        round(float(one.others[0])),
        (float(one.leaving_interest[0]),) * years,
        (float(one.leaving_others[0]),) * years,
        (share,) * years,
        tuple(np.diff(added).tolist()),
        1.0 if one.selection is None else float(one.selection[0]),
    )


def expected_share(stock: Stock, share: FloatArray, years: IntArray) -> FloatArray:
    """Return the expected share of the group of interest after ``years``, p(T), row by row."""
    # Held by the group of interest need not be whole here: a stratum may be asked about as if it stood at its target.
    found = replacement.expected_share(_without_cuts(stock), share, years)
    for row in np.flatnonzero(selects(stock)).tolist():
        found[row] = _expected_share(stock, row, float(share[row]), int(years[row]))
    return found


def _expected_share(stock: Stock, row: int, share: float, years: int) -> float:
    """Return the expectation from the two whole starting points that stand around a fractional one."""
    held = float(stock.interest[row])
    below = float(np.floor(held))
    total = stock.total
    ends = []
    for start in (below, min(below + 1.0, float(total[row]))):
        interest = stock.interest.copy()
        interest[row] = start
        last = followed(course_of(stock.starting_at(interest), row, share, years))[-1]
        ends.append(last.expected / last.posts)
        if held == below:
            return ends[0]
    return ends[0] + (held - below) * (ends[1] - ends[0])


def probability_met(stock: Stock, share: FloatArray, years: IntArray, goals: IntArray) -> FloatArray:
    """Return the probability that ``goals`` posts or more are held after ``years``, recruiting at ``share``."""
    found, cut = np.zeros(len(years)), cuts(stock)
    plain, chosen = ~cut, selects(stock)
    found[plain] = probability_at_least(posts_after(stock.rows(plain), share[plain], years[plain]), goals[plain])
    alike = np.flatnonzero(cut & ~chosen)
    if len(alike):
        found[alike] = _met_after_random_cuts(stock.rows(alike), share[alike], years[alike], goals[alike])
    for row in np.flatnonzero(chosen).tolist():
        last = followed(course_of(stock, row, float(share[row]), int(years[row])))[-1]
        found[row] = last.at_least(int(goals[row]))
    return found


def _met_after_random_cuts(stock: Stock, share: FloatArray, years: IntArray, goals: IntArray) -> FloatArray:
    left = np.rint(headcount(stock, years)).astype(np.int64)
    ways = [
        _left_of_interest(int(interest), int(others), int(posts))
        for interest, others, posts in zip(stock.interest, stock.others, left, strict=True)
    ]
    row = np.repeat(np.arange(len(ways)), [len(chances) for _, chances in ways])
    held = np.concatenate([counts for counts, _ in ways])
    spread = _without_cuts(stock.rows(row))
    spread = replace(spread, interest=held, others=left[row] - held)
    met = probability_at_least(posts_after(spread, share[row], years[row]), goals[row])
    weights = met * np.concatenate([chances for _, chances in ways])
    return np.asarray(np.bincount(row, weights=weights, minlength=len(ways)), np.float64)


def _left_of_interest(interest: int, others: int, left: int) -> tuple[FloatArray, FloatArray]:
    """Return how many of the posts that are left were first held by the group of interest, and with what chance."""
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, interest + others + 1)))])

    def log_ways(of: int, taken: IntArray) -> FloatArray:
        return np.asarray(log_factorial[of] - log_factorial[taken] - log_factorial[of - taken])

    counts = np.arange(max(0, left - others), min(interest, left) + 1)
    logs = log_ways(interest, counts) + log_ways(others, left - counts)
    chances = np.exp(logs - logs.max())
    chances /= chances.sum()
    kept = chances > _NEGLIGIBLE
    return counts[kept].astype(np.float64), chances[kept]


def paths(stock: Stock, share: FloatArray, years: IntArray) -> Paths:
    """Return expectation and 95 % band in every year up to ``years``, recruiting at ``share``."""
    row = np.repeat(np.arange(len(years)), years)
    ends = np.cumsum(years)
    elapsed = np.arange(1, len(row) + 1) - (ends - years)[row]
    posts = posts_after(_without_cuts(stock).rows(row), share[row], elapsed)
    found = Paths(row, elapsed, posts.expected, posts.total.astype(np.float64), *band(posts))
    for cut in np.flatnonzero(cuts(stock)).tolist():
        place = slice(int(ends[cut] - years[cut]), int(ends[cut]))
        chances = followed(course_of(stock, cut, float(share[cut]), int(years[cut])))[1:]
        found.expected[place] = [each.expected for each in chances]
        found.posts[place] = [each.posts for each in chances]
        found.lower[place] = [each.quantile((1.0 - BAND_LEVEL) / 2.0) for each in chances]
        found.upper[place] = [each.quantile((1.0 + BAND_LEVEL) / 2.0) for each in chances]
    return found


def recruits_per_year(stock: Stock, share: FloatArray, years: IntArray) -> FloatArray:
    """Return the expected recruits a year, R, on average over the ``years`` to the horizon (at least 1)."""
    found = replacement.recruits_per_year(_without_cuts(stock), share, years)
    alike = np.flatnonzero(cuts(stock) & ~selects(stock))
    if len(alike):
        found[alike] = _recruits_beside_random_cuts(stock.rows(alike), share[alike], years[alike])
    for row in np.flatnonzero(selects(stock)).tolist():
        course = course_of(stock, row, float(share[row]), int(years[row]))
        found[row] = recruits_of(course, followed(course)) / course.years
    return found


def _recruits_beside_random_cuts(stock: Stock, share: FloatArray, years: IntArray) -> FloatArray:
    row = np.repeat(np.arange(len(years)), years)
    elapsed = np.arange(len(row)) - (np.cumsum(years) - years)[row]
    spread = stock.rows(row)
    held, posts = expected_share(spread, share[row], elapsed), headcount(spread, elapsed)
    leavers = posts * (held * spread.leaving_interest + (1.0 - held) * spread.leaving_others)
    return np.asarray(np.bincount(row, weights=leavers, minlength=len(years)) / years)


def _without_cuts(stock: Stock) -> Stock:
    return replace(stock, growth=np.maximum(stock.growth, 0.0)) if cuts(stock).any() else stock
