"""A commissioner's view of its providers as evidence: indicators 163b and 163a of the CCG framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from oversight_service.domain.assessed import Assessed
from oversight_service.domain.evidence import Absence
from oversight_service.domain.facts import COMMISSIONING, NO_REASON, Fact, Source
from oversight_service.domain.framework_definitions import CommissioningDefinition
from oversight_service.domain.framework_words import Direction, EvidenceKind
from oversight_service.domain.frameworks import Threshold
from oversight_service.domain.sentences import in_words, reason_in_words
from vocabulary.organisations import OrganisationType

SERVICE: Final = "oversight"
COMMISSIONERS: Final = frozenset({OrganisationType.CCG, OrganisationType.ICB})
"""The types of body that commission, and so have these indicators."""

_TITLES: Final = {
    "progress_against_wres": "163b, progress against the WRES",
    "staff_engagement": "163a, staff engagement",
}
_UNITS: Final = {"progress_against_wres": "percentage_points", "staff_engagement": "score_0_10"}
_DIRECTIONS: Final = {"progress_against_wres": Direction.LOW, "staff_engagement": Direction.HIGH}


@dataclass(frozen=True, slots=True)
class Weighted:
    """A value over providers: ``coverage`` is the part of all weight behind it; ``change`` is since last year."""

    value: Fraction | None
    coverage: Fraction | None
    with_index: int
    providers: int
    change: Fraction | None
    reason: str | None


Commissioned = Mapping[str, Weighted] | Absence
"""163b in percentage points and 163a in score points, by their selectors; or why they are not told."""


def of_commissioning(
    definition: CommissioningDefinition, ods: str, year: int, commissioned: Commissioned
) -> tuple[Assessed, ...]:
    """Return both indicators as evidence."""
    if isinstance(commissioned, Absence):
        nothing = Weighted(None, None, 0, 0, None, commissioned.reason)
        return tuple(_assessed(definition, ods, year, name, nothing) for name in COMMISSIONING)
    return tuple(_assessed(definition, ods, year, name, commissioned[name]) for name in COMMISSIONING)


def _assessed(definition: CommissioningDefinition, ods: str, year: int, name: str, found: Weighted) -> Assessed:
    value, unit = _float(found.value), _UNITS[name]
    coverage = None if found.coverage is None else 100.0 * float(found.coverage)
    values: dict[str, Threshold | None] = {
        "value": value,
        "coverage": coverage,
        "with_index": float(found.with_index),
        "providers": float(found.providers),
        "change": _float(found.change),
        "reason": found.reason or NO_REASON,
    }
    return Assessed(
        fact=Fact(
            kind=EvidenceKind.COMMISSIONING,
            id=name,
            selector=name,
            title=_TITLES[name],
            questions=definition.questions,
            values=values,
            words={
                "value": in_words(value, unit),
                "coverage": in_words(coverage, "percent"),
                "change": in_words(_float(found.change), unit),
            },
            source=_source(ods, year, name),
        ),
        value=value,
        unit=unit,
        direction=_DIRECTIONS[name],
        reason=found.reason,
        sentence=_sentence(name, value, coverage, found),
        small=False,
        confidence=definition.confidence,
    )


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _sentence(name: str, value: float | None, coverage: float | None, found: Weighted) -> str:
    if value is None:
        return f"{_TITLES[name]}: {reason_in_words(found.reason)}"
    who = f"{found.with_index} of {found.providers} providers, {in_words(coverage, 'percent')} of the weight"
    return f"{_TITLES[name]}: {in_words(value, _UNITS[name])} over {who}."


def _source(ods: str, year: int, name: str) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/commissioners/{ods}/assurance?year={year}",
        year=year,
        measure=name,
    )
