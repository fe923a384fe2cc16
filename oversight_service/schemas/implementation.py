"""The wire of the implementation plan, and of how far a body says it is with each objective."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final

from pydantic import BaseModel, Field, TypeAdapter

from oversight_service.domain.implementation_plan import (
    Implementation,
    ImplementationCounts,
    ImplementationPlan,
    ImplementationStatus,
    StrategicObjective,
    implementation_counts,
)
from oversight_service.schemas.impersonal import Impersonal, ImpersonalLink, Role
from services.wire import Text, Wire

NOTHING_RECORDED: Final = "nothing-recorded"

_PLAN: Final = TypeAdapter(ImplementationPlan)


class ObjectiveStatusIn(Wire):
    """How far a body is with one objective, where that can be read, and which role leads it."""

    id: Annotated[Text, Field(max_length=10)]
    status: ImplementationStatus
    note: Annotated[Impersonal, Field(max_length=2_000)] = ""
    evidence: Annotated[list[ImpersonalLink], Field(max_length=20)] = Field(default_factory=list)
    lead_role: Role | None = None


class ImplementationIn(Wire):
    """The objectives that change."""

    objectives: Annotated[list[ObjectiveStatusIn], Field(min_length=1, max_length=50)]


class ImplementationPlanLine(BaseModel):
    """A plan in a list."""

    key: str
    version: str
    title: str
    objectives: int
    href: str


class ImplementationPlansOut(BaseModel):
    """The plans that are held as reference data."""

    items: list[ImplementationPlanLine]
    next: None = None
    total: int


class ObjectiveStatusOut(BaseModel):
    """An objective with what a body says of it; ``status`` is null, with the reason, where it says nothing."""

    id: str
    group: str
    title: str
    status: str | None
    reason: str | None
    note: str | None
    evidence: list[str]
    lead_role: str | None
    revision: int | None
    recorded_at: datetime | None
    recorded_by: str | None


class ImplementationOut(BaseModel):
    """Every objective of the plan with what a body says of it, and how many are where."""

    organisation: str
    plan: str
    plan_version: str
    objectives: list[ObjectiveStatusOut]
    counts: ImplementationCounts
    total: int


class ObjectiveRevisionOut(BaseModel):
    """What a body said of an objective once: by whose client, and when."""

    objective: str
    revision: int
    status: str
    note: str
    evidence: list[str]
    lead_role: str | None
    recorded_at: datetime
    recorded_by: str


class ImplementationRevisionsOut(BaseModel):
    """Everything a body ever said of the objectives, by objective and oldest first."""

    organisation: str
    items: list[ObjectiveRevisionOut]
    next: None = None
    total: int


def plan_json(plan: ImplementationPlan) -> bytes:
    """Return a whole plan as JSON."""
    return _PLAN.dump_json(plan)


def plan_line(plan: ImplementationPlan) -> ImplementationPlanLine:
    """Return a plan as it stands in a list."""
    return ImplementationPlanLine(
        key=plan.key,
        version=plan.version,
        title=plan.title,
        objectives=len(plan.objectives()),
        href=f"/v1/implementation-plans/{plan.key}",
    )


def revision_out(told: Implementation) -> ObjectiveRevisionOut:
    """Return a revision as the wire shows it."""
    return ObjectiveRevisionOut(
        objective=told.objective,
        revision=told.revision,
        status=told.status,
        note=told.note,
        evidence=list(told.evidence),
        lead_role=told.lead_role,
        recorded_at=told.recorded_at,
        recorded_by=told.recorded_by,
    )


def implementation_out(ods: str, plan: ImplementationPlan, told: Mapping[str, Implementation]) -> ImplementationOut:
    """Return every objective with what a body says of it."""
    objectives = plan.objectives()
    return ImplementationOut(
        organisation=ods,
        plan=plan.key,
        plan_version=plan.version,
        objectives=[_objective(each, told.get(id)) for id, each in objectives.items()],
        counts=implementation_counts(objectives, [each.status for id, each in told.items() if id in objectives]),
        total=len(objectives),
    )


def _objective(objective: StrategicObjective, told: Implementation | None) -> ObjectiveStatusOut:
    return ObjectiveStatusOut(
        id=objective.id,
        group=objective.id.partition(".")[0],
        title=objective.title,
        status=told.status if told else None,
        reason=None if told else NOTHING_RECORDED,
        note=told.note if told else None,
        evidence=list(told.evidence) if told else [],
        lead_role=told.lead_role if told else None,
        revision=told.revision if told else None,
        recorded_at=told.recorded_at if told else None,
        recorded_by=told.recorded_by if told else None,
    )
