"""Representation over the years, as the strategy's Table 1 prints it: of the workforce, of its leaders, and the gap.

Made from the results of single years, so that what was under disclosure control stays under it. Changes and gaps are
taken from counts, before any rounding, in percentage points. The gap is workforce minus leaders: above 0 the leaders
are less diverse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from indicators_service.domain.results import Result
from vocabulary.indicators import Reason

ORIENTATION: Final = "workforce_minus_leadership"

SENIOR: Final = "bands_8a_to_vsm"
"""Senior leadership in the strategy. Later frameworks begin at ``bands_8c_to_vsm``."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A share in percent or a difference in points; ``None`` exactly where a reason is given."""

    value: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Trio:
    """The share of the whole workforce, of its leaders, and the gap; or the changes of the three."""

    workforce: Figure
    leaders: Figure
    gap: Figure


@dataclass(frozen=True, slots=True)
class RepresentationYear:
    """One year. ``since_first`` is ``None`` in the first year, ``since_previous`` without a year just before."""

    year: int
    shares: Trio
    since_first: Trio | None
    since_previous: Trio | None


_Exact = Fraction | Reason
_Row = tuple[_Exact, _Exact, _Exact]


def representation_change(
    by_year: Mapping[int, Sequence[Result]], senior: str = SENIOR, measure: str = "share"
) -> list[RepresentationYear]:
    """Return one row per year, in order, from all results of one body or area in each.

    Args:
        by_year: the results of indicator 1, among others, by reporting year.
        senior: the cluster of bands that counts as leadership.
        measure: ``share`` (of all) or ``share_of_known``.

    Raises:
        KeyError: a year's results lack the workforce's share or that of the cluster.
    """
    rows = {year: _row(by_year[year], senior, measure) for year in sorted(by_year)}
    first = next(iter(rows), None)
    return [
        RepresentationYear(
            year=year,
            shares=_told(row),
            since_first=None if first is None or year == first else _told(_less(row, rows[first])),
            since_previous=_told(_less(row, rows[year - 1])) if year - 1 in rows else None,
        )
        for year, row in rows.items()
    ]


def _row(results: Sequence[Result], senior: str, measure: str) -> _Row:
    found = {
        (result.part or {}).get("band", ""): result
        for result in results
        if result.indicator == "1" and result.measure == measure and (result.part or {}).get("staff_group") == "all"
    }
    workforce, leaders = _share(found["all"]), _share(found[senior])
    return workforce, leaders, _minus(workforce, leaders)


def _share(result: Result) -> _Exact:
    """Return the share from the counts behind a result."""
    people = result.groups.interest
    if result.reason is not None:
        return result.reason
    if people.numerator is None or not people.denominator:
        return Reason.NO_DENOMINATOR
    return Fraction(100 * people.numerator, people.denominator)


def _less(row: _Row, before: _Row) -> _Row:
    workforce, leaders, gap = (_minus(now, then) for now, then in zip(row, before, strict=True))
    return workforce, leaders, gap


def _minus(one: _Exact, other: _Exact) -> _Exact:
    """Return the difference, or the first reason why there is none."""
    if isinstance(one, Reason):
        return one
    return other if isinstance(other, Reason) else one - other


def _told(row: _Row) -> Trio:
    workforce, leaders, gap = (
        Figure(None, exact) if isinstance(exact, Reason) else Figure(float(exact), None) for exact in row
    )
    return Trio(workforce, leaders, gap)
