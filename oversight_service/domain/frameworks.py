"""What an assessment framework is: questions, the evidence they ask for, and rules that suggest enquiries.

Regimes change every few years, so a framework is versioned data and these records know no regime by name.
What the framework's own body decides, such as a rating, is recorded elsewhere and never computed from here.
"""

from dataclasses import dataclass
from datetime import date

from oversight_service.domain.framework_definitions import (
    AspirationDefinition,
    BoardDefinition,
    CommissioningDefinition,
    MetricDefinition,
    QualityDefinition,
    RecordDefinition,
    RecordedDefinition,
    SubmissionDefinition,
    TrajectoryDefinition,
)
from oversight_service.domain.framework_scoring import Scoring
from oversight_service.domain.framework_words import ArrangedBy, Comparison, Confidence, EvidenceKind, Trigger
from vocabulary.organisations import OrganisationType

Threshold = str | bool | float
"""What a rule may compare with: a word, yes or no, or a number."""


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
class Condition:
    """One comparison of a rule: the named value of a fact against a threshold."""

    value: str
    comparison: Comparison
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds for a fact when all its conditions do; what that means is the framework's ``triggers``.

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
    arranged_by: ArrangedBy
    triggers: Trigger
    caveats: tuple[str, ...]
    questions: tuple[Question, ...]
    metrics: tuple[MetricDefinition, ...]
    board: BoardDefinition | None
    trajectories: TrajectoryDefinition | None
    data_quality: QualityDefinition | None
    recorded: tuple[RecordedDefinition, ...]
    aspiration: AspirationDefinition | None
    submission: SubmissionDefinition | None
    records: tuple[RecordDefinition, ...]
    commissioning: CommissioningDefinition | None
    scoring: Scoring | None
    rules: tuple[Rule, ...]
