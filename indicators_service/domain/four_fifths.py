"""The four-fifths rule: a ratio of rates from 0.80 to 1.25 inclusive shows no adverse impact.

Compared on whole numbers by cross multiplication, so that 4/5 and 5/4 themselves are inside.
"""

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray


class FourFifths(StrEnum):
    """Where a ratio lies against the range 0.80 to 1.25."""

    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"


_MARKS: Final = np.array([None, FourFifths.BELOW, FourFifths.WITHIN, FourFifths.ABOVE], dtype=object)

_LARGEST: Final = 1_000_000_000
"""Up to this count five times a product of two fits 64 bits."""


def four_fifths(
    events: ArrayLike, people: ArrayLike, other_events: ArrayLike, other_people: ArrayLike
) -> NDArray[np.object_]:
    """Return a ``FourFifths`` per ratio of rates, ``None`` where the ratio is undefined. Any common shape.

    Larger counts than a thousand million are compared with Python's unbounded integers.
    """
    columns = np.broadcast_arrays(*(np.asarray(a) for a in (events, people, other_events, other_people)))
    large = any(column.size and column.max() > _LARGEST for column in columns)
    x, n, y, m = (column.ravel().astype(object if large else np.int64) for column in columns)
    top, divisor = x * m, y * n
    undefined = _true(n <= 0) | _true(m <= 0) | _true(y <= 0)
    mark = np.select([undefined, _true(5 * top < 4 * divisor), _true(4 * top > 5 * divisor)], [0, 1, 3], 2)
    return np.asarray(_MARKS[mark].reshape(columns[0].shape), dtype=object)


def _true(comparison: object) -> NDArray[np.bool_]:
    """Return a comparison of columns of either kind of integer as plain truth values."""
    return np.asarray(comparison, dtype=np.bool_)
