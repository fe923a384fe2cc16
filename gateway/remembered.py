"""Answers that the gateway remembers: given again for as long as nothing has changed in any service.

An answer belongs to one caller's view of one address. Before a remembered one is given, the services say which state
they are in, at most twice a second for all callers together; a state that moved on ends everything remembered. So an
answer may be older than the newest write through another gateway by that much, and by no more; after a write through
this one it is made anew.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.limits import Headers
from gateway.states import State, States
from services.conditional import entity_tag, has
from services.identity import Caller
from services.metrics import REMEMBERED_ANSWERS
from services.observing import header
from services.settings import Settings

LARGEST_BYTES: Final = 2_000_000
"""A larger answer is passed on and not kept."""

_PER_CALL: Final = frozenset({b"x-request-id", b"x-correlation-id", b"content-length", b"date", b"server"})
_WITH_304: Final = frozenset({b"etag", b"cache-control", b"vary", b"link", b"content-location"})
_NEVER: Final = ("/v1/changes", "/v1/audit", "/v1/batches", "/v1/exports")
"""Addresses whose answers move without a write, are followed by the second, or are too large."""

_OVERHEAD_BYTES: Final = 1_000
"""What an answer takes beside its body, or so."""

Key = tuple[Caller, bytes, bytes, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: its headers without those of one call, its body, and its entity tag.

    Without a body it is known only that the tag is the newest: that answers those who have it.
    """

    headers: Headers
    body: bytes | None
    tag: str

    def answers(self, scope: Scope) -> bool:
        """Say whether a read can be answered with what is kept."""
        return self.body is not None or self._is_had(scope)

    def _is_had(self, scope: Scope) -> bool:
        return has(header(scope, b"if-none-match"), self.tag)

    async def give(self, scope: Scope, send: Send) -> None:
        """Answer a read: with 304 where its reader has the body."""
        if self._is_had(scope):
            headers = [(name, value) for name, value in self.headers if name in _WITH_304]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        body = self.body or b""
        headers = [*self.headers, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class Memory:
    """Answers by key, up to a number of bytes; what was used least lately is forgotten first."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self.held = 0
        self._answers: OrderedDict[Key, Kept] = OrderedDict()

    def get(self, key: Key) -> Kept | None:
        """Return what is kept under a key."""
        kept = self._answers.get(key)
        if kept is not None:
            self._answers.move_to_end(key)
        return kept

    def keep(self, key: Key, kept: Kept) -> None:
        """Keep an answer, and forget others where there is no room."""
        before = self._answers.pop(key, None)
        self.held += _size(kept) - (_size(before) if before else 0)
        self._answers[key] = kept
        while self.held > self._most:
            self.held -= _size(self._answers.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()
        self.held = 0


def _size(kept: Kept) -> int:
    return len(kept.body or b"") + _OVERHEAD_BYTES


class RememberedAnswers:
    """Answers a read from memory where it can, else by its upstream; a write ends what is remembered."""

    def __init__(
        self, settings: Settings, upstreams: Mapping[str, ASGIApp], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._on = settings.remembered_bytes > 0
        self._memory = Memory(settings.remembered_bytes)
        self._states = States(upstreams, settings.remembered_check_seconds, clock)
        self._state: State | None = None

    @property
    def held_bytes(self) -> int:
        """How much is remembered, bytes."""
        return self._memory.held

    async def answer(self, upstream: ASGIApp, caller: Caller, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call to a service."""
        if scope["method"] != "GET":
            await self._written(upstream, scope, receive, send)
        elif not self._on or not _may_be_kept(scope):
            await upstream(scope, receive, send)
        else:
            await self._read(upstream, caller, scope, receive, send)

    async def _written(self, upstream: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a write on; whoever hears that it is done finds no answer from before it."""

        async def send_after_forgetting(message: Message) -> None:
            self._states.moved()
            await send(message)

        try:
            await upstream(scope, receive, send_after_forgetting)
        finally:
            # Also where no answer came: the write may have been made.
            self._states.moved()

    async def _read(self, upstream: ASGIApp, caller: Caller, scope: Scope, receive: Receive, send: Send) -> None:
        state = await self._states.now()
        if state != self._state:
            self._memory.clear()
            self._state = state
        key = (
            caller,
            scope.get("raw_path") or scope["path"].encode(),
            scope["query_string"],
            header(scope, b"accept") or "",
        )
        kept = None if state is None else self._memory.get(key)
        if kept is not None and kept.answers(scope):
            REMEMBERED_ANSWERS.labels("given").inc()
            await kept.give(scope, send)
            return
        asked = Asked(scope, send)
        await upstream(scope, receive, asked.take)
        # Only where nothing moved while it was made: it could be from before.
        if state is not None and asked.kept is not None and self._states.last == state == self._state:
            self._memory.keep(key, asked.kept)
            REMEMBERED_ANSWERS.labels("kept").inc()


def _may_be_kept(scope: Scope) -> bool:
    if scope["path"].startswith(_NEVER):
        return False
    asked = header(scope, b"cache-control") or ""
    return "no-cache" not in asked and "no-store" not in asked and header(scope, b"range") is None


class Asked:
    """One read on its way: a small whole answer is held back until its end, everything else passes as it comes."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self.kept: Kept | None = None

    async def take(self, message: Message) -> None:
        """Take a message of the upstream's answer."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is None:
            await self._send(message)
        else:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._end(self._start)

    async def _begin(self, message: Message) -> None:
        headers = dict(message["headers"])
        if b"no-store" not in headers.get(b"cache-control", b""):
            length = headers.get(b"content-length", b"")
            if message["status"] == HTTPStatus.OK and length.isdigit() and int(length) <= LARGEST_BYTES:
                self._start = message
                return
            if message["status"] == HTTPStatus.NOT_MODIFIED and b"etag" in headers:
                self.kept = Kept(_kept_of(message), None, headers[b"etag"].decode())
        await self._send(message)

    async def _end(self, start: Message) -> None:
        headers, body = _kept_of(start), b"".join(self._parts)
        tag = dict(headers).get(b"etag", b"").decode()
        if not tag:
            # Every read can be asked for with what one has; a service that knows no tag has it taken from the bytes.
            tag = entity_tag(body)
            headers.append((b"etag", tag.encode()))
        self.kept = Kept(headers, body, tag)
        await self.kept.give(self._scope, self._send)


def _kept_of(start: Message) -> Headers:
    return [(name.lower(), value) for name, value in start["headers"] if name.lower() not in _PER_CALL]
