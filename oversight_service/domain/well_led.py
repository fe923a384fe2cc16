"""The evidence pack of an organisation and year: a pure function of what the services said and a framework.

Named after the journey it serves, ``GET /v1/organisations/{ods}/well-led``. Which framework, and which questions,
is data: nothing here knows one by name.
"""

from collections.abc import Mapping
from dataclasses import replace

from oversight_service.domain.board_seats import board_seats, seats_fact
from oversight_service.domain.data_quality import data_quality, quality_fact
from oversight_service.domain.enquiry import Enquiry, Outcome, evaluate
from oversight_service.domain.evidence import (
    Absence,
    DataQuality,
    EvidenceItem,
    EvidencePack,
    OfficialOutcome,
    Organisation,
    QuestionEvidence,
)
from oversight_service.domain.evidence_metrics import MetricEvidence
from oversight_service.domain.evidence_records import ActionPlan
from oversight_service.domain.evidence_trajectories import TrajectoryEvidence
from oversight_service.domain.facts import Fact
from oversight_service.domain.framework_definitions import MetricDefinition
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.metric_comparison import comparisons_of
from oversight_service.domain.metric_evidence import metric_evidence, metric_fact
from oversight_service.domain.metric_history import WITHHELD, history_of, tested_change
from oversight_service.domain.pack_extras import NOTHING_MORE, PackExtras, Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.plan_evidence import actions_on, plan_of
from oversight_service.domain.results import IndicatorResults, read_results
from oversight_service.domain.return_life import life_of
from oversight_service.domain.standing import (
    caveats,
    framework_version,
    indicators_input,
    other_inputs,
    trajectories_input,
)
from oversight_service.domain.target_evidence import targets_of
from oversight_service.domain.trajectory_evidence import read_trajectories, trajectory_fact


class MismatchError(ValueError):
    """Inputs that do not belong together, such as another organisation's results."""


def organisation_of(content: Mapping[str, object]) -> Organisation:
    """Return the organisation that an ``organisation`` object of the wire describes.

    Raises:
        PeerBodyError: the object is not in the agreed shape.
    """
    body = Body("organisation", content)
    return Organisation(
        body.needed_text("ods"), body.text("name"), body.text("type"), body.text("region"), body.flag("synthetic")
    )


def compose_pack(
    organisation: Organisation,
    year: int,
    framework: Framework,
    indicators: Response,
    trajectories: Response,
    official: OfficialOutcome | None = None,
    extras: PackExtras = NOTHING_MORE,
) -> EvidencePack:
    """Return the evidence pack. The same arguments give the same pack: there is no clock and no chance in it.

    ``indicators`` is the body of ``GET /v1/organisations/{ods}/indicators?year=`` and ``trajectories`` that of
    ``GET /v1/organisations/{ods}/trajectories``. ``official`` is handed through as it was recorded, ``extras`` is
    what else is told: history, peers, goals, the life of the return and the action plan.

    Raises:
        PeerBodyError: a body is not in the agreed shape.
        MismatchError: a body is of another organisation or, for indicators, another year; or the official
            rating is not on the framework's scale.
    """
    _check_official(framework, official)
    results = None if isinstance(indicators, Absence) else read_results(indicators)
    _check_results(organisation, year, results)
    absence = indicators.reason if isinstance(indicators, Absence) else None
    place = organisation.ods, year, results, absence
    plan = plan_of(organisation.ods, year, extras.actions, extras.day)
    metrics = tuple(_metric(definition, place, extras, plan) for definition in framework.metrics)
    seats = board_seats(framework.board, *place) if framework.board else ()
    ways = _trajectories(organisation, framework, trajectories)
    quality = data_quality(framework.data_quality, *place, metrics) if framework.data_quality else None
    facts = (
        *(metric_fact(metric) for metric in metrics),
        *(seats_fact(cut) for cut in seats),
        *_trajectory_facts(framework, ways),
        *_quality_facts(quality),
    )
    evaluations = evaluate(framework.rules, facts)
    stated = framework_version(framework, organisation, year)
    return EvidencePack(
        organisation=organisation,
        year=year,
        framework=stated,
        computed_by=framework.computed_by,
        official=official,
        metrics=metrics,
        board_seats=seats,
        trajectories=ways,
        questions=_questions(framework, facts, evaluations),
        evaluations=evaluations,
        data_quality=quality,
        return_life=life_of(organisation.ods, year, extras.life),
        targets=targets_of(_goal_questions(framework), organisation.ods, year, extras.goals, extras.progress),
        action_plan=plan,
        caveats=caveats(framework, stated, year, results, trajectories),
        inputs=(
            indicators_input(organisation, year, results, absence, extras.asked),
            trajectories_input(organisation, year, trajectories, extras.asked),
            *other_inputs(year, extras.asked),
        ),
    )


_Place = tuple[str, int, IndicatorResults | None, str | None]


def _metric(definition: MetricDefinition, place: _Place, extras: PackExtras, plan: ActionPlan) -> MetricEvidence:
    """Return a metric of the year with its history, its peers, and the actions that address it."""
    ods, year, *_ = place
    metric = metric_evidence(definition, *place)
    return replace(
        metric,
        change=tested_change(definition, year, extras.trends, metric.change),
        trend=history_of(definition, ods, year, extras.trends),
        comparisons=comparisons_of(
            definition, ods, year, extras.comparisons, metric.reason if metric.reason in WITHHELD else None
        ),
        actions=actions_on(plan, definition.indicator),
    )


def _goal_questions(framework: Framework) -> tuple[str, ...]:
    """Return the questions that agreed goals bear on: those of the aspiration, or else of the trajectories."""
    definition = framework.aspiration or framework.trajectories
    return definition.questions if definition else ()


def _check_official(framework: Framework, official: OfficialOutcome | None) -> None:
    if official is not None and official.rating not in framework.scale.values:
        known = ", ".join(framework.scale.values)
        raise MismatchError(f"official.rating: '{official.rating}' is not on the scale: {known}")


def _check_results(organisation: Organisation, year: int, results: IndicatorResults | None) -> None:
    if results is None:
        return
    if results.ods != organisation.ods:
        raise MismatchError(f"indicators.organisation.ods: {results.ods} is not {organisation.ods}")
    if results.year != year:
        raise MismatchError(f"indicators.year: {results.year} is not {year}")


def _trajectories(
    organisation: Organisation, framework: Framework, response: Response
) -> tuple[TrajectoryEvidence, ...]:
    if isinstance(response, Absence) or framework.trajectories is None:
        return ()
    ods = Body("trajectories", response).needed_inner("organisation").needed_text("ods")
    if ods != organisation.ods:
        raise MismatchError(f"trajectories.organisation.ods: {ods} is not {organisation.ods}")
    return read_trajectories(framework.trajectories, response)


def _trajectory_facts(framework: Framework, ways: tuple[TrajectoryEvidence, ...]) -> tuple[Fact, ...]:
    definition = framework.trajectories
    return tuple(trajectory_fact(definition, way) for way in ways) if definition else ()


def _quality_facts(quality: DataQuality | None) -> tuple[Fact, ...]:
    return (quality_fact(quality),) if quality else ()


def _questions(
    framework: Framework, facts: tuple[Fact, ...], evaluations: tuple[Enquiry, ...]
) -> tuple[QuestionEvidence, ...]:
    """Return the questions that any evidence bears on, in the framework's order."""
    suggested = [each for each in evaluations if each.result is Outcome.SUGGESTED]
    return tuple(
        QuestionEvidence(
            id=question.id,
            title=question.title,
            asks=question.asks,
            evidence=tuple(_item(fact) for fact in facts if question.id in fact.questions),
            lines_of_enquiry=tuple(each for each in suggested if question.id in each.questions),
        )
        for question in framework.questions
        if any(question.id in fact.questions for fact in facts)
    )


def _item(fact: Fact) -> EvidenceItem:
    return EvidenceItem(fact.kind, fact.id, fact.title, fact.source)
