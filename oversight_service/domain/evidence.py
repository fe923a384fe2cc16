"""The evidence pack: facts about one organisation and year, arranged by the questions of a framework.

Everything here is computed by Model Employer from the organisation's own return, and says where it came from.
Only ``official`` is the framework body's own: it is recorded, never computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from oversight_service.domain.binomial import Tail
from oversight_service.domain.enquiry import Enquiry
from oversight_service.domain.facts import Source
from oversight_service.domain.frameworks import Confidence, EvidenceKind
from oversight_service.domain.results import Group, Interval


@dataclass(frozen=True, slots=True)
class Absence:
    """A response that there is not, with the reason, such as ``not-submitted``."""

    reason: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation as the indicators service names it. ``type`` None is not known."""

    ods: str
    name: str | None = None
    type: str | None = None
    region: str | None = None
    synthetic: bool | None = None


@dataclass(frozen=True, slots=True)
class OfficialOutcome:
    """The body's own rating as it was published: its value, its day, and where it was read."""

    rating: str
    date: date
    source: str


@dataclass(frozen=True, slots=True)
class FrameworkVersion:
    """Which framework file an answer was made with, and whether it speaks of this organisation and year."""

    key: str
    version: str
    title: str
    body: str
    applies: bool
    applies_reason: str | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Change:
    """The movement since an earlier year, in the metric's unit.

    ``p_value``, ``test`` and ``significant`` are those of the two-year test, ``None`` where there is none: only a
    significant change is put into words. ``sentence`` says what can be said.
    """

    previous_year: int
    previous_value: float | None
    difference: float | None
    p_value: float | None = None
    test: str | None = None
    significant: bool | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class YearPoint:
    """A metric's value in one year, with its interval; ``reason`` says why there is none."""

    year: int
    value: float | None
    lower: float | None
    upper: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class MetricTrend:
    """A metric over the years to that of the pack, and the test of whether it moves; ``reason`` without a test."""

    points: tuple[YearPoint, ...]
    years: tuple[int, ...]
    direction: str | None
    p_value: float | None
    test: str | None
    significant: bool | None
    reason: str | None
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class PeerComparison:
    """A metric beside a group of others: ``group`` is ``nearest``, ``region`` or ``type``.

    ``measure`` is what is compared: the one that the metric is judged by. ``value`` is the organisation's own, and
    ``pooled`` the group's from summed counts, both in ``unit``. ``verdict`` is better, similar or worse than the
    others pooled, tested at 95 %; ``None`` where there is no test. ``rank`` counts from the best of ``of``.
    """

    group: str
    title: str
    measure: str
    value: float | None
    unit: str | None
    pooled: float | None
    median: float | None
    rank: int | None
    of: int | None
    quartile: int | None
    verdict: str | None
    p_value: float | None
    reason: str | None
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class ReturnLife:
    """How the return of the year came in: its steps, whether it was late, and what was explained at sign-off.

    The steps are those of the revision that is published, or else of the newest. ``first_submitted_at`` is of any
    revision, and is what the deadline is held against. ``reason`` says why none of it is told.
    """

    first_submitted_at: datetime | None
    submitted_at: datetime | None
    signed_off_at: datetime | None
    published_at: datetime | None
    withdrawn_at: datetime | None
    deadline: date | None
    late: bool | None
    revisions: int | None
    explained: tuple[str, ...]
    reason: str | None
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class TargetEvidence:
    """A goal of the organisation, how far it is agreed, and progress on it where it is in force.

    A goal under revision is told twice: as it is proposed, and as it is in force. After a merger the goals of those
    that merged are held against together: ``organisations`` names them, and what they do not share is ``None``.
    ``share`` is plain; ``expected`` and ``actual`` are posts.
    """

    id: str
    title: str
    staff_group: str
    band: str
    kind: str
    state: str
    in_force: bool
    organisations: tuple[str, ...]
    proposed_by: str | None
    waiting_for: tuple[str, ...]
    agreed_at: datetime | None
    board_discussed_on: date | None
    share: float | None
    year: int | None
    baseline_year: int | None
    revision: int | None
    expected: float | None
    actual: int | None
    status: str | None
    tail_probability: float | None
    reason: str | None
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class Targets:
    """The goals of the organisation; ``reason`` says why there are none to show."""

    items: tuple[TargetEvidence, ...]
    questions: tuple[str, ...]
    reason: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One action of the plan, as its organisation put it on record."""

    id: str
    title: str
    aim: str
    strategic_objective: str
    indicators: tuple[str, ...]
    owner_role: str
    due_on: date
    status: str
    overdue: bool
    evidence_of_impact: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The action plan on a day; ``reason`` says why it is not shown, such as ``not-visible``."""

    as_at: date | None
    total: int | None
    open: int | None
    overdue: int | None
    completed: int | None
    with_evidence: int | None
    items: tuple[PlannedAction, ...]
    reason: str | None
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class MetricEvidence:
    """One metric: its value, the test of the difference behind it, and one sentence.

    ``p_value``, ``significant`` and ``favours`` belong to ``tested_measure``, whose value is ``tested_value``
    in ``tested_unit``. Percentages are 0 to 100.
    """

    id: str
    title: str
    questions: tuple[str, ...]
    why: str
    value: float | None
    unit: str | None
    reason: str | None
    groups: Mapping[str, Group]
    interval: Interval | None
    tested_measure: str
    tested_value: float | None
    tested_unit: str | None
    p_value: float | None
    test: str | None
    significant: bool | None
    favours: str | None
    polarity: str | None
    four_fifths: str | None
    small_number: bool | None
    completeness: float | None
    benchmark: Mapping[str, object] | None
    change: Change | None
    sentence: str
    confidence: Confidence
    source: Source
    tested_source: Source
    trend: MetricTrend | None = None
    comparisons: tuple[PeerComparison, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardSeats:
    """Seats that BME people hold on one cut of the board, beside the number the workforce's share gives.

    ``expected`` = members x workforce share; ``shortfall`` = expected - actual; ``probability`` is the exact
    binomial chance of ``actual`` or further from it, on the side that ``tail`` names, at the workforce's share.
    """

    membership: str
    title: str
    questions: tuple[str, ...]
    members: int | None
    actual: int | None
    expected: float | None
    expected_share: float | None
    shortfall: float | None
    probability: float | None
    tail: Tail | None
    reason: str | None
    sentence: str
    source: Source
    workforce_source: Source


@dataclass(frozen=True, slots=True)
class Horizon:
    """What meeting a target by one year takes. Shares and probabilities are plain, 0 to 1."""

    year: int
    required_share: float | None
    required_in_words: str | None
    additional_per_year: float | None
    probability_met: float | None
    reachable: bool | None
    earliest_year: int | None
    reason: str | None
    safer_probability: float | None
    safer_share: float | None
    safer_in_words: str | None


@dataclass(frozen=True, slots=True)
class TrajectoryEvidence:
    """One band's way to its target. ``share`` is BME among known ethnicities; shares are plain, 0 to 1."""

    id: str
    title: str
    staff_group: str
    band: str
    questions: tuple[str, ...]
    status: str
    reason: str | None
    baseline_year: int | None
    interest: int | None
    total: int | None
    unknown: int | None
    share: float | None
    target_share: float | None
    target_source: str | None
    horizons: tuple[Horizon, ...]
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class DataQuality:
    """How far the figures can be relied on. Shares are percentages, 0 to 100.

    ``not_collected``, ``withheld`` and ``small_numbers`` are ids of metrics.
    """

    completeness: float | None
    unknown_share: float | None
    not_collected: tuple[str, ...]
    withheld: tuple[str, ...]
    small_numbers: tuple[str, ...]
    reason: str | None
    questions: tuple[str, ...]
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A piece of evidence that bears on a question: its kind and id, to be found elsewhere in the pack."""

    kind: EvidenceKind
    id: str
    title: str
    source: Source


@dataclass(frozen=True, slots=True)
class QuestionEvidence:
    """A question, the evidence that bears on it, and the lines of enquiry that the rules suggest."""

    id: str
    title: str
    asks: str
    evidence: tuple[EvidenceItem, ...]
    lines_of_enquiry: tuple[Enquiry, ...]


@dataclass(frozen=True, slots=True)
class PackInput:
    """One thing the pack was made from: a response of a service, or its absence with the reason.

    ``tag`` is the entity tag of the response, which names its very bytes.
    """

    service: str
    href: str
    used: bool
    reason: str | None
    year: int
    revision: int | None
    document: str | None
    edition: str | None
    state: str | None
    published: bool | None
    snapshot: str | None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """Everything about one organisation and year that bears on the questions of one framework."""

    organisation: Organisation
    year: int
    framework: FrameworkVersion
    computed_by: str
    official: OfficialOutcome | None
    metrics: tuple[MetricEvidence, ...]
    board_seats: tuple[BoardSeats, ...]
    trajectories: tuple[TrajectoryEvidence, ...]
    questions: tuple[QuestionEvidence, ...]
    evaluations: tuple[Enquiry, ...]
    data_quality: DataQuality | None
    return_life: ReturnLife | None
    targets: Targets | None
    action_plan: ActionPlan | None
    caveats: tuple[str, ...]
    inputs: tuple[PackInput, ...]
