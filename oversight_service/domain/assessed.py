"""Evidence as an assessment shows it: a fact for the rules, and its value, unit and sentence for the reader."""

from dataclasses import dataclass

from oversight_service.domain.board_seats import seats_fact
from oversight_service.domain.data_quality import quality_fact
from oversight_service.domain.evidence import DataQuality
from oversight_service.domain.evidence_metrics import BoardSeats, MetricEvidence
from oversight_service.domain.evidence_trajectories import TrajectoryEvidence
from oversight_service.domain.facts import Fact
from oversight_service.domain.framework_definitions import (
    BoardDefinition,
    MetricDefinition,
    QualityDefinition,
    TrajectoryDefinition,
)
from oversight_service.domain.framework_words import Confidence, Direction
from oversight_service.domain.frameworks import Threshold
from oversight_service.domain.metric_evidence import metric_fact
from oversight_service.domain.trajectory_evidence import trajectory_fact

TINY = 11
"""Fewer people than this are too few to raise an alarm over: the number that the evidence pack withholds under."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One piece of evidence. ``reason`` says why there is no value; ``small`` that too few people are behind it."""

    fact: Fact
    value: Threshold | None
    unit: str | None
    direction: Direction
    reason: str | None
    sentence: str
    small: bool
    confidence: Confidence


def of_metric(definition: MetricDefinition, metric: MetricEvidence) -> Assessed:
    """Return a WRES metric as evidence."""
    return Assessed(
        fact=metric_fact(metric),
        value=metric.value,
        unit=metric.unit,
        direction=definition.direction,
        reason=metric.reason,
        sentence=metric.sentence,
        small=bool(metric.small_number),
        confidence=definition.confidence,
    )


def of_seats(definition: BoardDefinition, seats: BoardSeats) -> Assessed:
    """Return one cut of the board as evidence; where under one seat is expected, too little can be seen."""
    return Assessed(
        fact=seats_fact(seats),
        value=seats.actual,
        unit="seats",
        direction=Direction.PARITY,
        reason=seats.reason,
        sentence=seats.sentence,
        small=seats.expected is None or seats.expected < 1,
        confidence=definition.confidence,
    )


def of_trajectory(definition: TrajectoryDefinition, way: TrajectoryEvidence) -> Assessed:
    """Return a band's trajectory as evidence; its value is the BME share, plain."""
    return Assessed(
        fact=trajectory_fact(definition, way),
        value=way.share,
        unit="share",
        direction=Direction.PARITY,
        reason=way.reason,
        sentence=way.sentence,
        small=way.total is None or way.total < TINY,
        confidence=definition.confidence,
    )


def of_quality(definition: QualityDefinition, quality: DataQuality) -> Assessed:
    """Return how complete the data are as evidence."""
    return Assessed(
        fact=quality_fact(quality),
        value=quality.completeness,
        unit="percent",
        direction=Direction.HIGH,
        reason=quality.reason,
        sentence=quality.sentence,
        small=False,
        confidence=definition.confidence,
    )
