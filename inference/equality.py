"""Tests that two groups have the same rate: the pooled score test, and exact tests for small tables.

Rule for choosing: when any of the four cells of the table (events and non-events of each group), as
observed or as expected under equal rates, is below 5, the mid-p exact test is used; otherwise the score
test. Fisher's test is offered for comparison and is not used by default because it is conservative.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.hypergeometric import Ints, tails
from inference.normal import Floats, two_sided_tail
from inference.proportion import proportion

SMALL_CELL: Final = 5
"""Below this a cell is too small for the normal approximation (Cochran's rule)."""

SCORE: Final = "score"
MID_P: Final = "mid-p"


def score_p_value(events: ArrayLike, people: ArrayLike, other: ArrayLike, other_people: ArrayLike) -> Floats:
    """Return the two-sided p-value of the pooled z test of equal proportions; events need not be whole.

    1 where both rates are 0 % or both 100 %. Undefined without people, or with more events than people.
    """
    x, n, y, m = (np.asarray(column, np.float64) for column in (events, people, other, other_people))
    pooled = proportion(x + y, n + m)
    gap = proportion(x, n) - proportion(y, m)
    known = (x >= 0) & (x <= n) & (y >= 0) & (y <= m) & np.isfinite(gap)
    deviation = np.sqrt(np.where(known, pooled * (1 - pooled) * (1 / np.maximum(n, 1) + 1 / np.maximum(m, 1)), 0))
    z = np.divide(np.abs(gap), deviation, out=np.zeros_like(gap), where=known & (deviation > 0))
    return np.where(known, two_sided_tail(z), np.nan)


def mid_p(events: Ints, people: Ints, other: Ints, other_people: Ints) -> Floats:
    """Return the two-sided mid-p value.

    Twice the smaller tail, the observed table counting half, at most 1.
    """
    found = tails(events, people, other, other_people)
    return np.minimum(1.0, 2 * np.minimum(found.below, found.above) + found.observed)


def fisher(events: Ints, people: Ints, other: Ints, other_people: Ints) -> Floats:
    """Return Fisher's two-sided p-value: every table no more probable than the observed one."""
    return tails(events, people, other, other_people).as_extreme


def is_small(events: Ints, people: Ints, other: Ints, other_people: Ints) -> NDArray[np.bool_]:
    """Say where any cell, observed or expected under equal rates, is below ``SMALL_CELL``."""
    happened = np.minimum(events, other)
    spared = np.minimum(people - events, other_people - other)
    everybody = np.maximum(people + other_people, 1).astype(np.float64)
    rarer = np.minimum(events + other, people + other_people - events - other)
    expected = np.minimum(people, other_people) * (rarer / everybody)
    smallest = np.minimum(np.minimum(happened, spared), expected)
    return np.asarray(smallest < SMALL_CELL)


def equality(events: Ints, people: Ints, other: Ints, other_people: Ints) -> tuple[Floats, NDArray[np.bool_]]:
    """Return two-sided p-values by the rule above, and where the exact test was used. Any common shape.

    Undefined without people in either group, with more events than people, and where there is nothing to
    compare (no events at all).
    """
    cells = np.broadcast_arrays(events, people, other, other_people)
    x, n, y, m = (np.asarray(column, np.int64).ravel() for column in cells)
    usable = (x >= 0) & (x <= n) & (y >= 0) & (y <= m) & (n > 0) & (m > 0) & (x + y > 0)
    exact = usable & is_small(x, n, y, m)
    p = np.where(usable, score_p_value(x, n, y, m), np.nan)
    p[exact] = mid_p(x[exact], n[exact], y[exact], m[exact])
    return p.reshape(cells[0].shape), exact.reshape(cells[0].shape)
