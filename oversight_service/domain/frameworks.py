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
    """The kinds of fact that a rule can look at.

    ``RECORDED`` is a figure published elsewhere, ``ASPIRATION`` progress on an agreed goal, ``SUBMISSION`` the return
    itself, ``RECORD`` what the organisation put on record, ``COMMISSIONING`` a commissioner's view of its providers.
    """

    METRIC = "metric"
    BOARD_SEATS = "board_seats"
    TRAJECTORY = "trajectory"
    DATA_QUALITY = "data_quality"
    RECORDED = "recorded"
    ASPIRATION = "aspiration"
    SUBMISSION = "submission"
    RECORD = "record"
    COMMISSIONING = "commissioning"


class ArrangedBy(StrEnum):
    """What a framework calls the heads that its evidence is arranged under."""

    QUESTIONS = "questions"
    THEMES = "themes"
    STATEMENTS = "statements"
    ACTIONS = "actions"
    DUTIES = "duties"
    INDICATORS = "indicators"


class Trigger(StrEnum):
    """What it means that a rule holds. None of them is an outcome of the framework's own body."""

    LINE_OF_ENQUIRY = "line_of_enquiry"
    POTENTIAL_SUPPORT_NEED = "potential_support_need"
    MATTER_FOR_ASSURANCE = "matter_for_assurance"
    GAP_IN_COMPLIANCE = "gap_in_compliance"


class Direction(StrEnum):
    """Which way a figure is good. A figure of ``CONTEXT`` is neither good nor bad by itself."""

    HIGH = "high_is_good"
    LOW = "low_is_good"
    PARITY = "parity_is_good"
    CONTEXT = "context"


class RecordKind(StrEnum):
    """What an organisation can have put on record that a framework asks for."""

    ACTION_PLAN = "action_plan"
    IMPLEMENTATION = "implementation"
    BOARD_OBJECTIVES = "board_objectives"
    CONTRACT_REPORT = "contract_report"
    FIVE_YEAR_PLAN = "five_year_plan"


class ScoringMethod(StrEnum):
    """How a framework's own arithmetic turns scores into a place on its scale."""

    QUARTILE_AVERAGE = "quartile_average"
    THRESHOLD_AVERAGE = "threshold_average"
    STATEMENT_PERCENTAGE = "statement_percentage"


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


@dataclass(frozen=True, slots=True)
class Cap:
    """A body whose recorded figure is above ``above`` is given no better segment than ``segment``."""

    figure: str
    above: float
    segment: str


@dataclass(frozen=True, slots=True)
class RatingBand:
    """A rating and the whole percentages that give it, both ends inclusive."""

    low: int
    high: int
    rating: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """A framework's own arithmetic, applied to what is sent to us: never the body's own decision.

    ``segments`` are best first; ``thresholds`` are the largest average of each but the last.
    """

    method: ScoringMethod
    confidence: Confidence
    note: str
    metrics: tuple[str, ...]
    segments: tuple[str, ...]
    thresholds: tuple[float, ...]
    cap: Cap | None
    highest_score: int | None
    bands: tuple[RatingBand, ...]


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
