"""Organisations: registered, changed, listed and read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from indicators_service import permission, registration
from indicators_service.domain.succession import Succession, SuccessionFault, by_predecessor
from indicators_service.domain.successors import Naming
from indicators_service.schemas.organisations import (
    Entitlement,
    Entitlements,
    OrganisationDetail,
    OrganisationIn,
    OrganisationOut,
    OrganisationPage,
)
from indicators_service.store import organisations as store
from indicators_service.store import successions
from indicators_service.store.members import Member
from indicators_service.tables import OrganisationRow
from services import paging
from services.as_of import AsOf
from services.conditional import answer_model
from services.database import Reading, Writing
from services.identity import Calling
from services.problems import Problem, fault_at, invalid
from services.wire import Day, Text
from vocabulary.organisations import ODS_CODE_PATTERN, OrganisationType, Region
from vocabulary.permissions.resources import Action, Resource

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


async def recorded(session: Reading, ods: str, as_of: datetime | None = None) -> Member:
    """Return what is recorded of a body now, or was at an instant.

    Raises:
        Problem: 404 when nothing is, or was by then.
    """
    found = (
        (await store.some(session, [ods])).get(ods) if as_of is None else await store.find_as_of(session, ods, as_of)
    )
    if found is None:
        raise Problem(404, f"No organisation is registered under {ods}{' at that instant' if as_of else ''}.")
    return found


def shown(body: Member | OrganisationRow, about: Iterable[Succession] = ()) -> OrganisationOut:
    """Return an organisation as the wire shows it; its successors are among the successions ``about`` it."""
    fields = {name: getattr(body, name) for name in Member._fields}
    return OrganisationOut(**fields, successors=[each.successor for each in about if each.predecessor == body.ods])


async def organisation_of(session: Reading, ods: str, as_of: datetime | None = None) -> OrganisationOut:
    """Return an organisation with its successors, as recorded now or at an instant.

    Raises:
        Problem: 404 when nothing is, or was by then.
    """
    return shown(await recorded(session, ods, as_of), await successions.about(session, [ods], as_of))


def _detail(member: Member, about: Iterable[Succession]) -> OrganisationDetail:
    predecessors = [each.predecessor for each in about if each.successor == member.ods]
    return OrganisationDetail(**shown(member, about).model_dump(), predecessors=predecessors)


@router.get("/organisations", response_model=OrganisationPage)
async def list_organisations(
    request: Request,
    session: Reading,
    _caller: Calling,
    type: OrganisationType | None = None,
    region: Region | None = None,
    ics: Annotated[str | None, Query(pattern=r"^[A-Z0-9]{3,6}$")] = None,
    q: Annotated[Text | None, Query(max_length=100, description="Words in the name, or the code.")] = None,
    on: Annotated[Day | None, Query(description="Only bodies that were open on this day.")] = None,
    as_of: AsOf = None,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """List organisations by ODS code, filtered by type, region, ICS, name or day."""
    wanted = store.Search(type, region, ics, q, on, as_of, paging.after(cursor), limit)
    found, total = await store.search(session, wanted)
    outgoing: dict[str, list[Succession]] = by_predecessor(
        await successions.about(session, [member.ods for member in found], as_of)
    )
    items = [shown(member, outgoing.get(member.ods, ())) for member in found]
    following = paging.cursor(found[-1].ods) if len(found) == limit else None
    return answer_model(request, OrganisationPage(items=items, next=following, total=total))


@router.get("/organisations/{ods}", response_model=OrganisationDetail)
async def read_organisation(
    request: Request, ods: Ods, session: Reading, _caller: Calling, as_of: AsOf = None
) -> Response:
    """Read one organisation, as it is recorded now or was at an instant."""
    member = await recorded(session, ods, as_of)
    return answer_model(request, _detail(member, await successions.about(session, [ods], as_of)))


@router.put(
    "/organisations/{ods}", status_code=201, responses={200: {"description": "Changed", "model": OrganisationDetail}}
)
async def keep_organisation(
    ods: Ods, body: OrganisationIn, session: Writing, caller: Calling, response: Response
) -> OrganisationDetail:
    """Register an organisation (201) or change it (200)."""
    permission.require(caller, Resource.ORGANISATION, Action.WRITE)
    naming = Naming(tuple(body.successors)) if "successors" in body.model_fields_set else None
    wish = registration.Wish(ods, body.model_dump(exclude={"successors"}, mode="python"), naming)
    done = await registration.register(session, caller.client, [wish])
    if done.faults:
        raise invalid(*(fault_at((field_of(fault, ods),), fault.code, fault.message) for fault in done.faults))
    response.status_code = 201 if done.added else 200
    return _detail(await recorded(session, ods), await successions.about(session, [ods]))


def field_of(fault: SuccessionFault, ods: str) -> str:
    """Return the field of body ``ods`` that a fault is about, which another body's succession may have shown."""
    others = {"successor-closed": "closed", "successor-not-open": "opened", "acquired-by-a-new-body": "opened"}
    return fault.field if fault.ods == ods else others.get(fault.code, fault.field)


@router.get("/entitlements")
async def read_entitlements(session: Reading, caller: Calling) -> Entitlements:
    """Read which bodies' own figures the caller sees today. The other services ask here, so the rule is one."""
    if permission.sees_all(caller):
        return Entitlements(every=True, organisations=[])
    return Entitlements(every=False, organisations=sorted(await permission.exact_bodies(caller, session, None)))


@router.get("/organisations/{ods}/entitlement")
async def read_entitlement(ods: Ods, session: Reading, caller: Calling) -> Entitlement:
    """Read whether the caller sees this body's exact figures. The other services ask here, so the rule is one."""
    await registered(session, ods)
    whose = await permission.whose(caller, ods, session)
    return Entitlement(ods=ods, whose=whose, exact=await permission.sees_exact(caller, ods, session))
