"""A measure over the years: each year's value, its trend, its change since the year before, and special causes.

Made from the results of single years, so that what was under disclosure control stays under it: a year whose value
is hidden has no part in any test.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from indicators_service.domain.change import Change, Changes, Table, change_of_gap, change_of_ratio, change_of_share
from indicators_service.domain.results import GroupFigures, Result
from indicators_service.domain.series import Trend, Trends
from indicators_service.domain.special_cause import SpecialCause, special_causes
from indicators_service.domain.trend import (
    trend_of_gap,
    trend_of_ratio,
    trend_of_share,
    trend_of_values,
    variance_of_gap,
)
from inference.normal import Floats
from vocabulary.indicators import Orientation

Key = tuple[str, tuple[tuple[str, str], ...], str]
"""Indicator, part and measure: what is the same measure in another year."""

_WHOLE: Final[Key] = ("1", (("band", "all"), ("staff_group", "all")), "share")


@dataclass(frozen=True, slots=True)
class Course:
    """One measure over the years.

    ``results`` has an entry per year, ``None`` where there is no return. ``trend``, ``change`` and ``causes`` are
    ``None`` or empty where the measure has no test of that kind.
    """

    years: tuple[int, ...]
    results: tuple[Result | None, ...]
    trend: Trend | None
    change: Change | None
    causes: tuple[SpecialCause, ...]

    @property
    def heading(self) -> Result:
        """Any of the results: indicator, part, unit and orientation are the same in all."""
        return next(result for result in self.results if result is not None)


Row = tuple[Result | None, ...]
"""The results of one measure, year by year."""


def key_of(result: Result) -> Key:
    """Return what a result is a value of."""
    return result.indicator, tuple(sorted((result.part or {}).items())), result.measure


def courses(by_year: Mapping[int, Sequence[Result]], breaks: Mapping[str, Sequence[int]]) -> list[Course]:
    """Return every measure of some years' results, in the order of the newest year.

    ``breaks`` gives the first years of a new definition by indicator. No test reaches across one.
    """
    years = tuple(sorted(by_year))
    if not years:
        return []
    indexed = [{key_of(result): result for result in by_year[year]} for year in years]
    rows = {key: tuple(each.get(key) for each in indexed) for key in indexed[-1]}
    whole = tuple(each.get(_WHOLE) for each in indexed)
    told: dict[Key, Course] = {}
    for (test, since), keys in _by_test(rows, breaks).items():
        told |= zip(keys, _told(test, [rows[key] for key in keys], whole, years, since), strict=True)
    return [told[key] for key in rows]


def _by_test(
    rows: Mapping[Key, Row], breaks: Mapping[str, Sequence[int]]
) -> dict[tuple[str | None, tuple[int, ...]], list[Key]]:
    """Put together what one test can take at once: measures of a kind, with the same breaks."""
    groups: dict[tuple[str | None, tuple[int, ...]], list[Key]] = {}
    for key, row in rows.items():
        newest = next(result for result in reversed(row) if result is not None)
        test = next((name for name, test in _TESTS.items() if test.takes(newest)), None)
        groups.setdefault((test, tuple(breaks.get(key[0], ()))), []).append(key)
    return groups


def _told(
    name: str | None, rows: Sequence[Row], whole: Row, years: tuple[int, ...], breaks: tuple[int, ...]
) -> list[Course]:
    if name is None:
        return [Course(years, row, None, None, ()) for row in rows]
    test = _TESTS[name]
    tables = test.tables(rows, whole)
    trends = test.trend(tables, years, breaks).rows()
    changes = _changes(test, tables, years, breaks) or [None] * len(rows)
    causes = _causes(tables, years, breaks) if test.is_share else [[] for _ in rows]
    together = zip(rows, trends, changes, causes, strict=True)
    return [
        Course(years, row, trend, None if change is None or change.change is None else change, tuple(cause))
        for row, trend, change, cause in together
    ]


def _changes(
    test: "_Test", tables: "_Tables", years: tuple[int, ...], breaks: tuple[int, ...]
) -> Sequence[Change | None]:
    """Return the changes since the year before, none where it is missing or a new definition lies between."""
    if test.change is None or len(years) < 2 or years[-2] != years[-1] - 1 or years[-1] in breaks:
        return []
    return test.change(tables.at(-2), tables.at(-1)).rows()


def _causes(tables: "_Tables", years: tuple[int, ...], breaks: tuple[int, ...]) -> list[list[SpecialCause]]:
    known = np.isfinite(tables.x) & np.isfinite(tables.n)
    x, n = np.where(known, tables.x, 0), np.where(known, tables.n, 0)
    return special_causes(x, n, years, breaks=breaks, known=known)


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """Events and people of the group on top and of the other, each (measures, years); ``nan`` where not known."""

    x: Floats
    n: Floats
    y: Floats
    m: Floats

    def at(self, place: int) -> tuple[Floats, Floats, Floats, Floats]:
        """Return one year's table."""
        return self.x[:, place], self.n[:, place], self.y[:, place], self.m[:, place]


def _people(figures: GroupFigures | None) -> tuple[float, float]:
    """Return a group's events and people; a survey's events are its percentage of its respondents."""
    if figures is None or figures.denominator is None:
        return np.nan, np.nan
    if figures.numerator is not None:
        return figures.numerator, figures.denominator
    events = np.nan if figures.rate is None else min(figures.rate / 100 * figures.denominator, figures.denominator)
    return events, figures.denominator


def _own(rows: Sequence[Row], groups: Sequence[str]) -> tuple[Floats, Floats]:
    """Return events and people of the group named for each row."""
    cells = [
        [_people(None if result is None else getattr(result.groups, group)) for result in row]
        for row, group in zip(rows, groups, strict=True)
    ]
    both = np.array(cells, np.float64)
    return both[..., 0], both[..., 1]


def _named(rows: Sequence[Row]) -> list[str]:
    """Return the group that each row is about: the one its part names, or the group of interest."""
    parts = [next(result for result in row if result is not None).part or {} for row in rows]
    return [part.get("group", "interest") for part in parts]


def _shares(rows: Sequence[Row], _whole: Row) -> _Tables:
    x, n = _own(rows, _named(rows))
    return _Tables(x, n, x, n)


def _two_groups(top: str, other: str) -> Callable[[Sequence[Row], Row], _Tables]:
    def tables(rows: Sequence[Row], _whole: Row) -> _Tables:
        return _Tables(*_own(rows, [top] * len(rows)), *_own(rows, [other] * len(rows)))

    return tables


def _against_workforce(rows: Sequence[Row], whole: Row) -> _Tables:
    groups = _named(rows)
    return _Tables(*_own(rows, groups), *_own([whole] * len(rows), groups))


Years = tuple[int, ...]


def _share_trend(t: _Tables, years: Years, breaks: Years) -> Trends:
    return trend_of_share(t.x, t.n, years, breaks=breaks, known=np.isfinite(t.x))


def _ratio_trend(t: _Tables, years: Years, breaks: Years) -> Trends:
    return trend_of_ratio(t.x, t.n, t.y, t.m, years, breaks=breaks, known=np.isfinite(t.x) & np.isfinite(t.y))


def _gap_trend(t: _Tables, years: Years, breaks: Years) -> Trends:
    return trend_of_gap(t.x, t.n, t.y, t.m, years, breaks=breaks, known=np.isfinite(t.x) & np.isfinite(t.y))


def _stratum_trend(t: _Tables, years: Years, breaks: Years) -> Trends:
    """Test the gap of a stratum inside its workforce as (1 - f) (share of stratum - share of the rest)."""
    rest, others = t.y - t.x, t.m - t.n
    outside = np.divide(others, t.m, out=np.full(t.m.shape, np.nan), where=(others > 0) & (t.n > 0))
    gap = outside * (t.x / np.where(t.n > 0, t.n, np.nan) - rest / np.where(others > 0, others, np.nan))
    variance = outside**2 * variance_of_gap(t.x, t.n, rest, others)
    return trend_of_values(gap, variance, years, breaks=breaks, known=np.isfinite(t.x) & np.isfinite(t.y))


@dataclass(frozen=True, slots=True)
class _Test:
    """How a kind of measure is tested: which results it is for, its tables, its trend, its change."""

    takes: Callable[[Result], bool]
    tables: Callable[[Sequence[Row], Row], _Tables]
    trend: Callable[[_Tables, Years, Years], Trends]
    change: Callable[[Table, Table], Changes] | None
    is_share: bool = False


def _change_of_share(before: Table, after: Table) -> Changes:
    return change_of_share(before[0], before[1], after[0], after[1])


def _oriented(measure: str, *orientations: Orientation) -> Callable[[Result], bool]:
    return lambda result: result.measure == measure and result.orientation in orientations


_TESTS: Final[Mapping[str, _Test]] = {
    "share": _Test(
        lambda result: result.measure in ("share", "share_of_known", "percentage"),
        _shares,
        _share_trend,
        _change_of_share,
        is_share=True,
    ),
    "reference over interest": _Test(
        _oriented("rate_ratio", Orientation.WHITE_OVER_BME),
        _two_groups("reference", "interest"),
        _ratio_trend,
        change_of_ratio,
    ),
    "interest over reference": _Test(
        _oriented("rate_ratio", Orientation.BME_OVER_WHITE),
        _two_groups("interest", "reference"),
        _ratio_trend,
        change_of_ratio,
    ),
    "interest minus reference": _Test(
        _oriented("gap", Orientation.BME_MINUS_WHITE), _two_groups("interest", "reference"), _gap_trend, change_of_gap
    ),
    "board minus workforce": _Test(
        _oriented("gap", Orientation.BOARD_MINUS_WORKFORCE), _against_workforce, _gap_trend, change_of_gap
    ),
    # Two years' workforces overlap almost wholly, so a test of the change of this gap would promise too much.
    "stratum minus workforce": _Test(
        _oriented("gap", Orientation.STRATUM_MINUS_WORKFORCE), _against_workforce, _stratum_trend, None
    ),
}
