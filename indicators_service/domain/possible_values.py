"""What published figures leave possible: the whole numbers that each cell of a table of sums could be.

A table has rows (bodies, areas) and columns (items). Some cells are sums of others in the same row (a cluster of
bands) or in the same column (a region). From a range per cell, sums tell more: a total lies within the sum of its
parts, and a part is the total less its siblings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ROWS: Final = 0
"""The axis of a sum that adds rows, in every column."""

COLUMNS: Final = 1
"""The axis of a sum that adds columns, in every row."""

SWEEPS: Final = 6
"""How often the sums are gone through at most. A sweep can only narrow the ranges."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """Lowest and highest possible value of each cell, (rows, columns, groups)."""

    UNBOUNDED: ClassVar[int] = 1 << 40

    lower: Ints
    upper: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """A line of the table that is the sum of others: a row of rows, or a column of columns."""

    axis: int
    total: int
    parts: NDArray[np.intp]

    def ints(self, cells: Ints) -> Ints:
        """Return a view of counts with the added axis first."""
        return cells.swapaxes(0, self.axis)

    def flags(self, cells: Flags) -> Flags:
        """Return a view of flags with the added axis first."""
        return cells.swapaxes(0, self.axis)


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """Every relation between the cells of a table.

    Attributes:
        sums: parts before the totals that are made of them.
        within: pairs of columns of which the first never exceeds the second.
    """

    sums: Sequence[Sum]
    within: Sequence[tuple[int, int]] = ()


def tightened(ranges: Ranges, system: System) -> Ranges:
    """Return the ranges that follow from the relations. On a tree of sums one sweep gives the exact ranges."""
    lower, upper = ranges.lower.copy(), ranges.upper.copy()
    width = (upper - lower).sum()
    for _ in range(SWEEPS):
        for relation in system.sums:
            _up(lower, upper, relation)
        for relation in reversed(system.sums):
            _down(lower, upper, relation)
        for part, whole in system.within:
            np.maximum(lower[:, whole], lower[:, part], out=lower[:, whole])
            np.minimum(upper[:, part], upper[:, whole], out=upper[:, part])
        before, width = width, (upper - lower).sum()
        if width == before:
            break
    return Ranges(lower, upper)


def _up(lower: Ints, upper: Ints, relation: Sum) -> None:
    low, high = relation.ints(lower), relation.ints(upper)
    np.maximum(low[relation.total], low[relation.parts].sum(axis=0), out=low[relation.total])
    np.minimum(high[relation.total], high[relation.parts].sum(axis=0), out=high[relation.total])


def _down(lower: Ints, upper: Ints, relation: Sum) -> None:
    low, high = relation.ints(lower), relation.ints(upper)
    parts_low, parts_high = low[relation.parts], high[relation.parts]
    # A part is the total less its siblings, whose sum is that of all parts less its own.
    low[relation.parts] = np.maximum(parts_low, parts_high + (low[relation.total] - parts_high.sum(axis=0)))
    high[relation.parts] = np.minimum(parts_high, parts_low + (high[relation.total] - parts_low.sum(axis=0)))
