"""The four-fifths rule: a ratio of rates from 0.80 to 1.25 inclusive shows no adverse impact.

Compared on whole numbers by cross multiplication, so that 4/5 and 5/4 themselves are inside.
"""

from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray


class FourFifths(StrEnum):
    """Where a ratio lies against the range 0.80 to 1.25."""

    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"


_LARGEST: Final = 1_000_000_000
"""Up to this count five times a product of two fits 64 bits."""


def four_fifths(
    events: ArrayLike, people: ArrayLike, other_events: ArrayLike, other_people: ArrayLike
) -> NDArray[np.object_]:
    """Return a ``FourFifths`` per ratio of rates, ``None`` where the ratio is undefined. Any common shape.

    Larger counts than a thousand million are compared with Python's unbounded integers.
    """
    columns = np.broadcast_arrays(*(np.asarray(a) for a in (events, people, other_events, other_people)))
    if any(column.size and column.max() > _LARGEST for column in columns):
        columns = tuple(column.astype(object) for column in columns)
    x, n, y, m = columns
    top: NDArray[Any] = x * m
    divisor: NDArray[Any] = y * n
    found = np.full(x.shape, FourFifths.WITHIN, dtype=object)
    found[(5 * top < 4 * divisor).astype(bool)] = FourFifths.BELOW
    found[(4 * top > 5 * divisor).astype(bool)] = FourFifths.ABOVE
    found[((n <= 0) | (m <= 0) | (y <= 0)).astype(bool)] = None
    return found
