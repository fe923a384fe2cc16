"""The audit trails of the services and of the gateway put together, and whether each of them is whole."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from starlette.types import ASGIApp

from gateway.asking import asked
from gateway.following import SERVICES, Position
from services.audit_checking import AuditStep
from services.audit_filters import Filters
from services.audit_route import LAST, written_end
from services.chain import REASONS, End
from services.problems import Problem

CHAINS: Final = (*SERVICES, "gateway")
"""Those that keep an audit trail, in the order in which lines of one instant are told."""

Trails = Mapping[str, ASGIApp]
"""The applications that keep the trails, by name."""


@dataclass(frozen=True, slots=True)
class Read:
    """Lines in order, where the next page begins, and whether there are more."""

    lines: Sequence[Mapping[str, Any]]
    position: Position
    more: bool


def begin(cursor: str | None, filters: Filters) -> Position:
    """Return the position that a cursor names: without one that before the oldest or the newest line.

    Raises:
        Problem: 422 when the cursor is none of ours.
    """
    return Position.of(cursor, CHAINS, LAST if filters.order == "newest" else 0)


async def read(
    trails: Trails, token: str, names: Sequence[str], position: Position, filters: Filters, limit: int
) -> Read:
    """Ask some services for the lines that follow the position, and put them together by instant.

    Of one service the order is that of its numbers, whatever its clock did.

    Raises:
        Problem: 503 where a service is away: without one of them the order would not be whole.
    """
    named = filters.parameters()
    parts = await asyncio.gather(
        *(
            asked(name, trails.get(name), token, f"/v1/audit/{name}", named | _page(position.numbers[name], limit))
            for name in names
        )
    )
    every = heapq.merge(*(part["items"] for part in parts), key=_instant, reverse=filters.order == "newest")
    told = list(every)
    more, shown = len(told) > limit or any(part["more"] for part in parts), told[:limit]
    return Read(shown, position.past(shown), more)


def _page(after: int, limit: int) -> dict[str, str]:
    return {"after": str(after), "limit": str(limit)}


def _instant(line: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(line["at"])


async def heads(trails: Trails, token: str) -> list[dict[str, Any]]:
    """Return the last line of every chain.

    Raises:
        Problem: 503 where a service is away.
    """
    parts = (asked(name, trails.get(name), token, f"/v1/audit/{name}/head", {}) for name in CHAINS)
    return await asyncio.gather(*parts)


@dataclass(frozen=True, slots=True)
class Verified:
    """How far the chain of a service was found whole, and the first line that broke it or why that is not known."""

    service: str
    end: End
    broken: int | None = None
    reason: str | None = None
    says: str | None = None


async def verify(
    trails: Trails, sign: Callable[[], str], name: str, begin: End, known: End | None
) -> AsyncIterator[Verified | None]:
    """Check the chain of a service from an end on, step by step: ``None`` after each step, and the finding at last.

    ``sign`` gives a token for each step: one alone would not last for a long chain.
    """
    path, end = f"/v1/audit/{name}/verification", begin
    more = True
    while more:
        parameters = {"begin": written_end(end)} | ({} if known is None else {"known": written_end(known)})
        try:
            step = AuditStep.model_validate(await asked(name, trails.get(name), sign(), path, parameters))
        except Problem as problem:
            yield Verified(name, end, None, problem.code or "service-away", problem.detail)
            return
        end, more = End(step.number, step.hash), step.more
        if step.broken is not None:
            yield Verified(name, end, step.broken.number, step.broken.reason, REASONS[step.broken.reason])
            return
        yield None
    yield Verified(name, end)
