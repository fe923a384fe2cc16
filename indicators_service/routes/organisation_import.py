"""Importing organisations from a CSV file: all of it or none."""

import asyncio
from typing import Any, Final

from fastapi import APIRouter, Request

from indicators_service import permission, registration
from indicators_service.organisation_file import COLUMNS, fault_of, read_file, refused
from indicators_service.schemas.organisations import Imported
from services.database import Writing
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.problems import MEDIA_TYPE, Problem, fault_at, invalid
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["reference"], route_class=IdempotentRoute)

_CSV: Final = "text/csv"
_CHARSETS: Final = ("utf-8", "utf8")
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": f"CSV in UTF-8 with a header. Columns: {', '.join(COLUMNS)}; ods, name and type are needed.",
        "content": {_CSV: {"schema": {"type": "string"}}},
    }
}


_NOT_CSV: Final[dict[str, Any]] = {
    "description": "The body is not text/csv in UTF-8.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


@router.post("/organisations:import", openapi_extra=_BODY, responses={415: _NOT_CSV})
async def import_organisations(request: Request, session: Writing, caller: Calling) -> Imported:
    """Register and change many organisations, with their successors, from one CSV file: all of it or none.

    Rows may name one another as successors in any order. A column that is not there stays as it is recorded; an
    empty cell of successors does too.
    """
    permission.require(caller, Resource.ORGANISATION, Action.WRITE)
    file = await asyncio.to_thread(read_file, await _content(request))
    if file.faults:
        raise refused(file.faults)
    done = await registration.register(session, caller.client, file.wishes)
    if done.faults:
        raise refused([fault_of(each, file) for each in done.faults])
    return Imported(added=done.added, changed=done.changed, unchanged=done.unchanged)


async def _content(request: Request) -> bytes:
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charsets = [part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset=")]
    if kind != _CSV or any(charset not in _CHARSETS for charset in charsets):
        raise Problem(415, f"Send the file as the body, as {_CSV} in UTF-8.")
    content = await request.body()
    if not content.strip():
        raise invalid(fault_at((), "empty", "The file is empty."))
    return content
