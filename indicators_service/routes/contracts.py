"""Which providers a commissioner holds contracts with, between which days, and what each weighs."""

import json
from typing import Final

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from indicators_service import permission
from indicators_service.routes.organisations import Ods, registered
from indicators_service.schemas.organisations import ContractIn, ContractOut, WeightIn
from indicators_service.store import audit
from indicators_service.store import contracts as store
from indicators_service.tables import CommissionedRow
from services.as_of import AsOf
from services.conditional import answer
from services.database import Reading, Writing
from services.identity import Calling
from services.instants import now
from services.problems import Problem
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["reference"])
_EVERY: Final = TypeAdapter(list[ContractOut])


@router.put("/commissioners/{ods}/providers/{provider}", status_code=201, responses={200: {"description": "Changed"}})
async def keep_contract(
    ods: Ods, provider: Ods, body: ContractIn, session: Writing, caller: Calling, response: Response
) -> ContractOut:
    """Record that a commissioner holds a contract with a provider (201), or change its dates (200)."""
    permission.require(caller, Resource.CONTRACT, Action.WRITE)
    await registered(session, ods)
    await registered(session, provider)
    at = now()
    row = CommissionedRow(
        commissioner=ods,
        provider=provider,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        weights=json.dumps([weight.model_dump() for weight in body.weights]),
        recorded_at=at,
        recorded_by=caller.client,
    )
    response.status_code = 201 if await store.keep(session, row) else 200
    change = {"provider": provider, **body.model_dump(mode="json", by_alias=True)}
    await audit.record(session, at, caller.client, [audit.Entry(store.AUDITED, change, ods)])
    return _contract(row)


@router.get("/contracts", response_model=list[ContractOut])
async def list_every_contract(request: Request, session: Reading, caller: Calling, as_of: AsOf = None) -> Response:
    """List the contracts of every commissioner in one call, for those who see every body."""
    permission.require(caller, Resource.EVERY_CONTRACT, Action.LIST)
    contracts = [_contract(row) for row in await store.every(session, as_of)]
    return answer(request, _EVERY.dump_json(contracts, by_alias=True))


@router.get("/commissioners/{ods}/providers")
async def list_contracts(ods: Ods, session: Reading, caller: Calling, as_of: AsOf = None) -> list[ContractOut]:
    """List the providers that a commissioner holds contracts with, as recorded now or at an instant."""
    await registered(session, ods)
    await permission.require_contracts(caller, ods, session)
    return [_contract(row) for row in await store.of_commissioner(session, ods, as_of)]


@router.get("/commissioners/{ods}/providers/{provider}")
async def read_contract(
    ods: Ods, provider: Ods, session: Reading, caller: Calling, as_of: AsOf = None
) -> ContractOut:
    """Read one contract; for both who hold it, and those who read all of the commissioner's."""
    await registered(session, ods)
    await registered(session, provider)
    await permission.require_contracts(caller, ods, session, provider)
    found = [row for row in await store.of_commissioner(session, ods, as_of) if row.provider == provider]
    if not found:
        raise Problem(404, f"{ods} holds no contract with {provider}.")
    return _contract(found[0])


def _contract(row: CommissionedRow) -> ContractOut:
    return ContractOut(
        commissioner=row.commissioner,
        provider=row.provider,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        weights=[WeightIn(**weight) for weight in json.loads(row.weights)],
    )
