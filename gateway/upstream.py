"""An upstream that runs apart: an ASGI application that relays over pooled HTTP connections."""

from typing import Final

import aiohttp
from multidict import CIMultiDict
from starlette.types import Message, Receive, Scope, Send
from yarl import URL

from services.peers import away
from services.settings import Settings

_CHUNK: Final = 64 * 1024
_SMALL: Final = 2 * 1024 * 1024
_TRIES: Final = 2
_IDEMPOTENT: Final = frozenset({"GET", "HEAD"})
_NOT_PASSED_BACK: Final = frozenset(
    {b"connection", b"keep-alive", b"transfer-encoding", b"date", b"server", b"trailer", b"upgrade"}
)


class Upstream:
    """One service at an address of its own. Made inside the event loop that it is used in."""

    def __init__(self, name: str, address: str, settings: Settings) -> None:
        self._name = name
        self._address = address.rstrip("/")
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=256, keepalive_timeout=60, ttl_dns_cache=30),
            timeout=aiohttp.ClientTimeout(
                # A service waits for its own peers first, so the gateway waits a little longer than it does.
                total=settings.peer_timeout_seconds * 2,
                sock_connect=settings.connect_timeout_seconds,
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
        try:
            response = await self._request(scope, body)
            small = await _read_if_small(response)
        except (aiohttp.ClientError, TimeoutError):
            await away(self._name).response(scope["path"])(scope, receive, send)
            return
        async with response:
            await _answer(response, small, send)

    async def _request(self, scope: Scope, body: bytes) -> aiohttp.ClientResponse:
        tries = _TRIES if scope["method"] in _IDEMPOTENT else 1
        for attempt in range(1, tries + 1):
            try:
                return await self._session.request(
                    scope["method"],
                    self._url(scope),
                    headers=_headers(scope),
                    data=body or None,
                    allow_redirects=False,
                )
            except aiohttp.ServerDisconnectedError:
                # A kept connection may have been closed while idle: that says nothing about the service.
                if attempt == tries:
                    raise
        raise AssertionError("the loop returns or raises")

    def _url(self, scope: Scope) -> URL:
        path = scope.get("raw_path") or scope["path"].encode()
        query = scope["query_string"]
        return URL(
            f"{self._address}{path.decode('latin-1')}{'?' + query.decode('latin-1') if query else ''}", encoded=True
        )


def _headers(scope: Scope) -> "CIMultiDict[str]":
    # The length is told anew for the body as it is sent, and the host is the upstream's.
    skipped = (b"host", b"content-length", b"transfer-encoding")
    return CIMultiDict(
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"] if name not in skipped
    )


async def _whole_body(receive: Receive) -> bytes:
    """Return the request's body. The limit on bodies lies in front of this, so it is bounded."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
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
