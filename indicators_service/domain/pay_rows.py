"""Rows of the ethnicity pay gap by name, and their results for many bodies at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from indicators_service.domain.items import ALL
from indicators_service.domain.one_measure import UnknownMeasureError
from indicators_service.domain.pay import Pay, PayControl
from indicators_service.domain.pay_gap import not_collected, pay_gap
from indicators_service.domain.results import Heading, Result

_WHOLE: Final = {"staff_group": ALL, "band": ALL, "group": "interest"}
"""What a part is taken for where it is left out."""


@dataclass(frozen=True, slots=True)
class PayRow:
    """One of the results of the pay gap: its place among all of them, and its heading."""

    place: int
    heading: Heading


@cache
def _of_nobody() -> tuple[Result, ...]:
    """Return every result of a body that submitted no pay."""
    return tuple(pay_gap([None])[0])


@cache
def _told_of_nobody() -> int:
    """Return how many of them, the first, are told of a body by itself."""
    return len(not_collected())


def pay_row(measure: str, part: Mapping[str, str]) -> PayRow:
    """Return the row of a measure for a part; what ``part`` leaves out is the whole body, or the group of interest.

    Raises:
        UnknownMeasureError: there is none, with those that there are.
    """
    every = list(enumerate(_of_nobody()))
    own = [(place, each) for place, each in every if each.measure == measure]
    if not own:
        names = ", ".join(dict.fromkeys(each.measure for _, each in every))
        raise UnknownMeasureError(f"The ethnicity pay gap has no measure '{measure}'; it has {names}.")
    whole = {key: value for key, value in _WHOLE.items() if key in (own[0][1].part or {})}
    for place, each in own:
        if each.part == {**whole, **part}:
            return PayRow(place, _heading(each))
    parts = dict.fromkeys(f"{key}={value}" for _, each in own for key, value in _named(each))
    raise UnknownMeasureError(f"The {measure} of pay has no such part; it has {', '.join(parts)}.")


def _named(result: Result) -> list[tuple[str, str]]:
    """Return the part of a result but for its group, which every reader calls by another name."""
    return [(key, value) for key, value in (result.part or {}).items() if key != "group"]


def _heading(result: Result) -> Heading:
    return Heading(
        indicator=result.indicator,
        part=result.part,
        measure=result.measure,
        unit=result.unit,
        orientation=result.orientation,
        polarity=result.polarity,
        parity=result.parity,
    )


def pay_results(
    rows: Sequence[PayRow], pays: Sequence[Pay | None], controls: Sequence[PayControl | None]
) -> list[list[Result]]:
    """Return the results of some rows for every body, each under its own disclosure control.

    Pay that was not submitted is told without control: there is nothing to hide.
    """
    found = [_of_nobody()] * len(pays)
    for control in dict.fromkeys(controls):
        places = [place for place, pay in enumerate(pays) if pay is not None and controls[place] == control]
        for place, results in zip(places, pay_gap([pays[place] for place in places], control), strict=True):
            found[place] = tuple(results)
    return [[results[row.place] for row in rows] for results in found]


def told_without_pay(row: PayRow) -> bool:
    """Say whether a body that submitted no pay has this row in its results: the gaps of the whole body alone."""
    return row.place < _told_of_nobody()
