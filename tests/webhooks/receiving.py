"""A receiver of webhooks at a real address, written from the standard's own words and not from our code."""

import asyncio
import base64
import hashlib
import hmac
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
_PATIENCE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def etags(self) -> list[str]:
        return [item["etag"] for item in self.content["items"]]

    def signed_with(self, secret: str) -> bool:
        """Say whether any of the signatures is right for a secret, as Standard Webhooks 1.0 describes it."""
        kind, _, encoded = secret.partition("_")
        assert kind == "whsec"
        signed = b".".join(
            (self.headers["webhook-id"].encode(), self.headers["webhook-timestamp"].encode(), self.body)
        )
        wanted = base64.b64encode(hmac.new(base64.b64decode(encoded), signed, hashlib.sha256).digest()).decode()
        return f"v1,{wanted}" in self.headers["webhook-signature"].split(" ")


def saying(status: int, headers: dict[str, str] | None = None) -> Answer:
    """An answer of a status."""

    async def answer(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=status, headers=headers)

    return answer


class Receiver:
    """Takes what comes. ``answers`` are given in turn, and 204 after the last."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: list[Answer] = []
        self.always: Answer = saying(204)
        self.came: list[Received] = []
        self._news: asyncio.Queue[Received] = asyncio.Queue()

    async def take(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        received = Received(request.path, headers, await request.read())
        self.came.append(received)
        self._news.put_nowait(received)
        return await (self.answers.pop(0) if self.answers else self.always)(request)

    async def next(self) -> Received:
        """Wait for the next request."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await self._news.get()

    async def changes(self, count: int) -> list[dict[str, Any]]:
        """Wait for so many changes, in whatever number of requests."""
        seen: list[dict[str, Any]] = []
        while len(seen) < count:
            seen += (await self.next()).content["items"]
        return seen


@asynccontextmanager
async def receiving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """Listen on a free port of this machine."""
    receiver = Receiver("")
    server = web.Server(receiver.take)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    host, port = runner.addresses[0][:2]
    receiver.address = f"http://{host}:{port}"
    try:
        yield receiver
    finally:
        await runner.cleanup()
