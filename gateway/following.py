"""The feeds of the services put together: one order, one cursor, each change once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel
from starlette.types import ASGIApp

from gateway.asking import asked
from services.paging import after, cursor
from services.problems import Fault, invalid

SERVICES: Final = ("indicators", "trajectory", "oversight")
"""The services that tell of changes, in the order in which changes of one instant are told."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a follower has come: the number of the last change that it saw, of each service."""

    numbers: Mapping[str, int]

    @classmethod
    def of(cls, given: str | None, services: Sequence[str] = SERVICES, start: int = 0) -> "Position":
        """Return the position that a cursor names, or the one before any of the services without one.

        Raises:
            Problem: 422 when the cursor is none of ours.
        """
        told = after(given)
        if not told:
            return cls(dict.fromkeys(services, start))
        numbers = told.split(".")
        if len(numbers) != len(services) or not all(each.isascii() and each.isdigit() for each in numbers):
            fault = Fault("query:cursor", "cursor", "The cursor is not one that this feed gave.", column="cursor")
            raise invalid(fault)
        # More digits than a number of ours can have would be no number to a database.
        return cls({name: min(int(each), 2**62) for name, each in zip(services, numbers, strict=True)})

    def past(self, changes: Sequence[Mapping[str, Any]]) -> "Position":
        """Return the position after some changes."""
        numbers = dict(self.numbers)
        for change in changes:
            numbers[change["service"]] = change["number"]
        return Position(numbers)

    def cursor(self) -> str:
        """Return the cursor of this position."""
        return cursor(".".join(map(str, self.numbers.values())))


class FeedLine(BaseModel):
    """One published change. ``cursor`` is where to go on after it; ``etag`` differs whenever the thing does."""

    cursor: str
    at: datetime
    kind: str
    organisation: str
    year: int | None
    href: str
    etag: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of a pull: where it began, changes in order, where the next begins, and whether there are more."""

    start: Position
    changes: Sequence[Mapping[str, Any]]
    position: Position
    more: bool
    complete_until: datetime

    def lines(self) -> list[FeedLine]:
        """Return the changes as they are told, each with the cursor after it."""
        lines, position = [], self.start
        for change in self.changes:
            position = position.past([change])
            told = {name: change[name] for name in FeedLine.model_fields if name != "cursor"}
            lines.append(FeedLine(cursor=position.cursor(), **told))
        return lines


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
            asked(
                name,
                upstreams.get(name),
                token,
                f"/v1/changes/{name}",
                {"after": position.numbers[name], "limit": limit, **window},
            )
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
