"""How many bodies are significantly different, when hundreds are tested at once.

At 0.05 one body in twenty is significant by chance alone. Benjamini and Hochberg's procedure (1995) keeps the
expected share of false alarms among those named at the level; it holds for independent tests and for those
that lean the same way, as bodies do. Benjamini and Yekutieli's (2001) holds for any dependence and is
stricter. A body whose p-value is undefined was not tested and counts for nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.normal import Floats

SIGNIFICANT: Final = 0.05
"""A p-value below this is called significant unless another level is asked for."""


class Control(StrEnum):
    """The procedure that controls the false discovery rate."""

    BENJAMINI_HOCHBERG = "benjamini-hochberg"
    BENJAMINI_YEKUTIELI = "benjamini-yekutieli"


@dataclass(frozen=True, slots=True, eq=False)
class Discoveries:
    """Counts of bodies per measure: tested, not tested, and significant before and after control."""

    tested: NDArray[np.int64]
    undefined: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    level: float
    control: Control


def adjusted(p: ArrayLike, control: Control = Control.BENJAMINI_HOCHBERG) -> Floats:
    """Return adjusted p-values along the first axis, the bodies; undefined stays undefined.

    An adjusted value at or below a level is a discovery at that level.

    Raises:
        ValueError: a p-value is not between 0 and 1.
    """
    values = np.asarray(p, np.float64)
    if np.any((values < 0) | (values > 1)):
        raise ValueError("a p-value lies between 0 and 1")
    order = np.argsort(values, axis=0)  # undefined ones go last
    ordered = np.take_along_axis(values, order, axis=0)
    tested = np.isfinite(values).sum(axis=0)
    rank = np.arange(1, len(values) + 1).reshape(-1, *[1] * (values.ndim - 1))
    raised = ordered * (tested * _price(tested, control)) / rank
    # A larger p-value is never adjusted to a smaller one; minima run from the largest down and skip undefined.
    raised = np.minimum(np.fmin.accumulate(raised[::-1], axis=0)[::-1], 1)
    found = np.empty_like(values)
    np.put_along_axis(found, order, np.where(np.isfinite(ordered), raised, np.nan), axis=0)
    return found


def _price(tested: NDArray[np.int64], control: Control) -> Floats:
    """Return the factor that any dependence costs: 1 + 1/2 + ... + 1/tested, or 1."""
    if control is Control.BENJAMINI_HOCHBERG:
        return np.ones(np.shape(tested))
    sums = np.concatenate([[1.0], np.cumsum(1 / np.arange(1, np.max(tested, initial=0) + 1))])
    found: Floats = sums[tested]
    return found


def how_many(p: ArrayLike, level: float = SIGNIFICANT, control: Control = Control.BENJAMINI_HOCHBERG) -> Discoveries:
    """Return how many bodies (first axis) are significant before and after control, for each of the other axes.

    Before control a body counts with p < level, as in its own result; after it, with adjusted p <= level.
    """
    values = np.asarray(p, np.float64)
    tested = np.isfinite(values)
    return Discoveries(
        tested=np.asarray(tested.sum(axis=0)),
        undefined=np.asarray((~tested).sum(axis=0)),
        before=np.asarray((values < level).sum(axis=0)),
        after=np.asarray((adjusted(values, control) <= level).sum(axis=0)),
        level=level,
        control=control,
    )
