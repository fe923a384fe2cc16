"""The actions of an organisation's WRES action plan: what it agreed to do, by when, and what came of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service import permission
from oversight_service.domain.action import Action, ActionStatus, WresIndicator, action_id, plan_summary
from oversight_service.domain.actions_wanted import ActionsWanted
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.domain.implementation_plan import ImplementationPlan
from oversight_service.routes.assessments import CSV_ANSWER
from oversight_service.routes.implementation import StrategyPlan, unknown_objective
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas.actions import (
    ActionIn,
    ActionOut,
    ActionRevisionsOut,
    ActionsOut,
    action_out,
    actions_csv,
    summary_out,
)
from oversight_service.store.actions import action_of, actions_of
from oversight_service.store.documents import following, newest_one, revisions
from oversight_service.store.keeping import keep
from oversight_service.tables import DocumentRow
from services import conditional, delimited, paging
from services.as_of import AsOf
from services.conditional import Condition, IfMatch, answer, answer_model
from services.database import Reading, Writing
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.instants import now
from services.problems import Fault, Problem, invalid
from services.wire import Day
from vocabulary.permissions.resources import Resource

router = APIRouter(prefix="/v1", tags=["actions"], route_class=IdempotentRoute)

MOST: Final = 500
"""How many actions an organisation keeps."""

NOTHING_RECORDED: Final = "nothing-recorded"
NONE_MATCHES: Final = "none-matches"

ActionId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$", description="Id that the action was given.")]
On = Annotated[
    Day | None, Query(description="Day on which to say what is overdue: today, or the day of as_of, where left out.")
]


def _day(on: date | None, as_of: datetime | None) -> date:
    """Return the day on which to say what is overdue: the one asked for, else that of the instant asked about."""
    return on or (as_of or now()).date()


def _wanted(
    plan: StrategyPlan,
    status: Annotated[ActionStatus | None, Query(description="Only those of this status.")] = None,
    indicator: Annotated[WresIndicator | None, Query(description="Only those that address this indicator.")] = None,
    objective: Annotated[str | None, Query(max_length=10, description="Only those of this objective.")] = None,
    overdue: Annotated[bool | None, Query(description="Only those overdue on the day, or only the others.")] = None,
) -> ActionsWanted:
    if objective is not None and objective not in plan.objectives():
        fault = Fault("query:objective", "unknown-objective", unknown_objective(plan, objective), column="objective")
        raise invalid(fault)
    return ActionsWanted(status, indicator, objective, overdue)


@router.get("/organisations/{ods}/actions", response_model=ActionsOut, responses=CSV_ANSWER)
async def list_actions(
    request: Request,
    ods: Ods,
    session: Reading,
    caller: Calling,
    wanted: Annotated[ActionsWanted, Depends(_wanted)],
    on: On = None,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    format: Literal["json", "csv"] = "json",
    as_of: AsOf = None,
) -> Response:
    """List an organisation's actions by id, and what the whole plan comes to. An empty list says why it is empty."""
    await permission.require_record_reader(request, caller, ods)
    day = _day(on, as_of)
    every = (await actions_of(session, [ods], as_of)).get(ods, ())
    chosen = [each for each in every if wanted.has(each, day)]
    start = paging.after(cursor)
    page = [each for each in chosen if each.id > start][:limit]
    onward = bool(page) and page[-1] is not chosen[-1]
    following_page = paging.cursor(page[-1].id) if onward else None
    items = [action_out(each, day) for each in page]
    if format == "csv":
        return _csv(request, items, following_page)
    shown = ActionsOut(
        organisation=ods,
        on=day,
        items=items,
        next=following_page,
        total=len(chosen),
        reason=None if chosen else (NONE_MATCHES if every else NOTHING_RECORDED),
        summary=summary_out(plan_summary(every, day)),
    )
    return answer_model(request, shown)


def _csv(request: Request, items: Sequence[ActionOut], following_page: str | None) -> Response:
    response = answer(request, actions_csv(items), delimited.MEDIA_TYPE)
    if following_page:
        onward = request.url.include_query_params(cursor=following_page)
        response.headers["link"] = f'<{onward.path}?{onward.query}>; rel="next"'
    return response


@router.post("/organisations/{ods}/actions", status_code=201)
async def add_action(
    request: Request,
    response: Response,
    ods: Ods,
    plan: StrategyPlan,
    body: ActionIn,
    session: Writing,
    caller: Calling,
) -> ActionOut:
    """Add an action to an organisation's plan. Its id is made of its title; ``Location`` says where it is."""
    await permission.require_keeper(request, caller, Resource.RECORD, ods)
    _require_objective(plan, body)
    taken = [each.id for each in (await actions_of(session, [ods])).get(ods, ())]
    if len(taken) >= MOST:
        raise Problem(409, f"{ods} keeps {MOST} actions already; revise those that there are.")
    row = _following(None, ods, action_id(body.title, taken), body, caller.client)
    await keep(session, None, row, "action")
    response.headers["location"] = f"/v1/organisations/{ods}/actions/{row.name}"
    return action_out(action_of(row), now().date())


@router.get("/organisations/{ods}/actions/{id}", response_model=ActionOut)
async def read_action(
    request: Request, ods: Ods, id: ActionId, session: Reading, caller: Calling, on: On = None, as_of: AsOf = None
) -> Response:
    """Read an action as its newest revision states it."""
    await permission.require_record_reader(request, caller, ods)
    return answer_model(request, action_out(action_of(await _known(session, ods, id, as_of)), _day(on, as_of)))


@router.put("/organisations/{ods}/actions/{id}")
async def revise_action(
    request: Request,
    ods: Ods,
    id: ActionId,
    plan: StrategyPlan,
    body: ActionIn,
    session: Writing,
    caller: Calling,
    if_match: IfMatch,
) -> ActionOut:
    """Revise an action; what it stated before stays on record. The same statement again makes no revision."""
    await permission.require_keeper(request, caller, Resource.RECORD, ods)
    _require_objective(plan, body)
    before = await _known(session, ods, id)
    _require_match(if_match, action_of(before))
    row = _following(before, ods, id, body, caller.client)
    if row.document == before.document:
        return action_out(action_of(before), now().date())
    await keep(session, before, row, "revision of this action")
    return action_out(action_of(row), now().date())


@router.get("/organisations/{ods}/actions/{id}/revisions", response_model=ActionRevisionsOut)
async def list_action_revisions(
    request: Request, ods: Ods, id: ActionId, session: Reading, caller: Calling, on: On = None, as_of: AsOf = None
) -> Response:
    """Read every revision of an action, oldest first: what was stated, by whose client, and when."""
    await permission.require_record_reader(request, caller, ods)
    await _known(session, ods, id, as_of)
    rows = await revisions(session, DocumentKind.ACTION, ods=ods, name=id, as_of=as_of)
    items = [action_out(action_of(row), _day(on, as_of)) for row in rows]
    return answer_model(request, ActionRevisionsOut(organisation=ods, id=id, items=items, total=len(items)))


async def _known(session: AsyncSession, ods: str, id: str, as_of: datetime | None = None) -> DocumentRow:
    """Return the newest revision of an action.

    Raises:
        Problem: 404 when there is none.
    """
    row = await newest_one(session, DocumentKind.ACTION, ods, id, as_of=as_of)
    if row is None:
        raise Problem(404, f"{ods} has no action '{id}' on record.")
    return row


def _following(before: DocumentRow | None, ods: str, id: str, body: ActionIn, client: str) -> DocumentRow:
    return following(before, DocumentKind.ACTION, ods, id, 0, body.model_dump_json(), client)


def _require_objective(plan: ImplementationPlan, body: ActionIn) -> None:
    """Refuse an action for an objective that the plan has not.

    Raises:
        Problem: 422.
    """
    if body.strategic_objective not in plan.objectives():
        words = unknown_objective(plan, body.strategic_objective)
        raise invalid(Fault("$.strategic_objective", "unknown-objective", words, column="strategic_objective"))


def _require_match(if_match: Condition, newest: Action) -> None:
    """Refuse to follow an action that has moved on since it was read.

    It was read on some day; whether it was overdue then is no part of what is stated, so either reading will do.

    Raises:
        Problem: 412, or 428.
    """
    shown = action_out(newest, newest.due_on)
    read = [shown.model_copy(update={"overdue": overdue}).model_dump_json().encode() for overdue in (False, True)]
    if_match.require(*(conditional.entity_tag(each) for each in read), what="the action")
