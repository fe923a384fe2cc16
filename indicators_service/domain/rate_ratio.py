"""Operator: the ratio of two groups' rates of an event, the relative likelihood."""

import numpy as np
from numpy.typing import ArrayLike

from indicators_service.domain.findings import (
    NO_DENOMINATOR,
    NO_EVENTS,
    NOT_COMPARABLE,
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
from indicators_service.domain.four_fifths import four_fifths
from indicators_service.domain.tally import INTEREST, REFERENCE, UNKNOWN, Ints, Statuses
from inference.equality import equality
from inference.likelihood import koopman, relative_likelihood


def rate_ratio(events: Cells, people: Cells, *, top: int, welcome: bool, years: ArrayLike = 1) -> Findings:
    """Return (events / people of the group on top) / (the same of the other group).

    ``top`` is REFERENCE or INTEREST. ``welcome`` says whether the event is one that staff want. Rates are a
    year's average over ``years``; the ratio does not depend on it. 0 years means that bodies with different
    windows were mixed: the value is null, ``not-comparable``.

    Null with ``no-denominator`` where a group has no people, and with ``no-events-in-reference`` where the
    group in the divisor had no events. In the latter case a one-sided interval still stands when the group
    on top had some.
    """
    window = np.broadcast_to(np.asarray(years, np.int64), events[0].shape[:-1])
    reason = _reason(events, people, REFERENCE + INTEREST - top, window)
    shown = unavailable(events[1][..., :2], people[1][..., :2]) == 0
    groups = [_group(events, people, place, shown, window) for place in (REFERENCE, INTEREST, UNKNOWN)]
    comparable = shown & (reason != NOT_COMPARABLE)
    table = _table(events[0], people[0], top)
    marks = four_fifths(*table)
    marks[reason != 0] = None
    defined = comparable & (reason == 0)
    return Findings(
        value=np.where(defined, relative_likelihood(*table), np.nan),
        reason=reason,
        reference=groups[REFERENCE],
        interest=groups[INTEREST],
        unknown=groups[UNKNOWN],
        evidence=_evidence(table, comparable, 1 if (top == INTEREST) == welcome else -1),
        small=small(reason, groups[REFERENCE].numerator, groups[INTEREST].numerator),
        completeness=completeness(people),
        four_fifths=marks,
    )


def _table(events: Ints, people: Ints, top: int) -> tuple[Ints, Ints, Ints, Ints]:
    other = REFERENCE + INTEREST - top
    return events[..., top], people[..., top], events[..., other], people[..., other]


def _reason(events: Cells, people: Cells, divisor: int, years: Ints) -> Statuses:
    reason = unavailable(events[1][..., :2], people[1][..., :2])
    empty = (people[0][..., :2] <= 0).any(axis=-1)
    cases = [reason > 0, years <= 0, empty, events[0][..., divisor] <= 0]
    return np.select(cases, [reason, NOT_COMPARABLE, NO_DENOMINATOR, NO_EVENTS], 0).astype(np.int8)


def _group(events: Cells, people: Cells, place: int, shown: np.ndarray, years: Ints) -> Figures:
    """Return a group's figures.

    The unknown group's own cells may be hidden while the known groups' are not.
    """
    known = shown & (events[1][..., place] == 0) & (people[1][..., place] == 0)
    return figures(numbers(events[0][..., place], known), numbers(people[0][..., place], known), years)


def _evidence(table: tuple[Ints, Ints, Ints, Ints], usable: np.ndarray, more_favours: int) -> Evidence:
    x, n, y, m = table
    lower, upper = koopman(x, n, y, m)
    p, exact = equality(x, n, y, m)
    return Evidence(
        lower=np.where(usable, lower, np.nan),
        upper=np.where(usable, upper, np.nan),
        method="koopman",
        p=np.where(usable, p, np.nan),
        exact=exact,
        favours=np.where(usable, more_favours * np.sign(x * m - y * n), np.nan),
    )
