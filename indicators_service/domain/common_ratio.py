"""The one ratio of rates that fits several tables best, and how far each table pulls away from it.

Every table has rates of its own; only their ratio is common. Source: Gart & Nam 1988, whose statistic for
one table is Koopman's. It needs no added halves: a group without events says what it can, and a year
without any event says nothing.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from inference.likelihood import fitted_rates
from inference.normal import Floats

_FARTHEST: Final = 40.0
"""No logarithm of a ratio of headcounts lies beyond this."""

_HALVINGS: Final = 62
_NEXT_TO_ONE: Final = 1e-15


@dataclass(frozen=True, slots=True, eq=False)
class CommonRatio:
    """Ratio (bodies), and score and information of each table for its own log ratio, (bodies, tables).

    ``ratio`` is undefined where one of the groups has no events in any table; the rest is then zero.
    """

    ratio: Floats
    score: Floats
    information: Floats


def common_ratio(x: Floats, n: Floats, y: Floats, m: Floats) -> CommonRatio:
    """Fit the common ratio of (x of n) over (y of m), each (bodies, tables), by maximum likelihood.

    A table with an undefined cell, without people in a group or without any event is left out.
    """
    usable = (x >= 0) & (x <= n) & (y >= 0) & (y <= m) & (n > 0) & (m > 0) & (x + y > 0)
    x, n, y, m = (np.where(usable, column, fill) for column, fill in ((x, 0.0), (n, 1.0), (y, 0.0), (m, 1.0)))
    defined = (x.sum(axis=-1) > 0) & (y.sum(axis=-1) > 0)
    low, high = np.full(defined.shape, -_FARTHEST), np.full(defined.shape, _FARTHEST)
    # The sum of scores falls as the ratio grows, with a step where all rates are 100 %: so halving it is.
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        pull = _pull(np.exp(middle)[..., None], x, n, y, m)[0].sum(axis=-1)
        low, high = np.where(pull > 0, middle, low), np.where(pull > 0, high, middle)
    ratio = np.exp((low + high) / 2)
    scores, information = _pull(ratio[..., None], x, n, y, m)
    informative = usable & defined[..., None]
    return CommonRatio(
        ratio=np.where(defined, ratio, np.nan),
        score=np.where(informative, scores, 0.0),
        information=np.where(informative, information, 0.0),
    )


def _pull(ratio: Floats, x: Floats, n: Floats, y: Floats, m: Floats) -> tuple[Floats, Floats]:
    """Return the slope of each table's likelihood in its log ratio, and the information on it."""
    top, other = fitted_rates(ratio, x, n, y, m)
    gap = x / n - ratio * y / m
    # The fitted rate cancels between the gap and the variance of the log ratio, so it may be next to 0.
    spread = (1 - top) / n + ratio * (1 - other) / m
    scores = np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 0)
    information = np.divide(top, spread, out=np.zeros_like(gap), where=spread > 0)
    full = (x == n) & (y == m)
    return np.where(full, np.where(ratio < 1, n, -m), scores), np.where(full, _certainty(ratio, n, m), information)


def _certainty(ratio: Floats, n: Floats, m: Floats) -> Floats:
    """Return the information of a table in which everybody had the event: without limit at a ratio of 1.

    Written apart because there the fitted rates are the double root of their quadratic, and rounding shows.
    """
    away = np.maximum(np.abs(ratio - 1), _NEXT_TO_ONE)
    return np.where(ratio < 1, n * ratio, m) / away
