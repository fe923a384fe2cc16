"""Operator: the ratio of two groups' odds of standing in the upper of two tiers, the progression ratio.

(upper / lower of the group on top) / (the same of the other group). Its interval is Cornfield's: the bounds at which
the score test, without continuity correction, just rejects. At a ratio of 1 that test is the pooled score test of
``equality``, so interval and p-value agree. Woolf's interval on the logarithm was not chosen because it does not
exist where a cell is 0; the exact conditional one because it is wider than its level promises.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from indicators_service.domain.findings import (
    NO_DENOMINATOR,
    NO_EVENTS,
    Cells,
    Evidence,
    Figures,
    Findings,
    completeness,
    figures,
    numbers,
    small,
    unavailable,
)
from indicators_service.domain.tally import INTEREST, REFERENCE, UNKNOWN, Ints, Statuses
from inference.equality import equality
from inference.normal import LEVEL, Floats, critical_value
from inference.roots import Rows, root

_Table = tuple[Ints, Ints, Ints, Ints]

_NEAR: Final = 0.25
"""A quarter of a person: so small a move from the observed table is inside any interval of a usual level."""


def odds(upper: ArrayLike, lower: ArrayLike, other_upper: ArrayLike, other_lower: ArrayLike) -> Floats:
    """Return (upper / lower) / (other upper / other lower), undefined where any of the four is empty."""
    a, b, c, d = (np.asarray(column, np.float64) for column in (upper, lower, other_upper, other_lower))
    full = (a > 0) & (b > 0) & (c > 0) & (d > 0)
    found: Floats = np.divide(a * d, b * c, out=np.full(full.shape, np.nan), where=full)
    return found


def cornfield(
    upper: ArrayLike, lower: ArrayLike, other_upper: ArrayLike, other_lower: ArrayLike, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Return the bounds of the ratio of odds, of any common shape.

    Nobody of the group on top in the upper tier, or nobody of the other in the lower: the lower bound is 0. Nobody
    in one of the other two cells: the upper bound is undefined, because no ratio is too large. Both are undefined
    where a tier or a group is empty as a whole.
    """
    z = critical_value(level)
    a, b, c, d = np.broadcast_arrays(
        *(np.asarray(column, np.float64) for column in (upper, lower, other_upper, other_lower))
    )
    usable = (a + b > 0) & (c + d > 0) & (a + c > 0) & (b + d > 0) & (np.minimum(np.minimum(a, b), c) >= 0) & (d >= 0)
    low, inverse = _lower_bound(a, b, c, d, usable, z), _lower_bound(b, a, d, c, usable, z)
    high: Floats = np.divide(1, inverse, out=np.full(inverse.shape, np.nan), where=inverse > 0)
    return low, high


def _lower_bound(a: Floats, b: Floats, c: Floats, d: Floats, usable: np.ndarray, z: float) -> Floats:
    """Move people out of a and d, into b and c, until the observed table is just rejected.

    The square of the score statistic is move^2 (1/a + 1/b + 1/c + 1/d) of the moved cells; each term grows with the
    move, so there is one answer.
    """
    bound = np.where(usable, 0.0, np.nan)
    rows = usable & (a > 0) & (d > 0)
    p, q, r, s = (column[rows] for column in (a, b, c, d))
    room = np.minimum(p, s)

    def beyond(move: Floats, at: Rows) -> Floats:
        cells = np.maximum(np.stack([p[at] - move, q[at] + move, r[at] + move, s[at] - move]), 0)
        spread = np.divide(1, cells, out=np.full(cells.shape, np.inf), where=cells > 0).sum(axis=0)
        short: Floats = move - z / np.sqrt(spread)
        return short

    everything = np.arange(len(room))
    inside = np.full(room.shape, min(_NEAR, z * z / 8))
    move = root(beyond, inside, room, beyond(inside, everything), beyond(room, everything))
    bound[rows] = (p - move) * (s - move) / ((q + move) * (r + move))
    return bound


def odds_ratio(upper: Cells, lower: Cells, *, top: int, welcome: bool) -> Findings:
    """Return the ratio of odds of two tiers; ``top`` is REFERENCE or INTEREST.

    ``welcome`` says whether staff want to be in the upper tier. A group's figures are the people of its upper tier,
    of its lower tier, and how many are above for every 100 below. Null with ``no-denominator`` where a group has
    nobody in the lower tier and with ``no-events-in-reference`` where one has nobody in the upper. Then a one-sided
    interval may still stand.
    """
    reason = _reason(upper, lower)
    table = _table(upper[0], lower[0], top)
    shown = unavailable(upper[1][..., :2], lower[1][..., :2]) == 0
    groups = [_group(upper, lower, place, shown) for place in (REFERENCE, INTEREST, UNKNOWN)]
    sides = [group.numerator for group in groups[:UNKNOWN]] + [group.denominator for group in groups[:UNKNOWN]]
    return Findings(
        value=np.where(reason == 0, odds(*table), np.nan),
        reason=reason,
        reference=groups[REFERENCE],
        interest=groups[INTEREST],
        unknown=groups[UNKNOWN],
        evidence=_evidence(table, shown, 1 if (top == INTEREST) == welcome else -1),
        small=small(reason, *sides),
        completeness=completeness((upper[0] + lower[0], np.maximum(upper[1], lower[1]))),
    )


def _table(upper: Ints, lower: Ints, top: int) -> _Table:
    other = REFERENCE + INTEREST - top
    return upper[..., top], lower[..., top], upper[..., other], lower[..., other]


def _reason(upper: Cells, lower: Cells) -> Statuses:
    reason = unavailable(upper[1][..., :2], lower[1][..., :2])
    nobody_below, nobody_above = ((cells[0][..., :2] <= 0).any(axis=-1) for cells in (lower, upper))
    return np.select([reason > 0, nobody_below, nobody_above], [reason, NO_DENOMINATOR, NO_EVENTS], 0).astype(np.int8)


def _group(upper: Cells, lower: Cells, place: int, shown: np.ndarray) -> Figures:
    known = shown & (upper[1][..., place] == 0) & (lower[1][..., place] == 0)
    return figures(numbers(upper[0][..., place], known), numbers(lower[0][..., place], known))


def _evidence(table: _Table, shown: np.ndarray, more_favours: int) -> Evidence:
    a, b, c, d = table
    # A tier that is empty as a whole leaves nothing to compare, at either end.
    usable = shown & (a + c > 0) & (b + d > 0)
    bounds = cornfield(*table)
    p, exact = equality(a, a + b, c, c + d)
    return Evidence(
        lower=np.where(usable, bounds[0], np.nan),
        upper=np.where(usable, bounds[1], np.nan),
        method="cornfield",
        p=np.where(usable, p, np.nan),
        exact=exact,
        favours=np.where(usable, more_favours * np.sign(a * d - b * c), np.nan),
    )
