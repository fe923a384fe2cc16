"""Whether a body is better, similar or worse than the others of its group taken together, at 95 %.

The others are pooled: their counts are added first, the body's own left out, so the two are independent. Tests:

- shares and percentages: mid-p or pooled score, by the rule of ``equality``;
- ratios of rates: the score test that body and others have one ratio (Gart & Nam 1988). It is a z test on the
  logarithm of the ratio, with the variance that the counts imply under one common ratio, and stands where a group
  has no events;
- gaps between two groups: the level at which the interval of the difference just reaches 0;
- what has an interval of its own (the gap of a stratum, and on the logarithmic scale the ratio of odds): square and
  add the halves of both intervals that face each other (MOVER).

Significant and closer to what the polarity calls best is better, farther is worse. A neutral measure has a test but
no verdict.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators_service.domain.change import Table, change_of_gap, change_of_ratio, change_of_share
from indicators_service.domain.standing import Reading
from inference.false_discovery import SIGNIFICANT
from inference.normal import Floats, critical_value, two_sided_tail
from vocabulary.indicators import Polarity

MOVER: Final = "mover"


class Verdict(StrEnum):
    """How a body compares with the others of its group."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    NOT_COMPARED = "not_compared"


_VERDICTS: Final = np.array([*Verdict], dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """The p-values of many comparisons, ``nan`` where there is nothing to compare, and the method of each."""

    p_value: Floats
    method: NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """Values with the bounds of their 95 % intervals, ``nan`` where undefined. Any common shape."""

    value: Floats
    lower: Floats
    upper: Floats


def others_of(column: ArrayLike) -> NDArray[np.float64]:
    """Return the sum of all other bodies, by body along the first axis.

    Added up from both ends, not taken off the total, so that nothing of the body's own is left by rounding.
    """
    own = np.asarray(column, np.float64)
    none = np.zeros_like(own[:1])
    before = np.concatenate([none, np.cumsum(own, axis=0)[:-1]])[: len(own)]
    after = np.concatenate([np.cumsum(own[::-1], axis=0)[::-1][1:], none])[: len(own)]
    total: NDArray[np.float64] = before + after
    return total


def compare_shares(own: Table, others: Table) -> Comparisons:
    """Test that events / people is the same; the first two columns of a table are used, events need not be whole."""
    found = change_of_share(others[0], others[1], own[0], own[1])
    return Comparisons(found.p_value, found.test)


def compare_ratios(own: Table, others: Table) -> Comparisons:
    """Test that (events / people) over (other events / other people) is the same."""
    found = change_of_ratio(others, own)
    return Comparisons(found.p_value, found.test)


def compare_gaps(own: Table, others: Table) -> Comparisons:
    """Test that events / people - other events / other people is the same; events need not be whole."""
    found = change_of_gap(others, own)
    return Comparisons(found.p_value, found.test)


def compare_estimates(own: Estimates, others: Estimates, *, is_ratio: bool = False) -> Comparisons:
    """Test that two independent values are the same by their 95 % intervals."""
    mine, theirs = (_scaled(estimates, is_ratio) for estimates in (own, others))
    apart = mine.value - theirs.value
    down = np.hypot(mine.value - mine.lower, theirs.upper - theirs.value)
    up = np.hypot(mine.upper - mine.value, theirs.value - theirs.lower)
    half = np.where(apart > 0, down, up)
    z = np.divide(critical_value() * apart, half, out=np.where(apart == 0, 0.0, np.nan), where=half > 0)
    return Comparisons(np.where(np.isfinite(half), two_sided_tail(z), np.nan), np.full(z.shape, MOVER))


def _scaled(estimates: Estimates, is_ratio: bool) -> Estimates:
    if not is_ratio:
        return estimates
    columns = (estimates.value, estimates.lower, estimates.upper)
    return Estimates(*(np.log(column, out=np.full(column.shape, np.nan), where=column > 0) for column in columns))


def verdicts(own: Floats, others: Floats, p_value: Floats, reading: Reading) -> NDArray[np.object_]:
    """Return a ``Verdict`` per body from its value, the others' pooled value and the p-value of the difference."""
    defined = np.isfinite(own) & np.isfinite(others) & np.isfinite(p_value)
    if reading.polarity is Polarity.NEUTRAL:
        defined = np.zeros(defined.shape, np.bool_)
    mine, theirs = (reading.cost(np.where(defined, column, np.nan)) for column in (own, others))
    differs = defined & (p_value < SIGNIFICANT)
    choices = [~defined, differs & (mine < theirs), differs & (mine > theirs)]
    return np.asarray(_VERDICTS[np.select(choices, [3, 0, 2], 1)], dtype=object)
