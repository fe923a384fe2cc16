"""The strategy's implementation plan (Annex C), and how far each body says it is with its objectives."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service import permission
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.domain.implementation_plan import STRATEGY, ImplementationPlan
from oversight_service.routes.figures import require_match
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas.implementation import (
    ImplementationIn,
    ImplementationOut,
    ImplementationPlansOut,
    ImplementationRevisionsOut,
    implementation_out,
    plan_json,
    plan_line,
    revision_out,
)
from oversight_service.store.documents import following, newest, revisions
from oversight_service.store.implementation import implementation_in
from oversight_service.store.keeping import keep
from oversight_service.tables import DocumentRow
from services.as_of import AsOf
from services.conditional import IfMatch, answer, answer_model
from services.database import Reading, Writing
from services.identity import Calling
from services.problems import Fault, Problem, fault_at, invalid
from vocabulary.permissions.resources import Resource

router = APIRouter(prefix="/v1", tags=["implementation"])

PlanKey = Annotated[str, Path(pattern=r"^[a-z0-9-]{3,60}$", description="Key of the plan.")]


async def plans_known(request: Request) -> Mapping[str, ImplementationPlan]:
    """Return the plans that the service started with."""
    plans: Mapping[str, ImplementationPlan] = request.app.state.plans
    return plans


PlansKnown = Annotated[Mapping[str, ImplementationPlan], Depends(plans_known)]


async def strategy_plan(plans: PlansKnown) -> ImplementationPlan:
    """Return the plan of the strategy that everything here serves."""
    return plans[STRATEGY]


StrategyPlan = Annotated[ImplementationPlan, Depends(strategy_plan)]
"""A route parameter: the plan whose objectives bodies carry out."""


@router.get("/implementation-plans", response_model=ImplementationPlansOut)
async def list_plans(request: Request, plans: PlansKnown, _caller: Calling) -> Response:
    """List the implementation plans that are held as reference data."""
    items = [plan_line(plan) for plan in plans.values()]
    return answer_model(request, ImplementationPlansOut(items=items, total=len(items)))


@router.get("/implementation-plans/{key}", response_model=ImplementationPlan)
async def read_plan(request: Request, key: PlanKey, plans: PlansKnown, _caller: Calling) -> Response:
    """Read a plan whole: its objectives in groups, each with outcome, deliverable and the bodies that oversee it."""
    plan = plans.get(key)
    if plan is None:
        raise Problem(404, f"There is no implementation plan '{key}'; there are {', '.join(plans)}.")
    return answer(request, plan_json(plan))


@router.get("/organisations/{ods}/implementation", response_model=ImplementationOut)
async def read_implementation(
    request: Request, ods: Ods, plan: StrategyPlan, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read how far a body says it is with every objective; those of which nothing is recorded say so."""
    await permission.require_record_reader(request, caller, ods)
    return answer_model(request, _shown(ods, plan, await _newest(session, ods, as_of)))


@router.get("/organisations/{ods}/implementation/revisions", response_model=ImplementationRevisionsOut)
async def list_implementation_revisions(
    request: Request, ods: Ods, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read all that a body ever said of the objectives, by objective and oldest first: by whose client, and when."""
    await permission.require_record_reader(request, caller, ods)
    rows = await revisions(session, DocumentKind.IMPLEMENTATION, ods=ods, as_of=as_of)
    items = [revision_out(implementation_in(row)) for row in rows]
    return answer_model(request, ImplementationRevisionsOut(organisation=ods, items=items, total=len(items)))


@router.put(
    "/organisations/{ods}/implementation", status_code=201, responses={200: {"description": "Something followed"}}
)
async def record_implementation(
    request: Request,
    response: Response,
    ods: Ods,
    plan: StrategyPlan,
    body: ImplementationIn,
    session: Writing,
    caller: Calling,
    if_match: IfMatch,
) -> ImplementationOut:
    """Record how far a body is with the objectives that are sent; the others stay as they are.

    All are kept or none: 201 where nothing was recorded before, 200 after. What is as it was makes no revision.
    """
    await permission.require_keeper(request, caller, Resource.RECORD, ods)
    _require_objectives(plan, body)
    before = await _newest(session, ods)
    if before or if_match.named is not None:
        require_match(if_match, _shown(ods, plan, before))
    after = dict(before)
    for objective in body.objectives:
        document = objective.model_dump_json(exclude={"id"})
        was = before.get(objective.id)
        if was is None or was.document != document:
            row = following(was, DocumentKind.IMPLEMENTATION, ods, objective.id, 0, document, caller.client)
            await keep(session, was, row, "revision of this objective")
            after[objective.id] = row
    response.status_code = 200 if before else 201
    return _shown(ods, plan, after)


async def _newest(session: AsyncSession, ods: str, as_of: datetime | None = None) -> Mapping[str, DocumentRow]:
    return {row.name: row for row in await newest(session, DocumentKind.IMPLEMENTATION, ods=ods, as_of=as_of)}


def _shown(ods: str, plan: ImplementationPlan, rows: Mapping[str, DocumentRow]) -> ImplementationOut:
    return implementation_out(ods, plan, {id: implementation_in(row) for id, row in rows.items()})


def _require_objectives(plan: ImplementationPlan, body: ImplementationIn) -> None:
    """Refuse objectives that the plan has not, or that are sent twice.

    Raises:
        Problem: 422 with a fault for each.
    """
    faults = [*_unknown(plan, body), *_twice(body)]
    if faults:
        raise invalid(*faults)


def unknown_objective(plan: ImplementationPlan, id: str) -> str:
    """Return the sentence that says of an id that it is none of the plan's."""
    return f"'{id}' is no objective of {plan.key}; there are {', '.join(plan.objectives())}."


def _unknown(plan: ImplementationPlan, body: ImplementationIn) -> Sequence[Fault]:
    return [
        fault_at(("objectives", place, "id"), "unknown-objective", unknown_objective(plan, each.id))
        for place, each in enumerate(body.objectives)
        if each.id not in plan.objectives()
    ]


def _twice(body: ImplementationIn) -> Sequence[Fault]:
    seen: Counter[str] = Counter()
    faults = []
    for place, each in enumerate(body.objectives):
        seen[each.id] += 1
        if seen[each.id] > 1:
            faults.append(fault_at(("objectives", place, "id"), "twice", f"'{each.id}' is sent twice."))
    return faults
