"""Examples of calls and answers, kept in openapi/examples and told in the contract. A test makes each call.

A file is a list of calls that follow one another. ``{name}`` stands for what an earlier call of the file gave and
keeps under that name; the contract shows a fixed value in its place.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from services.openapi import inlined

FOLDER: Final = Path(__file__).resolve().parent.parent / "openapi" / "examples"

SHOWN: Final[Mapping[str, str]] = {
    "receiver": "https://warehouse.example.nhs.uk/hooks/model-employer",
    "assertion": "eyJhbGciOiJFUzM4NCIsImtpZCI6ImV4YW1wbGVzLTIwMjYifQ.eyJpc3MiOiIuLi4ifQ.c2ln",
}

SENT: Final = ("path", "query", "headers", "body", "form", "text")
"""The parts of a call that may hold what an earlier one gave."""


def filled_in(value: Any, values: Mapping[str, str]) -> Any:
    """Return a value with ``{name}`` replaced wherever a value of that name is known."""
    if isinstance(value, Mapping):
        return {name: filled_in(each, values) for name, each in value.items()}
    if isinstance(value, list):
        return [filled_in(each, values) for each in value]
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda name: values.get(name[1], name[0]), value)
    return value


@cache
def recorded() -> tuple[Mapping[str, Any], ...]:
    """Return the calls of every file as they are shown; steps that only lead to others are left out.

    So is a call that was written and whose answer is still to be recorded.
    """
    return tuple(call for file in sorted(FOLDER.glob("*.json")) for call in _of_file(file))


def _of_file(file: Path) -> Iterator[Mapping[str, Any]]:
    shown = dict(SHOWN)
    for call in json.loads(file.read_text(encoding="utf-8")):
        shown |= {name: keep["shown"] for name, keep in call.get("keep", {}).items()}
        if "answer" in call and not call.get("step"):
            yield call | {part: filled_in(call[part], shown) for part in SENT if part in call}


def with_examples(document: dict[str, Any]) -> dict[str, Any]:
    """Put the examples of each operation into a contract, and return it."""
    for call in recorded():
        method, path = call["operation"].split(" ", 1)
        operation = document["paths"].get(path, {}).get(method.lower())
        if operation is not None:
            _show(document, operation, call)
    return document


def _show(document: Mapping[str, Any], operation: dict[str, Any], call: Mapping[str, Any]) -> None:
    name = call["name"]
    given = {**call.get("path", {}), **call.get("query", {}), **call.get("headers", {})}
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in given:
            parameter.setdefault("example", given[parameter["name"]])
    answer = call["answer"]
    body = _body(call)
    if body is not None and answer["status"] < HTTPStatus.BAD_REQUEST:
        # What is refused is no example of what to send; its problem says enough.
        media_type, value = body
        _put(operation["requestBody"]["content"][media_type], name, value)
    if "body" in answer:
        status = str(answer["status"])
        operation["responses"][status] = inlined(document, operation["responses"][status])
        _put(operation["responses"][status]["content"][answer["media_type"]], name, answer["body"])


def _put(media: dict[str, Any], name: str, value: Any) -> None:
    media.setdefault("examples", {}).setdefault(name, {"value": value})


def _body(call: Mapping[str, Any]) -> tuple[str, Any] | None:
    """Return the media type and the value of a call's body."""
    for member, media_type in (("body", "application/json"), ("form", "application/x-www-form-urlencoded")):
        if member in call:
            return media_type, call[member]
    return (call["headers"]["content-type"], call["text"]) if "text" in call else None
