"""The strategy's implementation plan (Annex C) as reference data, and how far a body says it is with it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from oversight_service.domain.framework_words import Confidence
from oversight_service.domain.frameworks import Review

STRATEGY: Final = "a-model-employer-2019"
"""The key of the plan that actions and statuses refer to."""


class ImplementationStatus(StrEnum):
    """How far a body is with an objective, as it states it itself."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class OversightBody:
    """A body that the plan names as overseeing."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class StrategicObjective:
    """One objective of the plan: what is to come of it, what is to be delivered, and the bodies that oversee it."""

    id: str
    title: str
    outcome: str
    deliverable: str
    oversight: tuple[OversightBody, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveGroup:
    """One of the plan's groups with its objectives, whose ids begin with the group's."""

    id: str
    title: str
    objectives: tuple[StrategicObjective, ...]


@dataclass(frozen=True, slots=True)
class PlanSource:
    """Where the plan is published, and how sure we are of it."""

    title: str
    publisher: str
    published: str
    part: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class ImplementationPlan:
    """A published plan in our words; ``version`` moves when they do. ``overseen_by`` oversee the whole of it."""

    key: str
    version: str
    title: str
    overseen_by: tuple[OversightBody, ...]
    source: PlanSource
    review: Review
    groups: tuple[ObjectiveGroup, ...]

    def objectives(self) -> Mapping[str, StrategicObjective]:
        """Return every objective of the plan by id, in the plan's order."""
        return {each.id: each for group in self.groups for each in group.objectives}


@dataclass(frozen=True, slots=True)
class Implementation:
    """What a body says of one objective: how far it is, a note, where it can be read, and which role leads it."""

    ods: str
    objective: str
    status: ImplementationStatus
    note: str
    evidence: tuple[str, ...]
    lead_role: str | None
    revision: int
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class ImplementationCounts:
    """How many of a plan's objectives are where, by what a body has recorded."""

    not_started: int
    in_progress: int
    done: int
    not_applicable: int
    nothing_recorded: int


def implementation_counts(
    objectives: Collection[str], statuses: Iterable[ImplementationStatus]
) -> ImplementationCounts:
    """Return how many of a plan's objectives are where; ``statuses`` are those recorded, one an objective at most."""
    counts = Counter(statuses)
    return ImplementationCounts(
        not_started=counts[ImplementationStatus.NOT_STARTED],
        in_progress=counts[ImplementationStatus.IN_PROGRESS],
        done=counts[ImplementationStatus.DONE],
        not_applicable=counts[ImplementationStatus.NOT_APPLICABLE],
        nothing_recorded=len(objectives) - counts.total(),
    )
