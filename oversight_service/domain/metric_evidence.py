"""Metrics: rows of the indicators service turned into evidence, with one plain sentence each."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from oversight_service.domain.evidence_metrics import Change, MetricEvidence
from oversight_service.domain.facts import NO_REASON, Fact
from oversight_service.domain.framework_definitions import MetricDefinition
from oversight_service.domain.framework_words import EvidenceKind
from oversight_service.domain.results import Group, IndicatorResults, ResultRow, row_source
from oversight_service.domain.sentences import (
    COULD_BE_CHANCE,
    NOT_TESTED,
    TESTED_WITHOUT_SIDE,
    in_words,
    reason_in_words,
)
from vocabulary.ethnicity import EthnicGroup

COMPARED = (EthnicGroup.WHITE, EthnicGroup.BME)
"""The reference group and the group of interest."""

TOO_FEW = "too-few-respondents"
NOT_STATED = "respondents-not-stated"
NOT_IN_RESPONSE = "not-in-response"


def metric_evidence(
    definition: MetricDefinition, ods: str, year: int, results: IndicatorResults | None, absence: str | None
) -> MetricEvidence:
    """Return the evidence of one metric. Without a response every figure is None, for the reason ``absence``."""
    blank = _blank(definition, ods, year, results)
    row = results.find(definition.indicator, definition.part, definition.measure) if results else None
    tested = results.find(definition.indicator, definition.part, definition.judged_by) if results else None
    if results is None or row is None:
        return _missing(blank, absence or NOT_IN_RESPONSE)
    if row.value is None:
        return _missing(blank, row.reason)
    withheld = _withheld(definition, results, row)
    if withheld is not None:
        return _missing(blank, withheld)
    return _with_sentence(definition, _filled(blank, row, tested))


def _blank(definition: MetricDefinition, ods: str, year: int, results: IndicatorResults | None) -> MetricEvidence:
    """Return the metric with its identity and sources and no figures."""
    source = partial(row_source, ods, year, results, definition.indicator, definition.part)
    return MetricEvidence(
        id=definition.id,
        title=definition.title,
        questions=definition.questions,
        why=definition.why,
        value=None,
        unit=None,
        reason=None,
        groups={},
        interval=None,
        tested_measure=definition.judged_by,
        tested_value=None,
        tested_unit=None,
        p_value=None,
        test=None,
        significant=None,
        favours=None,
        polarity=None,
        four_fifths=None,
        small_number=None,
        completeness=None,
        benchmark=None,
        change=None,
        sentence="",
        confidence=definition.confidence,
        source=source(definition.measure),
        tested_source=source(definition.judged_by),
    )


def _missing(blank: MetricEvidence, reason: str | None) -> MetricEvidence:
    return replace(blank, reason=reason or "unexplained", sentence=f"{blank.title}: {reason_in_words(reason)}")


def _withheld(definition: MetricDefinition, results: IndicatorResults, row: ResultRow) -> str | None:
    """Return why the metric must be withheld, or None. An unstated group size cannot be shown to be enough."""
    return withheld_for(definition, lambda group: _group_size(results, row, group))


def withheld_for(definition: MetricDefinition, size_of: Callable[[EthnicGroup], float | None]) -> str | None:
    """Return why a figure over groups of such sizes must be withheld, or None."""
    least = definition.minimum_denominator
    if least is None:
        return None
    sizes = [size_of(group) for group in COMPARED]
    if any(size is not None and size < least for size in sizes):
        return TOO_FEW
    return NOT_STATED if None in sizes else None


def _group_size(results: IndicatorResults, row: ResultRow, group: EthnicGroup) -> float | None:
    """Return a group's people: as the row states them, or as the row of that group alone does."""
    alone = (
        other
        for other in results.rows.values()
        if other.indicator == row.indicator and other.part == {"group": group.value}
    )
    stated = (other.groups.get(group) for other in (row, *alone))
    return next((one.denominator for one in stated if one is not None and one.denominator is not None), None)


def _filled(blank: MetricEvidence, row: ResultRow, tested: ResultRow | None) -> MetricEvidence:
    shown = replace(
        blank,
        value=row.value,
        unit=row.unit,
        groups=row.groups,
        interval=row.interval,
        polarity=row.polarity,
        four_fifths=row.four_fifths,
        small_number=row.small_number,
        completeness=row.completeness,
        benchmark=row.benchmark,
        change=_change(row),
    )
    if tested is None or tested.value is None:
        return shown
    return replace(
        shown,
        tested_value=tested.value,
        tested_unit=tested.unit,
        p_value=tested.p_value,
        test=tested.test,
        significant=tested.significant,
        favours=tested.favours,
        polarity=row.polarity or tested.polarity,
    )


def _change(row: ResultRow) -> Change | None:
    if row.previous is None:
        return None
    now, before = row.value, row.previous.value
    difference = None if now is None or before is None else now - before
    return Change(row.previous.year, before, difference)


def _with_sentence(definition: MetricDefinition, metric: MetricEvidence) -> MetricEvidence:
    words = _metric_words(metric)
    template = f"{definition.wording.figures} {_difference(definition, metric)}"
    return replace(metric, sentence=f"{metric.title}: {template.format_map(words)}")


def _difference(definition: MetricDefinition, metric: MetricEvidence) -> str:
    """Return the template that puts the difference into words, if the test allows it."""
    if metric.significant is None:
        return NOT_TESTED
    if not metric.significant:
        return COULD_BE_CHANCE
    sides = {
        "reference": definition.wording.favours_reference,
        "interest": definition.wording.favours_interest,
    }
    return sides.get(metric.favours or "", TESTED_WITHOUT_SIDE)


def _metric_words(metric: MetricEvidence) -> dict[str, str]:
    """Return the figures of a metric in words, by the names that templates use."""
    words = {
        "value": in_words(metric.value, metric.unit),
        "tested_value": in_words(metric.tested_value, metric.tested_unit),
    }
    for name in COMPARED:
        group = metric.groups.get(name, Group(None, None, None))
        words |= {
            f"{name}_rate": in_words(group.rate, "percent"),
            f"{name}_count": in_words(group.numerator, "count"),
            f"{name}_total": in_words(group.denominator, "count"),
        }
    return words


def metric_fact(metric: MetricEvidence) -> Fact:
    """Return the metric as the rules see it."""
    return Fact(
        kind=EvidenceKind.METRIC,
        id=metric.id,
        selector=metric.id,
        title=metric.title,
        questions=metric.questions,
        values={
            "value": metric.value,
            "tested_value": metric.tested_value,
            "significant": metric.significant,
            "favours": metric.favours,
            "four_fifths": metric.four_fifths,
            "p_value": metric.p_value,
            "small_number": metric.small_number,
            "completeness": metric.completeness,
            "reason": metric.reason or NO_REASON,
        },
        words={
            "value": in_words(metric.value, metric.unit),
            "tested_value": in_words(metric.tested_value, metric.tested_unit),
            "p_value": in_words(metric.p_value, "probability"),
            "completeness": in_words(metric.completeness, "percent"),
        },
        source=metric.source,
    )
