"""The wire of action plans: what an organisation agrees to do, who answers for it by role, and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, field_validator

from oversight_service.domain.action import Action, ActionStatus, PlanSummary, WresIndicator
from oversight_service.schemas.impersonal import Impersonal, ImpersonalLink, Line, Role
from services import delimited
from services.instants import now
from services.wire import Day, Whole, Wire
from vocabulary.years import FIRST_YEAR, LAST_YEAR


def _different(indicators: list[WresIndicator]) -> list[WresIndicator]:
    if len(set(indicators)) != len(indicators):
        raise ValueError("an indicator is named twice")
    return sorted(indicators)


class ImpactEvidenceIn(Wire):
    """What an action has changed: in words, of which indicator and reporting year, and where it can be read."""

    text: Annotated[Line, Field(max_length=2_000)]
    indicator: WresIndicator | None = None
    year: Annotated[Whole, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)] | None = None
    link: ImpersonalLink | None = None


class ActionIn(Wire):
    """An action as its organisation states it. Overdue is not stated: it follows from ``due_on`` and the day."""

    title: Annotated[Line, Field(max_length=200)]
    aim: Annotated[Impersonal, Field(max_length=2_000)] = ""
    strategic_objective: Annotated[str, Field(pattern=r"^[1-9]\d?\.[1-9]\d?$")]
    indicators: Annotated[list[WresIndicator], AfterValidator(_different)] = Field(default_factory=list)
    owner_role: Role
    status: ActionStatus
    started_on: Day | None = None
    due_on: Day
    completed_on: Annotated[Day | None, Field(validate_default=True)] = None
    evidence_of_impact: Annotated[list[ImpactEvidenceIn], Field(max_length=50)] = Field(default_factory=list)
    links: Annotated[list[ImpersonalLink], Field(max_length=20)] = Field(default_factory=list)

    # A field sees only those above it; where one of them is wrong itself, that is what is told.
    @field_validator("due_on")
    @classmethod
    def _due_after_the_start(cls, due_on: date, info: ValidationInfo) -> date:
        _require_order(info.data.get("started_on"), due_on)
        return due_on

    @field_validator("completed_on")
    @classmethod
    def _completed_if_it_says_so(cls, completed_on: date | None, info: ValidationInfo) -> date | None:
        status = info.data.get("status")
        if completed_on is None:
            if status is ActionStatus.COMPLETED:
                raise ValueError("a completed action says on which day it was")
            return None
        if status is not None and status is not ActionStatus.COMPLETED:
            raise ValueError(f"only a completed action has such a day; this one is {status}")
        if completed_on > now().date():
            raise ValueError("the day lies in the future")
        _require_order(info.data.get("started_on"), completed_on)
        return completed_on


def _require_order(started_on: date | None, day: date) -> None:
    if started_on is not None and day < started_on:
        raise ValueError(f"the day lies before started_on, {started_on}")


class ImpactEvidenceOut(BaseModel):
    """What an action has changed, as its organisation states it."""

    text: str
    indicator: str | None
    year: int | None
    link: str | None


class ActionOut(BaseModel):
    """An action as its newest revision states it, or as an earlier one did; ``overdue`` as of the day asked about."""

    organisation: str
    id: str
    revision: int
    title: str
    aim: str
    strategic_objective: str
    indicators: list[str]
    owner_role: str
    status: str
    overdue: bool
    started_on: date | None
    due_on: date
    completed_on: date | None
    evidence_of_impact: list[ImpactEvidenceOut]
    links: list[str]
    recorded_at: datetime
    recorded_by: str


class ActionSummaryOut(BaseModel):
    """What the whole plan comes to, in numbers of actions; one that was withdrawn counts in ``total`` alone."""

    total: int
    open: int
    overdue: int
    completed: int
    with_evidence: int
    indicators_addressed: list[str]


class ActionsOut(BaseModel):
    """A page of an organisation's actions by id; ``reason`` says why there is none. ``on`` is the day of ``overdue``.

    ``total`` counts those that were asked for, ``summary`` all there are.
    """

    organisation: str
    on: date
    items: list[ActionOut]
    next: str | None
    total: int
    reason: str | None
    summary: ActionSummaryOut


class ActionRevisionsOut(BaseModel):
    """Every revision of an action, oldest first: what was stated, by whose client, and when."""

    organisation: str
    id: str
    items: list[ActionOut]
    next: None = None
    total: int


def action_out(action: Action, on: date) -> ActionOut:
    """Return an action as the wire shows it on a day."""
    return ActionOut(
        organisation=action.ods,
        id=action.id,
        revision=action.revision,
        title=action.title,
        aim=action.aim,
        strategic_objective=action.strategic_objective,
        indicators=list(action.indicators),
        owner_role=action.owner_role,
        status=action.status,
        overdue=action.overdue(on),
        started_on=action.started_on,
        due_on=action.due_on,
        completed_on=action.completed_on,
        evidence_of_impact=[
            ImpactEvidenceOut(text=each.text, indicator=each.indicator, year=each.year, link=each.link)
            for each in action.evidence_of_impact
        ],
        links=list(action.links),
        recorded_at=action.recorded_at,
        recorded_by=action.recorded_by,
    )


def summary_out(summary: PlanSummary) -> ActionSummaryOut:
    """Return what a plan comes to as the wire shows it."""
    return ActionSummaryOut(
        total=summary.total,
        open=summary.open,
        overdue=summary.overdue,
        completed=summary.completed,
        with_evidence=summary.with_evidence,
        indicators_addressed=list(summary.indicators_addressed),
    )


def actions_csv(items: Sequence[ActionOut]) -> bytes:
    """Return actions as CSV, one a row; what is a list is one cell, its entries parted by semicolons."""
    rows = [[_cell(value) for value in item.model_dump(mode="json").values()] for item in items]
    return delimited.csv_of(list(ActionOut.model_fields), rows)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, list):
        return value
    return "; ".join(_evidence(each) if isinstance(each, dict) else each for each in value)


def _evidence(told: Mapping[str, object]) -> str:
    indicator = f"indicator {told['indicator']}" if told["indicator"] else None
    more = [str(each) for each in (indicator, told["year"], told["link"]) if each is not None]
    return f"{told['text']} ({', '.join(more)})" if more else str(told["text"])
