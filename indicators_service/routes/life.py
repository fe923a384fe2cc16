"""The life of a return: submit, sign off, publish, withdraw; one return or many; and the deadlines."""

import json

from fastapi import APIRouter, Request, Response

from indicators_service import permission, transitions
from indicators_service.domain.life import ReturnState
from indicators_service.routes.organisations import Ods, registered
from indicators_service.routes.returns import Year, tag
from indicators_service.schemas.life import (
    DeadlineIn,
    DeadlineOut,
    Deadlines,
    Life,
    RefusedStep,
    TransitionIn,
    TransitionOut,
    TransitionsIn,
    TransitionsOut,
)
from indicators_service.store import audit, batches, life
from indicators_service.store.life import Newest
from indicators_service.tables import DeadlineRow, TransitionRow
from indicators_service.transitions import Objection
from services.conditional import IfMatch, answer_model
from services.database import Reading, Writing
from services.idempotency import IdempotentRoute
from services.identity import Caller, Calling, refusal
from services.instants import now
from services.problems import Problem, fault_at, invalid
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["returns"], route_class=IdempotentRoute)


@router.post("/organisations/{ods}/returns/{year}/transitions")
async def move_return(
    ods: Ods,
    year: Year,
    body: TransitionIn,
    session: Writing,
    caller: Calling,
    response: Response,
    if_match: IfMatch,
) -> TransitionOut:
    """Take the next step with the newest revision of a return.

    The body itself submits; another client of it signs off and explains every warning; the national team
    publishes, at once or at the end of an embargo.
    """
    await registered(session, ods)
    newest, at = (await life.newest(session, [year], [ods])).get((ods, year)), now()
    if newest is None:
        raise _problem(transitions.unknown(ods, year, body, caller), caller)
    standing = transitions.objection(newest, body, caller, at)
    if standing is not None and standing.status == 403:
        raise _problem(standing, caller)
    if_match.require(_tag(newest, newest.state), what="the return")
    if standing is not None:
        raise _problem(standing, caller)
    await transitions.carry_out(session, [newest], body, caller.client, at)
    response.headers["etag"] = _tag(newest, ReturnState(body.to))
    return TransitionOut(
        organisation=ods,
        year=year,
        revision=newest.revision[2],
        state=body.to,
        at=at,
        by=caller.client,
        embargo=body.embargo,
        note=body.note,
        explanations=body.explanations,
    )


def _tag(newest: Newest, state: ReturnState) -> str:
    return tag(newest.revision[2], newest.digest, state)


def _problem(standing: Objection, caller: Caller) -> Problem:
    if standing.status == 403:
        return refusal(caller, standing.message)
    if standing.status == 422:
        return invalid(fault_at(("explanations",), standing.code, standing.message))
    return Problem(standing.status, standing.message)


@router.post("/returns:transition")
async def move_returns(body: TransitionsIn, session: Writing, caller: Calling) -> TransitionsOut:
    """Take the same step with many returns: those named, or those that a batch brought.

    Each is judged by itself, by the same rules as one alone. Those that can take the step take it together.
    """
    permission.require_mover(caller, body.to)
    wanted = [(each.organisation, each.year) for each in body.returns or ()]
    if body.batch is not None:
        wanted = await _brought_by(session, body.batch, caller)
    standing = await life.newest(
        session, {year for _, year in wanted}, None if body.batch else {o for o, _ in wanted}
    )
    at, moved, refused = now(), [], []
    for key in dict.fromkeys(wanted):
        newest = standing.get(key)
        against = (
            transitions.unknown(*key, body, caller)
            if newest is None
            else transitions.objection(newest, body, caller, at)
        )
        if newest is not None and against is None:
            moved.append(newest)
        elif against is not None:
            refused.append(RefusedStep(organisation=key[0], year=key[1], code=against.code, message=against.message))
    await transitions.carry_out(session, moved, body, caller.client, at)
    return TransitionsOut(to=body.to, taken=len(moved), refused=refused)


async def _brought_by(session: Writing, batch: str, caller: Caller) -> list[tuple[str, int]]:
    row = await batches.find(session, batch)
    if row is None or not permission.sees_batch(caller, row.recorded_by):
        raise Problem(404, f"There is no batch {batch}.")
    return await batches.brought(session, batch)


@router.get("/organisations/{ods}/returns/{year}/transitions", response_model=Life)
async def read_life(request: Request, ods: Ods, year: Year, session: Reading, caller: Calling) -> Response:
    """Read every step of every revision of a return: who, when, and how warnings were explained."""
    await registered(session, ods)
    await permission.require_exact(caller, Resource.RETURN, ods, session, year)
    steps = await life.steps_of(session, ods, year)
    first, deadline = await life.first_submitted(session, ods, year), await life.deadline(session, year)
    shown = Life(
        organisation=ods,
        year=year,
        deadline=deadline,
        first_submitted=first,
        late=transitions.is_late(first, deadline, now()),
        items=[_shown(step) for step in steps],
        total=len(steps),
    )
    return answer_model(request, shown)


def _shown(step: TransitionRow) -> TransitionOut:
    return TransitionOut(
        organisation=step.ods,
        year=step.year,
        revision=step.revision,
        state=step.state,
        at=step.at,
        by=step.by,
        embargo=step.embargo,
        note=step.note,
        explanations=json.loads(step.explanations or "[]"),
    )


@router.get("/deadlines", response_model=Deadlines)
async def list_deadlines(request: Request, session: Reading, _caller: Calling) -> Response:
    """List the last day on which each year's return is in time."""
    lines = [_deadline(row) for row in await life.deadlines(session)]
    return answer_model(request, Deadlines(items=lines, total=len(lines)))


@router.put("/deadlines/{year}", status_code=201, responses={200: {"description": "Changed"}})
async def keep_deadline(
    year: Year, body: DeadlineIn, session: Writing, caller: Calling, response: Response
) -> DeadlineOut:
    """Set the last day on which a year's return is in time (201), or change it (200)."""
    permission.require(caller, Resource.DEADLINE, Action.WRITE)
    at = now()
    row = DeadlineRow(
        year=year, submit_by=body.submit_by, source=body.source, recorded_at=at, recorded_by=caller.client
    )
    response.status_code = 201 if await life.keep_deadline(session, row) else 200
    change = body.model_dump(mode="json")
    await audit.record(session, at, caller.client, [audit.Entry("deadline", change, year=year)])
    return _deadline(row)


def _deadline(row: DeadlineRow) -> DeadlineOut:
    return DeadlineOut(year=row.year, submit_by=row.submit_by, source=row.source)
