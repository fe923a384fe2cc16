"""Figures over years: which years may be compared, whether they are enough, and how a trend is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators_service.domain.findings import NO_DENOMINATOR, NOT_COMPARABLE, REASONS
from indicators_service.domain.tally import NOT_COLLECTED, Statuses
from inference.normal import Floats, two_sided_tail
from vocabulary.indicators import Reason

FEWEST_YEARS: Final = 3
"""No trend is told from fewer years."""

Bools = NDArray[np.bool_]


class Direction(StrEnum):
    """Which way a slope points, whether or not chance could explain it."""

    RISING = "rising"
    FALLING = "falling"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend of one body. ``slope``, ``p_value`` and ``direction`` are ``None`` exactly where a reason is.

    ``slope`` is in percentage points a year; for ``log-ratio-score`` it is the yearly change of the logarithm
    of the ratio, so that exp(slope) is the factor a year. ``years`` are those used.
    """

    test: str
    slope: float | None
    p_value: float | None
    direction: Direction | None
    years: tuple[int, ...]
    reason: Reason | None


@dataclass(frozen=True, slots=True, eq=False)
class Trends:
    """The trends of many bodies: slope, p-value and reason code (bodies), years used (bodies, years)."""

    test: str
    years: tuple[int, ...]
    slope: Floats
    p_value: Floats
    used: Bools
    reason: Statuses

    def rows(self) -> list[Trend]:
        """Return the trends one by one, in the order of the bodies."""
        return [self.row(place) for place in range(len(self.slope))]

    def row(self, place: int) -> Trend:
        """Return the trend of the body at a place."""
        years = tuple(year for year, used in zip(self.years, self.used[place], strict=True) if used)
        reason = REASONS[self.reason[place]]
        if reason is not None:
            return Trend(self.test, None, None, None, years, reason)
        slope = float(self.slope[place])
        return Trend(self.test, slope, float(self.p_value[place]), direction(slope), years, None)


def direction(change: float) -> Direction:
    """Return which way a change points."""
    if change == 0:
        return Direction.LEVEL
    return Direction.RISING if change > 0 else Direction.FALLING


def since_last_break(years: Sequence[int], breaks: Sequence[int]) -> Bools:
    """Say which years may be compared with the last of them.

    ``breaks`` are first years of a new definition; one that lies after every year has not happened yet.
    """
    series = np.asarray(years, np.int64)
    first = max((year for year in breaks if len(series) and year <= series.max()), default=None)
    return np.ones(series.shape, np.bool_) if first is None else np.greater_equal(series, first)


def columns(*series: ArrayLike) -> tuple[Floats, ...]:
    """Return columns of one shape, (bodies, years)."""
    return tuple(np.broadcast_arrays(*(np.atleast_2d(np.asarray(column, np.float64)) for column in series)))


def scores(years: Sequence[int]) -> Floats:
    """Return the years less the one in the middle: whole numbers, kept small for exact sums."""
    series = np.asarray(years, np.int64)
    away: Floats = (series - (series.min() + series.max()) // 2).astype(np.float64)
    return away


def usable(
    filled: Bools, known: ArrayLike, years: Sequence[int], breaks: Sequence[int]
) -> tuple[Bools, Bools, Statuses]:
    """Return the years that bodies had, those of them that are used, and a reason so far."""
    if len(set(years)) != filled.shape[-1]:
        raise ValueError(f"{filled.shape[-1]} columns of counts need as many different years, not {list(years)}")
    given = np.broadcast_to(np.asarray(known, np.bool_), filled.shape)
    had = filled & given
    reason = np.where(given.any(axis=-1), 0, NOT_COLLECTED).astype(np.int8)
    return had, had & since_last_break(years, breaks), reason


def too_few(had: Bools, used: Bools, reason: Statuses) -> Statuses:
    """Give a reason where fewer than three years are used: a break, if there had been three before it."""
    before, after = had.sum(axis=-1) >= FEWEST_YEARS, used.sum(axis=-1) >= FEWEST_YEARS
    cases = [reason > 0, after, before, had.any(axis=-1)]
    return np.select(cases, [reason, 0, NOT_COMPARABLE, NOT_COLLECTED], NO_DENOMINATOR).astype(np.int8)


def divide(top: Floats, divisor: Floats) -> Floats:
    """Return the quotient, undefined where the divisor is not above 0."""
    found: Floats = np.divide(top, divisor, out=np.full(np.shape(top), np.nan), where=divisor > 0)
    return found


def told(test: str, years: Sequence[int], slope: Floats, variance: Floats, used: Bools, why: Statuses) -> Trends:
    """Put columns together; a slope of exactly 0 has p = 1 even where its variance is 0."""
    z = np.divide(slope, np.sqrt(variance), out=np.zeros_like(slope), where=(slope != 0) & (variance > 0))
    defined = why == 0
    p = np.where(defined, two_sided_tail(z), np.nan)
    return Trends(test, tuple(int(year) for year in years), np.where(defined, slope, np.nan), p, used, why)
