"""What happened to a body and its returns, for those who see its exact figures."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from indicators_service import permission
from indicators_service.routes.organisations import Ods, recorded
from indicators_service.schemas.organisations import AuditLine, AuditPage
from indicators_service.store import audit
from services import paging
from services.conditional import answer_model
from services.database import Reading
from services.identity import Calling, refusal
from services.problems import Fault, invalid

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
    if not await permission.sees_exact(caller, ods, session):
        raise refusal(caller, f"Only those who see the exact figures of {ods} read what happened to them.")
    rows = await audit.of_body(session, ods, _before(cursor), limit)
    fields = set(AuditLine.model_fields) - {"change"}
    items = [AuditLine(**row.model_dump(include=fields), change=json.loads(row.change)) for row in rows]
    following = paging.cursor(str(rows[-1].id)) if len(rows) == limit else None
    return answer_model(request, AuditPage(items=items, next=following))


_LARGEST = 2**31 - 1


def _before(cursor: str | None) -> int | None:
    last = paging.after(cursor)
    if not last:
        return None
    if not (last.isascii() and last.isdigit()) or int(last) > _LARGEST:
        raise invalid(Fault("query:cursor", "cursor", "The cursor is not one that this list gave.", column="cursor"))
    return int(last)
