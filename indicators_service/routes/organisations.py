"""Organisations, and which providers a commissioner holds contracts with."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from indicators_service import permission
from indicators_service.schemas.organisations import (
    ContractIn,
    ContractOut,
    Entitlement,
    OrganisationIn,
    OrganisationOut,
    OrganisationPage,
)
from indicators_service.store import organisations as store
from indicators_service.tables import CommissionedRow, OrganisationRow
from services import paging
from services.conditional import answer_model
from services.database import Reading, Writing
from services.identity import Calling, refusal
from services.instants import now
from services.problems import Problem
from services.wire import Text
from vocabulary.organisations import ODS_CODE_PATTERN, OrganisationType, Region

router = APIRouter(prefix="/v1", tags=["reference"])

Ods = Annotated[str, Path(pattern=ODS_CODE_PATTERN, description="ODS code of the organisation.")]


async def registered(session: Reading, ods: str) -> OrganisationRow:
    """Return the organisation under ``ods``.

    Raises:
        Problem: 404 when no such body is registered.
    """
    row = await store.find(session, ods)
    if row is None:
        raise Problem(404, f"No organisation is registered under {ods}.")
    return row


def shown(row: OrganisationRow) -> OrganisationOut:
    """Return an organisation as the wire shows it."""
    fields = row.model_dump(exclude={"recorded_at", "recorded_by"})
    return OrganisationOut(**fields, successors=[])


@router.get("/organisations", response_model=OrganisationPage)
async def list_organisations(
    request: Request,
    session: Reading,
    _caller: Calling,
    type: OrganisationType | None = None,
    region: Region | None = None,
    ics: Annotated[str | None, Query(pattern=r"^[A-Z0-9]{3,6}$")] = None,
    q: Annotated[Text | None, Query(max_length=100, description="Words in the name, or the code.")] = None,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """List organisations by ODS code, filtered by type, region, ICS or name."""
    wanted = store.Search(type, region, ics, q, paging.after(cursor), limit)
    rows, total = await store.search(session, wanted)
    following = paging.cursor(rows[-1].ods) if len(rows) == limit else None
    return answer_model(request, OrganisationPage(items=[shown(row) for row in rows], next=following, total=total))


@router.get("/organisations/{ods}", response_model=OrganisationOut)
async def read_organisation(request: Request, ods: Ods, session: Reading, _caller: Calling) -> Response:
    """Read one organisation."""
    return answer_model(request, shown(await registered(session, ods)))


@router.get("/organisations/{ods}/entitlement")
async def read_entitlement(ods: Ods, session: Reading, caller: Calling) -> Entitlement:
    """Read whether the caller sees this body's exact figures. The other services ask here, so the rule is one."""
    await registered(session, ods)
    return Entitlement(ods=ods, exact=await permission.sees_exact(caller, ods, session))


@router.put("/organisations/{ods}", status_code=201, responses={200: {"description": "Changed"}})
async def keep_organisation(
    ods: Ods, body: OrganisationIn, session: Writing, caller: Calling, response: Response
) -> OrganisationOut:
    """Register an organisation (201) or change it (200)."""
    permission.require_steward(caller)
    fields = body.model_dump(exclude={"successors"})
    row = OrganisationRow(
        ods=ods,
        **fields,
        recorded_at=now(),
        recorded_by=caller.client,
    )
    response.status_code = 201 if await store.keep(session, row) else 200
    return shown(row)


@router.put("/commissioners/{ods}/providers/{provider}", status_code=201, responses={200: {"description": "Changed"}})
async def keep_contract(
    ods: Ods, provider: Ods, body: ContractIn, session: Writing, caller: Calling, response: Response
) -> ContractOut:
    """Record that a commissioner holds a contract with a provider (201), or change its dates (200)."""
    permission.require_steward(caller)
    await registered(session, ods)
    await registered(session, provider)
    row = CommissionedRow(
        commissioner=ods,
        provider=provider,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        recorded_at=now(),
        recorded_by=caller.client,
    )
    response.status_code = 201 if await store.keep_contract(session, row) else 200
    return ContractOut(**row.model_dump(include=set(ContractOut.model_fields)))


@router.get("/commissioners/{ods}/providers")
async def list_contracts(ods: Ods, session: Reading, caller: Calling) -> list[ContractOut]:
    """List the providers that a commissioner holds contracts with."""
    await registered(session, ods)
    if not permission.sees_all(caller) and caller.body != ods:
        raise refusal(caller, f"Only {ods} itself and the national bodies read its contracts.")
    rows = await store.contracts_of(session, ods)
    return [ContractOut(**row.model_dump(include=set(ContractOut.model_fields))) for row in rows]
