"""Where each of many rising functions passes through 0. One row's answer never depends on another's."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.normal import Floats

Rows = NDArray[np.int64]
"""The places of the rows that are still being worked on: finished ones cost nothing more."""

Function = Callable[[Floats, Rows], Floats]
"""Points of some rows, and which rows they are, to values that rise from start to end of the search."""

_DOUBLINGS: Final = 14
_STEPS: Final = 120
_CLOSE: Final = 1e-13


def bracket(function: Function, start: Floats, stride: Floats, farthest: float) -> tuple[Floats, ...]:
    """Return points inside (value at most 0) and outside (above 0), and the values there.

    Starts a stride outside ``start`` and goes on in doubling strides, never beyond ``farthest`` from 0.
    """
    everything = np.arange(len(start))
    inside, outside = start.copy(), np.clip(start + stride, -farthest, farthest)
    low, high = function(inside, everything), function(outside, everything)
    for doubling in range(1, _DOUBLINGS):
        # The end that is on the wrong side takes over as the other end, which is tighter.
        far, near = np.flatnonzero(low > 0), np.flatnonzero(high <= 0)
        if not len(far) and not len(near):
            break
        step = stride * 2.0**doubling
        outside[far], high[far] = inside[far], low[far]
        inside[far] = np.clip(inside[far] - step[far], -farthest, farthest)
        low[far] = function(inside[far], far)
        inside[near], low[near] = outside[near], high[near]
        outside[near] = np.clip(outside[near] + step[near], -farthest, farthest)
        high[near] = function(outside[near], near)
    return inside, outside, low, high


def root(function: Function, inside: Floats, outside: Floats, low: Floats, high: Floats) -> Floats:
    """Close brackets by Chandrupatla's method (1997): inverse quadratic steps where safe, else halving."""
    answer = np.where(np.abs(low) < np.abs(high), inside, outside)
    rows = np.arange(len(answer))
    # The last two points bracket the root; the third is the one before them.
    b, a, fb, fa = inside, outside, low, high
    c, fc = b, fb
    part = _secant(fa, fb)
    for _ in range(_STEPS):
        point = a + part * (b - a)
        value = function(point, rows)
        same = np.sign(value) == np.sign(fa)
        c, fc = np.where(same, a, b), np.where(same, fa, fb)
        b, fb = np.where(same, b, a), np.where(same, fb, fa)
        a, fa = point, value
        best = np.where(np.abs(fa) < np.abs(fb), a, b)
        answer[rows] = best
        tolerance = _CLOSE * np.maximum(1, np.abs(best))
        width = np.abs(b - a)
        open_ = np.flatnonzero((width > 2 * tolerance) & (value != 0))
        if not len(open_):
            break
        rows, least = rows[open_], (tolerance / np.maximum(width, tolerance))[open_]
        a, b, c, fa, fb, fc = (column[open_] for column in (a, b, c, fa, fb, fc))
        part = np.clip(_next(a, b, c, fa, fb, fc), least, 1 - least)
    return answer


def _secant(fa: Floats, fb: Floats) -> Floats:
    """Return how far from a to b a straight line passes through 0; halfway where it does not."""
    part: Floats = np.divide(fa, fa - fb, out=np.full(fa.shape, 0.5), where=fa * fb < 0)
    return part


def _next(a: Floats, b: Floats, c: Floats, fa: Floats, fb: Floats, fc: Floats) -> Floats:
    """Return how far from a to b to look next."""
    place, height = (a - b) / (c - b), (fa - fb) / (fc - fb)
    safe = (height**2 < place) & ((1 - height) ** 2 < 1 - place)
    ab, ac, bc = (np.where(safe, gap, 1.0) for gap in (fb - fa, fc - fa, fc - fb))
    curved = fa / ab * fc / -bc + (c - a) / (b - a) * fa / ac * fb / bc
    return np.where(safe, curved, 0.5)
