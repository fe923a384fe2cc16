"""The wire of a framework's own arithmetic: percentages and segments, each with the sentence that explains it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from pydantic import BaseModel

from oversight_service.domain.framework_scoring import Cap, Scoring
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.metric_scores import NoScore
from oversight_service.domain.scoring import CapOutcome, NoSegment, Percentage
from oversight_service.domain.segment_sentences import after_in_words, before_in_words
from oversight_service.domain.segmentation import SegmentedBody
from services.rounding import half_away

_PLACES: Final = 6


class StatementPercentageOut(BaseModel):
    """Scores of statements as a percentage of the most there could be, and the rating of its band.

    ``exact`` has six places; ``percentage`` is rounded half up to a whole number before the rating is read.
    """

    scored: int
    not_scored: list[str]
    total: int
    most: int
    exact: float
    percentage: int
    rating: str
    sentence: str


class MetricScoreOut(BaseModel):
    """A metric of one body: what was sent, and its score from 1.00, the best, to 4.00, or why there is none."""

    id: str
    value: float | None
    score: float | None
    ranked: bool
    reason: str | None


class CapOut(BaseModel):
    """The figure that a cap looks at, the line, and the best segment for a body above it."""

    figure: str
    value: float | None
    above: float
    segment: str
    outcome: str


class BodySegmentOut(BaseModel):
    """One body: its scores, their average, and the segment before and after the cap, each with a sentence."""

    name: str
    metrics: list[MetricScoreOut]
    scored: int
    average: float | None
    better: int | None
    segment_before_cap: str | None
    before_sentence: str
    segment: str | None
    sentence: str
    reason: str | None
    cap: CapOut | None


class CalculationOut(BaseModel):
    """What came of it, by which version of which framework, and how sure the method is.

    ``statements`` is ``null`` for a framework of averages; ``bodies`` is empty for one of statements.
    """

    framework: str
    version: str
    method: str
    confidence: str
    note: str
    computed_by: str
    statements: StatementPercentageOut | None
    thresholds: list[float] | None
    thresholds_from: str | None
    bodies: list[BodySegmentOut]


def statements_out(found: Percentage, scored: int, not_scored: Sequence[str]) -> StatementPercentageOut:
    """Return a percentage of statement scores as the wire shows it."""
    return StatementPercentageOut(
        scored=scored,
        not_scored=list(not_scored),
        total=found.total,
        most=found.most,
        exact=_number(found.exact),
        percentage=found.rounded,
        rating=found.rating,
        sentence=(
            f"{found.total} of {found.most} points are {_number(found.exact):g} %, "
            f"{found.rounded} % as a whole number: the band of {found.rating}."
        ),
    )


def calculation_out(
    framework: Framework,
    scoring: Scoring,
    statements: StatementPercentageOut | None = None,
    bodies: Sequence[BodySegmentOut] = (),
    thresholds: Sequence[Fraction] = (),
    thresholds_from: str | None = None,
) -> CalculationOut:
    """Return what came of a calculation, with the method behind it."""
    return CalculationOut(
        framework=framework.key,
        version=framework.version,
        method=scoring.method,
        confidence=scoring.confidence,
        note=scoring.note,
        computed_by=(
            "Computed by Model Employer from what was sent. "
            f"It is not the official {framework.scale.name} of {framework.body}."
        ),
        statements=statements,
        thresholds=[_number(each) for each in thresholds] or None,
        thresholds_from=thresholds_from,
        bodies=list(bodies),
    )


def body_out(found: SegmentedBody, scoring: Scoring, thresholds: Sequence[Fraction]) -> BodySegmentOut:
    """Return one body's scores and segment as the wire shows them."""
    return BodySegmentOut(
        name=found.sent.name,
        metrics=[_metric(found, metric) for metric in found.scores],
        scored=found.scored,
        average=None if found.average is None else _number(found.average),
        better=found.place.better,
        segment_before_cap=found.capped.before,
        before_sentence=before_in_words(found, scoring, thresholds),
        segment=found.capped.after,
        sentence=after_in_words(found, scoring.cap),
        reason=_reason(found),
        cap=_cap(found, scoring.cap),
    )


def _metric(found: SegmentedBody, metric: str) -> MetricScoreOut:
    sent, score = found.sent.metrics[metric], found.scores[metric]
    absent = isinstance(score, NoScore)
    return MetricScoreOut(
        id=metric,
        value=None if sent.number is None or not sent.ranked else _number(sent.number),
        score=None if isinstance(score, NoScore) else _number(score),
        ranked=sent.ranked,
        reason=str(score) if absent else None,
    )


def _cap(found: SegmentedBody, cap: Cap | None) -> CapOut | None:
    if cap is None:
        return None
    figure = found.sent.figure
    return CapOut(
        figure=cap.figure,
        value=None if figure is None else _number(figure),
        above=cap.above,
        segment=cap.segment,
        outcome=found.capped.outcome,
    )


def _reason(found: SegmentedBody) -> str | None:
    if found.place.reason is not None:
        return str(found.place.reason)
    return str(NoSegment.FIGURE_NOT_SENT) if found.capped.outcome is CapOutcome.NOT_KNOWN else None


def _number(value: Fraction) -> float:
    return half_away(float(value), _PLACES)
