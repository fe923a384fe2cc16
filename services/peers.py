"""How one service asks another: over HTTP, or in the same process when the peer is embedded.

Every call carries the caller's signed identity and the ids of the request, waits a bounded time, and a read that
could not be sent, or whose connection broke, is tried once more. One that is not answered in time is not: a peer that
is busy is not given the same work twice. A peer that is away becomes a 503 problem that names it.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import httpx2
from fastapi import Request
from starlette.types import ASGIApp

from services import budget, identity, records
from services.breaker import Breaker
from services.conditional import Answer
from services.memory import Remembered
from services.metrics import PEER_CALLS
from services.problems import MEDIA_TYPE, Fault, Problem
from services.settings import Settings

_TRIES: Final = 2
_VIEWS: Final = 3
"""How many answers of one address are kept: different callers may see different ones."""

_ANY_HOST: Final = "http://peer"
Parameter = str | int | tuple[str, ...]
Parameters = Mapping[str, Parameter]
"""The parameters of a call; several values of one are a tuple."""

_Address = tuple[str, tuple[tuple[str, Parameter], ...]]


class Peer:
    """Another service, as the one that asks sees it."""

    def __init__(self, asking: str, name: str, settings: Settings, application: ASGIApp | None = None) -> None:
        self._asking = asking
        self.name = name
        self._had: Remembered[_Address, dict[str, Answer]] = Remembered(settings.remembered_answers)
        # An embedded peer answers its own errors; an exception of its must not surface in the asking service.
        transport = httpx2.ASGITransport(application, raise_app_exceptions=False) if application else None
        self._seconds = settings.peer_timeout_seconds
        self._connect_seconds = settings.connect_timeout_seconds
        self._breaker = Breaker(name)
        self._client = httpx2.AsyncClient(
            base_url=_ANY_HOST if application else settings.peers[name],
            transport=transport,
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Close the connections kept open to the peer."""
        await self._client.aclose()

    async def read(self, path: str, token: str, parameters: Parameters | None = None) -> Any:
        """Return the JSON that the peer answers to a GET of ``path``.

        Raises:
            Problem: 503 when the peer is away; the peer's own problem when it refuses.
        """
        return json.loads((await self.ask(path, token, parameters)).body)

    async def ask(self, path: str, token: str, parameters: Parameters | None = None) -> Answer:
        """Return the body that the peer answers to a GET of ``path``, and its entity tag.

        Bodies had before are named to the peer. It decides for this caller whether one of them is the answer,
        and then only says which: an unchanged body is not sent again.

        Raises:
            Problem: 503 when the peer is away; the peer's own problem when it refuses.
        """
        address = (path, tuple(sorted((parameters or {}).items())))
        had = self._had.get(address) or {}
        response = await self._get(path, token, parameters or {}, had)
        PEER_CALLS.labels(self._asking, self.name, str(response.status_code)).inc()
        tag = response.headers.get("etag", "")
        if response.status_code == HTTPStatus.NOT_MODIFIED and tag in had:
            return had[tag]
        if not response.is_success:
            raise _passed_on(response, self.name)
        answered = Answer(response.content, tag) if tag else Answer.of(response.content)
        self._had.keep(address, {answered.tag: answered, **dict(list(had.items())[: _VIEWS - 1])})
        return answered

    async def _get(self, path: str, token: str, parameters: Parameters, had: Mapping[str, Answer]) -> httpx2.Response:
        headers = {
            identity.HEADER: token,
            "x-request-id": records.request_id.get(),
            "x-correlation-id": records.correlation_id.get(),
            **budget.marks(),
            **({"if-none-match": ", ".join(had)} if had else {}),
        }
        for attempt in range(1, _TRIES + 1):
            if not self._breaker.admits():
                break
            try:
                return await self._sent(path, parameters, headers)
            except httpx2.TransportError as error:
                records.log.warning("peer away", extra={"peer": self.name, "attempt": attempt, "error": repr(error)})
                if isinstance(error, httpx2.ReadTimeout):
                    break
        PEER_CALLS.labels(self._asking, self.name, "away").inc()
        raise away(self.name)

    async def _sent(self, path: str, parameters: Parameters, headers: Mapping[str, str]) -> httpx2.Response:
        """Send one call, and note whether it was answered."""
        patience = httpx2.Timeout(budget.seconds_for(self._seconds), connect=self._connect_seconds)
        try:
            response = await self._client.get(path, params=dict(parameters), headers=headers, timeout=patience)
        except httpx2.TransportError:
            self._breaker.silent()
            raise
        except BaseException:
            self._breaker.given_up()
            raise
        self._breaker.answered()
        return response


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
