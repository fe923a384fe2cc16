"""How a server listens: one caller that is slow, silent or too wordy takes nothing from the others.

The server underneath waits for ever for the end of a request, keeps any number of header lines, and waits for
ever for a reader that does not read. Here each of these has a limit, and an answer that says which.
"""

import asyncio
from http import HTTPStatus
from itertools import count
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from services import metrics, records
from services.problems import MEDIA_TYPE, Problem
from services.settings import Settings

BODY_BYTES_PER_SECOND: Final = 500
"""A body that comes slower than this, over the time allowed for a head, is given up."""

LAST_WORD_SECONDS: Final = 0.5
"""How long a connection that has asked for nothing yet is waited for when the server stops."""

_Refusal = tuple[int, str, str]

_order: Final = count()
"""Which connection has been quiet longest, where a clock may say the same of many."""

_TOO_MUCH: Final[_Refusal] = (
    431,
    "headers-too-large",
    "The request line and headers are larger than is taken here; send fewer or shorter ones.",
)
_TOO_SLOW: Final[_Refusal] = (
    408,
    "too-slow",
    "The request did not come whole within the time allowed; send it again, without a pause.",
)
_FULL: Final[_Refusal] = (503, "too-many-connections", "Too many calls are open at this moment; try again shortly.")
_UNREADABLE: Final[_Refusal] = (400, "malformed-request", "This is not an HTTP request that can be read.")


class Guarded(HttpToolsProtocol):
    """One connection, with limits on its head, its pace, and its place among the others.

    Refusals are written straight to the connection: there is no request yet that an application could answer.
    """

    settings: ClassVar[Settings]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._held_bytes = 0
        self._head_bytes = 0
        self._head_lines = 0
        self._silent = True
        self._in_head = False
        self._in_body = False
        self._body_bytes = 0
        self._refused = False
        self._patience: asyncio.TimerHandle | None = None
        self._reader_patience: asyncio.TimerHandle | None = None
        self._quiet_since = next(_order)

    # The life of a connection

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as the parent does
        """Take a connection; when there are too many, let the one go that has been quiet longest."""
        super().connection_made(transport)
        if len(self.connections) > self.settings.max_connections and not self._made_room():
            self._refuse(_FULL)
            return
        self._wait(self.settings.head_seconds, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, and what was waited for on it."""
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def _made_room(self) -> bool:
        quiet = [
            each for each in self.connections if isinstance(each, Guarded) and each is not self and each.is_quiet
        ]
        if not quiet:
            return False
        min(quiet, key=lambda each: each._quiet_since).let_go()
        return True

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is being answered on this connection."""
        return not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete)

    def shutdown(self) -> None:
        """Close once all is answered. Who has only just come, or is in the middle of asking, is heard first."""
        if self.cycle is None or self._in_head:
            self.loop.call_later(LAST_WORD_SECONDS, super().shutdown)
        else:
            super().shutdown()

    def let_go(self) -> None:
        """Close a quiet connection, for another's sake."""
        metrics.CONNECTIONS_REFUSED.labels("let-go").inc()
        self.transport.abort()

    # What comes in

    def data_received(self, data: bytes) -> None:
        """Read what has come, and see that the rest does not keep the others waiting."""
        if self._refused:
            return
        self._silent = False
        # Of a line without an end the parser tells nothing, and keeps it all.
        self._held_bytes += len(data) if self._in_head else 0
        self._body_bytes += len(data)
        super().data_received(data)
        if not self._refused and self._in_head and self._held_bytes > self.settings.max_head_bytes:
            self._refuse(_TOO_MUCH)
        if not self._refused:
            self._watch()

    def _watch(self) -> None:
        """Wait for the rest of a head or body that has begun; a request that is whole needs no watching."""
        if self._in_body:
            if self._patience is None:
                self._body_bytes = 0
                self._wait(self.settings.head_seconds, self._body_is_late)
        elif self._in_head or self.is_quiet:
            # Also where only empty lines came: they begin no request, and must not keep a connection open.
            if self._patience is None:
                self._wait(self.settings.head_seconds, self._head_is_late)
        else:
            self._stop_waiting()

    def on_message_begin(self) -> None:
        """Begin to count a head."""
        super().on_message_begin()
        self._in_head, self._in_body = True, False
        self._held_bytes = self._head_bytes = self._head_lines = 0

    def on_url(self, url: bytes) -> None:
        """Count the address."""
        self._counted(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header line; over the limit no more are kept."""
        self._head_lines += 1
        self._counted(len(name) + len(value))
        if not self._refused:
            super().on_header(name, value)

    def _counted(self, length: int) -> None:
        self._head_bytes += length
        over = self._head_bytes > self.settings.max_head_bytes or self._head_lines > self.settings.max_head_lines
        if over and not self._refused:
            self._refuse(_TOO_MUCH)

    def on_headers_complete(self) -> None:
        """Pass the request on, unless it was refused meanwhile."""
        if self._refused:
            return
        self._in_head, self._in_body = False, True
        self._stop_waiting()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Pass a piece of the body on."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Stop waiting: the request is whole."""
        if self._refused:
            return
        self._in_body = False
        self._stop_waiting()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Note since when the connection has been quiet."""
        self._quiet_since = next(_order)
        super().on_response_complete()

    # What is waited for

    def _wait(self, seconds: float, then: Any) -> None:
        self._patience = self.loop.call_later(seconds, then)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _head_is_late(self) -> None:
        self._patience = None
        if self._silent:
            # Browsers open connections that they may never use; there is no request to refuse.
            self.let_go()
        else:
            self._refuse(_TOO_SLOW)

    def _body_is_late(self) -> None:
        """Give up a body that trickles; one that waits for us to read on is not the caller's fault."""
        self._patience = None
        enough = BODY_BYTES_PER_SECOND * self.settings.head_seconds
        if self.flow.read_paused or self._body_bytes >= enough:
            self._body_bytes = 0
            self._wait(self.settings.head_seconds, self._body_is_late)
        else:
            self._refuse(_TOO_SLOW)

    def pause_writing(self) -> None:
        """Wait for a reader that does not read, but not for ever."""
        super().pause_writing()
        if self._reader_patience is None:
            self._reader_patience = self.loop.call_later(self.settings.reader_seconds, self._reader_is_late)

    def resume_writing(self) -> None:
        """Go on writing."""
        if self._reader_patience is not None:
            self._reader_patience.cancel()
            self._reader_patience = None
        super().resume_writing()

    def _reader_is_late(self) -> None:
        self._reader_patience = None
        metrics.CONNECTIONS_REFUSED.labels("reader-too-slow").inc()
        self.transport.abort()

    # Refusals

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, in the words of every other refusal."""
        self._refuse(_UNREADABLE)

    def _refuse(self, refusal: _Refusal) -> None:
        """Say what is wrong and close. Where an answer has begun there is nothing to say: it breaks off."""
        self._refused = True
        self._stop_waiting()
        status, code, detail = refusal
        metrics.CONNECTIONS_REFUSED.labels(code).inc()
        if self.transport.is_closing():
            return
        if self.cycle is None or not self.cycle.response_started or self.cycle.response_complete:
            self.transport.write(_written(Problem(status, detail, code)))
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()


def _written(problem: Problem) -> bytes:
    """Return a problem as the bytes of a whole answer."""
    token = records.request_id.set(records.accepted_id(None))
    try:
        body = bytes(problem.response("").body)
        request_id = records.request_id.get()
    finally:
        records.request_id.reset(token)
    lines = [
        f"content-type: {MEDIA_TYPE}",
        f"content-length: {len(body)}",
        f"x-request-id: {request_id}",
        "connection: close",
        *(["retry-after: 1"] if problem.status == HTTPStatus.SERVICE_UNAVAILABLE else []),
    ]
    return STATUS_LINE[problem.status] + "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def guarded(settings: Settings) -> type[Guarded]:
    """Return the kind of connection that keeps to the limits of these settings."""
    return type("GuardedBySettings", (Guarded,), {"settings": settings})
