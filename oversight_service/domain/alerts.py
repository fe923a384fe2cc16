"""Alerts: what a rule says of a body at one instant and did not say at an earlier one.

Both instants are assessed whole, so nothing depends on who looked when: the same two states give the same alerts.
Where too few people stand behind a figure at either instant, there is no alert; it is counted instead.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from oversight_service.domain.assessment import Assessment
from oversight_service.domain.enquiry import Enquiry, Outcome
from oversight_service.domain.facts import Source
from oversight_service.domain.framework_words import Confidence, EvidenceKind
from oversight_service.domain.frameworks import Threshold
from oversight_service.domain.theme import AssessedMetric


class AlertMovement(StrEnum):
    """How a rule's answer moved. ``LOST``: it held, and can no longer be tried."""

    TRIGGERED = "newly_triggered"
    CLEARED = "cleared"
    LOST = "no_longer_assessable"


@dataclass(frozen=True, slots=True)
class AlertState:
    """What a rule said at an instant, of which value, from which revision of the return."""

    result: Outcome | None
    value: Threshold | None
    unit: str | None
    revision: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Alert:
    """One movement of one rule for one body. ``reason`` is the sentence for the reader."""

    organisation: str
    name: str | None
    evidence: str
    kind: EvidenceKind
    title: str
    themes: tuple[str, ...]
    rule: str
    movement: AlertMovement
    reason: str
    before: AlertState
    after: AlertState
    confidence: Confidence
    source: Source


@dataclass(frozen=True, slots=True)
class Alerts:
    """All movements between two instants, by body and then in the framework's order.

    ``too_few_people`` counts the movements that are not alerted for that reason.
    """

    items: tuple[Alert, ...]
    too_few_people: int


@dataclass(frozen=True, slots=True)
class _Tried:
    """One rule on one piece of evidence of a body, and the heads that it stands under."""

    assessment: Assessment
    metric: AssessedMetric
    rule: Enquiry
    themes: tuple[str, ...]

    @property
    def state(self) -> AlertState:
        """What the rule said."""
        metric = self.metric
        return AlertState(self.rule.result, metric.value, metric.unit, self.assessment.revision, self.rule.reason)


_NOTHING = AlertState(None, None, None, None, "Nothing was known of it.")
_Tries = Mapping[tuple[str, str, str], _Tried]


def alerts(before: Sequence[Assessment], after: Sequence[Assessment]) -> Alerts:
    """Return how the rules of a framework moved between two states of the same year.

    A body that was not known before counts as one of which nothing was known.
    """
    earlier, later = dict(_tries(before)), dict(_tries(after))
    moved: list[Alert] = []
    too_few = 0
    for name in sorted({**earlier, **later}, key=lambda each: each[0]):
        was, now = earlier.get(name), later.get(name)
        movement = _movement(was, now)
        if movement is None:
            continue
        if any(each is not None and each.metric.small_number for each in (was, now)):
            too_few += 1
            continue
        moved.append(_alert(movement, was, now))
    return Alerts(tuple(moved), too_few)


def _tries(assessments: Sequence[Assessment]) -> Iterator[tuple[tuple[str, str, str], _Tried]]:
    """Return every rule that was tried, each once although its evidence may stand under several heads."""
    for assessment in assessments:
        under: dict[str, list[str]] = {}
        for theme in assessment.themes:
            for metric in theme.metrics:
                under.setdefault(metric.id, []).append(theme.id)
        metrics = {metric.id: metric for theme in assessment.themes for metric in theme.metrics}
        for metric in metrics.values():
            for rule in metric.rules:
                name = (assessment.organisation.ods, metric.id, rule.rule)
                yield name, _Tried(assessment, metric, rule, tuple(under[metric.id]))


def _movement(was: _Tried | None, now: _Tried | None) -> AlertMovement | None:
    held_before = was is not None and was.rule.result is Outcome.SUGGESTED
    result = now.rule.result if now else Outcome.NOT_ASSESSABLE
    if result is Outcome.SUGGESTED:
        return None if held_before else AlertMovement.TRIGGERED
    if not held_before:
        return None
    return AlertMovement.CLEARED if result is Outcome.NOT_SUGGESTED else AlertMovement.LOST


def _alert(movement: AlertMovement, was: _Tried | None, now: _Tried | None) -> Alert:
    shown = now or was
    if shown is None:
        raise ValueError("a movement has a state before it or after it")
    before, after = was.state if was else _NOTHING, now.state if now else _NOTHING
    return Alert(
        organisation=shown.assessment.organisation.ods,
        name=shown.assessment.organisation.name,
        evidence=shown.metric.id,
        kind=shown.metric.kind,
        title=shown.metric.title,
        themes=shown.themes,
        rule=shown.rule.rule,
        movement=movement,
        reason=_sentence(movement, shown.metric.title, before, after),
        before=before,
        after=after,
        confidence=shown.rule.confidence,
        source=shown.metric.source,
    )


def _sentence(movement: AlertMovement, title: str, before: AlertState, after: AlertState) -> str:
    if movement is AlertMovement.TRIGGERED:
        return after.reason
    if movement is AlertMovement.CLEARED:
        return f"{title}: the rule held before and does not any more. {after.reason}"
    return f"{title}: the rule held before and cannot be tried any more. {after.reason}"
