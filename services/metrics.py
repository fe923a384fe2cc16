"""Counts and timings for Prometheus: one registry per process, every metric labelled by service."""

from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from starlette.responses import Response

REQUESTS: Final = Counter(
    "http_server_requests_total",
    "Requests answered, by service, method, route template and status.",
    ("service", "method", "route", "status"),
)

SECONDS: Final = Histogram(
    "http_server_request_duration_seconds",
    "Time from the request's first byte to the answer's last, seconds.",
    ("service", "method", "route"),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)

PEER_CALLS: Final = Counter(
    "peer_calls_total",
    "Calls from one service to another, by outcome (a status, or 'away').",
    ("service", "peer", "outcome"),
)

REMEMBERED_ANSWERS: Final = Counter(
    "remembered_answers_total",
    "Answers of the gateway's memory: 'given' again, or 'kept' for later.",
    ("outcome",),
)

CONNECTIONS_REFUSED: Final = Counter(
    "connections_refused_total",
    "Connections closed before or in the middle of a request, by reason.",
    ("reason",),
)


def exposition() -> Response:
    """Return every metric of this process in Prometheus's text form."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
