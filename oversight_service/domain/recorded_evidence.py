"""Figures that others published, as evidence: the value of the year, and the movement since the year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oversight_service.domain.assessed import Assessed
from oversight_service.domain.facts import NO_REASON, Fact, Source
from oversight_service.domain.framework_definitions import RecordedDefinition
from oversight_service.domain.framework_words import EvidenceKind
from oversight_service.domain.sentences import in_words

SERVICE = "oversight"
NOT_RECORDED = "not-recorded"


@dataclass(frozen=True, slots=True)
class RecordedValue:
    """One figure of one year as it was recorded: in which unit, published when and where."""

    value: float
    unit: str
    published_on: date
    source: str
    revision: int


Recorded = Mapping[tuple[str, int], RecordedValue]
"""A body's recorded figures, by the figure's key and the year."""


def of_recorded(definition: RecordedDefinition, ods: str, year: int, figures: Recorded) -> Assessed:
    """Return a recorded figure as evidence; where none is recorded, it says so."""
    now, before = figures.get((definition.figure, year)), figures.get((definition.figure, year - 1))
    change = None if now is None or before is None else now.value - before.value
    return Assessed(
        fact=Fact(
            kind=EvidenceKind.RECORDED,
            id=definition.id,
            selector=definition.id,
            title=definition.title,
            questions=definition.questions,
            values={
                "value": now.value if now else None,
                "previous": before.value if before else None,
                "change": change,
                "reason": NO_REASON if now else NOT_RECORDED,
            },
            words={
                "value": _words(now),
                "previous": _words(before),
                "change": in_words(change, now.unit if now else None),
            },
            source=_source(definition, ods, year, now),
        ),
        value=now.value if now else None,
        unit=now.unit if now else None,
        direction=definition.direction,
        reason=None if now else NOT_RECORDED,
        sentence=_sentence(definition, year, now),
        small=False,
        confidence=definition.confidence,
    )


def _words(figure: RecordedValue | None) -> str:
    return in_words(figure.value if figure else None, figure.unit if figure else None)


def _sentence(definition: RecordedDefinition, year: int, figure: RecordedValue | None) -> str:
    if figure is None:
        return f"{definition.title}: no figure is recorded for {year}."
    return f"{definition.title}: {_words(figure)}, published on {figure.published_on} ({figure.source})."


def _source(definition: RecordedDefinition, ods: str, year: int, figure: RecordedValue | None) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/figures/{definition.figure}?year={year}",
        year=year,
        revision=figure.revision if figure else None,
        measure=definition.figure,
    )
