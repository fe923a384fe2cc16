"""Returns: submitting a revision, and reading back exactly what was submitted."""

import json
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from indicators_service import documents, permission, submission
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.life import ReturnState
from indicators_service.domain.rules import Finding, Severity
from indicators_service.examination import examined
from indicators_service.routes.organisations import Ods, registered
from indicators_service.schemas.annual_return import (
    Receipt,
    ReturnIn,
    ReturnOut,
    ReturnToCompute,
    Revision,
    Revisions,
    warned,
)
from indicators_service.store import returns
from indicators_service.store.returns import Stored
from indicators_service.submission import Submission
from services import conditional
from services.as_of import AsOf
from services.conditional import Answer, IfMatch, answer_model
from services.database import Reading, Writing
from services.identity import Calling
from services.instants import now
from services.problems import Problem, fault_at, invalid
from vocabulary.permissions.resources import Resource
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["returns"])

Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year; staff counted on 31 March.")]


def understood(
    body: ReturnIn | ReturnToCompute, previous: AnnualReturn | None = None
) -> tuple[AnnualReturn, list[Finding]]:
    """Return the body as the domain sees it, with its warnings.

    Raises:
        Problem: 422 naming each error by row and field.
    """
    annual, findings = examined(body, previous)
    errors = [fault_at(f.place, f.code, f.message) for f in findings if f.severity is Severity.ERROR]
    if errors:
        raise invalid(*errors)
    return annual, findings


def _require_same(body: ReturnIn, ods: str, year: int) -> None:
    faults = [
        fault_at((name,), "not-the-address", f"The body says {said}, the address {meant}.")
        for name, said, meant in (("organisation", body.organisation, ods), ("year", body.year, year))
        if said != meant
    ]
    if body.snapshot is not None and body.snapshot.year != year:
        words = f"The snapshot of {year} is taken on 31 March {year}, not in {body.snapshot.year}."
        faults.append(fault_at(("snapshot",), "snapshot-year", words))
    if faults:
        raise invalid(*faults)


def tag(revision: int, digest: str, state: str) -> str:
    """Return the entity tag of a stored return: its revision, what it holds, and how far it is."""
    return f'"{revision}-{digest[:16]}-{state}"'


def _tag(stored: Stored) -> str:
    return tag(stored.row.revision, stored.row.digest, stored.state)


def _year_before(document: str | None) -> AnnualReturn | None:
    return None if document is None else documents.annual_return(ReturnIn.model_validate_json(document))


@router.put("/organisations/{ods}/returns/{year}", status_code=201, responses={200: {"model": Receipt}})
async def submit_return(
    request: Request,
    ods: Ods,
    year: Year,
    body: ReturnIn,
    session: Writing,
    caller: Calling,
    response: Response,
    if_match: IfMatch,
) -> Receipt:
    """Submit a return: 201 for the first, 200 for a revision beside the earlier ones.

    ``If-Match`` with the tag of the newest revision makes the write conditional.
    """
    permission.require_submitter(caller, ods)
    _require_same(body, ods, year)
    await registered(session, ods)
    newest = await returns.current(session, ods, year, returns.View())
    if_match.require(*([_tag(newest)] if newest else []), what="the return")
    before = await returns.newest_documents(session, [year - 1], [ods])
    annual, findings = understood(body, _year_before(before.get((ods, year - 1))))
    sent = await request.body()
    # JSON may come in UTF-16 or with a byte order mark; what is stored is its text.
    submitted = Submission(body, annual, findings, sent.decode(json.detect_encoding(sent)))
    (row,) = await submission.keep(session, [submitted], caller.client, now())
    response.status_code = 201 if newest is None else 200
    response.headers["etag"] = tag(row.revision, row.digest, ReturnState.DRAFT)
    return Receipt(
        organisation=ods,
        year=year,
        revision=row.revision,
        state=ReturnState.DRAFT,
        document=row.digest,
        warnings=warned(findings),
    )


@router.get("/organisations/{ods}/returns/{year}", response_model=ReturnOut)
async def read_return(
    request: Request, ods: Ods, year: Year, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read the newest revision of a return, exactly as it came, and how far it is."""
    organisation = await registered(session, ods)
    await permission.require_exact(caller, Resource.RETURN, ods, session, year)
    stored = await returns.current(session, ods, year, returns.View(as_of=as_of))
    if stored is None:
        raise Problem(404, f"{ods} has no return for {year}.")
    row = stored.row
    shown = ReturnOut(
        organisation=ods,
        year=year,
        revision=row.revision,
        state=stored.state,
        synthetic=organisation.synthetic,
        recorded_at=row.recorded_at,
        published_at=stored.published_at,
        document=row.digest,
        warnings=json.loads(row.warnings or "[]"),
        body=json.loads(row.document),
    )
    return conditional.answer(request, Answer(shown.model_dump_json(by_alias=True).encode(), _tag(stored)))


@router.get("/organisations/{ods}/returns/{year}/revisions", response_model=Revisions)
async def list_revisions(request: Request, ods: Ods, year: Year, session: Reading, caller: Calling) -> Response:
    """List every revision of a return, newest first: who submitted it, and when."""
    await registered(session, ods)
    await permission.require_exact(caller, Resource.RETURN, ods, session, year)
    lines = [
        Revision(
            revision=stored.row.revision,
            state=stored.state,
            recorded_at=stored.row.recorded_at,
            recorded_by=stored.row.recorded_by,
            published_at=stored.published_at,
            document=stored.row.digest,
            batch=stored.row.batch,
        )
        for stored in await returns.revisions(session, ods, year)
    ]
    return answer_model(request, Revisions(items=lines, total=len(lines)))
