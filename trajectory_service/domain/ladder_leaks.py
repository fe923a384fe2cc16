"""Where the ladder leaks: rates of promotion and of leaving by group, rung by rung, as counted.

Each rate has Wilson's interval. The ratio, group of interest over others, has Koopman's score interval and the
p-value of the score test, or of the mid-p exact test where the table is small. With many rungs looked at, p-values
are also adjusted for the share of false discoveries (Benjamini and Hochberg 1995).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from inference.equality import MID_P, SCORE, equality
from inference.false_discovery import adjusted
from inference.likelihood import koopman, relative_likelihood
from inference.normal import Floats
from inference.proportion import proportion, wilson
from trajectory_service.domain.ladder import Count, Counted, Rung
from vocabulary.bands import Band


class NoRate(StrEnum):
    """Why a rate, or a ratio of rates, is absent."""

    NOT_COUNTED = "not-counted"
    NOBODY = "nobody-of-the-group"
    NO_EVENTS = "no-events-in-reference"
    NO_SHORTFALL = "no-shortfall-counted"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of ``events`` in ``people``, with Wilson's 95 % interval; ``None`` and a reason without people."""

    events: int
    people: int
    value: float | None
    lower: float | None
    upper: float | None
    reason: NoRate | None


@dataclass(frozen=True, slots=True)
class Leak:
    """One rung's rates by group, and their ratio: group of interest over others, with Koopman's 95 % interval.

    ``upper`` is ``None`` where no ratio is too large. ``excess`` is the people a year of the group of interest who
    moved beyond what the others' rate would have moved; below 0 it is a shortfall.
    """

    band: Band
    interest: Rate
    others: Rate
    ratio: float | None
    lower: float | None
    upper: float | None
    p_value: float | None
    adjusted_p_value: float | None
    test: str | None
    excess: float | None
    reason: NoRate | None


@dataclass(frozen=True, slots=True)
class Leaks:
    """The leaks of promotion and of leaving, a line for every rung counted, and the rung that loses most.

    ``widest`` is the rung with the greatest shortfall of promotions of the group of interest, ``None`` with a reason
    where none falls short of the others' rate or none was counted.
    """

    promotion: tuple[Leak, ...]
    leaving: tuple[Leak, ...]
    widest: Leak | None
    reason: NoRate | None


def leaks(rungs: Sequence[Rung]) -> Leaks:
    """Return what the counts of a ladder say. The top rung has no promotions to count."""
    up = [(rung.band, rung.promotions) for rung in rungs[:-1] if rung.promotions]
    out = [(rung.band, rung.leavers) for rung in rungs if rung.leavers]
    promotion = _leaks(up)
    short = [leak for leak in promotion if leak.excess is not None and leak.excess < 0.0]
    widest = min(short, key=lambda leak: leak.excess or 0.0, default=None)
    reason = NoRate.NO_SHORTFALL if promotion else NoRate.NOT_COUNTED
    return Leaks(promotion, _leaks(out), widest, None if widest else reason)


def _leaks(counted: Sequence[tuple[Band, Counted]]) -> tuple[Leak, ...]:
    if not counted:
        return ()
    own = np.array([[c.interest.events, c.interest.people] for _, c in counted], dtype=np.int64).T
    other = np.array([[c.others.events, c.others.people] for _, c in counted], dtype=np.int64).T
    ratio, (lower, upper) = relative_likelihood(*own, *other), koopman(*own, *other)
    p, exact = equality(own[0], own[1], other[0], other[1])
    p = np.minimum(p, 1.0)
    years = np.array([c.years for _, c in counted], dtype=np.float64)
    excess = (own[0] - own[1] * proportion(*other)) / years
    columns = [_absent(column) for column in (ratio, lower, upper, p, adjusted(p), excess)]
    rates = zip(_rates([c.interest for _, c in counted]), _rates([c.others for _, c in counted]), strict=True)
    return tuple(
        Leak(
            band=band,
            interest=interest,
            others=others,
            ratio=columns[0][row],
            lower=columns[1][row],
            upper=columns[2][row],
            p_value=columns[3][row],
            adjusted_p_value=columns[4][row],
            test=_test(columns[3][row], exact=bool(exact[row])),
            excess=columns[5][row],
            reason=_why(columns[0][row], interest, others),
        )
        for row, ((band, _), (interest, others)) in enumerate(zip(counted, rates, strict=True))
    )


def _rates(counts: Sequence[Count]) -> list[Rate]:
    events, people = [count.events for count in counts], [count.people for count in counts]
    columns = (_absent(column) for column in (proportion(events, people), *wilson(events, people)))
    return [
        Rate(count.events, count.people, value, lower, upper, NoRate.NOBODY if value is None else None)
        for count, value, lower, upper in zip(counts, *columns, strict=True)
    ]


def _absent(column: Floats) -> list[float | None]:
    return [None if math.isnan(value) else value for value in column.tolist()]


def _test(p_value: float | None, *, exact: bool) -> str | None:
    if p_value is None:
        return None
    return MID_P if exact else SCORE


def _why(ratio: float | None, interest: Rate, others: Rate) -> NoRate | None:
    if ratio is not None:
        return None
    return NoRate.NO_EVENTS if interest.people and others.people else NoRate.NOBODY
