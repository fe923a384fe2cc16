"""Leadership accountability: what a body's leaders answer for in a reporting year, in counts and never in people."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service import permission
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.routes.figures import require_match
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas.accountability import AccountabilityIn
from oversight_service.schemas.accountability_shown import (
    AccountabilityOut,
    AccountabilityRevisionsOut,
    accountability_out,
)
from oversight_service.store.accountability import accountability_in
from oversight_service.store.documents import following, newest_one, revisions
from oversight_service.store.keeping import keep
from oversight_service.tables import DocumentRow
from services.as_of import AsOf
from services.conditional import IfMatch, answer_model
from services.database import Reading, Writing
from services.identity import Calling
from services.instants import now
from services.problems import Fault, Problem, invalid
from vocabulary.permissions.resources import Resource
from vocabulary.years import FIRST_YEAR, LAST_YEAR, reporting_period

router = APIRouter(prefix="/v1", tags=["accountability"])

RecordedYear = Annotated[
    int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year: that to 31 March of this year.")
]


@router.get("/organisations/{ods}/accountability", response_model=AccountabilityOut)
async def read_accountability(
    request: Request, ods: Ods, year: RecordedYear, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read the record of a reporting year: counts as stated, shares computed of them, and what is missing.

    Counts are exact and may be small, so it is for the body itself, its commissioners and the national bodies.
    """
    await permission.require_record_reader(request, caller, ods)
    row = await _newest(session, ods, year, as_of)
    if row is None:
        raise Problem(404, f"No leadership accountability of {ods} for {year} is on record.")
    return answer_model(request, _shown(row))


@router.get("/organisations/{ods}/accountability/revisions", response_model=AccountabilityRevisionsOut)
async def list_accountability_revisions(
    request: Request, ods: Ods, year: RecordedYear, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read every revision of a year's record, oldest first: what was stated, by whose client, and when."""
    await permission.require_record_reader(request, caller, ods)
    rows = await revisions(session, DocumentKind.ACCOUNTABILITY, ods=ods, year=year, as_of=as_of)
    items = [_shown(row) for row in rows]
    shown = AccountabilityRevisionsOut(organisation=ods, year=year, items=items, total=len(items))
    return answer_model(request, shown)


@router.put(
    "/organisations/{ods}/accountability", status_code=201, responses={200: {"description": "Followed, or as it was"}}
)
async def record_accountability(
    request: Request,
    response: Response,
    ods: Ods,
    year: RecordedYear,
    body: AccountabilityIn,
    session: Writing,
    caller: Calling,
    if_match: IfMatch,
) -> AccountabilityOut:
    """Record a reporting year whole: 201 for the first, 200 for one that follows it. The same again changes nothing.

    A section that is left out was not collected; it is not taken over from the revision before.
    """
    await permission.require_keeper(request, caller, Resource.RECORD, ods)
    _require_begun(year)
    before = await _newest(session, ods, year)
    require_match(if_match, _shown(before) if before else None)
    response.status_code = 200 if before else 201
    document = body.model_dump_json()
    if before and before.document == document:
        return _shown(before)
    row = following(before, DocumentKind.ACCOUNTABILITY, ods, "", year, document, caller.client)
    await keep(session, before, row, "record of this year")
    return _shown(row)


def _shown(row: DocumentRow) -> AccountabilityOut:
    return accountability_out(accountability_in(row))


async def _newest(session: AsyncSession, ods: str, year: int, as_of: datetime | None = None) -> DocumentRow | None:
    return await newest_one(session, DocumentKind.ACCOUNTABILITY, ods, year=year, as_of=as_of)


def _require_begun(year: int) -> None:
    """Refuse a reporting year that has not begun: there is nothing to count in it yet.

    Raises:
        Problem: 422.
    """
    first, _ = reporting_period(year)
    if first > now().date():
        words = f"Reporting year {year} begins on {first}; nothing can be counted in it yet."
        raise invalid(Fault("query:year", "not-begun", words, column="year"))
