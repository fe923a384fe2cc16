"""A framework's own arithmetic over what is recorded and published of every body of a type."""

import asyncio
from collections.abc import Sequence
from fractions import Fraction
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from oversight_service.asked import Asked
from oversight_service.domain.assessment import Assessment
from oversight_service.domain.framework_scoring import Scoring, ScoringMethod
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.segmentation import Sent, SentBody, segmentation, yardstick
from oversight_service.gathering import Gathered
from oversight_service.routes.assessments import assessed, everything, require_in_force
from oversight_service.routes.figures import FiguresKnown
from oversight_service.routes.frameworks import Catalogue, Key, named
from oversight_service.routes.well_led import YearAsked
from oversight_service.schemas.calculated import BodySegmentOut, body_out
from oversight_service.schemas.scores import ScoredBodyOut, ScoresOut
from services.as_of import AsOf
from services.conditional import answer_made_once
from services.database import Reading
from services.identity import Calling
from services.problems import Fault, Problem, invalid
from vocabulary.organisations import OrganisationType

router = APIRouter(prefix="/v1", tags=["assessments"])

ScoredType = Annotated[OrganisationType, Query(description="Bodies of one type are ranked among themselves.")]


@router.get("/assessments/{key}/scores", response_model=ScoresOut)
async def list_scores(
    request: Request,
    key: Key,
    year: YearAsked,
    type: ScoredType,
    session: Reading,
    catalogue: Catalogue,
    figures: FiguresKnown,
    caller: Calling,
    as_of: AsOf = None,
) -> Response:
    """Read metric scores, averages and where they lead by a framework's arithmetic, for all bodies of a type.

    From the figures that are recorded here, so nothing of it is the framework body's own segment: that stands
    beside, where it is recorded. A deficit caps where the framework says so.
    """
    framework = named(catalogue, key)
    scoring = _scoring(framework)
    require_in_force(framework, year)
    if type not in framework.assesses:
        words = f"{key} does not assess organisations of the type {type.replace('_', ' ')}."
        raise invalid(Fault("query:type", "not-assessed-by-this-framework", words, column="type"))
    found = await everything(request, session, caller, Asked(framework, year, None, as_of), figures)

    async def make() -> bytes:
        every = [each for each in await assessed(request, found) if each.organisation.type == type]
        return (await asyncio.to_thread(_answered, framework, scoring, found, every)).model_dump_json().encode()

    return await answer_made_once(request, ("scores", type, found.version), make)


def _scoring(framework: Framework) -> Scoring:
    """Return the arithmetic of a framework that averages.

    Raises:
        Problem: 404 where it has none.
    """
    scoring = framework.scoring
    if scoring is None or scoring.method is ScoringMethod.STATEMENT_PERCENTAGE:
        words = f"{framework.key} does not average metric scores; its {framework.scale.name} is only recorded here."
        raise Problem(HTTPStatus.NOT_FOUND, words)
    return scoring


def _answered(framework: Framework, scoring: Scoring, found: Gathered, every: Sequence[Assessment]) -> ScoresOut:
    thresholds = [Fraction(str(each)) for each in scoring.thresholds]
    yardsticks = {metric: yardstick(framework, metric, None, None) for metric in scoring.metrics}
    sent = [_sent(scoring, found, each) for each in every]
    told = [body_out(each, scoring, thresholds) for each in segmentation(scoring, thresholds, yardsticks, sent)]
    return ScoresOut(
        framework=framework.key,
        version=framework.version,
        year=found.asked.year,
        method=scoring.method,
        confidence=scoring.confidence,
        note=scoring.note,
        computed_by=framework.computed_by,
        items=[_body(assessment, each) for assessment, each in zip(every, told, strict=True)],
        total=len(told),
        reason=None if told else "No registered organisation is of this type.",
    )


def _sent(scoring: Scoring, found: Gathered, assessment: Assessment) -> SentBody:
    """Return a body's own metrics as a calculation takes them; what is not known is not scored."""
    values = {metric.id: metric.value for theme in assessment.themes for metric in theme.metrics}
    ods, year = assessment.organisation.ods, assessment.year
    figure = found.own.figures.get(ods, {}).get((scoring.cap.figure, year)) if scoring.cap else None
    return SentBody(
        name=ods,
        metrics={name: Sent(_exact(values.get(name)), ranked=True) for name in scoring.metrics},
        figure=_exact(figure.value) if figure else None,
    )


def _exact(value: object) -> Fraction | None:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return Fraction(str(value)) if known else None


def _body(assessment: Assessment, told: BodySegmentOut) -> ScoredBodyOut:
    body, official = assessment.organisation, assessment.official
    return ScoredBodyOut(
        organisation=body.ods,
        organisation_name=body.name,
        official=None if official is None else official.rating,
        official_date=None if official is None else official.date,
        official_source=None if official is None else official.source,
        **told.model_dump(exclude={"name"}),
    )
