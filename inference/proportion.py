"""Wilson's score interval for one proportion (Wilson 1927)."""

import numpy as np
from numpy.typing import ArrayLike

from inference.normal import LEVEL, Floats, critical_value


def proportion(events: ArrayLike, people: ArrayLike) -> Floats:
    """Return events / people, from 0 to 1; undefined where there are no people."""
    x, n = np.broadcast_arrays(np.asarray(events, np.float64), np.asarray(people, np.float64))
    found: Floats = np.divide(x, n, out=np.full(x.shape, np.nan), where=n > 0)
    return found


def wilson(events: ArrayLike, people: ArrayLike, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return the lower and upper bounds of Wilson's interval, between 0 and 1, of any common shape.

    ``events`` need not be whole: a weighted survey percentage of its respondents will do. The bounds are
    exactly 0 at no events and exactly 1 at nothing but events. Undefined where there are no people, or
    where events are below zero or exceed people.
    """
    x, n = np.broadcast_arrays(np.asarray(events, np.float64), np.asarray(people, np.float64))
    return wilson_at(critical_value(level), x, n)


def wilson_at(z: ArrayLike, x: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Return Wilson's bounds for x of n people at a critical value, or at one for each proportion."""
    z2 = np.square(np.asarray(z, np.float64))
    x = np.where((x >= 0) & (x <= n) & (n > 0), x, np.nan)
    centre = (x + z2 / 2) / (n + z2)
    # Half the width from x(n-x)/n, which cannot go negative by rounding as p(1-p) can.
    spread = np.divide(x * (n - x), n, out=np.full(x.shape, np.nan), where=n > 0)
    half = np.sqrt(z2 * (spread + z2 / 4)) / (n + z2)
    lower = np.where(x == 0, 0.0, centre - half)
    upper = np.where(x == n, 1.0, centre + half)
    return lower, upper
