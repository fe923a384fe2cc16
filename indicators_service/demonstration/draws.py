"""Whole-number draws that come out the same on every machine and with every version of numpy.

Only the raw 64-bit output of PCG64 is used: numpy promises that it never changes, which it does not promise for
the distributions of ``Generator``. Everything after it is integer arithmetic, so no rounding of a processor shows.
"""

from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
"""Whole numbers of any shape."""

SEED: Final = 2019_01
"""The seed of all demonstration data: the month in which the strategy was published."""

ONE: Final = 1_000
"""A factor of one. Factors are whole thousandths: 1,250 stands for 1.25."""

_BITS_KEPT: Final = 2**40
_SMOOTHING: Final = 4


def uniform(stream: str, shape: tuple[int, ...], low: int, high: int) -> Whole:
    """Return whole numbers from ``low`` to ``high``, both included, equally likely.

    ``stream`` names what is drawn: one name always gives one sequence, whatever else is drawn before it.
    """
    raw = np.random.PCG64([SEED, *stream.encode()]).random_raw(prod(shape))
    kept = (raw % np.uint64(_BITS_KEPT)).astype(np.int64)
    drawn: Whole = low + kept % (high - low + 1)
    return drawn.reshape(shape)


def bell(stream: str, shape: tuple[int, ...], spread: int) -> Whole:
    """Return factors around ``ONE``, bell-shaped, never further from it than ``spread`` thousandths.

    The mean of four uniform draws: its standard deviation is about 0.29 of ``spread``.
    """
    drawn = uniform(stream, (*shape, _SMOOTHING), -spread, spread).sum(axis=-1)
    factors: Whole = ONE + drawn // _SMOOTHING
    return factors


def chance_rounded(stream: str, amounts: Whole, denominator: int) -> Whole:
    """Return ``amounts / denominator`` rounded up or down by chance, right on average.

    An amount never rounds beyond the whole number above it, so a share of a count never exceeds the count.
    """
    rounded: Whole = (amounts + uniform(stream, amounts.shape, 0, denominator - 1)) // denominator
    return rounded
