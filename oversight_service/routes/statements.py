"""A commissioner's statements about its providers and itself, kept apart from what is computed."""

import json
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from oversight_service import permission
from oversight_service.domain.contracts import read_contract
from oversight_service.routes.figures import require_match
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas.statements import StatementIn, StatementOut
from oversight_service.store.keeping import keep
from oversight_service.store.statements import newest_statements
from oversight_service.tables import StatementRow
from services.as_of import AsOf
from services.conditional import IfMatch, answer_model
from services.database import Reading, Writing
from services.identity import HEADER, Calling
from services.instants import now
from services.peers import Parameters, peer_of
from services.problems import Fault, Problem, invalid
from vocabulary.organisations import ODS_CODE_PATTERN
from vocabulary.permissions.resources import Resource
from vocabulary.years import FIRST_YEAR, LAST_YEAR, reporting_period

router = APIRouter(prefix="/v1", tags=["assurance"])

Provider = Annotated[
    str, Path(pattern=ODS_CODE_PATTERN, description="ODS code of the provider, or of the commissioner itself.")
]
StatedYear = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year that is stated about.")]


def statement_out(row: StatementRow) -> StatementOut:
    """Return a statement as the wire shows it. What was kept once is shown as it was, whatever is refused today."""
    stated = {"evidence": []} | json.loads(row.document)
    return StatementOut(**stated, **row.model_dump(exclude={"document"}))


@router.get("/commissioners/{ods}/assurance/{provider}", response_model=StatementOut)
async def read_statement(
    request: Request,
    ods: Ods,
    provider: Provider,
    year: StatedYear,
    session: Reading,
    caller: Calling,
    as_of: AsOf = None,
) -> Response:
    """Read what a commissioner stated last about a provider and year."""
    await permission.require_statement_reader(request, caller, ods)
    row = (await newest_statements(session, ods, year, as_of)).get(provider)
    if row is None:
        raise Problem(404, f"{ods} has stated nothing about {provider} for {year}.")
    return answer_model(request, statement_out(row))


@router.put(
    "/commissioners/{ods}/assurance/{provider}", status_code=201, responses={200: {"description": "Followed"}}
)
async def state(
    request: Request,
    response: Response,
    ods: Ods,
    provider: Provider,
    year: StatedYear,
    body: StatementIn,
    session: Writing,
    caller: Calling,
    if_match: IfMatch,
) -> StatementOut:
    """State what was found of a provider's WRES for a year: 201 for the first, 200 for one that follows it."""
    permission.require_writer(caller, Resource.STATEMENT, ods)
    if provider != ods:
        await _require_contract(request, ods, provider, year)
    await require_return(request, provider, year)
    before = (await newest_statements(session, ods, year)).get(provider)
    require_match(if_match, statement_out(before) if before else None)
    row = StatementRow(
        commissioner=ods,
        provider=provider,
        year=year,
        revision=before.revision + 1 if before else 1,
        document=body.model_dump_json(),
        recorded_at=now(),
        recorded_by=caller.client,
    )
    await keep(session, before, row, "statement about this provider")
    response.status_code = 200 if before else 201
    return statement_out(row)


async def _require_contract(request: Request, ods: str, provider: str, year: int) -> None:
    contracts = [read_contract(each) for each in await _ask(request, f"/v1/commissioners/{ods}/providers")]
    if not any(each.provider == provider and each.ran_in(reporting_period(year)) for each in contracts):
        words = f"{ods} held no contract with {provider} in the year to 31 March {year}."
        raise invalid(Fault("path:provider", "not-commissioned", words, column="provider"))


async def require_return(request: Request, provider: str, year: int) -> None:
    """Refuse to state anything about a return that does not exist.

    Raises:
        Problem: 422.
    """
    try:
        await _ask(request, f"/v1/organisations/{provider}/indicators", {"year": year, "indicator": "1"})
    except Problem as problem:
        if problem.status != HTTPStatus.NOT_FOUND:
            raise
        words = f"There is no return of {provider} for {year} to state anything about."
        raise invalid(Fault("query:year", "no-return", words, column="year")) from None


async def _ask(request: Request, path: str, parameters: Parameters | None = None) -> Any:
    return await peer_of(request, "indicators").read(path, request.headers[HEADER], parameters)
