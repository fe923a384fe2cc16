"""Hundreds of kinds of people with small chances, told by eight that count for the same.

On a ladder everybody who joined in another year, or on another rung, is a kind of people of their own. How many
of them are in one place depends on the kinds through the sums of the powers of their chances alone. Eight kinds
are found with the same first sixteen sums (Gauss quadrature by Lanczos's recursion; Golub and Welsch 1969), and
where chances are at most a quarter the rest is below 1e-13 in any probability. Their numbers are not whole, but
they stand for whole people.
"""

from typing import Final

import numpy as np

from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.distribution import Posts

KINDS: Final = 8
SMALL: Final = 0.25
"""Chances up to this are told together."""

_SPENT: Final = 1e-14
_NOBODY: Final = 1e-300


def few_kinds(people: Posts) -> Posts:
    """Return people of few kinds with the same distribution, row by row; the first ``KINDS`` are of small chance."""
    small = people.chances <= SMALL
    counts = np.where(small, people.counts, 0.0)
    total = counts.sum(axis=1, keepdims=True)
    chances, vectors = np.linalg.eigh(_jacobi(np.sqrt(counts / np.maximum(total, _NOBODY)), people.chances))
    return Posts(
        np.hstack([total * vectors[:, 0, :] ** 2, np.where(small, 0.0, people.counts)]),
        np.hstack([np.clip(chances, 0.0, 1.0), people.chances]),
    )


def _jacobi(direction: FloatArray, chances: FloatArray) -> FloatArray:
    """Return for each row the matrix whose eigenvalues are the chances of the few kinds.

    ``direction`` is the square root of each kind's part of the people. Where a row has fewer kinds than
    ``KINDS``, the recursion is spent early and the kinds left over are of nobody.
    """
    matrix = np.zeros((len(chances), KINDS, KINDS))
    before, off = np.zeros_like(direction), np.zeros(len(chances))
    for kind in range(KINDS):
        onward = chances * direction
        matrix[:, kind, kind] = np.einsum("rk,rk->r", onward, direction)
        onward -= matrix[:, kind, kind, None] * direction + off[:, None] * before
        off = np.sqrt(np.einsum("rk,rk->r", onward, onward))
        off = np.where(off > _SPENT, off, 0.0)
        if kind + 1 < KINDS:
            matrix[:, kind, kind + 1] = matrix[:, kind + 1, kind] = off
        before, direction = direction, onward / np.where(off > 0.0, off, np.inf)[:, None]
    return matrix
