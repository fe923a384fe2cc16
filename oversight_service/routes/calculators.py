"""A framework's own arithmetic, as a calculator: scores or figures in, a percentage or segments out."""

from collections.abc import Mapping
from fractions import Fraction

from fastapi import APIRouter

from oversight_service.domain.framework_scoring import Scoring, ScoringMethod
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.metric_scores import Yardstick
from oversight_service.domain.scoring import segments_by_threshold, statement_percentage
from oversight_service.domain.segmentation import Sent, SentBody, segmentation, yardstick
from oversight_service.routes.frameworks import Catalogue, Key, named
from oversight_service.schemas.calculated import CalculationOut, body_out, calculation_out, statements_out
from oversight_service.schemas.calculators import BodyIn, CalculationIn, exactly
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.problems import Fault, invalid

router = APIRouter(prefix="/v1", tags=["frameworks"], route_class=IdempotentRoute)


@router.post("/frameworks/{key}/compute")
async def compute_by_framework(
    key: Key, body: CalculationIn, catalogue: Catalogue, _caller: Calling
) -> CalculationOut:
    """Compute a framework's percentage or segments from what is sent. Nothing is stored, and nothing is official."""
    framework = named(catalogue, key)
    if framework.scoring is None:
        words = f"{key} has no arithmetic: its {framework.scale.name} is a judgement, and is only recorded here."
        raise invalid(Fault("path:key", "no-arithmetic", words, column="key"))
    if framework.scoring.method is ScoringMethod.STATEMENT_PERCENTAGE:
        return _percentage(framework, framework.scoring, body)
    return _segments(framework, framework.scoring, body)


def _percentage(framework: Framework, scoring: Scoring, body: CalculationIn) -> CalculationOut:
    _refuse(body, ("bodies", "standards", "floors", "thresholds"), "this framework adds up scores of statements")
    if (body.scores is None) is (body.score_list is None):
        raise invalid(Fault("$.scores", "missing", "send either scores by statement or score_list", column="scores"))
    sent = body.scores if body.scores is not None else dict(enumerate(body.score_list or ()))
    highest = scoring.highest_score or 1
    path = "$.scores.{}" if body.scores is not None else "$.score_list[{}]"
    faults = [
        Fault(path.format(name), "off-the-scale", f"a score is at most {highest}")
        for name, score in sent.items()
        if score > highest
    ]
    statements = [question.id for question in framework.questions]
    faults += [
        Fault(f"$.scores.{name}", "unknown-statement", f"the statements are {', '.join(statements)}", column=name)
        for name in body.scores or ()
        if name not in statements
    ]
    if faults:
        raise invalid(*faults)
    left = [name for name in statements if name not in sent] if body.scores is not None else []
    found = statement_percentage(list(sent.values()), highest, scoring.bands)
    return calculation_out(framework, scoring, statements_out(found, len(sent), left))


def _segments(framework: Framework, scoring: Scoring, body: CalculationIn) -> CalculationOut:
    _refuse(body, ("scores", "score_list"), "this framework averages the metrics of bodies")
    if body.bodies is None:
        raise invalid(Fault("$.bodies", "missing", "send the bodies of one kind with their metrics", column="bodies"))
    faults = [*_twice(body.bodies), *_mixed(body.bodies), *_figures(scoring, body.bodies)]
    if faults:
        raise invalid(*faults)
    thresholds, origin = _thresholds(scoring, body)
    bodies = [_sent(scoring, each) for each in body.bodies]
    try:
        found = segmentation(scoring, thresholds, _yardsticks(framework, body), bodies)
    except ValueError as error:
        raise invalid(Fault("$.bodies", "not-rankable", str(error), column="bodies")) from error
    shown = [body_out(each, scoring, thresholds) for each in found]
    return calculation_out(framework, scoring, None, shown, thresholds, origin)


def _refuse(body: CalculationIn, fields: tuple[str, ...], why: str) -> None:
    given = [name for name in fields if name in body.model_fields_set]
    if given:
        raise invalid(
            *(Fault(f"$.{name}", "not-for-this-method", f"{why}; leave it out", column=name) for name in given)
        )


def _twice(bodies: list[BodyIn]) -> list[Fault]:
    names = [each.name for each in bodies]
    return [
        Fault(f"$.bodies[{place}].name", "named-twice", f"'{name}' is named twice", place, "name")
        for place, name in enumerate(names)
        if name in names[:place]
    ]


def _mixed(bodies: list[BodyIn]) -> list[Fault]:
    """Refuse a metric that some send as a score and others as a figure: it would be ranked among too few."""
    first: dict[str, bool] = {}
    faults = []
    for place, each in enumerate(bodies):
        for metric, sent in each.metrics.items():
            if first.setdefault(metric, sent.ranked) is not sent.ranked:
                words = "another body sends this metric the other way; send a score for all, or a value for all"
                faults.append(Fault(f"$.bodies[{place}].metrics.{metric}", "mixed", words, place, metric))
    return faults


def _figures(scoring: Scoring, bodies: list[BodyIn]) -> list[Fault]:
    known = scoring.cap.figure if scoring.cap else None
    words = f"the only figure looked at is {known}" if known else "this framework looks at no figure; leave it out"
    return [
        Fault(f"$.bodies[{place}].figures.{name}", "unknown-figure", words, place, name)
        for place, each in enumerate(bodies)
        for name in each.figures
        if name != known
    ]


def _thresholds(scoring: Scoring, body: CalculationIn) -> tuple[list[Fraction], str | None]:
    if scoring.method is not ScoringMethod.THRESHOLD_AVERAGE:
        _refuse(body, ("thresholds",), "this framework divides bodies into equal parts")
        return [], None
    if body.thresholds is None:
        return [exactly(each) for each in scoring.thresholds], "framework"
    thresholds = [exactly(each) for each in body.thresholds]
    try:
        segments_by_threshold([], thresholds, scoring.segments)
    except ValueError as error:
        raise invalid(Fault("$.thresholds", "not-thresholds", str(error), column="thresholds")) from error
    return thresholds, "request"


def _yardsticks(framework: Framework, body: CalculationIn) -> Mapping[str, Yardstick]:
    """Return how each metric is ranked that is sent as a figure; a fault is told at the first body that sends it."""
    ranked: dict[str, int] = {}
    for place, each in enumerate(body.bodies or ()):
        for metric, sent in each.metrics.items():
            if sent.ranked:
                ranked.setdefault(metric, place)
    faults = [
        Fault(f"$.{name}.{metric}", "not-ranked", "no body sends a value of this metric", column=metric)
        for name, lines in (("standards", body.standards), ("floors", body.floors))
        for metric in lines
        if metric not in ranked
    ]
    found = {}
    for metric, place in ranked.items():
        try:
            found[metric] = yardstick(framework, metric, _line(body.standards, metric), _line(body.floors, metric))
        except ValueError as error:
            path = f"$.bodies[{place}].metrics.{metric}"
            faults.append(Fault(path, "not-rankable", str(error), place, metric))
    if faults:
        raise invalid(*faults)
    return found


def _line(lines: Mapping[str, float], metric: str) -> Fraction | None:
    return exactly(lines[metric]) if metric in lines else None


def _sent(scoring: Scoring, body: BodyIn) -> SentBody:
    metrics = {metric: Sent(sent.number, sent.ranked) for metric, sent in body.metrics.items()}
    figure = body.figures.get(scoring.cap.figure) if scoring.cap else None
    return SentBody(body.name, metrics, None if figure is None else exactly(figure))
