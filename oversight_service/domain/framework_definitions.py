"""What a framework says of each kind of evidence that it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from oversight_service.domain.framework_words import Confidence, Direction, RecordKind


@dataclass(frozen=True, slots=True)
class MetricWording:
    """Sentences for a tested difference: one for each way it can point.

    ``favours_reference`` and ``favours_interest`` are used only when the difference is significant.
    """

    figures: str
    favours_reference: str
    favours_interest: str


@dataclass(frozen=True, slots=True)
class MetricDefinition:
    """A row of the indicators service that is evidence, and the questions it bears on.

    ``measure`` is the value shown. ``judged_by`` is the measure of the same part whose test says whether the
    difference is significant; a share has no test of its own, its gap has. ``minimum_denominator`` withholds
    the metric when either group is smaller, in people.
    """

    id: str
    title: str
    indicator: str
    part: Mapping[str, str] | None
    measure: str
    judged_by: str
    direction: Direction
    questions: tuple[str, ...]
    why: str
    minimum_denominator: int | None
    wording: MetricWording
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class BoardDefinition:
    """Which rows give board seats by membership, and the workforce share that sets the number expected."""

    indicator: str
    measure: str
    memberships: tuple[str, ...]
    workforce_indicator: str
    workforce_part: Mapping[str, str]
    workforce_measure: str
    questions: tuple[str, ...]
    why: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class TrajectoryDefinition:
    """Which bands' trajectories are evidence, and the year whose horizon the rules look at."""

    bands: tuple[str, ...]
    horizon: int
    questions: tuple[str, ...]
    why: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class QualityDefinition:
    """Which row tells how complete the data are, and the questions that data quality bears on."""

    indicator: str
    part: Mapping[str, str]
    measure: str
    questions: tuple[str, ...]
    why: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class RecordedDefinition:
    """A figure that others published and that is recorded here, by its key in the catalogue of figures."""

    id: str
    title: str
    figure: str
    direction: Direction
    questions: tuple[str, ...]
    why: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class AspirationDefinition:
    """Which bands' agreed goals tell of progress on the BME leadership aspiration (strategy section 04)."""

    bands: tuple[str, ...]
    questions: tuple[str, ...]
    why: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class SubmissionDefinition:
    """The WRES return of the year as evidence in itself: there or not, late or not, how complete."""

    questions: tuple[str, ...]
    why: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class RecordDefinition:
    """Something that an organisation is to put on record, from a reporting year on where it was not asked before."""

    id: str
    title: str
    record: RecordKind
    from_year: int | None
    questions: tuple[str, ...]
    why: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CommissioningDefinition:
    """A commissioner's indicators 163a and 163b, with the choices that the definition leaves open."""

    gap_mode: str
    weight_basis: str
    least_indicators: int
    coverage_floor: float
    questions: tuple[str, ...]
    why: str
    confidence: Confidence
