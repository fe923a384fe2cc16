"""The nine indicators together, and their comparison with the year before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from indicators_service.domain.board import board
from indicators_service.domain.disciplinary import disciplinary
from indicators_service.domain.recruitment import recruitment
from indicators_service.domain.representation import representation
from indicators_service.domain.results import Previous, Result
from indicators_service.domain.survey import survey
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import Rows
from indicators_service.domain.training import training

_INDICATORS: Final = (representation, recruitment, disciplinary, training, survey, board)

BREAKS: Final[Mapping[str, tuple[int, ...]]] = {"7": (2022,)}
"""First reporting years of a new definition. The survey of 2021, which reporting year 2022 uses, is the
first to count "don't know" in the denominator of indicator 7."""

_Key = tuple[str, frozenset[tuple[str, str]], str]


def compute(tally: Tally) -> Rows:
    """Return the results of every body, in the tally's order; each list has the same measures in the same order.

    Order: indicator 1 by part (see ``representation.PARTS``) with share, share of known and gap; 2, 3, 4; 5
    to 8 with reference, interest and gap; 9 by membership with reference, interest and unknown.
    """
    if not tally.bodies:
        return []
    columns = [indicator(tally) for indicator in _INDICATORS]
    return [[result for part in body for result in part] for body in zip(*columns, strict=True)]


def with_previous(
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
    return [
        replace(result, previous=Previous(year, before[_key(result)]))
        if _key(result) in before and not broken(result.indicator, year, now)
        else result
        for result in results
    ]


def broken(indicator: str, year: int, later_year: int) -> bool:
    """Say whether the indicator's definition changed between two reporting years."""
    return any(year < first <= later_year for first in BREAKS.get(indicator, ()))


def _key(result: Result) -> _Key:
    return result.indicator, frozenset((result.part or {}).items()), result.measure
