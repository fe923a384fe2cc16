"""The outermost layer of every application: ids, one record per request, counts and timings."""

import logging
import time
from functools import lru_cache
from typing import Any, Final

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services import metrics, records
from services.problems import Problem

UNHANDLED: Final = Problem(500, "The request could not be answered. Its request id finds the cause in the logs.")


def header(scope: Scope, name: bytes) -> str | None:
    """Return a request header by its lower-case name, or ``None``."""
    for key, value in scope["headers"]:
        if key == name:
            text: str = value.decode("latin-1")
            return text
    return None


class Observing:
    """Wraps an application: gives each call its ids and records how it was answered."""

    def __init__(self, application: ASGIApp, service: str) -> None:
        self._application = application
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        request_id = records.accepted_id(header(scope, b"x-request-id"))
        correlation_id = records.accepted_id(header(scope, b"x-correlation-id") or request_id)
        # Reset by token: an embedded service runs in its caller's context and must leave it as it was.
        tokens = (
            (records.request_id, records.request_id.set(request_id)),
            (records.correlation_id, records.correlation_id.set(correlation_id)),
            (records.service_name, records.service_name.set(self._service)),
        )
        try:
            await self._observed(scope, receive, send, request_id, correlation_id)
        finally:
            for variable, token in tokens:
                variable.reset(token)

    async def _observed(
        self, scope: Scope, receive: Receive, send: Send, request_id: str, correlation_id: str
    ) -> None:
        # The public door relays to an application of its own, which stands behind the same layer: a call is
        # recorded by a service once, by the outermost.
        observed, scope["observed_by"] = scope.get("observed_by"), self._service
        started = time.perf_counter()
        status = 0

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": _marked(message, request_id, correlation_id)}
            await send(message)

        try:
            await self._application(scope, receive, send_marked)
        except Exception:
            records.log.exception("unhandled error", extra={"path": scope["path"]})
            if status:
                raise  # the answer has begun: only breaking it off tells the reader that it is not whole
            await UNHANDLED.response(scope["path"])(scope, receive, send_marked)
        finally:
            if observed != self._service:
                self._record(scope, status, time.perf_counter() - started)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        method, route = scope["method"], _template(scope)
        requests, duration = _meters(self._service, method, route, status)
        requests.inc()
        duration.observe(seconds)
        # What is asked again and again to see whether all is well would bury the rest.
        level = logging.DEBUG if route.startswith("/_") else logging.INFO
        records.log.log(
            level,
            "answered",
            extra={
                "method": method,
                "path": scope["path"],
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 2),
            },
        )


@lru_cache(4_096)
def _meters(service: str, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """Return what counts such calls; to look them up by their labels takes longer than to count."""
    return metrics.REQUESTS.labels(service, method, route, status), metrics.SECONDS.labels(service, method, route)


_MARKS: Final = (b"x-request-id", b"x-correlation-id", b"x-content-type-options")
"""Headers that every answer has, and once."""


def _marked(message: Message, request_id: str, correlation_id: str) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in message["headers"] if name.lower() not in _MARKS]
    # No reader shall guess that an answer is something else than its content type says.
    marks = zip(_MARKS, (request_id, correlation_id, "nosniff"), strict=True)
    return kept + [(name, value.encode()) for name, value in marks]


def _template(scope: Scope) -> str:
    """Return the route's template, so that a label never holds an address with a code in it."""
    route: Any = scope.get("route")
    template = getattr(route, "path", None) or scope.get("route_template")
    return str(template or "unmatched")
