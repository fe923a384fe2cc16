"""An assessment: the evidence about one body and year under the heads of a framework, with every rule tried on it.

Whether a rule holds is our own arithmetic, labelled as such. The framework body's own outcome is recorded beside it,
and never computed. The same arguments give the same assessment: there is no clock and no chance in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oversight_service.domain.applies import why_not
from oversight_service.domain.aspiration_evidence import Goals, of_aspiration
from oversight_service.domain.assessed import Assessed, of_metric, of_quality, of_seats, of_trajectory
from oversight_service.domain.board_seats import board_seats
from oversight_service.domain.commissioning_evidence import COMMISSIONERS, Commissioned, of_commissioning
from oversight_service.domain.data_quality import data_quality
from oversight_service.domain.evidence import Absence, FrameworkVersion, OfficialOutcome, Organisation
from oversight_service.domain.evidence_metrics import MetricEvidence
from oversight_service.domain.evidence_trajectories import TrajectoryEvidence
from oversight_service.domain.framework_words import Trigger
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.metric_evidence import metric_evidence
from oversight_service.domain.record_evidence import Records, of_record
from oversight_service.domain.recorded_evidence import Recorded, of_recorded
from oversight_service.domain.results import IndicatorResults
from oversight_service.domain.submission_evidence import NOT_PUBLISHED, Submission, of_submission
from oversight_service.domain.theme import Theme, Tried, summary, theme, tried_on
from oversight_service.domain.trajectory_evidence import absent_trajectories, read_trajectories


@dataclass(frozen=True, slots=True)
class Given:
    """Everything known of one body and year. ``results`` are those of its published return, ``None`` without one.

    ``trajectories`` is a body of the trajectory service's contract, or why there is none.
    """

    organisation: Organisation
    year: int
    results: IndicatorResults | None
    submission: Submission
    trajectories: Mapping[str, object] | Absence
    goals: Goals
    figures: Recorded
    records: Records
    commissioned: Commissioned
    official: OfficialOutcome | None
    as_at: date | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece of evidence without a value, and why."""

    id: str
    title: str
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that an assessment was made from; ``reason`` says why it was not there."""

    service: str
    href: str
    revision: int | None
    document: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What Model Employer says of one body, year and framework; ``official`` is what the framework's body said.

    ``triggered`` counts the pieces of evidence that a rule holds for, each once. ``revision`` is that of the
    published return, and ``as_at`` the day that decides what is overdue, where a framework looks at that.
    """

    organisation: Organisation
    year: int
    framework: FrameworkVersion
    arranged_by: str
    triggers: Trigger
    computed_by: str
    official: OfficialOutcome | None
    summary: str
    triggered: int
    revision: int | None
    as_at: date | None
    themes: tuple[Theme, ...]
    missing: tuple[Missing, ...]
    caveats: tuple[str, ...]
    inputs: tuple[Input, ...]


def assess(framework: Framework, given: Given) -> Assessment:
    """Return the assessment of a body and year under a framework.

    Raises:
        PeerBodyError: an answer of a service is not in the agreed shape.
    """
    tried = tried_on(framework, evidence(framework, given))
    themes = tuple(theme(framework, question, tried) for question in framework.questions)
    missing = [each.assessed for each in tried if each.assessed.reason is not None]
    return Assessment(
        organisation=given.organisation,
        year=given.year,
        framework=_version(framework, given),
        arranged_by=framework.arranged_by,
        triggers=framework.triggers,
        computed_by=framework.computed_by,
        official=given.official,
        summary=summary(framework, themes, tried),
        triggered=sum(bool(each.outcome) for each in tried),
        revision=given.results.revision if given.results else None,
        as_at=given.as_at,
        themes=themes,
        missing=tuple(Missing(one.fact.id, one.fact.title, str(one.reason), one.sentence) for one in missing),
        caveats=framework.caveats,
        inputs=_inputs(tried),
    )


def evidence(framework: Framework, given: Given) -> tuple[Assessed, ...]:
    """Return every piece of evidence that a framework asks for, in the order of its file."""
    ods, year = given.organisation.ods, given.year
    place = ods, year, given.results, None if given.results else NOT_PUBLISHED
    metrics = [(each, metric_evidence(each, *place)) for each in framework.metrics]
    found: list[Assessed] = [of_metric(definition, metric) for definition, metric in metrics]
    if framework.board:
        found += [of_seats(framework.board, seats) for seats in board_seats(framework.board, *place)]
    if framework.trajectories:
        found += [of_trajectory(framework.trajectories, way) for way in _ways(framework, given)]
    found += _quality(framework, place, [metric for _, metric in metrics])
    found += [of_recorded(each, ods, year, given.figures) for each in framework.recorded]
    if framework.aspiration:
        found += of_aspiration(framework.aspiration, ods, year, given.goals)
    if framework.submission:
        found.append(of_submission(framework.submission, ods, year, given.results, given.submission))
    found += [of_record(each, ods, year, given.records) for each in framework.records]
    if framework.commissioning and given.organisation.type in COMMISSIONERS:
        found += of_commissioning(framework.commissioning, ods, year, given.commissioned)
    return tuple(found)


def _quality(
    framework: Framework,
    place: tuple[str, int, IndicatorResults | None, str | None],
    metrics: Sequence[MetricEvidence],
) -> list[Assessed]:
    definition = framework.data_quality
    return [of_quality(definition, data_quality(definition, *place, metrics))] if definition else []


def _ways(framework: Framework, given: Given) -> tuple[TrajectoryEvidence, ...]:
    definition, said = framework.trajectories, given.trajectories
    if definition is None:
        return ()
    if isinstance(said, Absence):
        return absent_trajectories(definition, given.organisation.ods, given.year, said.reason)
    found = read_trajectories(definition, said)
    return tuple(way for way in found if way.questions)


def _inputs(tried: Sequence[Tried]) -> tuple[Input, ...]:
    """Return each answer that evidence came from once, in order, with its revision."""
    seen: dict[str, Input] = {}
    for each in tried:
        source = each.assessed.fact.source
        if source.href not in seen:
            reason = each.assessed.reason if source.revision is None else None
            seen[source.href] = Input(source.service, source.href, source.revision, source.document, reason)
    return tuple(seen.values())


def _version(framework: Framework, given: Given) -> FrameworkVersion:
    reason = why_not(framework, given.organisation.type, given.year)
    return FrameworkVersion(
        key=framework.key,
        version=framework.version,
        title=framework.title,
        body=framework.body,
        applies=reason is None,
        applies_reason=reason.sentence if reason else None,
        confidence=framework.source.confidence,
    )
