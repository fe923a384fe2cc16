"""How long a call may take: told to every service that it reaches, so that none goes on for a caller that is gone."""

import asyncio
import time
from contextvars import ContextVar
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services import records
from services.observing import header
from services.problems import Problem

HEADER: Final = "x-time-budget"
"""Between services: the milliseconds that are left. A caller's own is not believed."""

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


def out_of_time() -> Problem:
    """Return the problem of a call that took too long."""
    words = "The call took longer than a call may take here, and was given up. Ask for less at once, or try later."
    return Problem(503, words, "out-of-time", headers={"Retry-After": "5"})


def seconds_left() -> float | None:
    """Return the time left for the call that is being answered, in seconds; ``None`` where none was set."""
    deadline = _deadline.get()
    return None if deadline is None else deadline - time.monotonic()


def seconds_for(most: float) -> float:
    """Return how long to wait for something: as long as is left, and no longer than ``most``, in seconds.

    Raises:
        Problem: 503 when nothing is left.
    """
    left = seconds_left()
    if left is None:
        return most
    if left <= 0:
        raise out_of_time()
    return min(left, most)


def marks() -> dict[str, str]:
    """Return the header that tells another service how long is left."""
    left = seconds_left()
    return {} if left is None else {HEADER: str(max(0, int(left * 1000)))}


class Budget:
    """Wraps an application: a call whose answer has not begun in time is given up with a 503.

    The time begins when the call has come whole, so that a large file may come over a slow line; how slow, the server
    decides. An answer that has begun may take as long as its reader needs.
    """

    def __init__(self, application: ASGIApp, seconds: float, *, believed: bool) -> None:
        """Wrap ``application``; ``believed`` says whether the header of whoever calls is taken."""
        self._application = application
        self._seconds = seconds
        self._believed = believed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        seconds = self._allowed(scope)
        token = _deadline.set(time.monotonic() + seconds)
        begun = False
        try:
            async with asyncio.timeout(None if _has_body(scope) else seconds) as timeout:

                async def receive_and_begin() -> Message:
                    message = await receive()
                    if timeout.when() is None and not message.get("more_body") and not begun:
                        timeout.reschedule(asyncio.get_running_loop().time() + seconds)
                        _deadline.set(time.monotonic() + seconds)
                    return message

                async def send_in_time(message: Message) -> None:
                    nonlocal begun
                    begun = True
                    timeout.reschedule(None)
                    await send(message)

                await self._application(scope, receive_and_begin, send_in_time)
        except TimeoutError:
            if begun or not timeout.expired():
                raise
            records.log.warning("given up", extra={"path": scope["path"], "seconds": seconds})
            await out_of_time().response(scope["path"])(scope, receive, send)
        finally:
            _deadline.reset(token)

    def _allowed(self, scope: Scope) -> float:
        told = header(scope, HEADER.encode()) if self._believed else None
        if told is None or not told.isdigit():
            return self._seconds
        return min(self._seconds, int(told[:9]) / 1000)


def _has_body(scope: Scope) -> bool:
    length = header(scope, b"content-length")
    return (length is not None and length != "0") or header(scope, b"transfer-encoding") is not None
