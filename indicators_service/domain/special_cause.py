"""Special causes in a run of years: signs that a share did more than vary by chance around a centre.

Rules (Shewhart's, as the NHS's own guidance on measurement uses them):

- a year more than three of its own standard errors from the centre;
- eight years in a row on one side of the centre, or all years of a shorter run if they are at least six;
- six years in a row each above, or each below, the one before.

The centre is the pooled share of the years, or one that is given: a target, or the share of an earlier period
(only on one side of a given centre can all years lie). A year on the centre ends a run on one side, an equal
year ends a move, a missing year ends both. Years before the last break in the definition are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from indicators_service.domain.series import Direction, columns, divide, since_last_break
from inference.normal import Floats

SIGMAS: Final = 3
RUN: Final = 8
SHORT_RUN: Final = 6
MOVE: Final = 6

_ROUNDING: Final = 1e-12


class Rule(StrEnum):
    """What kind of sign was seen."""

    BEYOND_THREE_SIGMA = "beyond_three_sigma"
    ONE_SIDE = "one_side"
    STEADY_MOVE = "steady_move"


@dataclass(frozen=True, slots=True)
class SpecialCause:
    """One sign: its rule, the years that show it, and whether they lie or move up (rising) or down (falling)."""

    rule: Rule
    years: tuple[int, ...]
    direction: Direction


def special_causes(
    events: ArrayLike,
    people: ArrayLike,
    years: Sequence[int],
    *,
    breaks: Sequence[int] = (),
    known: ArrayLike = True,
    centre: ArrayLike | None = None,
) -> list[list[SpecialCause]]:
    """Return the special causes of each body's share; events and people are (bodies, years), years ascending.

    ``centre`` is a fraction, for all bodies or for each.

    Raises:
        ValueError: the years are not one for each column, in ascending order.
    """
    x, n = columns(events, people)
    if len(years) != x.shape[-1] or any(later <= year for year, later in pairwise(years)):
        raise ValueError(f"{x.shape[-1]} columns of counts need as many ascending years, not {list(years)}")
    used = (n > 0) & (x >= 0) & (x <= n) & np.broadcast_to(np.asarray(known, np.bool_), x.shape)
    used &= since_last_break(years, breaks)
    x, n = np.where(used, x, 0), np.where(used, n, 0)
    middle = divide(x.sum(axis=-1), n.sum(axis=-1)) if centre is None else np.asarray(centre, np.float64)
    middle = np.broadcast_to(middle, x.shape[:1])[:, None]
    share = divide(x, n)
    sigma = np.sqrt(divide(np.broadcast_to(middle * (1 - middle), n.shape), n))
    away = share - middle
    away = np.where(np.abs(away) <= _ROUNDING, 0, away)
    outside = np.where(np.abs(away) > SIGMAS * sigma + _ROUNDING, np.sign(away), 0)
    rows = zip(outside, np.sign(away), _steps(share, years), used.sum(axis=-1), strict=True)
    return [list(_signs(*row, years)) for row in rows]


def _steps(share: Floats, years: Sequence[int]) -> Floats:
    """Return the sign of each year's step from the year before; undefined where that year is missing."""
    steps = np.full(share.shape, np.nan)
    consecutive = np.diff(np.asarray(years, np.int64)) == 1
    difference = np.diff(share, axis=-1)
    difference = np.where(np.abs(difference) <= _ROUNDING, 0, difference)
    steps[:, 1:] = np.where(consecutive, np.sign(difference), np.nan)
    return steps


def _signs(outside: Floats, side: Floats, steps: Floats, used: int, years: Sequence[int]) -> Iterator[SpecialCause]:
    for place in np.flatnonzero(outside).tolist():
        yield SpecialCause(Rule.BEYOND_THREE_SIGMA, (years[place],), _pointing(outside[place]))
    long_enough = min(RUN, max(SHORT_RUN, used))
    for start, stop in _runs(side, years):
        if stop - start >= long_enough:
            yield SpecialCause(Rule.ONE_SIDE, tuple(years[start:stop]), _pointing(side[start]))
    for start, stop in _runs(steps, years):
        # A move of six years is five steps, and begins in the year before the first step.
        if stop - start + 1 >= MOVE:
            yield SpecialCause(Rule.STEADY_MOVE, tuple(years[start - 1 : stop]), _pointing(steps[start]))


def _runs(signs: Floats, years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where runs of one sign, up or down, in years without a hole start and stop."""
    kinds = [(sign, year - place) for place, (sign, year) in enumerate(zip(signs, years, strict=True))]
    for (sign, _), places in groupby(range(len(kinds)), key=lambda place: kinds[place]):
        run = list(places)
        if abs(sign) == 1:
            yield run[0], run[-1] + 1


def _pointing(sign: float) -> Direction:
    return Direction.RISING if sign > 0 else Direction.FALLING
