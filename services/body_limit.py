"""Refuses a request body over the limit, by its declared length or as soon as it has grown past it."""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.observing import header
from services.problems import Problem

_MOST_DROPPED: Final = 100_000_000
"""How much of a body is read only so that its sender hears why it is refused, bytes."""

_UNPACKED: Final = Problem(
    415,
    "The body is packed. Send it as it is, without Content-Encoding: what it would unpack to cannot be known.",
    headers={"Accept-Encoding": "identity"},
)


class BodyLimit:
    """Wraps an application so that it never holds more than ``limit`` bytes of one request.

    ``uploads`` gives the addresses that take files a limit of their own.
    """

    def __init__(self, application: ASGIApp, limit: int, uploads: Mapping[str, int] | None = None) -> None:
        self._application = application
        self._limit = limit
        self._uploads = uploads or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        coding = header(scope, b"content-encoding")
        if coding not in (None, "", "identity"):
            await _UNPACKED.response(scope["path"])(scope, receive, send)
            return
        limit = self._uploads.get(scope["path"], self._limit)
        declared = header(scope, b"content-length")
        if declared is not None and declared.isdigit() and int(declared) > limit:
            await _refuse(limit, scope, receive, send, more=True)
        else:
            await self._counted(limit, scope, receive, send)

    async def _counted(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        taken, more = 0, True

        async def receive_counted() -> Message:
            nonlocal taken, more
            message = await receive()
            taken, more = taken + len(message.get("body", b"")), bool(message.get("more_body"))
            if taken > limit:
                raise OverflowError("the body is over the limit")
            return message

        async def send_unless_over(message: Message) -> None:
            # Frameworks turn an error while reading into a 400 of their own; ours is said instead.
            if taken <= limit:
                await send(message)

        try:
            await self._application(scope, receive_counted, send_unless_over)
        except OverflowError:
            if taken <= limit:
                raise
        if taken > limit:
            await _refuse(limit, scope, receive, send, more=more)


async def _refuse(limit: int, scope: Scope, receive: Receive, send: Send, *, more: bool) -> None:
    if more and header(scope, b"expect") is None:
        # A caller who is still sending when the connection closes loses the answer. One that waits to be asked for
        # the body has sent none.
        await _drop(receive)
    problem = Problem(413, f"The body is larger than {limit:,} bytes, the most taken here.")
    await problem.response(scope["path"])(scope, receive, send)


async def _drop(receive: Receive) -> None:
    """Read what is left of a body, keeping nothing."""
    dropped = 0
    while dropped < _MOST_DROPPED:
        message = await receive()
        dropped += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
