"""The public door: says who is calling, finds the service that answers, and passes the call on.

Its upstream is any ASGI application: the service itself in one process, a pooled relay when it runs apart.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.authentication import Authentication
from gateway.limits import Headers, Limits
from gateway.remembered import RememberedAnswers
from gateway.routing import Route, Routes
from services import budget, identity, records
from services.identity import Caller, Signer
from services.problems import Problem
from services.settings import Settings

OWN: Final = "gateway"
"""The gateway's own application among the upstreams."""

OPEN: Final = frozenset({"/_ping"})
"""Addresses that are answered whatever the credential: a health check must not depend on the database."""

_NOT_PASSED_ON: Final = frozenset(
    {
        b"apikey",
        b"authorization",
        b"cookie",
        b"x-identity",
        b"x-time-budget",
        b"x-request-id",
        b"x-correlation-id",
        b"accept-encoding",
        b"connection",
        b"expect",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"proxy-connection",
        b"upgrade",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-proto",
        b"forwarded",
    }
)
"""Credentials, what a caller could pretend, and what belongs to one connection only."""


class Relay:
    """Passes each call to the service that owns its address, with the caller's signed identity."""

    def __init__(
        self,
        routes: Routes,
        upstreams: Mapping[str, ASGIApp],
        authentication: Authentication,
        signer: Signer,
        limits: Limits,
        settings: Settings,
    ) -> None:
        self._routes = routes
        self._upstreams = upstreams
        self._authentication = authentication
        self._signer = signer
        self._limits = limits
        behind = {name: upstream for name, upstream in upstreams.items() if name != OWN}
        self._remembered = RememberedAnswers(settings, behind)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        told: Headers = []
        try:
            route = self._route(scope)
            caller = await self._caller(scope, told)
        except Problem as problem:
            await problem.response(scope["path"])(scope, receive, _telling(told, send))
            return
        upstream, onward = self._upstreams[route.upstream], self._onward(scope, caller)
        if route.upstream == OWN or caller is None:
            await upstream(onward, receive, _telling(told, send))
        else:
            await self._remembered.answer(upstream, caller, onward, receive, _telling(told, send))

    def _route(self, scope: Scope) -> Route:
        """Return who answers.

        Raises:
            Problem: 404 for an address that no service has.
        """
        path: str = scope["path"]
        route = self._routes.find(path)
        if route is None:
            raise Problem(404, f"There is nothing at {path}. /docs lists every address.")
        scope["route_template"] = route.template
        return route

    async def _caller(self, scope: Scope, told: Headers) -> Caller | None:
        """Return who is calling, ``None`` where it does not matter; count the call, and add what is left to ``told``.

        Raises:
            Problem: 401 for a credential that opens nothing, 429 for a call too many.
        """
        if scope["path"] in OPEN:
            return None
        try:
            caller = await self._authentication.caller(scope)
        except Problem as problem:
            if problem.status == HTTPStatus.UNAUTHORIZED:
                told += self._limits.refused(scope)
            raise
        told += self._limits.taken(caller, scope)
        return caller

    def _onward(self, scope: Scope, caller: Caller | None) -> Scope:
        """Return the call as it is passed on."""
        onward = dict(scope)
        onward["headers"] = self._headers(scope, "" if caller is None else self._signer.sign(caller))
        onward["state"] = {}
        return onward

    def _headers(self, scope: Scope, token: str) -> list[tuple[bytes, bytes]]:
        dropped = _NOT_PASSED_ON | _named_by_the_connection(scope)
        kept = [(name, value) for name, value in scope["headers"] if name not in dropped]
        marks = (
            (identity.HEADER, token),
            ("x-request-id", records.request_id.get()),
            ("x-correlation-id", records.correlation_id.get()),
            *budget.marks().items(),
        )
        return kept + [(name.encode(), value.encode()) for name, value in marks]


def _telling(told: Headers, send: Send) -> Send:
    """Return the means to answer with further headers."""
    if not told:
        return send

    async def send_telling(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *told]}
        await send(message)

    return send_telling


def _named_by_the_connection(scope: Scope) -> frozenset[bytes]:
    """Return the headers that ``connection`` names as meant for this connection alone (RFC 9110, 7.6.1)."""
    named = [value for name, value in scope["headers"] if name == b"connection"]
    if not named:
        return frozenset()
    return frozenset(each.strip().lower() for value in named for each in value.split(b","))
