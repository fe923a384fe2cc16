"""How far the people of a ladder may be from what is expected: exact covariances, and exact bands of a count.

Covariances. Everybody who starts in a rung, and every recruit of a year, has one place at the end: a multinomial
trial. With n the expected stocks, Q the year's transition matrix and p the group shares of the year's R recruits,
the covariance is diag(n) + D, where D starts at -diag(n) and D' = Qᵀ D Q - Σ R p pᵀ (Pollard 1966; Bartholomew
1982). That is the sum over independent people of diag(their chances) - chances·chancesᵀ, added up a year at a time.

Bands. The number of people of the group of interest on a rung is a sum of independent people: those of the group who
started on this rung or below, and the recruits of every year, each with a chance of being of the group and here. Its
distribution is exact (``distribution``).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.distribution import Posts, band
from trajectory_service.domain.ladder import INTEREST
from trajectory_service.domain.ladder_course import Course, by_group, expected
from trajectory_service.domain.ladder_kinds import few_kinds

_ROWS_AT_ONCE: Final = 128
"""Rows with about as many kinds of people are asked for together; each lot is as wide as its widest row."""

_NEGLIGIBLE: Final = 1e-17
"""Kinds of whom fewer than this are expected are left out: all together they are far below the last digit."""


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The 95 % band and the standard deviation of the people of the group of interest, years × columns.

    The columns are the rungs, and a last one for the pooled rungs together. Years run from the first after the
    baseline.
    """

    lower: IntArray
    upper: IntArray
    deviation: FloatArray


def covariances(course: Course) -> FloatArray:
    """Return the covariance of all stocks at the baseline and after every year: years + 1 × cells × cells.

    Cells are rungs and groups, the group changing fastest: cell 2k + g is group g of rung k.
    """
    stocks = expected(course)
    beyond = [-np.diag(course.start.ravel())]
    share = by_group(np.ones_like(course.share), course.share)
    for year in range(course.years):
        move = _transitions(course, year)
        joined = np.zeros_like(move)
        for rung, recruits in enumerate(course.recruits[year]):
            cells = slice(2 * rung, 2 * rung + 2)
            joined[cells, cells] = recruits * np.outer(share[rung], share[rung])
        beyond.append(move.T @ beyond[-1] @ move - joined)
    return np.stack([np.diag(stock.ravel()) + extra for stock, extra in zip(stocks, beyond, strict=True)])


def _transitions(course: Course, year: int) -> FloatArray:
    up = course.promotion[year].ravel()
    return np.diag(1.0 - course.leaving.ravel() - up) + np.diag(up[:-2], k=2)


def spread(course: Course, pooled: BoolArray) -> Spread:
    """Return the spread of every rung in every year, and that of the ``pooled`` rungs (one truth a rung) together."""
    people = people_of_interest(course, pooled)
    lower, upper = _bands(few_kinds(people))
    shape = (course.years, len(pooled) + 1)
    own = covariances(course)[1:, INTEREST::2, INTEREST::2]
    alone = np.diagonal(own, axis1=1, axis2=2)
    together = np.einsum("tjk,j,k->t", own, pooled.astype(np.float64), pooled.astype(np.float64))
    variance = np.maximum(np.column_stack([alone, together]), 0.0)
    return Spread(lower.reshape(shape), upper.reshape(shape), np.sqrt(variance))


def people_of_interest(course: Course, pooled: BoolArray) -> Posts:
    """Return everybody who may be on a rung and of the group of interest, a row for each year and column.

    A kind is those who were there at the baseline, or joined in a year, on one rung. A row holds the chance of each
    kind to be in the column's rungs at the end of the row's year; kinds to come have none.
    """
    years, rungs = course.recruits.shape
    joined = np.vstack([course.start[:, INTEREST], course.recruits])
    entering = np.vstack([np.ones(rungs), np.broadcast_to(course.share, (years, rungs))])
    column = np.column_stack([np.eye(rungs), pooled])
    chances = np.zeros((years, rungs + 1, years + 1, rungs))
    reached = np.eye(rungs)[None, :, :]
    for year in range(years):
        reached = np.concatenate([reached @ _climbing(course, year), np.eye(rungs)[None]])
        inside = np.einsum("cjk,kx->xcj", reached, column)
        chances[year, :, : year + 2] = inside * entering[: year + 2]
    flat = np.clip(chances.reshape(years * (rungs + 1), -1), 0.0, 1.0)
    return Posts(np.where(flat > 0.0, joined.ravel(), 0.0), flat)


def _climbing(course: Course, year: int) -> FloatArray:
    leaving, up = course.leaving[:, INTEREST], course.promotion[year, :, INTEREST]
    return np.diag(1.0 - leaving - up) + np.diag(up[:-1], k=1)


def _bands(people: Posts) -> tuple[IntArray, IntArray]:
    """Return the band of each row; the kinds that a row has stand together, so that no time goes to empty ones."""
    there = people.counts * people.chances > _NEGLIGIBLE
    kinds = there.sum(axis=1)
    lower, upper = np.zeros(len(kinds), dtype=np.int64), np.zeros(len(kinds), dtype=np.int64)
    rows = np.argsort(kinds, kind="stable")
    rows = rows[kinds[rows] > 0]
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        lot = rows[first : first + _ROWS_AT_ONCE]
        order = np.argsort(~there[lot], axis=1, kind="stable")[:, : int(kinds[lot].max())]
        real = np.take_along_axis(there[lot], order, axis=1)
        counts = np.where(real, np.take_along_axis(people.counts[lot], order, axis=1), 0.0)
        lower[lot], upper[lot] = band(Posts(counts, np.take_along_axis(people.chances[lot], order, axis=1)))
    return lower, upper
