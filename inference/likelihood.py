"""Relative likelihood: the ratio of two independent rates, with its intervals.

``events``/``people`` is the rate on top, ``other_events``/``other_people`` the rate in the divisor.
Koopman's score interval (Koopman 1984) is the method's own; Katz's log interval (Katz et al. 1978) is the
simple alternative.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from inference.normal import LEVEL, Floats, critical_value
from inference.proportion import proportion
from inference.roots import Rows, bracket, root

_FARTHEST: Final = 300.0
"""No logarithm of a bound lies beyond this: e^300 is far outside any ratio of headcounts."""


def relative_likelihood(
    events: ArrayLike, people: ArrayLike, other_events: ArrayLike, other_people: ArrayLike
) -> Floats:
    """Return the ratio of the two rates, undefined where either has no people or the divisor's rate is 0."""
    # Cross products keep counts exact where a ratio of two rounded rates would not.
    x, n, y, m = (np.asarray(a, np.float64) for a in (events, people, other_events, other_people))
    return proportion(np.where((n > 0) & (m > 0), x * m, np.nan), n * y)


def katz(
    events: ArrayLike,
    people: ArrayLike,
    other_events: ArrayLike,
    other_people: ArrayLike,
    level: float = LEVEL,
) -> tuple[Floats, Floats]:
    """Return Katz's interval. Undefined where either group has no events: its logarithm does not exist."""
    x, n, y, m = _columns(events, people, other_events, other_people)
    usable = (x > 0) & (x <= n) & (y > 0) & (y <= m)
    x, n, y, m = (np.where(usable, a, np.nan) for a in (x, n, y, m))
    half = critical_value(level) * np.sqrt((n - x) / (n * x) + (m - y) / (m * y))
    ratio = x * m / (n * y)
    return ratio * np.exp(-half), ratio * np.exp(half)


def fitted_rates(ratio: Floats, x: Floats, n: Floats, y: Floats, m: Floats) -> tuple[Floats, Floats]:
    """Return the two rates of greatest likelihood whose ratio is ``ratio``, the one on top first.

    In closed form: the smaller root of a quadratic. Its discriminant is written as a sum of what cannot be
    negative, because where nearly everybody had the event the usual form loses all its digits.
    """
    scaled, rest = ratio * (n + y), x + m
    root_of = np.sqrt(np.square(scaled - rest) + 4 * ratio * (n - x) * (m - y))
    fitted = np.minimum(2 * (x + y) / (scaled + rest + root_of), 1)
    return np.minimum(ratio * fitted, 1), fitted


def score(ratio: Floats, x: Floats, n: Floats, y: Floats, m: Floats) -> Floats:
    """Return the signed score statistic of the hypothesis that the true ratio is ``ratio``.

    The two rates are fitted by maximum likelihood under that hypothesis. Falls as ``ratio`` grows and is 0
    at the observed ratio.
    """
    top, fitted = fitted_rates(ratio, x, n, y, m)
    variance = top * (1 - top) / n + ratio**2 * fitted * (1 - fitted) / m
    gap = x / n - ratio * y / m
    found: Floats = np.divide(gap, np.sqrt(variance), out=np.zeros_like(gap), where=variance > 0)
    return found


def koopman(
    events: ArrayLike,
    people: ArrayLike,
    other_events: ArrayLike,
    other_people: ArrayLike,
    level: float = LEVEL,
) -> tuple[Floats, Floats]:
    """Return the bounds at which the score statistic equals the critical value. Any common shape.

    No events on top: the lower bound is 0. No events in the divisor: the upper bound is undefined, because
    no ratio is too large. No events at all, no people, or more events than people: both are undefined.
    """
    z = critical_value(level)
    x, n, y, m = _columns(events, people, other_events, other_people)
    usable = (x >= 0) & (x <= n) & (y >= 0) & (y <= m) & (n > 0) & (m > 0) & (x + y > 0)
    lower, upper = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    lower[usable & (x == 0)] = 0.0
    for bounds, rows, sign in ((lower, usable & (x > 0), -1.0), (upper, usable & (y > 0), 1.0)):
        bounds[rows] = _bound([column[rows] for column in (x, n, y, m)], z, sign)
    return lower, upper


def _columns(*columns: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(column, np.float64) for column in columns)))


def _bound(table: Sequence[Floats], z: float, sign: float) -> Floats:
    """Find where the score leaves the acceptance region, going down (sign -1) or up (1) from the estimate."""
    x, n, y, m = table
    # Half an event stands in for none: it only says where to start looking, and Katz's half-width how far.
    some, others = np.maximum(x, 0.5), np.maximum(y, 0.5)
    start = np.log(some / n) - np.log(others / m)
    reach = z * np.sqrt(1 / some + 1 / others - 1 / (n + 0.5) - 1 / (m + 0.5))

    def excess(log_ratio: Floats, rows: Rows) -> Floats:
        return -sign * score(np.exp(log_ratio), x[rows], n[rows], y[rows], m[rows]) - z

    return np.exp(root(excess, *bracket(excess, start, sign * reach, _FARTHEST)))
