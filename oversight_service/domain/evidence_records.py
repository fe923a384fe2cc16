"""What a pack tells of records: how the return came in, the goals, and the action plan."""

from dataclasses import dataclass
from datetime import date, datetime

from oversight_service.domain.facts import Source


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
