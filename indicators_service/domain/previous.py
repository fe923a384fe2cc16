"""Results beside those of an earlier year, never across a break in a definition."""

from collections.abc import Sequence
from dataclasses import replace

from indicators_service.domain.results import Previous, Result
from indicators_service.domain.standard import Standard

_Key = tuple[str, frozenset[tuple[str, str]], str]


def with_previous(
    standard: Standard,
    results: Sequence[Result],
    previous_results: Sequence[Result],
    year: int,
    current_year: int | None = None,
) -> list[Result]:
    """Return the results with the value that ``previous_results`` of ``year`` hold for the same measure.

    Matched on indicator, part and measure. ``current_year`` is the year of ``results``, by default the one
    after ``year``. A value across a break in an indicator's definition is left out.
    """
    now = year + 1 if current_year is None else current_year
    before = {_key(result): result.value for result in previous_results}
    kept = {indicator: not standard.broken(indicator, year, now) for indicator in {r.indicator for r in results}}
    return [
        replace(result, previous=Previous(year, before[_key(result)]))
        if _key(result) in before and kept[result.indicator]
        else result
        for result in results
    ]


def _key(result: Result) -> _Key:
    return result.indicator, frozenset((result.part or {}).items()), result.measure
