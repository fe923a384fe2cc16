"""The evidence pack: facts about one organisation and year, arranged by the questions of a framework.

Everything here is computed by Model Employer from the organisation's own return, and says where it came from.
Only ``official`` is the framework body's own: it is recorded, never computed.
"""

from dataclasses import dataclass
from datetime import date

from oversight_service.domain.enquiry import Enquiry
from oversight_service.domain.evidence_metrics import BoardSeats, MetricEvidence
from oversight_service.domain.evidence_records import ActionPlan, ReturnLife, Targets
from oversight_service.domain.evidence_trajectories import TrajectoryEvidence
from oversight_service.domain.facts import Source
from oversight_service.domain.framework_words import Confidence, EvidenceKind


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
