"""Addresses of the server: templates filled, parameters written, and nothing that leads elsewhere."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias
from urllib.parse import quote, urlencode

Parameter: TypeAlias = str | int | float | bool | datetime | None
Query: TypeAlias = Mapping[str, Parameter | Iterable[Parameter]]


def at(template: str, **values: str | int) -> str:
    """Return the path that a template of the contract and its values make.

    Raises:
        ValueError: a value that would make another path of it.
    """
    return template.format_map({name: _segment(name, value) for name, value in values.items()})


def address(path: str, query: Query | None = None) -> str:
    """Return a path of the server with what is asked of it. What is ``None`` is not sent.

    Raises:
        ValueError: the path leads to another server, and would take the credential there; or an instant has no zone.
    """
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        raise ValueError(f"{path!r} is not a path of this server: it must begin with one slash")
    asked = urlencode([pair for name, value in (query or {}).items() for pair in _pairs(name, value)])
    if not asked:
        return path
    return f"{path}{'&' if '?' in path else '?'}{asked}"


def _segment(name: str, value: str | int) -> str:
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError(f"{name} is {text!r}, which is no name of anything")
    return quote(text, safe="")


def _pairs(name: str, value: Parameter | Iterable[Parameter]) -> list[tuple[str, str]]:
    if value is None:
        return []
    if isinstance(value, str | int | float | datetime):
        return [(name, _written(name, value))]
    return [pair for each in value for pair in _pairs(name, each)]


def _written(name: str, value: str | int | float | datetime) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, datetime):
        return str(value)
    if value.tzinfo is None:
        raise ValueError(f"{name} is an instant without a time zone; say datetime.now(UTC), for instance")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
