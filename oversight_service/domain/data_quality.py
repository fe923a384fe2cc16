"""How far the figures of a pack can be relied on: completeness, what is missing, what rests on few people."""

from collections.abc import Sequence

from oversight_service.domain.evidence import DataQuality
from oversight_service.domain.evidence_metrics import MetricEvidence
from oversight_service.domain.facts import NO_REASON, Fact
from oversight_service.domain.framework_definitions import QualityDefinition
from oversight_service.domain.framework_words import EvidenceKind
from oversight_service.domain.metric_evidence import NOT_IN_RESPONSE, NOT_STATED, TOO_FEW
from oversight_service.domain.results import IndicatorResults, ResultRow, row_source
from oversight_service.domain.sentences import in_words, reason_in_words
from vocabulary.ethnicity import EthnicGroup
from vocabulary.indicators import Reason

FACT_ID = "data_quality"
WITHHELD = frozenset({TOO_FEW, NOT_STATED, Reason.SUPPRESSED.value})


def data_quality(
    definition: QualityDefinition,
    ods: str,
    year: int,
    results: IndicatorResults | None,
    absence: str | None,
    metrics: Sequence[MetricEvidence],
) -> DataQuality:
    """Return the quality of the data behind ``metrics``; completeness is that of the framework's chosen row."""
    place = definition.indicator, definition.part, definition.measure
    row = results.find(*place) if results else None
    unknown = _unknown_share(row)
    complete = _completeness(row, unknown)
    missing = (row.reason if row else absence) or NOT_IN_RESPONSE
    not_collected = tuple(metric.id for metric in metrics if metric.reason == Reason.NOT_COLLECTED)
    return DataQuality(
        completeness=complete,
        unknown_share=unknown,
        not_collected=not_collected,
        withheld=tuple(metric.id for metric in metrics if metric.reason in WITHHELD),
        small_numbers=tuple(metric.id for metric in metrics if metric.small_number),
        reason=missing if complete is None else None,
        questions=definition.questions,
        sentence=_sentence(complete, missing, not_collected),
        source=row_source(ods, year, results, *place),
    )


def _unknown_share(row: ResultRow | None) -> float | None:
    """Return the percentage of people whose ethnicity is unknown, from the counts of the row."""
    group = row.groups.get(EthnicGroup.UNKNOWN) if row else None
    if group is None or group.numerator is None or not group.denominator:
        return None
    return 100.0 * group.numerator / group.denominator


def _completeness(row: ResultRow | None, unknown: float | None) -> float | None:
    if row is not None and row.completeness is not None:
        return row.completeness
    return None if unknown is None else 100.0 - unknown


def _sentence(complete: float | None, missing: str, not_collected: tuple[str, ...]) -> str:
    if complete is None:
        known = f"How complete the record of ethnicity is: {reason_in_words(missing)}"
    else:
        known = f"Ethnicity is known for {in_words(complete, 'percent')} of staff."
    return f"{known} Not collected: {', '.join(not_collected)}." if not_collected else known


def quality_fact(quality: DataQuality) -> Fact:
    """Return the quality of the data as the rules see it."""
    return Fact(
        kind=EvidenceKind.DATA_QUALITY,
        id=FACT_ID,
        selector=FACT_ID,
        title="Data quality",
        questions=quality.questions,
        values={
            "completeness": quality.completeness,
            "unknown_share": quality.unknown_share,
            "not_collected": len(quality.not_collected),
            "small_numbers": len(quality.small_numbers),
            "reason": quality.reason or NO_REASON,
        },
        words={
            "completeness": in_words(quality.completeness, "percent"),
            "unknown_share": in_words(quality.unknown_share, "percent"),
            "not_collected": str(len(quality.not_collected)),
            "small_numbers": str(len(quality.small_numbers)),
        },
        source=quality.source,
    )
