"""Refuses a request body over the limit, by its declared length or as soon as it has grown past it."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.observing import header
from services.problems import Problem


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
        limit = self._uploads.get(scope["path"], self._limit)
        declared = header(scope, b"content-length")
        if declared is not None and declared.isdigit() and int(declared) > limit:
            await _refuse(limit, scope, receive, send)
        else:
            await self._counted(limit, scope, receive, send)

    async def _counted(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0

        async def receive_counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
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
            await _refuse(limit, scope, receive, send)


async def _refuse(limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    problem = Problem(413, f"The body is larger than {limit:,} bytes, the most taken here.")
    await problem.response(scope["path"])(scope, receive, send)
