"""From columns to results: each body's row of a measure as plain Python values, undefined as ``None``."""

from collections.abc import Iterator, Sequence

import numpy as np

from indicators_service.domain.findings import REASONS, Evidence, Figures, Findings
from indicators_service.domain.results import (
    Disclosure,
    Favours,
    GroupFigures,
    Groups,
    Heading,
    Interval,
    Result,
)
from inference.equality import MID_P, SCORE
from inference.false_discovery import SIGNIFICANT
from inference.normal import LEVEL, Floats

Rows = list[list[Result]]
"""Results per body."""


def told(findings: Findings, headings: Sequence[Heading], rule: str | None) -> Rows:
    """Return one list per body with one result per heading, in the order of the headings."""
    disclosure = Disclosure(rule is not None, rule)
    parts = [_part(findings, place, heading, disclosure) for place, heading in enumerate(headings)]
    return [list(row) for row in zip(*parts, strict=True)]


def _part(findings: Findings, place: int, heading: Heading, disclosure: Disclosure) -> Iterator[Result]:
    h = heading
    evidence = findings.evidence
    marks = findings.four_fifths
    columns = zip(
        _optional(findings.value[:, place]),
        findings.reason[:, place].tolist(),
        _groups(findings, place),
        _intervals(evidence, place),
        _optional(evidence.p[:, place]),
        evidence.exact[:, place].tolist(),
        [None] * len(findings.value) if marks is None else marks[:, place].tolist(),
        evidence.favours[:, place].tolist(),
        findings.small[:, place].tolist(),
        _optional(findings.completeness[:, place]),
        strict=True,
    )
    for value, reason, groups, interval, p, exact, mark, sign, small, complete in columns:
        yield Result(
            indicator=h.indicator,
            part=h.part,
            measure=h.measure,
            value=value,
            unit=h.unit,
            orientation=h.orientation,
            polarity=h.polarity,
            parity=h.parity,
            reason=REASONS[reason],
            groups=groups,
            interval=interval,
            p_value=p,
            test=None if p is None else MID_P if exact else SCORE,
            four_fifths=mark,
            significant=None if p is None else p < SIGNIFICANT,
            favours=_favours(p, sign),
            small_number=small,
            completeness=complete,
            disclosure=disclosure,
        )


def _optional(column: Floats) -> list[float | None]:
    return [value if finite else None for value, finite in zip(column.tolist(), np.isfinite(column), strict=True)]


def _people(column: Floats) -> list[int | None]:
    return [None if value is None else int(value) for value in _optional(column)]


def _figures(group: Figures, place: int) -> Iterator[GroupFigures]:
    return map(
        GroupFigures,
        _people(group.numerator[:, place]),
        _people(group.denominator[:, place]),
        _optional(group.rate[:, place]),
    )


def _groups(findings: Findings, place: int) -> Iterator[Groups]:
    if findings.unknown is None:
        unknown: Iterator[GroupFigures | None] = iter([None] * len(findings.value))
    else:
        unknown = iter(list(_figures(findings.unknown, place)))
    return map(Groups, _figures(findings.reference, place), _figures(findings.interest, place), unknown)


def _intervals(evidence: Evidence, place: int) -> list[Interval | None]:
    bounds = zip(_optional(evidence.lower[:, place]), _optional(evidence.upper[:, place]), strict=True)
    return [
        None if lower is None and upper is None else Interval(lower, upper, LEVEL, evidence.method)
        for lower, upper in bounds
    ]


def _favours(p: float | None, sign: float) -> Favours | None:
    if p is None:
        return None
    if p >= SIGNIFICANT or sign == 0:
        return Favours.NEITHER
    return Favours.INTEREST if sign > 0 else Favours.REFERENCE
