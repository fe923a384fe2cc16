"""Places that a caller names: one in the feed, where a subscription is to go on, and one to be sent to."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import Request
from starlette.types import ASGIApp

from gateway.following import Position, pull
from gateway.webhooks.destinations import Refused
from gateway.webhooks.equipment import equipment_of
from gateway.webhooks.feeding import newest
from services.identity import HEADER
from services.problems import Fault, Problem, invalid


async def require_good_address(request: Request, url: str) -> None:
    """Refuse an address that would not be called.

    Raises:
        Problem: 422.
    """
    destinations = equipment_of(request.app).destinations
    try:
        await destinations.addresses(destinations.read(url))
    except Refused as error:
        raise invalid(Fault("$.url", error.code, error.reason, column="url")) from error


async def beginning_at(request: Request, start: str) -> str:
    """Return the cursor that is meant by ``now``, by ``beginning``, or by a cursor.

    Raises:
        Problem: 422 for what is no cursor, 503 where a service is away.
    """
    if start == "now":
        return (await newest(_upstreams(request), request.headers[HEADER])).cursor()
    return Position.of(None).cursor() if start == "beginning" else checked(start, "from")


def checked(cursor: str, member: str) -> str:
    """Return a cursor of the feed.

    Raises:
        Problem: 422 that names the member of the body, where it is none.
    """
    try:
        return Position.of(cursor).cursor()
    except Problem as error:
        words = "it is not a cursor that /v1/changes gave"
        raise invalid(Fault(f"$.{member}", "cursor", words, column=member)) from error


async def before(request: Request, since: datetime | None) -> str:
    """Return the cursor after which the first change at or after an instant comes.

    Raises:
        Problem: 503 where a service is away.
    """
    pulled = await pull(_upstreams(request), request.headers[HEADER], Position.of(None), since, None, 1)
    return pulled.start.cursor()


def _upstreams(request: Request) -> Mapping[str, ASGIApp]:
    upstreams: Mapping[str, ASGIApp] = request.app.state.upstreams
    return upstreams
