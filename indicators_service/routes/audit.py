"""What happened to a body and its returns, for those who see its exact figures."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Row

from indicators_service import permission
from indicators_service.routes.organisations import Ods, recorded
from indicators_service.schemas.organisations import AuditLine, AuditPage
from indicators_service.store import audit
from services import paging
from services.conditional import answer_model
from services.database import Reading
from services.identity import Calling
from services.problems import Fault, invalid
from vocabulary.permissions.resources import Resource

router = APIRouter(prefix="/v1", tags=["reference"])


@router.get("/organisations/{ods}/audit", response_model=AuditPage)
async def list_audit(
    request: Request,
    ods: Ods,
    session: Reading,
    caller: Calling,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """List every accepted write about a body and its returns, newest first: who, when, and what is different."""
    await recorded(session, ods)
    await permission.require_exact(caller, Resource.BODY_AUDIT, ods, session)
    rows = await audit.of_body(session, ods, _before(cursor), limit)
    items = [_line(row) for row in rows]
    following = paging.cursor(str(rows[-1].number)) if len(rows) == limit else None
    return answer_model(request, AuditPage(items=items, next=following))


def _line(row: Row[Any]) -> AuditLine:
    told = {name: getattr(row, name) for name in AuditLine.model_fields}
    return AuditLine(**told | {"change": json.loads(row.change)})


_LARGEST = 2**31 - 1


def _before(cursor: str | None) -> int | None:
    last = paging.after(cursor)
    if not last:
        return None
    if not (last.isascii() and last.isdigit()) or int(last) > _LARGEST:
        raise invalid(Fault("query:cursor", "cursor", "The cursor is not one that this list gave.", column="cursor"))
    return int(last)
