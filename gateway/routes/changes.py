"""The feed of everything published, for those that follow along."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response
from starlette.types import ASGIApp

from gateway.following import FeedLine, Position, pull
from services.as_of import AsOf
from services.conditional import answer_model
from services.identity import HEADER, Calling
from services.problems import Fault, invalid

router = APIRouter(prefix="/v1", tags=["changes"])

CursorAsked = Annotated[str | None, Query(max_length=200, description="The cursor of an earlier pull.")]


class FeedPage(BaseModel):
    """Changes in their order. ``cursor`` is where the next pull goes on, also from an empty page.

    Of a window, everything before ``complete_until`` is told, whatever is written from now on.
    """

    items: list[FeedLine]
    cursor: str
    more: bool
    complete_until: datetime | None
    reason: str | None


@router.get("/changes", response_model=FeedPage)
async def read_changes(
    request: Request,
    _caller: Calling,
    cursor: CursorAsked = None,
    since: AsOf = None,
    until: AsOf = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 500,
) -> Response:
    """Read what was published, changed and withdrawn: after a cursor, or in a window of UTC without its end.

    Each change is told once to whoever goes on from the cursor of the page before, however many write meanwhile.
    Goals are told to those who may read them.
    """
    if since is not None and until is not None and until <= since:
        raise invalid(Fault("query:until", "empty-window", "until must lie after since", column="until"))
    upstreams: Mapping[str, ASGIApp] = request.app.state.upstreams
    pulled = await pull(upstreams, request.headers[HEADER], Position.of(cursor), since, until, limit)
    items = pulled.lines()
    page = FeedPage(
        items=items,
        cursor=pulled.position.cursor(),
        more=pulled.more,
        complete_until=pulled.complete_until if until is not None else None,
        reason=None if items else "Nothing has changed there.",
    )
    return answer_model(request, page)
