"""What an assessment framework is: questions, the evidence they ask for, and rules that suggest enquiries.

Regimes change every few years, so a framework is versioned data and these records know no regime by name.
What the framework's own body decides, such as a rating, is recorded elsewhere and never computed from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vocabulary.organisations import OrganisationType

Threshold = str | bool | float
"""What a rule may compare with: a word, yes or no, or a number."""


class Confidence(StrEnum):
    """How sure we are of a statement about a framework."""

    PUBLISHED = "published"
    UNCONFIRMED = "unconfirmed"


class EvidenceKind(StrEnum):
    """The kinds of fact that a rule can look at."""

    METRIC = "metric"
    BOARD_SEATS = "board_seats"
    TRAJECTORY = "trajectory"
    DATA_QUALITY = "data_quality"


class Comparison(StrEnum):
    """How a value of a fact is held against a threshold."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class InForce:
    """When a framework applied. ``end`` is None while it still does; both days are inclusive."""

    start: date
    end: date | None
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The outcomes that the body awards, best first. They are recorded, never computed."""

    name: str
    values: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """Where the content of a framework file comes from."""

    title: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class Review:
    """Who wrote a framework file and when it was last read through."""

    author: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the framework, in our own words."""

    id: str
    title: str
    asks: str
    confidence: Confidence


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
class Condition:
    """One comparison of a rule: the named value of a fact against a threshold."""

    value: str
    comparison: Comparison
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class Rule:
    """Suggests a line of enquiry when all its conditions hold for a fact.

    ``only`` names the facts of the kind that the rule looks at; empty means all. ``reason`` is a template in
    plain English whose fields are values of the fact. ``enquiry`` says what to ask next.
    """

    id: str
    looks_at: EvidenceKind
    only: tuple[str, ...]
    conditions: tuple[Condition, ...]
    reason: str
    enquiry: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Framework:
    """One version of one assessment framework."""

    key: str
    version: str
    title: str
    body: str
    assesses: tuple[OrganisationType, ...]
    in_force: InForce
    scale: Scale
    source: SourceDocument
    review: Review
    computed_by: str
    caveats: tuple[str, ...]
    questions: tuple[Question, ...]
    metrics: tuple[MetricDefinition, ...]
    board: BoardDefinition | None
    trajectories: TrajectoryDefinition | None
    data_quality: QualityDefinition | None
    rules: tuple[Rule, ...]
