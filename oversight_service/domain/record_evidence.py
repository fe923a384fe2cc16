"""What an organisation put on record, as evidence: its action plan, its board's objectives, its reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from oversight_service.domain.assessed import Assessed
from oversight_service.domain.evidence import Absence
from oversight_service.domain.facts import NO_REASON, Fact, Source
from oversight_service.domain.framework_definitions import RecordDefinition
from oversight_service.domain.framework_words import Direction, EvidenceKind, RecordKind
from oversight_service.domain.sentences import in_words, reason_in_words

SERVICE: Final = "oversight"
NOT_ASKED_YET: Final = "not-asked-yet"
_PATHS: Final[Mapping[RecordKind, str]] = {
    RecordKind.ACTION_PLAN: "actions",
    RecordKind.IMPLEMENTATION: "implementation",
    RecordKind.BOARD_OBJECTIVES: "accountability?year={year}",
    RecordKind.CONTRACT_REPORT: "contract-report?year={year}",
    RecordKind.FIVE_YEAR_PLAN: "contract-report?year={year}",
}


@dataclass(frozen=True, slots=True)
class Held:
    """What is on record of one kind: how many there are, are done and are overdue, and ``share`` in percent."""

    total: int | None = None
    done: int | None = None
    overdue: int | None = None
    share: float | None = None


Records = Mapping[RecordKind, Held] | Absence
"""What a body holds, kinds without a record left out; or why it is not told."""


def of_record(definition: RecordDefinition, ods: str, year: int, records: Records) -> Assessed:
    """Return one kind of record as evidence."""
    hidden = records.reason if isinstance(records, Absence) else None
    if definition.from_year is not None and year < definition.from_year:
        hidden = NOT_ASKED_YET
    held = None if isinstance(records, Absence) or hidden else records.get(definition.record)
    there = None if hidden else held is not None
    shown = held or Held()
    return Assessed(
        fact=Fact(
            kind=EvidenceKind.RECORD,
            id=definition.id,
            selector=definition.id,
            title=definition.title,
            questions=definition.questions,
            values={
                "held": there,
                "total": shown.total,
                "done": shown.done,
                "overdue": shown.overdue,
                "share": shown.share,
                "reason": hidden or NO_REASON,
            },
            words={"share": in_words(shown.share, "percent")},
            source=_source(definition, ods, year),
        ),
        value=there,
        unit=None,
        direction=Direction.CONTEXT,
        reason=hidden,
        sentence=_sentence(definition, hidden, held),
        small=False,
        confidence=definition.confidence,
    )


def _sentence(definition: RecordDefinition, hidden: str | None, held: Held | None) -> str:
    if hidden:
        return f"{definition.title}: {reason_in_words(hidden)}"
    if held is None:
        return f"{definition.title}: nothing is on record."
    counts = (("done", held.done), ("overdue", held.overdue))
    told = [f"{count} {name}" for name, count in counts if count is not None]
    if held.total is not None:
        told.insert(0, f"{held.total} in all")
    if held.share is not None:
        told.append(in_words(held.share, "percent"))
    return f"{definition.title}: on record{' (' + ', '.join(told) + ')' if told else ''}."


def _source(definition: RecordDefinition, ods: str, year: int) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/{_PATHS[definition.record].format(year=year)}",
        year=year,
        measure=definition.record,
    )
