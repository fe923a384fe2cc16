"""What a subscription is told: the feed as its client is told it, from where the subscription is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp

from gateway.following import FeedLine, Position, pull

MOST: Final = 100
"""Changes of one delivery."""

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Changes for a subscription, where the feed goes on after them, and whether there is more of it."""

    items: Sequence[FeedLine]
    cursor: str
    more: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Of which kinds and which bodies a subscription is told; empty for all."""

    kinds: frozenset[str]
    organisations: frozenset[str]

    @classmethod
    def of(cls, kinds: str, organisations: str) -> "Choice":
        """Return a choice as it is stored."""
        return cls(frozenset(filter(None, kinds.split(","))), frozenset(filter(None, organisations.split(","))))

    def takes(self, line: FeedLine) -> bool:
        """Say whether a change is told."""
        of_a_kind = not self.kinds or line.kind in self.kinds
        return of_a_kind and (not self.organisations or line.organisation in self.organisations)


async def page_after(upstreams: Mapping[str, ASGIApp], token: str, cursor: str, choice: Choice) -> Page:
    """Return what follows a cursor for whom ``token`` names. A page may be empty, and there be more all the same.

    Raises:
        Problem: 503 where a service is away.
    """
    limit = _AT_ONCE if choice.kinds or choice.organisations else MOST
    pulled = await pull(upstreams, token, Position.of(cursor), None, None, limit)
    taken = [line for line in pulled.lines() if choice.takes(line)]
    if len(taken) > MOST:
        return Page(taken[:MOST], taken[MOST - 1].cursor, more=True)
    return Page(taken, pulled.position.cursor(), pulled.more)


async def newest(upstreams: Mapping[str, ASGIApp], token: str) -> Position:
    """Return the position after everything that is in the feed now.

    The services are asked for the time first: an instant by our own clock could lie in the future of theirs.
    """
    at = (await pull(upstreams, token, Position.of(None), None, None, 1)).complete_until
    return (await pull(upstreams, token, Position.of(None), at, None, 1)).start


class Tip:
    """The end of the feed, as somebody sees it who sees everything: while it stays, there is nothing new to tell."""

    def __init__(self, upstreams: Mapping[str, ASGIApp]) -> None:
        self._upstreams = upstreams
        self._position: Position | None = None

    async def looked_at(self, token: str) -> Position:
        """Return where the feed ends now.

        Raises:
            Problem: 503 where a service is away.
        """
        position, more = self._position or await newest(self._upstreams, token), True
        while more:
            pulled = await pull(self._upstreams, token, position, None, None, _AT_ONCE)
            position, more = pulled.position, pulled.more
        self._position = position
        return position
