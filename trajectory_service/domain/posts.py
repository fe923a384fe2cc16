"""Posts of several kinds, each with a chance of being held by the group of interest."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts of several kinds, one row for each question asked.

    ``counts`` (rows × kinds) says how many posts of a kind there are, whole numbers wherever a probability is
    asked, and ``chances`` (same shape, 0 to 1) how likely each is to be held by the group of interest.
    """

    counts: FloatArray
    chances: FloatArray

    @property
    def total(self) -> IntArray:
        """Number of posts in each row."""
        return np.asarray(np.rint(np.einsum("rk->r", self.counts)), dtype=np.int64)

    @property
    def expected(self) -> FloatArray:
        """Expected number of posts held by the group of interest, in each row."""
        return np.asarray(np.einsum("rk,rk->r", self.counts, self.chances))

    @property
    def variance(self) -> FloatArray:
        """Variance of that number, in each row."""
        return np.asarray(np.einsum("rk,rk,rk->r", self.counts, self.chances, 1.0 - self.chances))

    @property
    def third_cumulant(self) -> FloatArray:
        """Third central moment of that number, in each row: above 0 where the longer tail is the upper one."""
        spread = self.counts * self.chances * (1.0 - self.chances)
        return np.asarray(np.einsum("rk,rk->r", spread, 1.0 - 2.0 * self.chances))

    def rows(self, chosen: slice | IntArray | BoolArray) -> Self:
        """Return the chosen rows."""
        return type(self)(self.counts[chosen], self.chances[chosen])
