"""The counts behind the results of a group of bodies, as columns that can be added and compared.

Taken from results and not from returns, so that what is under disclosure control stays under it: a hidden count is in
nobody's sum. How a measure is compared depends on what kind it is: a share, a ratio of rates, a gap of one kind or
another, a ratio of odds. What is of no kind, such as a pay gap, has no counts and is ranked only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from indicators_service.domain.change import Table
from indicators_service.domain.comparison import (
    Comparisons,
    Estimates,
    compare_estimates,
    compare_gaps,
    compare_ratios,
    compare_shares,
)
from indicators_service.domain.findings import Cells, Findings
from indicators_service.domain.odds_ratio import odds_ratio
from indicators_service.domain.representation_gap import stratum_gap
from indicators_service.domain.results import GroupFigures, Result
from indicators_service.domain.tally import COUNTED, NOT_COLLECTED, REFERENCE
from inference.likelihood import relative_likelihood
from inference.normal import Floats
from inference.proportion import proportion
from vocabulary.indicators import Orientation

_GROUPS: Final = ("reference", "interest", "unknown")
_SHARES: Final = ("share", "share_of_known", "percentage", "quartile_share")

Columns = Floats
"""Counts, (counts of the kind, bodies, measures); ``nan`` where a body's are not known."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of measure.

    Attributes:
        counts: the counts of one result, given that of the whole workforce: events and people, of a share twice, of a
            ratio or gap by group with the one on top first; or three groups of a stratum or tier, then of the other.
        value: the value of some counts, in the unit of the results.
        compare: the test of a body's counts against those of the others.
    """

    counts: Callable[[Result, Result | None], Sequence[float]]
    value: Callable[[Columns], Floats]
    compare: Callable[[Columns, Columns], Comparisons]


def _people(figures: GroupFigures | None) -> tuple[float, float]:
    """Return events and people; a survey's events are its percentage of its respondents."""
    if figures is None or figures.denominator is None:
        return np.nan, np.nan
    people = figures.denominator
    if figures.numerator is not None:
        return figures.numerator, people
    if figures.rate is None:
        # Of no respondents none said yes, which a sum may take; of some it is not known.
        return (np.nan if people else 0), people
    return min(figures.rate / 100 * people, people), people


def _own_group(result: Result) -> GroupFigures | None:
    name = (result.part or {}).get("group", "interest")
    found: GroupFigures | None = getattr(result.groups, name)
    return found


def _share_counts(result: Result, _whole: Result | None) -> Sequence[float]:
    """Return a share's counts, twice: a table has two groups, and this measure one."""
    return (*_people(_own_group(result)), *_people(_own_group(result)))


def _two_groups(top: str, other: str) -> Callable[[Result, Result | None], Sequence[float]]:
    def counts(result: Result, _whole: Result | None) -> Sequence[float]:
        return (*_people(getattr(result.groups, top)), *_people(getattr(result.groups, other)))

    return counts


def _against_workforce(result: Result, whole: Result | None) -> Sequence[float]:
    group = (result.part or {}).get("group", "interest")
    staff = None if whole is None else getattr(whole.groups, group)
    return (*_people(_own_group(result)), *_people(staff))


def _stratum_counts(result: Result, whole: Result | None) -> Sequence[float]:
    """Return the three groups' counts in the stratum, then in the workforce."""
    groups = [getattr(each.groups, name) if each else None for each in (result, whole) for name in _GROUPS]
    return [_people(group)[0] for group in groups]


def _tier_counts(result: Result, _whole: Result | None) -> Sequence[float]:
    """Return both groups' counts in the upper tier, then in the lower; nobody stands for the unknown."""
    tiers = [_people(figures) for figures in (result.groups.reference, result.groups.interest)]
    return [count for tier in zip(*tiers, strict=True) for count in (*tier, 0.0)]


def _share_value(c: Columns) -> Floats:
    return 100 * proportion(c[0], c[1])


def _ratio_value(c: Columns) -> Floats:
    return relative_likelihood(c[0], c[1], c[2], c[3])


def _gap_value(c: Columns) -> Floats:
    return 100 * (proportion(c[0], c[1]) - proportion(c[2], c[3]))


def _by_table(
    compare: Callable[[Table, Table], Comparisons],
) -> Callable[[Columns, Columns], Comparisons]:
    return lambda own, others: compare(_table(own), _table(others))


def _table(c: Columns) -> Table:
    return c[0], c[1], c[2], c[3]


def _cells(c: Columns) -> Cells:
    """Return three groups' counts as an operator takes them."""
    known = np.isfinite(c)
    status = np.where(known, COUNTED, NOT_COLLECTED).astype(np.int8)
    return np.moveaxis(np.where(known, c, 0).astype(np.int64), 0, -1), np.moveaxis(status, 0, -1)


def _stratum(c: Columns) -> Findings:
    return stratum_gap(_cells(c[:3]), _cells(c[3:]))


def _tiers(c: Columns) -> Findings:
    return odds_ratio(_cells(c[:3]), _cells(c[3:]), top=REFERENCE, welcome=True)


def _by_operator(
    counts: Callable[[Result, Result | None], Sequence[float]],
    operator: Callable[[Columns], Findings],
    *,
    is_ratio: bool,
) -> Kind:
    """Return a kind that is compared by the intervals that its operator finds."""

    def estimates(c: Columns) -> Estimates:
        found = operator(c)
        return Estimates(found.value, found.evidence.lower, found.evidence.upper)

    def compare(own: Columns, others: Columns) -> Comparisons:
        return compare_estimates(estimates(own), estimates(others), is_ratio=is_ratio)

    return Kind(counts, lambda c: operator(c).value, compare)


def _ratio(top: str, other: str) -> Kind:
    return Kind(_two_groups(top, other), _ratio_value, _by_table(compare_ratios))


KINDS: Final[Mapping[str, Kind]] = {
    "share": Kind(_share_counts, _share_value, _by_table(compare_shares)),
    "reference over interest": _ratio("reference", "interest"),
    "interest over reference": _ratio("interest", "reference"),
    "interest minus reference": Kind(_two_groups("interest", "reference"), _gap_value, _by_table(compare_gaps)),
    "board minus workforce": Kind(_against_workforce, _gap_value, _by_table(compare_gaps)),
    "stratum minus workforce": _by_operator(_stratum_counts, _stratum, is_ratio=False),
    "odds of reference over interest": _by_operator(_tier_counts, _tiers, is_ratio=True),
}
"""Every kind by its name."""

_OF_MEASURE: Final[Mapping[tuple[str, str], str]] = {
    ("rate_ratio", Orientation.WHITE_OVER_BME): "reference over interest",
    ("rate_ratio", Orientation.BME_OVER_WHITE): "interest over reference",
    ("gap", Orientation.BME_MINUS_WHITE): "interest minus reference",
    ("gap", Orientation.BOARD_MINUS_WORKFORCE): "board minus workforce",
    ("gap", Orientation.STRATUM_MINUS_WORKFORCE): "stratum minus workforce",
    ("progression_ratio", Orientation.WHITE_OVER_BME): "odds of reference over interest",
}


def kind_of(result: Result) -> str | None:
    """Return the name of the kind that a result's measure is of, if any."""
    if result.measure in _SHARES:
        return "share"
    return _OF_MEASURE.get((result.measure, result.orientation))


def counts_of(kind: str, rows: Sequence[Sequence[Result]], places: Sequence[int]) -> Columns:
    """Return the counts behind some measures of a kind, by body; all of a body's are unknown where one of them is.

    ``rows`` are the results of every body, ``places`` where the measures stand among them.
    """
    taken = KINDS[kind].counts
    cells = [
        [taken(row[place], whole) for place in places] for row, whole in ((row, _workforce(row)) for row in rows)
    ]
    counts = np.moveaxis(np.array(cells, np.float64), -1, 0)
    return np.where(np.isfinite(counts).all(axis=0), counts, np.nan)


def _workforce(row: Sequence[Result]) -> Result | None:
    """Return the share of the whole workforce, behind which are its counts."""
    whole = {"staff_group": "all", "band": "all"}
    return next((r for r in row if r.indicator == "1" and r.measure == "share" and r.part == whole), None)
