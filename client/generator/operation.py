"""One operation of the contract, taken apart into what a method of Python needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .expressions import Schema, argument, either, expression, literal, name_of

TYPES: Final = "types."
_KEY: Final = "idempotency-key"
_MATCH: Final = "if-match"
_FORMAT: Final = "format"
_JSON: Final = "json"
_MEDIA: Final = "application/json"
_MULTIPART: Final = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name on the wire and in Python, its type, whether it must be given, and what it means."""

    wire: str
    name: str
    type: str
    required: bool
    meaning: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent: its type, and in which forms it may be sent."""

    type: str
    media_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation. ``answers`` maps each media type of a good answer to its type; nothing where nothing comes."""

    method: str
    path: str
    name: str
    group: str
    meaning: str
    ending: str | None
    places: tuple[Parameter, ...]
    asked: tuple[Parameter, ...]
    forms: tuple[str, ...]
    body: Body | None
    matched: bool
    keyed: bool
    answers: Mapping[str, str]
    item: str | None

    @classmethod
    def of(cls, method: str, path: str, told: Mapping[str, Any], schemas: Mapping[str, Schema]) -> "Operation":
        """Take an operation apart as the contract tells it."""
        parameters = told.get("parameters", ())
        headers = {each["name"].lower() for each in parameters if each["in"] == "header"}
        asked = [_parameter(each) for each in parameters if each["in"] == "query" and each["name"] != _FORMAT]
        suffix = re.sub(r"\W", "_", path) + f"_{method}"
        return cls(
            method=method.upper(),
            path=path,
            name=told["operationId"].removesuffix(suffix),
            group=told["tags"][0],
            meaning=told.get("description") or told["summary"],
            ending=_ending(told),
            places=tuple(_parameter(each) for each in parameters if each["in"] == "path"),
            asked=tuple(asked),
            forms=_forms(parameters),
            body=_body(told),
            matched=_MATCH in headers,
            keyed=_KEY in headers,
            answers=_answers(told),
            item=_item(told, schemas) if "cursor" in {each.wire for each in asked} else None,
        )

    @property
    def json(self) -> tuple[str, str] | None:
        """The media type and the type of the answer in JSON, where there is one."""
        of_json = (each for each in self.answers.items() if each[0] == _MEDIA or each[0].endswith("+json"))
        return next(of_json, None)


def _ending(told: Mapping[str, Any]) -> str | None:
    """Return in words when an operation ends; ``None`` for one that stays."""
    if not told.get("deprecated"):
        return None
    said = told.get("x-deprecation", {})
    return f"Deprecated since {said.get('on') or 'now'}; it may be gone from {said.get('sunset') or 'any day'} on."


def _parameter(told: Mapping[str, Any]) -> Parameter:
    said = _taken(told["schema"])
    return Parameter(told["name"], argument(told["name"]), said, told.get("required", False), told.get("description"))


def _taken(schema: Schema) -> str:
    """Return what a parameter may be given as: an instant as such, several values as any sequence."""
    if "anyOf" in schema:
        return either([_taken(each) for each in schema["anyOf"]])
    if schema.get("type") == "array":
        return f"Sequence[{_taken(schema['items'])}]"
    return "str | datetime" if schema.get("format") == "date-time" else expression(schema, TYPES)


def _forms(parameters: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the forms beside JSON that can be asked for by name."""
    for each in parameters:
        if each["in"] == "query" and each["name"] == _FORMAT:
            schemas = each["schema"].get("anyOf", [each["schema"]])
            return tuple(form for schema in schemas for form in schema.get("enum", ()) if form != _JSON)
    return ()


def _body(told: Mapping[str, Any]) -> Body | None:
    content: Mapping[str, Any] = told.get("requestBody", {}).get("content", {})
    media_types = tuple(each for each in content if each != _MULTIPART)
    if not media_types:
        return None
    schema = content[media_types[0]]["schema"]
    return Body(expression(schema, TYPES) if "$ref" in schema else "bytes | str", media_types)


def _answers(told: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the types of good answers. Where two statuses answer alike, one of them may not say with what."""
    found = {}
    for status, answer in told["responses"].items():
        for media, each in answer.get("content", {}).items():
            if status.startswith("2"):
                found[media] = expression(each.get("schema", {}), TYPES)
    return found


def _item(told: Mapping[str, Any], schemas: Mapping[str, Schema]) -> str | None:
    """Return the type of one item of a list that is told by pages; ``None`` for a list of another kind."""
    schema = told["responses"]["200"]["content"].get(_MEDIA, {}).get("schema", {})
    page = schemas.get(name_of(schema.get("$ref", "")), {}).get("properties", {})
    if not {"items", "next"} <= page.keys():
        return None
    return expression(page["items"]["items"], TYPES)


def form_type(forms: tuple[str, ...]) -> str:
    """Return the type of a choice of forms."""
    return literal(list(forms))
