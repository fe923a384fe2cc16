"""Which state the services are in: moved by every write and every embargo that ends, asked for at most so often."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

import httpx2
from starlette.types import ASGIApp

from services import records
from services.instants import now
from services.revision import ADDRESS


@dataclass(frozen=True, slots=True)
class State:
    """The revisions of all services, the day, and how often something was written through this gateway."""

    revisions: tuple[str, ...]
    day: str
    moves: int


class States:
    """Asks the services for their revisions: together, for all callers that wait, and not again for a while."""

    def __init__(
        self, upstreams: Mapping[str, ASGIApp], seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._upstreams = upstreams
        self._seconds = seconds
        self._clock = clock
        self._moves = 0
        self._asked_at: float | None = None
        self._asking: asyncio.Task[State | None] | None = None
        self.last: State | None = None

    def moved(self) -> None:
        """Note that something may have been written: no state from before is believed any more."""
        self._moves += 1
        self._asked_at = None
        self.last = None

    async def now(self) -> State | None:
        """Return the state of all services; ``None`` where one does not say."""
        if self._asked_at is not None and self._clock() - self._asked_at < self._seconds:
            return self.last
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        # A caller that leaves must not take the question of the others with it.
        return await asyncio.shield(self._asking)

    async def _ask(self) -> State | None:
        moves, asked_at = self._moves, self._clock()
        revisions = await asyncio.gather(*(_revision(each) for each in self._upstreams.values()))
        if moves != self._moves:
            return None  # something was written meanwhile, and which of both this is nobody knows
        told = tuple(each for each in revisions if each is not None)
        whole = len(told) == len(revisions)
        self._asked_at = asked_at
        self.last = State(told, now().date().isoformat(), moves) if whole else None
        return self.last


async def _revision(upstream: ASGIApp) -> str | None:
    transport = httpx2.ASGITransport(upstream, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://service") as client:
        try:
            answer = await client.get(ADDRESS)
        except httpx2.HTTPError as error:
            records.log.warning("a revision is not told", extra={"error": repr(error)})
            return None
    return answer.text if answer.status_code == HTTPStatus.OK else None
