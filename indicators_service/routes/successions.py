"""Who succeeded whom: with days and kinds, recorded, corrected and taken back."""

from fastapi import APIRouter, Request, Response

from indicators_service import permission, registration
from indicators_service.domain.succession import Succession, SuccessionFault
from indicators_service.routes.organisations import Ods, recorded
from indicators_service.schemas.organisations import SuccessionIn, SuccessionOut, Successions
from indicators_service.store import successions as store
from services.as_of import AsOf
from services.conditional import answer_model
from services.database import Reading, Writing
from services.identity import Calling
from services.problems import Fault, Problem, fault_at, invalid
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["reference"])


@router.get("/organisations/{ods}/successions", response_model=Successions)
async def list_successions(
    request: Request, ods: Ods, session: Reading, _caller: Calling, as_of: AsOf = None
) -> Response:
    """List whom a body succeeded and who succeeded it, by day, as recorded now or at an instant."""
    await recorded(session, ods, as_of)
    about = await store.about(session, [ods], as_of)
    shown = Successions(
        organisation=ods,
        predecessors=[_shown(each) for each in about if each.successor == ods],
        successors=[_shown(each) for each in about if each.predecessor == ods],
    )
    return answer_model(request, shown)


@router.put(
    "/organisations/{ods}/successors/{successor}",
    status_code=201,
    responses={200: {"description": "Corrected", "model": SuccessionOut}},
)
async def keep_succession(
    ods: Ods, successor: Ods, body: SuccessionIn, session: Writing, caller: Calling, response: Response
) -> SuccessionOut:
    """Record that a body was succeeded, wholly or (split) in part, on a day (201), or correct it (200).

    A merger, an acquisition and a new code end the body: where it is still open, it closes on that day.
    """
    permission.require(caller, Resource.SUCCESSION, Action.WRITE)
    for code in (ods, successor):
        await recorded(session, code)
    succession = Succession(ods, successor, body.on, body.kind)
    new, faults = await registration.succeed(session, caller.client, succession, body.note)
    if faults:
        raise invalid(*(_fault(each) for each in faults))
    response.status_code = 201 if new else 200
    return _shown(succession)


@router.delete("/organisations/{ods}/successors/{successor}", status_code=204)
async def remove_succession(ods: Ods, successor: Ods, session: Writing, caller: Calling) -> None:
    """Take back a succession that was recorded by mistake. The body's closing day stays as it is."""
    permission.require(caller, Resource.SUCCESSION, Action.WRITE)
    if not await registration.take_back(session, caller.client, ods, successor):
        raise Problem(404, f"No succession of {ods} by {successor} is recorded.")


def _shown(each: Succession) -> SuccessionOut:
    return SuccessionOut(predecessor=each.predecessor, successor=each.successor, on=each.on, kind=each.kind)


def _fault(wrong: SuccessionFault) -> Fault:
    # The bodies are named in the address; of the body, only the kind and the day can be put right here.
    return fault_at(("kind" if wrong.field == "kind" else "on",), wrong.code, wrong.message)
