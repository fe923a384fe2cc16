"""An upstream that runs apart: an ASGI application that relays over pooled HTTP connections."""

from collections.abc import AsyncIterator
from typing import Final

import aiohttp
from multidict import CIMultiDict
from starlette.types import Message, Receive, Scope, Send
from yarl import URL

from services.breaker import Breaker
from services.peers import away
from services.settings import Settings

_CHUNK: Final = 64 * 1024
_SMALL: Final = 2 * 1024 * 1024
_NOT_PASSED_BACK: Final = frozenset(
    {b"connection", b"keep-alive", b"transfer-encoding", b"date", b"server", b"trailer", b"upgrade"}
)


class Upstream:
    """One service at an address of its own. Made inside the event loop that it is used in."""

    def __init__(self, name: str, address: str, settings: Settings) -> None:
        self._name = name
        self._address = address.rstrip("/")
        self._breaker = Breaker(name)
        self._session = aiohttp.ClientSession(
            # Servers commonly close a connection idle for five seconds; ours is let go a little before.
            connector=aiohttp.TCPConnector(limit=256, keepalive_timeout=4, ttl_dns_cache=30),
            timeout=aiohttp.ClientTimeout(
                # A service waits for its own peers first, so the gateway waits longer than it does. The whole
                # is not limited: a large answer to a slow reader may take as long as the reader needs.
                total=None,
                connect=settings.peer_timeout_seconds,
                sock_connect=settings.connect_timeout_seconds,
                sock_read=settings.peer_timeout_seconds * 2,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            skip_auto_headers=("user-agent", "accept", "accept-encoding", "content-type"),
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Relay one call; a service that is away is answered for with a 503 problem that names it."""
        body = await _whole_body(receive)
        if body is None:
            return
        if not self._breaker.admits():
            await away(self._name).response(scope["path"])(scope, receive, send)
            return
        try:
            response = await self._request(scope, body)
            small = await _read_if_small(response)
        except (aiohttp.ClientError, TimeoutError):
            self._breaker.silent()
            await away(self._name).response(scope["path"])(scope, receive, send)
            return
        except BaseException:
            self._breaker.given_up()
            raise
        self._breaker.answered()
        async with response:
            await _answer(response, small, send)

    async def _request(self, scope: Scope, body: bytes) -> aiohttp.ClientResponse:
        # A kept connection may have been closed while idle, which says nothing about the service: the session
        # then sends a read once more on a new one. A body that can be taken only once is never sent twice,
        # so that a write which was accepted before the connection broke is not made again.
        return await self._session.request(
            scope["method"],
            self._url(scope),
            headers=_headers(scope, len(body)),
            data=_once(body) if body else None,
            allow_redirects=False,
        )

    def _url(self, scope: Scope) -> URL:
        path = scope.get("raw_path") or scope["path"].encode()
        query = scope["query_string"]
        return URL(
            f"{self._address}{path.decode('latin-1')}{'?' + query.decode('latin-1') if query else ''}", encoded=True
        )


def _headers(scope: Scope, length: int) -> "CIMultiDict[str]":
    # The length is told anew for the body as it is sent, and the host is the upstream's. The session writes
    # text as UTF-8, so it is read as UTF-8: the bytes arrive as they came.
    skipped = (b"host", b"content-length", b"transfer-encoding")
    headers = CIMultiDict(
        (name.decode("latin-1"), value.decode("utf-8", "replace"))
        for name, value in scope["headers"]
        if name not in skipped
    )
    if length:
        headers["content-length"] = str(length)
    return headers


async def _once(body: bytes) -> AsyncIterator[bytes]:
    """Give the body in one piece, a single time."""
    yield body


async def _whole_body(receive: Receive) -> bytes | None:
    """Return the request's body, or ``None`` when the caller left before its end: half a body is never passed on.

    It is taken whole, so that a slow caller holds no connection to a service. The limit on bodies lies in front
    of this, so it is bounded.
    """
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    return b"".join(parts)


async def _read_if_small(response: aiohttp.ClientResponse) -> bytes | None:
    """Return the body of a small answer, whole: a service that dies half-way can then be told as a 503."""
    length = response.content_length
    return await response.read() if length is not None and length <= _SMALL else None


async def _answer(response: aiohttp.ClientResponse, small: bytes | None, send: Send) -> None:
    headers = [(name.lower(), value) for name, value in response.raw_headers if name.lower() not in _NOT_PASSED_BACK]
    start: Message = {"type": "http.response.start", "status": response.status, "headers": headers}
    await send(start)
    if small is None:
        async for chunk in response.content.iter_chunked(_CHUNK):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": small or b""})
