"""What published totals leave possible: the whole numbers each cell of a tree of sums could be.

On a tree of sums with a range per node, one pass up (a total lies within the sum of its parts) and one pass
down (a part is a total less its siblings) give each node's exact range, and every whole number in it is
possible.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain import items

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """Lowest and highest possible count of each cell, (bodies, items, 3)."""

    UNBOUNDED: ClassVar[int] = 1 << 40

    lower: Ints
    upper: Ints


def tightened(ranges: Ranges) -> Ranges:
    """Return the exact ranges that follow from the tree of totals."""
    lower, upper = ranges.lower.copy(), ranges.upper.copy()
    tree = [(items.POSITION[total], _places(parts)) for total, parts in items.TREE.items()]
    for total, parts in tree:
        lower[:, total] = np.maximum(lower[:, total], lower[:, parts].sum(axis=1))
        upper[:, total] = np.minimum(upper[:, total], upper[:, parts].sum(axis=1))
    for total, parts in reversed(tree):
        low, high = lower[:, parts], upper[:, parts]
        siblings_low = low.sum(axis=1, keepdims=True) - low
        siblings_high = high.sum(axis=1, keepdims=True) - high
        lower[:, parts] = np.maximum(low, lower[:, [total]] - siblings_high)
        upper[:, parts] = np.minimum(high, upper[:, [total]] - siblings_low)
    return Ranges(lower, upper)


def fewer_than_three(ranges: Ranges) -> NDArray[np.bool_]:
    """Say which cells the tree leaves fewer than three possible values."""
    exact = tightened(ranges)
    return np.asarray(exact.upper - exact.lower < 2)


def _places(names: tuple[str, ...]) -> list[int]:
    return [items.POSITION[name] for name in names]
