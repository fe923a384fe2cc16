"""Uploading returns as files, following what becomes of them, and the template to fill in."""

import asyncio
import hashlib
import json
import uuid
from typing import Annotated, Any, Final

from fastapi import APIRouter, BackgroundTasks, Path, Query, Request, Response
from starlette.datastructures import UploadFile

from indicators_service import permission
from indicators_service.intake import template_csv, template_xlsx
from indicators_service.routes.organisations import registered
from indicators_service.routes.results import YearAsked
from indicators_service.schemas.batches import BatchLine, BatchList, BatchOut, CellFault
from indicators_service.store import audit, batches, returns
from indicators_service.tables import BatchErrorRow, BatchRow
from services import delimited
from services.conditional import answer, answer_model
from services.database import Reading, Writing
from services.idempotency import IdempotentRoute
from services.identity import Caller, Calling
from services.instants import now
from services.problems import Problem, fault_at, invalid
from services.wire import Text
from vocabulary.organisations import ODS_CODE_PATTERN
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["returns"], route_class=IdempotentRoute)

UPLOAD: Final = "/v1/returns:upload"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES: Final = ("text/csv", "text/plain", "application/csv", XLSX, "application/octet-stream")
_FORM: Final = "multipart/form-data"
_FILE_SCHEMA: Final = {"type": "string", "format": "binary"}
_FORM_SCHEMA: Final = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {"file": _FILE_SCHEMA},
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            **{kind: {"schema": _FILE_SCHEMA} for kind in _FILES},
            _FORM: {"schema": _FORM_SCHEMA},
        },
    }
}

BatchId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="Id of an uploaded file.")]


@router.post(
    "/returns:upload",
    status_code=202,
    openapi_extra=_BODY,
    responses={415: {"description": "Neither CSV nor XLSX."}},
)
async def upload_returns(
    request: Request,
    session: Writing,
    caller: Calling,
    response: Response,
    tasks: BackgroundTasks,
    whole: Annotated[bool, Query(description="Take the file as a whole or not at all.")] = False,
    name: Annotated[Text | None, Query(max_length=200, description="The file's name.")] = None,
) -> BatchOut:
    """Upload returns as a file: the collection form as CSV or XLSX, or a national CSV of many bodies.

    The answer is a batch to follow at ``/v1/batches/{id}``. Each return of the file is taken by itself, or,
    where ``whole`` is true, all of them or none.
    """
    permission.require(caller, Resource.BATCH, Action.WRITE)
    content, media_type, named = await _file(request)
    row = BatchRow(
        id=uuid.uuid4().hex,
        state=batches.QUEUED,
        whole=whole,
        body=caller.body,
        kind=caller.kind,
        media_type=media_type[:200],
        name=name or named,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        recorded_at=now(),
        recorded_by=caller.client,
    )
    session.add(row)
    change = {"batch": row.id, "document": row.digest, "size": row.size, "whole": whole}
    await audit.record(session, row.recorded_at, caller.client, [audit.Entry("upload", change, caller.body)])
    response.headers["location"] = f"/v1/batches/{row.id}"
    # Woken when the answer is on its way: the file is then committed.
    tasks.add_task(request.app.state.uploads.set)
    return _shown(row, [])


async def _file(request: Request) -> tuple[bytes, str, str | None]:
    """Return the file's bytes, media type and name, sent as the body or as the form field ``file``.

    Raises:
        Problem: 415 for another kind of body, 422 for an empty file or a form without one.
    """
    given = request.headers.get("content-type", "")
    kind = given.partition(";")[0].strip().lower()
    if kind == _FORM:
        async with request.form(max_files=1, max_fields=10) as form:
            others = [
                fault_at((name,), "extra-forbidden", "There is no such field.") for name in form if name != "file"
            ]
            if others:
                raise invalid(*others)
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise invalid(fault_at(("file",), "missing", "Send the file in the form field named file."))
            content, given, named = await file.read(), file.content_type or "", file.filename
    elif kind in _FILES:
        content, named = await request.body(), None
    else:
        raise Problem(415, f"Send CSV (text/csv) or XLSX ({XLSX}) as the body, or in a form's field named file.")
    if not content:
        raise invalid(fault_at((), "empty", "The file is empty."))
    return content, given, named and named.replace("\x00", "")[:200]


@router.get("/batches/{batch}", response_model=BatchOut)
async def read_batch(request: Request, batch: BatchId, session: Reading, caller: Calling) -> Response:
    """Follow an uploaded file: how far it is, and every error and warning by its cell."""
    row = await batches.find(session, batch)
    if row is None or not permission.sees_batch(caller, row.recorded_by):
        raise Problem(404, f"There is no batch {batch}, or it is not this client's.")
    return answer_model(request, _shown(row, list(await batches.errors(session, batch))))


@router.get("/batches", response_model=BatchList)
async def list_batches(
    request: Request, session: Reading, caller: Calling, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> Response:
    """List the newest uploads of the caller; stewards see everybody's."""
    by = None if permission.sees_every_batch(caller) else caller.client
    rows = await batches.newest(session, by, limit)
    lines = [
        BatchLine(**row.model_dump(include=set(BatchLine.model_fields)), uploaded_at=row.recorded_at) for row in rows
    ]
    return answer_model(request, BatchList(items=lines, total=len(lines)))


def _shown(row: BatchRow, found: list[BatchErrorRow]) -> BatchOut:
    faults = [(each.severity, CellFault(**each.model_dump(include=set(CellFault.model_fields)))) for each in found]
    return BatchOut(
        **row.model_dump(include=set(BatchOut.model_fields)),
        document=row.digest,
        uploaded_at=row.recorded_at,
        errors=[fault for severity, fault in faults if severity == "error"],
        warnings=[fault for severity, fault in faults if severity == "warning"],
    )


_CSV_ANSWER: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/csv": {"schema": _FILE_SCHEMA}}}}
_XLSX_ANSWER: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {XLSX: {"schema": _FILE_SCHEMA}}}}
Own = Annotated[str | None, Query(pattern=ODS_CODE_PATTERN, description="ODS code of the body that fills it in.")]


@router.get("/returns/template.csv", responses=_CSV_ANSWER, response_class=Response)
async def read_csv_template(
    request: Request, session: Reading, caller: Calling, year: YearAsked, organisation: Own = None
) -> Response:
    """Download the collection form as CSV; for a named body with last year's figures beside this year's cells."""
    content = template_csv(*await _prefilled(session, caller, organisation, year))
    return _download(request, content, delimited.MEDIA_TYPE, f"wres-{organisation or 'return'}-{year}.csv")


@router.get("/returns/template.xlsx", responses=_XLSX_ANSWER, response_class=Response)
async def read_xlsx_template(
    request: Request, session: Reading, caller: Calling, year: YearAsked, organisation: Own = None
) -> Response:
    """Download the collection form as XLSX; for a named body with last year's figures beside this year's cells."""
    told = await _prefilled(session, caller, organisation, year)
    content = await asyncio.to_thread(template_xlsx, *told)
    return _download(request, content, XLSX, f"wres-{organisation or 'return'}-{year}.xlsx")


async def _prefilled(
    session: Reading, caller: Caller, organisation: str | None, year: int
) -> tuple[str, str, int, dict[str, Any] | None]:
    """Return what a template is filled with: code, name, year, and the return of the year before if there is one.

    Who may not read the year before, whose contract began since, gets the form without its figures.
    """
    if organisation is None:
        return "", "", year, None
    body = await registered(session, organisation)
    await permission.require_exact(caller, Resource.RETURN, organisation, session, year)
    if not await permission.sees_exact(caller, organisation, session, year - 1):
        return organisation, body.name, year, None
    before = await returns.newest_documents(session, [year - 1], [organisation])
    document = before.get((organisation, year - 1))
    return organisation, body.name, year, None if document is None else json.loads(document)


def _download(request: Request, content: bytes, media_type: str, name: str) -> Response:
    response = answer(request, content, media_type)
    response.headers["content-disposition"] = f'attachment; filename="{name}"'
    return response
