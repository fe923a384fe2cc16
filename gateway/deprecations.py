"""Tells in every answer of an operation that is to end: since when, until when, and what takes its place.

RFC 9745 (``Deprecation``), RFC 8594 (``Sunset``) and RFC 5829 (``successor-version``). The contract says which
operations are to end; see :mod:`services.deprecation`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.addresses import anchor
from services.deprecation import Deprecation, deprecation_of

POLICY: Final = "/docs#versions"
"""Where people read how long an operation stays."""

Key = tuple[str, str]
"""A method in capitals, and the template of an address."""


def deprecated_in(contract: Mapping[str, Any]) -> dict[Key, Deprecation]:
    """Return the operations of a contract that are to end."""
    found = {}
    for template, operations in contract["paths"].items():
        for method, operation in operations.items():
            deprecation = deprecation_of(operation)
            if deprecation is not None:
                found[method.upper(), template] = deprecation
    return found


def telling(application: ASGIApp, contract: Mapping[str, Any]) -> ASGIApp:
    """Return the application with the headers of what is to end; as it is where nothing is."""
    deprecated = deprecated_in(contract)
    return Deprecations(application, deprecated) if deprecated else application


class Deprecations:
    """Wraps the relay, which notes the template of the address that a call goes to."""

    def __init__(self, application: ASGIApp, deprecated: Mapping[Key, Deprecation]) -> None:
        self._application = application
        self._deprecated = deprecated

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *self._headers(scope)]}
            await send(message)

        await self._application(scope, receive, send_marked)

    def _headers(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        template = scope.get("route_template", "")
        deprecation = self._deprecated.get((scope["method"], template))
        if deprecation is None:
            return []
        links = {"deprecation": f"/docs#{anchor(scope['method'], template)}", "sunset": POLICY}
        if deprecation.successor is not None:
            links["successor-version"] = filled(deprecation.successor, template, scope["path"])
        told = {
            "deprecation": f"@{int(_midnight(deprecation.on).timestamp())}",
            "sunset": format_datetime(_midnight(deprecation.sunset), usegmt=True),
            "link": ", ".join(f'<{target}>; rel="{relation}"' for relation, target in links.items()),
        }
        return [(name.encode(), value.encode()) for name, value in told.items()]


def filled(successor: str, template: str, path: str) -> str:
    """Return the successor's address with the values that the call has for the names that both addresses share."""
    shape = "".join(
        f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{\w+\})", template)
    )
    match = re.fullmatch(shape, path)
    # The path comes decoded: a line break in it would end the header.
    values = {name: quote(value, safe="") for name, value in match.groupdict().items()} if match else {}
    return re.sub(r"\{(\w+)\}", lambda name: values.get(name[1], name[0]), successor)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
