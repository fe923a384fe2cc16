"""The change of a measure between two years, with its interval and its test.

Intervals are built from the two years' own by the square-and-add rule (MOVER: Donner & Zou 2012, Zou & Donner
2008), which keeps them skewed where the years' are. Tests:

- a share: mid-p or pooled score, by the rule of ``equality``; score alone where events are not whole;
- a ratio: the score test that both years have the same ratio of rates (Gart & Nam 1988). It needs no halves
  added where a group has no events. The interval does need a logarithm of both years' ratios, so a ratio of 0
  leaves it open on one side or undefined while the test stands;
- a gap: the level at which the interval just reaches 0, so that test and interval never contradict each other.

The two years are taken as independent samples; see ``trend``.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators_service.domain.common_ratio import common_ratio
from indicators_service.domain.difference import newcombe
from inference.equality import MID_P, SCORE, equality, score_p_value
from inference.likelihood import koopman, relative_likelihood
from inference.normal import LEVEL, Floats, critical_value, two_sided_tail
from inference.proportion import proportion, wilson_at

HOMOGENEITY: Final = "homogeneity-score"
INVERTED: Final = "inverted-mover"

_FARTHEST: Final = 38.0
"""Beyond this many standard errors a tail probability is 0 in 64 bits."""

_HALVINGS: Final = 52

Table = tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]
"""Events and people of one group, then of the other: any common shape."""


_Columns = tuple[Floats, Floats, Floats, Floats]


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one body; ``None`` is undefined, or no bound on that side."""

    change: float | None
    lower: float | None
    upper: float | None
    p_value: float | None
    test: str
    interval: str


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """The changes of many bodies. Undefined is ``nan``; so is a bound on a side that has none.

    ``change``, ``lower`` and ``upper`` are fractions for a share and a gap, and for a ratio the later ratio over
    the earlier one: 1 is no change. ``test`` names the test of each body.
    """

    change: Floats
    lower: Floats
    upper: Floats
    p_value: Floats
    test: NDArray[np.str_]
    interval: str

    def rows(self) -> list[Change]:
        """Return the changes one by one, in the order of the bodies; bodies of several axes are laid end to end."""
        columns = (np.ravel(column) for column in (self.change, self.lower, self.upper, self.p_value, self.test))
        return [
            Change(_told(change), _told(lower), _told(upper), _told(p), str(test), self.interval)
            for change, lower, upper, p, test in zip(*columns, strict=True)
        ]


def _told(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def change_of_share(
    earlier: ArrayLike, earlier_people: ArrayLike, later: ArrayLike, later_people: ArrayLike, level: float = LEVEL
) -> Changes:
    """Return later share - earlier share, with Newcombe's interval (which is MOVER on Wilson's).

    A body whose events are not whole (a weighted survey percentage of its respondents) has the score test.
    """
    cells = np.broadcast_arrays(*(np.asarray(a, np.float64) for a in (later, later_people, earlier, earlier_people)))
    x, n, y, m = cells
    lower, upper = newcombe(x, n, y, m, level)
    change = np.where(np.isfinite(lower), proportion(x, n) - proportion(y, m), np.nan)
    whole = np.isfinite(change) & (x == np.rint(x)) & (y == np.rint(y))
    p, exact = equality(*(np.where(whole, column, 0).astype(np.int64) for column in cells))
    p = np.where(whole & (x + y > 0), p, score_p_value(x, n, y, m))
    test = np.where(exact, MID_P, SCORE)
    return Changes(change, lower, upper, np.where(np.isfinite(change), p, np.nan), test, "newcombe")


def change_of_ratio(earlier: Table, later: Table, level: float = LEVEL) -> Changes:
    """Return the later ratio over the earlier, each (events / people) over (other events / other people).

    The change is undefined where a year's ratio is, or where the earlier one is 0. A later ratio of 0 is a
    change of 0 with a lower bound of 0 and no upper one. The p-value is undefined only where one of the groups
    has no events in either year, or a year has no events or no people.
    """
    before, after = _columns(earlier, later)
    old, new = (relative_likelihood(*table) for table in (before, after))
    change = np.divide(new, old, out=np.full(new.shape, np.nan), where=old > 0)
    lower, upper = _mover_of_ratios(before, after, level)
    x, n, y, m = (np.stack(pair, axis=-1) for pair in zip(before, after, strict=True))
    fitted = common_ratio(x, n, y, m)
    told = np.asarray((fitted.information > 0).all(axis=-1))
    p = np.where(told, two_sided_tail(_deviation(fitted.score, fitted.information, told)), np.nan)
    return Changes(change, lower, upper, p, np.full(change.shape, HOMOGENEITY), "mover-koopman")


def change_of_gap(earlier: Table, later: Table, level: float = LEVEL) -> Changes:
    """Return later gap - earlier gap, each events / people - other events / other people.

    Events need not be whole.
    """
    before, after = _columns(earlier, later)
    change = _gap(after) - _gap(before)
    lower, upper = _mover_of_gaps(before, after, critical_value(level))
    change = np.where(np.isfinite(lower), change, np.nan)
    return Changes(
        change, lower, upper, _reaching_zero(before, after, change), np.full(change.shape, INVERTED), "mover"
    )


def _columns(earlier: Table, later: Table) -> tuple[_Columns, _Columns]:
    x, n, y, m, *after = np.broadcast_arrays(*(np.asarray(column, np.float64) for column in (*earlier, *later)))
    return (x, n, y, m), (after[0], after[1], after[2], after[3])


def _deviation(scores: Floats, information: Floats, told: NDArray[np.bool_]) -> Floats:
    """Return the standardised difference of two tables from their common ratio; each is (..., 2)."""
    s, i = (np.where(told[..., None], column, 1.0) for column in (scores, information))
    centre = i[..., 1] / i.sum(axis=-1)
    # Weighed by information, so that a year that is certain of its ratio leaves the judgement to the other.
    pull = s[..., 1] * (1 - centre) - s[..., 0] * centre
    found: Floats = pull / np.sqrt(i[..., 0] * centre)
    return found


def _mover_of_ratios(before: _Columns, after: _Columns, level: float) -> tuple[Floats, Floats]:
    old, new = (_logs(table, level) for table in (before, after))
    change = new[1] - old[1]
    lower = np.exp(change - np.hypot(new[1] - new[0], old[2] - old[1]))
    upper = np.exp(change + np.hypot(new[2] - new[1], old[1] - old[0]))
    none_later = (after[0] == 0) & np.isfinite(koopman(*after, level=level)[1]) & np.isfinite(old[1])
    return np.where(none_later, 0.0, lower), upper


def _logs(table: _Columns, level: float) -> tuple[Floats, Floats, Floats]:
    """Return the logarithms of lower bound, ratio and upper bound; undefined where a group has no events."""
    lower, upper = koopman(*table, level=level)
    found = np.stack([lower, relative_likelihood(*table), upper])
    logs = np.log(found, out=np.full(found.shape, np.nan), where=found > 0)
    return logs[0], logs[1], logs[2]


def _gap(table: _Columns) -> Floats:
    return proportion(table[0], table[1]) - proportion(table[2], table[3])


def _mover_of_gaps(before: _Columns, after: _Columns, z: ArrayLike) -> tuple[Floats, Floats]:
    """Square and add the four Wilson intervals' halves that face each way."""
    change = _gap(after) - _gap(before)
    below, above = np.zeros(change.shape), np.zeros(change.shape)
    for table, later in ((after, True), (before, False)):
        for place in (0, 2):
            x, n = table[place], table[place + 1]
            lower, upper = wilson_at(z, x, n)
            reach = [np.square(proportion(x, n) - lower), np.square(upper - proportion(x, n))]
            down, up = reach if later == (place == 0) else reach[::-1]
            below, above = below + down, above + up
    return np.maximum(change - np.sqrt(below), -2), np.minimum(change + np.sqrt(above), 2)


def _reaching_zero(before: _Columns, after: _Columns, change: Floats) -> Floats:
    """Return the p-value: the tail beyond the critical value at which the interval just reaches 0."""
    low, high = np.zeros(change.shape), np.full(change.shape, _FARTHEST)
    for _ in range(_HALVINGS):
        z = (low + high) / 2
        lower, upper = _mover_of_gaps(before, after, z)
        apart = np.where(change > 0, lower > 0, upper < 0)
        low, high = np.where(apart, z, low), np.where(apart, high, z)
    z = np.where(change == 0, 0.0, (low + high) / 2)
    return np.where(np.isfinite(change), two_sided_tail(z), np.nan)
