"""One attempt to send: a POST to an address that was found good, at most so long, and no step beyond it."""

import asyncio
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from socket import AF_INET, AF_INET6, AddressFamily
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from gateway.webhooks.destinations import Destinations, Refused
from services.instants import now

_READ_BYTES: Final = 4_096
_FIXED: Final = {"content-type": "application/json", "user-agent": "model-employer-webhooks/1"}


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an attempt: the status, or why there is none, and how long to wait where the receiver says so."""

    at: datetime
    status: int | None
    error: str | None
    milliseconds: int
    retry_after_seconds: float | None = None

    @property
    def taken(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def gone(self) -> bool:
        """Whether the receiver wants nothing of us any more."""
        return self.status == HTTPStatus.GONE


class _Pinned(AbstractResolver):
    """Answers with the addresses that were found good, whatever the name leads to by now."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return them."""
        return [
            ResolveResult(
                hostname=host, host=each, port=port, family=AF_INET6 if ":" in each else AF_INET, proto=0, flags=0
            )
            for each in self._addresses
        ]

    async def close(self) -> None:
        """Do nothing: nothing is held."""


class Sender:
    """Sends. ``trusted`` says which certificates are believed; without it, those that the system believes."""

    def __init__(self, destinations: Destinations, seconds: float, trusted: ssl.SSLContext | None = None) -> None:
        self._destinations = destinations
        self._seconds = seconds
        self._tls: ssl.SSLContext | bool = trusted or True

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answered:
        """Send a body once, and say what came of it; an attempt that fails is no error here."""
        at, started = now(), time.monotonic()
        status, error, retry_after = None, None, None
        try:
            async with asyncio.timeout(self._seconds):
                status, retry_after = await self._sent(url, headers, body)
        except (TimeoutError, Refused, aiohttp.ClientError, OSError, ValueError) as failure:
            error = self._words(failure)
        if status is not None and HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            error = "redirects are not followed"
        return Answered(at, status, error, round((time.monotonic() - started) * 1000), retry_after)

    async def _sent(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, float | None]:
        target = self._destinations.read(url)
        addresses = await self._destinations.addresses(target)
        async with self._session(addresses) as session, self._request(session, target, headers, body) as response:
            # A receiver that is not heard out may take it for a failure; more than this nobody has to say.
            await response.content.read(_READ_BYTES)
            return response.status, _seconds(response.headers.get("retry-after"))

    def _session(self, addresses: Sequence[str]) -> aiohttp.ClientSession:
        # One for each attempt: a connection kept open would lead to where a name led before.
        connector = aiohttp.TCPConnector(
            resolver=_Pinned(addresses), use_dns_cache=False, force_close=True, ssl=self._tls
        )
        return aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )

    @staticmethod
    def _request(
        session: aiohttp.ClientSession, url: URL, headers: Mapping[str, str], body: bytes
    ) -> "aiohttp.client._RequestContextManager":
        return session.post(url, data=body, headers={**_FIXED, **headers}, allow_redirects=False)

    def _words(self, failure: Exception) -> str:
        """Say why there is no answer, without what only our network knows."""
        if isinstance(failure, Refused):
            return failure.reason
        if isinstance(failure, TimeoutError):
            return f"no answer within {self._seconds:g} seconds"
        if isinstance(failure, aiohttp.ClientSSLError | ssl.SSLError):
            return "no secure connection: the certificate or the protocol is not good"
        if isinstance(failure, aiohttp.ClientConnectorError):
            return "no connection"
        return "no answer that HTTP has"


def _seconds(header: str | None) -> float | None:
    """Return the seconds that a ``Retry-After`` names, as a number or as a date."""
    if header is None:
        return None
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        return max(0.0, (parsedate_to_datetime(header) - now()).total_seconds())
    except (ValueError, TypeError):
        # It is no date, or one without a zone: as good as none.
        return None
