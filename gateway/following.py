"""The feeds of the services put together: one order, one cursor, each change once."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

import httpx2
from starlette.types import ASGIApp

from services.identity import HEADER
from services.paging import after, cursor
from services.peers import away
from services.problems import Fault, Problem, invalid

SERVICES: Final = ("indicators", "trajectory", "oversight")
"""The services that tell of changes, in the order in which changes of one instant are told."""

_PATIENCE_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Position:
    """How far a follower has come: the number of the last change that it saw, of each service."""

    numbers: Mapping[str, int]

    @classmethod
    def of(cls, given: str | None) -> "Position":
        """Return the position that a cursor names; the beginning without one.

        Raises:
            Problem: 422 when the cursor is none of ours.
        """
        told = after(given)
        if not told:
            return cls(dict.fromkeys(SERVICES, 0))
        numbers = told.split(".")
        if len(numbers) != len(SERVICES) or not all(each.isascii() and each.isdigit() for each in numbers):
            fault = Fault("query:cursor", "cursor", "The cursor is not one that this feed gave.", column="cursor")
            raise invalid(fault)
        # More digits than a number of ours can have would be no number to a database.
        return cls({name: min(int(each), 2**62) for name, each in zip(SERVICES, numbers, strict=True)})

    def past(self, changes: Sequence[Mapping[str, Any]]) -> "Position":
        """Return the position after some changes."""
        numbers = dict(self.numbers)
        for change in changes:
            numbers[change["service"]] = change["number"]
        return Position(numbers)

    def cursor(self) -> str:
        """Return the cursor of this position."""
        return cursor(".".join(str(self.numbers[name]) for name in SERVICES))


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of a pull: where it began, changes in order, where the next begins, and whether there are more."""

    start: Position
    changes: Sequence[Mapping[str, Any]]
    position: Position
    more: bool
    complete_until: datetime


async def pull(
    upstreams: Mapping[str, ASGIApp],
    token: str,
    position: Position,
    since: datetime | None,
    until: datetime | None,
    limit: int,
) -> Pulled:
    """Ask every service for what follows the position, and put it together by instant.

    Raises:
        Problem: 503 where a service is away: without one of them the order would not be whole.
    """
    window = {name: at.isoformat() for name, at in (("since", since), ("until", until)) if at is not None}
    parts = await asyncio.gather(
        *(
            _part(name, upstreams.get(name), token, {"after": position.numbers[name], "limit": limit, **window})
            for name in SERVICES
        )
    )
    every = [
        {"service": name, **change} for name, part in zip(SERVICES, parts, strict=True) for change in part["items"]
    ]
    # Of one service the order is that of its numbers, whatever its clock did; instants never go back in it.
    every.sort(key=lambda change: (datetime.fromisoformat(change["at"]), SERVICES.index(change["service"])))
    shown = every[:limit]
    more = len(every) > limit or any(part["more"] for part in parts)
    known = min(datetime.fromisoformat(part["complete_until"]) for part in parts)
    # A window begins where it begins: who goes on from its end is not told what was before it.
    start = Position({name: part["start"] for name, part in zip(SERVICES, parts, strict=True)})
    return Pulled(start, shown, start.past(shown), more, min(known, until) if until is not None else known)


async def _part(
    name: str, upstream: ASGIApp | None, token: str, parameters: Mapping[str, str | int]
) -> dict[str, Any]:
    if upstream is None:
        raise away(name)
    transport = httpx2.ASGITransport(upstream, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://service") as client:
        try:
            asked = client.get(f"/v1/changes/{name}", params=parameters, headers={HEADER: token})
            answer = await asyncio.wait_for(asked, _PATIENCE_SECONDS)
            said: dict[str, Any] = json.loads(answer.content)
        except (TimeoutError, ValueError, httpx2.HTTPError) as error:
            raise away(name) from error
    if answer.status_code == HTTPStatus.OK:
        return said
    if answer.is_client_error:
        raise Problem(answer.status_code, str(said.get("detail", "")), code=str(said.get("code", "")))
    raise away(name)
