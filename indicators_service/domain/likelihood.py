"""Relative likelihood: the ratio of two independent rates, with its intervals.

``events``/``people`` is the rate on top, ``other_events``/``other_people`` the rate in the divisor.
Koopman's score interval (Koopman 1984) is the method's own; Katz's log interval (Katz et al. 1978) is the
simple alternative.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from indicators_service.domain.normal import LEVEL, Floats, critical_value
from indicators_service.domain.proportion import proportion

_FARTHEST: Final = 300.0
"""No logarithm of a bound lies beyond this: e^300 is far outside any ratio of headcounts."""

_DOUBLINGS: Final = 12
_STEPS: Final = 120


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

    In closed form: the smaller root of a quadratic, written so that nothing cancels.
    """
    a = (n + m) * ratio
    b = n * ratio + x + m + y * ratio
    c = x + y
    fitted = np.minimum(2 * c / (b + np.sqrt(np.maximum(b * b - 4 * a * c, 0))), 1)
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
    # Half an event stands in for none: it only says where to start looking.
    start = np.log(np.maximum(x, 0.5) / n) - np.log(np.maximum(y, 0.5) / m)

    def excess(log_ratio: Floats) -> Floats:
        return -sign * score(np.exp(log_ratio), x, n, y, m) - z

    inside, outside = _bracket(excess, start, sign)
    return np.exp(_root(excess, inside, outside))


def _bracket(excess: Callable[[Floats], Floats], start: Floats, sign: float) -> tuple[Floats, Floats]:
    """Step away in doubling strides until the excess is positive on the outside, negative on the inside."""
    inside, outside, stride = start.copy(), start.copy(), 0.5
    for _ in range(_DOUBLINGS):
        too_far, too_near = excess(inside) > 0, excess(outside) <= 0
        if not (too_far.any() or too_near.any()):
            break
        inside = np.where(too_far, np.clip(inside - sign * stride, -_FARTHEST, _FARTHEST), inside)
        outside = np.where(too_near, np.clip(outside + sign * stride, -_FARTHEST, _FARTHEST), outside)
        stride *= 2
    return inside, outside


def _root(excess: Callable[[Floats], Floats], inside: Floats, outside: Floats) -> Floats:
    """Close the bracket by Ridders' method, which at least halves it at every step."""
    low, high = excess(inside), excess(outside)
    answer = np.where(low == 0, inside, np.inf)
    for _ in range(_STEPS):
        middle = (inside + outside) / 2
        found = excess(middle)
        reach = np.sqrt(found**2 - low * high)
        step = np.divide(found, reach, out=np.zeros_like(found), where=reach > 0)
        guess = middle - (middle - inside) * step
        # A row that is close enough stays as it is, so that a row's bound never depends on its neighbours.
        still = np.abs(guess - answer) > 1e-13 * np.maximum(1, np.abs(guess))
        if not still.any():
            break
        answer = np.where(still, guess, answer)
        for point, value in ((middle, found), (guess, excess(guess))):
            inner, outer = value <= 0, value > 0
            inside, low = np.where(inner, point, inside), np.where(inner, value, low)
            outside, high = np.where(outer, point, outside), np.where(outer, value, high)
    return answer
