"""How one service asks another: over HTTP, or in the same process when the peer is embedded.

Every call carries the caller's signed identity and the ids of the request, waits a bounded time, and an
idempotent read is tried once more. A peer that is away becomes a 503 problem that names it.
"""

from collections.abc import Mapping
from typing import Any, Final

import httpx2
from fastapi import Request
from starlette.types import ASGIApp

from services import identity, records
from services.metrics import PEER_CALLS
from services.problems import MEDIA_TYPE, Fault, Problem
from services.settings import Settings

_TRIES: Final = 2
_ANY_HOST: Final = "http://peer"


class Peer:
    """Another service, as the one that asks sees it."""

    def __init__(self, asking: str, name: str, settings: Settings, application: ASGIApp | None = None) -> None:
        self._asking = asking
        self.name = name
        timeout = httpx2.Timeout(settings.peer_timeout_seconds, connect=settings.connect_timeout_seconds)
        # An embedded peer answers its own errors; an exception of its must not surface in the asking service.
        transport = httpx2.ASGITransport(application, raise_app_exceptions=False) if application else None
        self._client = httpx2.AsyncClient(
            base_url=_ANY_HOST if application else settings.peers[name],
            transport=transport,
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Close the connections kept open to the peer."""
        await self._client.aclose()

    async def read(self, path: str, token: str, parameters: Mapping[str, str | int] | None = None) -> Any:
        """Return the JSON that the peer answers to a GET of ``path``.

        Raises:
            Problem: 503 when the peer is away; the peer's own problem when it refuses.
        """
        response = await self._get(path, token, parameters or {})
        PEER_CALLS.labels(self._asking, self.name, str(response.status_code)).inc()
        if response.is_success:
            return response.json()
        raise _passed_on(response, self.name)

    async def _get(self, path: str, token: str, parameters: Mapping[str, str | int]) -> httpx2.Response:
        headers = {
            identity.HEADER: token,
            "x-request-id": records.request_id.get(),
            "x-correlation-id": records.correlation_id.get(),
        }
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._client.get(path, params=dict(parameters), headers=headers)
            except httpx2.TransportError as error:
                records.log.warning("peer away", extra={"peer": self.name, "attempt": attempt, "error": repr(error)})
        PEER_CALLS.labels(self._asking, self.name, "away").inc()
        raise away(self.name)


def away(name: str) -> Problem:
    """Return the 503 problem for a service that does not answer."""
    return Problem(
        503,
        f"The {name} service does not answer. The request can be sent again.",
        errors=[Fault("service", "service-away", f"{name} is away")],
        headers={"Retry-After": "1"},
    )


def _passed_on(response: httpx2.Response, name: str) -> Problem:
    """Return the peer's own refusal as ours, so that the caller reads the reason where it arose."""
    if response.headers.get("content-type", "").startswith(MEDIA_TYPE):
        document = response.json()
        errors = [Fault(**error) for error in document["errors"]]
        return Problem(response.status_code, document["detail"], document["code"], errors)
    return Problem(503, f"The {name} service answered {response.status_code} without saying why.")


def peer_of(request: Request, name: str) -> Peer:
    """Return the peer ``name`` of the service that is answering."""
    peer: Peer = request.app.state.peers[name]
    return peer
