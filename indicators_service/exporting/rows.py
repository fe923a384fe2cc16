"""The rows of a whole-year export as columns, some bodies at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

from indicators_service.domain.results import GroupFigures, Result
from indicators_service.exporting.layout import GROUPS, NAMES, PARTS
from indicators_service.exporting.rounding import rounded_column
from indicators_service.schemas.results import PLACES, significant_digits
from indicators_service.store.members import Member

Columns = Mapping[str, Sequence[Any]]
"""Values by the name of their column; every column has as many."""


@dataclass(frozen=True, slots=True)
class PublishedBody:
    """A body, and which revision of its return is published since when."""

    member: Member
    revision: int
    edition: str
    published_at: datetime


def columns_of(year: int, bodies: Sequence[PublishedBody], results: Sequence[Sequence[Result]]) -> Columns:
    """Return the results of some bodies as columns: body by body, each in the order of its own address."""
    counts = [len(own) for own in results]
    flat = list(chain.from_iterable(results))

    def by_body(of: Callable[[PublishedBody], Any]) -> list[Any]:
        values = (repeat(of(body), count) for body, count in zip(bodies, counts, strict=True))
        return list(chain.from_iterable(values))

    found: dict[str, Sequence[Any]] = {
        "year": [year] * len(flat),
        "organisation": by_body(lambda body: body.member.ods),
        "published_at": by_body(lambda body: body.published_at),
    }
    found |= {name: by_body(attrgetter(f"member.{name}")) for name in ("name", "type", "region", "ics", "synthetic")}
    found |= {name: by_body(attrgetter(name)) for name in ("revision", "edition")}
    found |= _headings(flat) | _figures(flat) | _groups(flat) | _evidence(flat)
    return {name: found[name] for name in NAMES}


def _headings(flat: Sequence[Result]) -> dict[str, list[Any]]:
    parts = [result.part or {} for result in flat]
    found = {f"part_{key}": [part.get(key) for part in parts] for key in PARTS}
    found["part_group"] = [GROUPS.get(group, group) if group else None for group in found["part_group"]]
    for name in ("indicator", "measure", "unit", "orientation", "parity", "method_version"):
        found[name] = [getattr(result, name) for result in flat]
    return found | {"polarity": [str(result.polarity) for result in flat]}


def _figures(flat: Sequence[Result]) -> dict[str, list[Any]]:
    before = [result.previous for result in flat]
    return {
        "value": rounded_column([result.value for result in flat], PLACES),
        "reason": [_text(result.reason) for result in flat],
        "small_number": [bool(result.small_number) for result in flat],
        "completeness": rounded_column([result.completeness for result in flat], PLACES),
        "previous_year": [each.year if each else None for each in before],
        "previous_value": rounded_column([each.value if each else None for each in before], PLACES),
        "controlled": [result.disclosure.controlled for result in flat],
        "rule": [result.disclosure.rule for result in flat],
    }


_NOBODY = GroupFigures(None, None, None)


def _groups(flat: Sequence[Result]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for group, name in GROUPS.items():
        figures = [getattr(result.groups, group) or _NOBODY for result in flat]
        found[f"{name}_numerator"] = [each.numerator for each in figures]
        found[f"{name}_denominator"] = [each.denominator for each in figures]
        found[f"{name}_rate"] = rounded_column([each.rate for each in figures], PLACES)
    return found


def _evidence(flat: Sequence[Result]) -> dict[str, list[Any]]:
    intervals = [result.interval for result in flat]
    return {
        "interval_lower": rounded_column([each.lower if each else None for each in intervals], PLACES),
        "interval_upper": rounded_column([each.upper if each else None for each in intervals], PLACES),
        "interval_level": [each.level if each else None for each in intervals],
        "interval_method": [each.method if each else None for each in intervals],
        "p_value": [significant_digits(result.p_value) for result in flat],
        "test": [result.test for result in flat],
        "four_fifths": [_text(result.four_fifths) for result in flat],
        "significant": [None if result.significant is None else bool(result.significant) for result in flat],
        "favours": [_text(result.favours) for result in flat],
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
