"""The public door: says who is calling, finds the service that answers, and passes the call on.

Its upstream is any ASGI application: the service itself in one process, a pooled relay when it runs apart.
"""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.authentication import Authentication
from gateway.routing import Routes
from services import identity, records
from services.identity import Signer
from services.problems import Problem

OPEN: Final = frozenset({"/_ping"})
"""Addresses that are answered whatever the credential: a health check must not depend on the database."""

_NOT_PASSED_ON: Final = frozenset(
    {
        b"apikey",
        b"authorization",
        b"cookie",
        b"x-identity",
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
        self, routes: Routes, upstreams: Mapping[str, ASGIApp], authentication: Authentication, signer: Signer
    ) -> None:
        self._routes = routes
        self._upstreams = upstreams
        self._authentication = authentication
        self._signer = signer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        try:
            upstream, onward = await self._directed(scope)
        except Problem as problem:
            await problem.response(scope["path"])(scope, receive, send)
            return
        await upstream(onward, receive, send)

    async def _directed(self, scope: Scope) -> tuple[ASGIApp, Scope]:
        """Return who answers, and the call as it is passed on.

        Raises:
            Problem: 404 for an address that no service has, 401 for a key that is not known.
        """
        path: str = scope["path"]
        route = self._routes.find(path)
        if route is None:
            raise Problem(404, f"There is nothing at {path}. /docs lists every address.")
        scope["route_template"] = route.template
        caller = await self._authentication.caller(scope) if path not in OPEN else None
        onward = dict(scope)
        onward["headers"] = self._headers(scope, "" if caller is None else self._signer.sign(caller))
        onward["state"] = {}
        return self._upstreams[route.upstream], onward

    def _headers(self, scope: Scope, token: str) -> list[tuple[bytes, bytes]]:
        dropped = _NOT_PASSED_ON | _named_by_the_connection(scope)
        kept = [(name, value) for name, value in scope["headers"] if name not in dropped]
        marks = (
            (identity.HEADER, token),
            ("x-request-id", records.request_id.get()),
            ("x-correlation-id", records.correlation_id.get()),
        )
        return kept + [(name.encode(), value.encode()) for name, value in marks]


def _named_by_the_connection(scope: Scope) -> frozenset[bytes]:
    """Return the headers that ``connection`` names as meant for this connection alone (RFC 9110, 7.6.1)."""
    named = [value for name, value in scope["headers"] if name == b"connection"]
    if not named:
        return frozenset()
    return frozenset(each.strip().lower() for value in named for each in value.split(b","))
