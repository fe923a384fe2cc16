"""Serving an application at an address: start, answer calls, and stop without dropping one."""

import asyncio
import gc
import resource
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.listening import LAST_WORD_SECONDS, guarded
from services.settings import Settings

STARTUP_FAILED: Final = 3


class Leaving:
    """Wraps an application that is about to stop: what it still answers tells the caller to connect elsewhere."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application
        self.begun = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call."""
        if not self.begun or scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def send_closing(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            await send(message)

        await self._application(scope, receive, send_closing)


class Server(uvicorn.Server):
    """A server that freezes what is alive once started, and leaves its callers time to go when it is to stop."""

    def __init__(self, application: ASGIApp, settings: Settings) -> None:
        self._leaving = Leaving(application)
        self._drain_seconds = settings.drain_seconds
        self._ends_at: float | None = None
        super().__init__(
            uvicorn.Config(
                self._leaving,
                host=settings.host,
                port=settings.port,
                http=guarded(settings),
                forwarded_allow_ips=settings.trusted_proxies,
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=settings.stop_seconds,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and freeze: what is alive now stays alive, and need not be looked at while requests wait."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop: at once when a person asks, or asks twice; else after a time in which calls are still answered.

        A caller that keeps its connection would otherwise send its next call into one that is being closed.
        """
        if sig != signal.SIGTERM or self._leaving.begun or not self._drain_seconds:
            super().handle_exit(sig, frame)
            return
        self._leaving.begun = True
        self._captured_signals.append(sig)
        self._ends_at = time.monotonic() + self._drain_seconds

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take who has come already, then listen no more, and end once all are answered."""
        until = time.monotonic() + LAST_WORD_SECONDS
        while self._somebody_waits() and time.monotonic() < until:  # noqa: ASYNC110 - the system tells of it in no event
            await asyncio.sleep(0)
        await super().shutdown(sockets)

    def _somebody_waits(self) -> bool:
        """Say whether the system has connections for us that were not taken yet: closing now would break them off."""
        doors = [door for server in self.servers for door in server.sockets]
        return bool(select.select(doors, [], [], 0)[0])

    async def on_tick(self, counter: int) -> bool:
        """Say, ten times a second, whether to stop now."""
        if self._ends_at is not None and time.monotonic() >= self._ends_at:
            self.should_exit = True
        return await super().on_tick(counter)


def serve(app: ASGIApp, settings: Settings) -> None:
    """Answer calls until told to stop."""
    _allow_files(settings.max_connections)
    server = Server(app, settings)
    server.run()
    if not server.started:
        sys.exit(STARTUP_FAILED)


def _allow_files(connections: int) -> None:
    """Let the process open as many files as its connections may need, as far as the system permits."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + 500
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(
                resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
            )
