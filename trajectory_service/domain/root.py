"""Where rising functions of a share cross zero, many at once."""

from collections.abc import Callable
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray

TOLERANCE: Final = 1e-11
"""A function this near to zero has reached it."""

_STEPS: Final = 120
_NARROWEST: Final = 1e-14
_FIRST_STEP: Final = 1e-3

RowFunction = Callable[[IntArray, FloatArray], FloatArray]
"""Given row numbers and a share for each of them, the value of each row's function."""


def rising_roots(function: RowFunction, guess: FloatArray) -> FloatArray:
    """Return for each row the share in [0, 1] at which its rising function crosses zero.

    ``guess`` is where each row starts. Secant steps inside a bracket that always holds the root; the middle of
    the bracket is taken instead when a secant leaves it or the last secant did not at least halve the value, so
    the search ends whatever the function's shape. Rows are left out once found. A function that never
    crosses gives the nearer end of [0, 1].
    """
    root = np.clip(guess, 0.0, 1.0)
    low, high = np.zeros_like(root), np.ones_like(root)
    rows = np.arange(len(root))
    before = np.where(root > 0.5, root - _FIRST_STEP, root + _FIRST_STEP)
    value_before = function(rows, before) if len(rows) else before
    for step in range(_STEPS):
        if not len(rows):
            break
        value, share = function(rows, root[rows]), root[rows]
        low[rows] = np.where(value < 0.0, share, low[rows])
        high[rows] = np.where(value > 0.0, share, high[rows])
        searching = (np.abs(value) > TOLERANCE) & (high[rows] - low[rows] > _NARROWEST)
        rows, share, value = rows[searching], share[searching], value[searching]
        before, value_before = before[searching], value_before[searching]
        # The first two values are of neighbours, whichever of them is the nearer one.
        wanting = (np.abs(value) > 0.5 * np.abs(value_before)) & (step > 0)
        root[rows] = _next(share, value, before, value_before, low[rows], high[rows], wanting)
        before, value_before = share, value
    return root


def _next(
    share: FloatArray,
    value: FloatArray,
    before: FloatArray,
    value_before: FloatArray,
    low: FloatArray,
    high: FloatArray,
    wanting: BoolArray,
) -> FloatArray:
    rise = value - value_before
    flat = rise == 0.0
    secant = share - value * (share - before) / np.where(flat, 1.0, rise)
    poor = flat | wanting | (secant <= low) | (secant >= high)
    return np.where(poor, 0.5 * (low + high), secant)
