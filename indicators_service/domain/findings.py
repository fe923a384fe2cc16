"""What an operator finds, as columns: the common shape of every measure before it is told row by row.

Every array is (bodies, parts). Inside columns ``nan`` marks what is not known or not defined.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators_service.domain.tally import NOT_COLLECTED, SUPPRESSED, UNKNOWN, Ints, Statuses
from inference.normal import Floats
from vocabulary.indicators import Reason

Cells = tuple[Ints, Statuses]
"""Counts and status of some items, each (bodies, parts, 3)."""

REASONS: Final = (
    None,
    Reason.NOT_COLLECTED,
    Reason.SUPPRESSED,
    Reason.NO_DENOMINATOR,
    Reason.NO_EVENTS_IN_REFERENCE,
    Reason.NOT_COMPARABLE,
)
"""Why a value is null, by code. The first three codes are those of a tally's status."""

NO_DENOMINATOR: Final = 3
NO_EVENTS: Final = 4
NOT_COMPARABLE: Final = 5

SMALL_NUMBER: Final = 10
"""A numerator below this is flagged as small."""


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """One group's numerator and denominator (people) and rate in percent."""

    numerator: Floats
    denominator: Floats
    rate: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Interval, p-value and its direction.

    ``favours`` is the sign of the difference before its significance is weighed: 1 for the group of
    interest, -1 for the reference group, 0 for neither. ``exact`` says where the p-value is a mid-p value.
    """

    lower: Floats
    upper: Floats
    method: str
    p: Floats
    exact: NDArray[np.bool_]
    favours: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """A measure of many bodies and parts. ``unknown`` is ``None`` where the measure has no such group."""

    value: Floats
    reason: Statuses
    reference: Figures
    interest: Figures
    unknown: Figures | None
    evidence: Evidence
    small: NDArray[np.bool_]
    completeness: Floats
    four_fifths: NDArray[np.object_] | None = None


def unavailable(*statuses: Statuses) -> Statuses:
    """Return a status code over the last axis: not collected before suppressed before counted."""
    shape = np.broadcast_shapes(*(status.shape[:-1] for status in statuses))
    found = np.zeros(shape, np.int8)
    for code in (SUPPRESSED, NOT_COLLECTED):
        for status in statuses:
            found[np.broadcast_to((status == code).any(axis=-1), shape)] = code
    return found


def numbers(counts: ArrayLike, known: NDArray[np.bool_]) -> Floats:
    """Return counts as numbers, undefined where they are not known."""
    return np.where(known, np.asarray(counts, np.float64), np.nan)


def figures(numerator: Floats, denominator: Floats, years: ArrayLike = 1) -> Figures:
    """Return a group's figures; the rate is in percent a year, undefined without people or years."""
    base = denominator * np.asarray(years, np.float64)
    rate = np.divide(100 * numerator, base, out=np.full(numerator.shape, np.nan), where=base > 0)
    return Figures(numerator, denominator, rate)


def completeness(people: Cells) -> Floats:
    """Return the percentage of people whose group is known; undefined unless all three counts are."""
    counts, status = people
    total = counts.sum(axis=-1)
    usable = (status == 0).all(axis=-1) & (total > 0)
    known = total - counts[..., UNKNOWN]
    share: Floats = np.divide(100 * known, total, out=np.full(total.shape, np.nan), where=usable)
    return share


def small(reason: Statuses, *numerators: Floats) -> NDArray[np.bool_]:
    """Say where a known group's numerator is below ten, or is hidden because it may be."""
    few = np.asarray(reason == SUPPRESSED)
    for numerator in numerators:
        few = np.logical_or(few, numerator < SMALL_NUMBER)
    return few


def no_evidence(shape: tuple[int, ...], method: str = "wilson") -> Evidence:
    """Return the evidence of a measure that compares nothing: no p-value, no direction, no interval yet."""
    blank = np.full(shape, np.nan)
    return Evidence(blank, blank, method, blank, np.zeros(shape, np.bool_), blank)
