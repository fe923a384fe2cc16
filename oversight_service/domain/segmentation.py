"""Bodies of one kind put into the segments of a framework, from scores or figures of their metrics that were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from oversight_service.domain.framework_scoring import Scoring, ScoringMethod
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.metric_scores import NoScore, Parity, Yardstick
from oversight_service.domain.scoring import (
    Capped,
    Place,
    average,
    capped,
    segments_by_quartile,
    segments_by_threshold,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A metric of one body as it was sent: ``ranked`` tells a figure that is to be scored from a score given."""

    number: Fraction | None
    ranked: bool


@dataclass(frozen=True, slots=True)
class SentBody:
    """One body: its metrics, and the figure that the cap looks at, ``None`` when it was not sent."""

    name: str
    metrics: Mapping[str, Sent]
    figure: Fraction | None


@dataclass(frozen=True, slots=True)
class SegmentedBody:
    """One body's scores, in the order they were sent, their average, and its segment before and after the cap."""

    sent: SentBody
    scores: Mapping[str, Fraction | NoScore]
    average: Fraction | None
    place: Place
    capped: Capped

    @property
    def scored(self) -> int:
        """How many metrics have a score."""
        return sum(not isinstance(score, NoScore) for score in self.scores.values())


def yardstick(framework: Framework, metric: str, standard: Fraction | None, floor: Fraction | None) -> Yardstick:
    """Return how a framework's metric is ranked.

    Raises:
        ValueError: the framework does not score the metric, its direction cannot rank it, or the floor is not below
            the standard.
    """
    if framework.scoring is None or metric not in framework.scoring.metrics:
        raise ValueError("the framework says nothing of how this metric is ranked; send its score")
    for each in framework.metrics:
        if each.id == metric:
            parity = Parity.RATIO if "ratio" in each.judged_by else Parity.DIFFERENCE
            return Yardstick(each.direction, parity, standard, floor)
    direction = next(each.direction for each in framework.recorded if each.id == metric)
    return Yardstick(direction, Parity.DIFFERENCE, standard, floor)


def segmentation(
    scoring: Scoring, thresholds: Sequence[Fraction], yardsticks: Mapping[str, Yardstick], bodies: Sequence[SentBody]
) -> list[SegmentedBody]:
    """Return every body with its segment, in their order. ``yardsticks`` holds every metric to be ranked.

    Raises:
        ValueError: a ratio is below 0, or the thresholds do not fit the segments.
    """
    ranked = {metric: _ranked(metric, each, bodies) for metric, each in yardsticks.items()}
    scores = [
        {metric: ranked[metric][place] if sent.ranked else _given(sent) for metric, sent in body.metrics.items()}
        for place, body in enumerate(bodies)
    ]
    averages = [average([_known(score) for score in each.values()]) for each in scores]
    places = _places(scoring, thresholds, averages)
    return [
        SegmentedBody(*each, capped(each[-1].segment, scoring.cap, each[0].figure, scoring.segments))
        for each in zip(bodies, scores, averages, places, strict=True)
    ]


def _ranked(metric: str, by: Yardstick, bodies: Sequence[SentBody]) -> list[Fraction | NoScore]:
    return by.scores([body.metrics[metric].number if metric in body.metrics else None for body in bodies])


def _given(sent: Sent) -> Fraction | NoScore:
    return NoScore.NOT_SENT if sent.number is None else sent.number


def _known(score: Fraction | NoScore) -> Fraction | None:
    return None if isinstance(score, NoScore) else score


def _places(scoring: Scoring, thresholds: Sequence[Fraction], averages: Sequence[Fraction | None]) -> list[Place]:
    if scoring.method is ScoringMethod.QUARTILE_AVERAGE:
        return segments_by_quartile(averages, scoring.segments)
    return segments_by_threshold(averages, thresholds, scoring.segments)
