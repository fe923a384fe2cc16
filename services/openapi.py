"""The contract of a service as OpenAPI 3.1, telling the errors as they really are: problem documents."""

import copy
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.problems import MEDIA_TYPE, ProblemDocument

UPLOAD: Final = "x-upload"
"""Marks an operation that takes a file."""

_COMMON: Final = ("401", "403", "404", "405", "422", "429", "503")
_WITH_BODY: Final = ("400", "409", "413")
_DESCRIPTIONS: Final = {
    "400": "The body is not JSON.",
    "401": "The credential is not known.",
    "403": "This client may not do that.",
    "404": "There is nothing at this address.",
    "405": "The address does not take this method; Allow lists those it takes.",
    "409": "Another write came first.",
    "412": "The version named in If-Match is not the newest.",
    "413": "The body is too large.",
    "415": "The body is in a form that is not taken here.",
    "422": "The request is not valid; errors[] says where and why.",
    "428": "If-Match is needed: always for a subscription, elsewhere where the installation asks for it.",
    "429": "More calls came than the limit allows.",
    "503": "A service is away; the problem names it.",
}

_DONE: Final = {
    "200": "The answer.",
    "201": "It was not there before and is now; the answer shows it.",
    "202": "It was taken on and goes on by itself; the answer says where to look.",
    "204": "It was done, and there is nothing to show.",
}
_UNSAID: Final = "Successful Response"
"""What the framework writes where a route says nothing."""

_HEADERS: Final = {
    "401": ("WWW-Authenticate", "How to give a credential."),
    "405": ("Allow", "The methods that the address takes."),
    "429": ("Retry-After", "The seconds to wait."),
}
"""A header that a problem of this status always has."""

_SHARED: Final = ("schemas", "responses")
"""The parts of a contract that others refer to, and that services may share."""


class DescribedApplication(FastAPI):
    """An application whose contract tells its errors as problem documents, not in the framework's own shape."""

    def openapi(self) -> dict[str, Any]:
        """Return the contract; it is made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _described(self)
        return self.openapi_schema


def _described(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    template = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= template.pop("$defs", {})
    schemas["Problem"] = template
    document["components"]["schemas"] = {name: _without_titles(each) for name, each in sorted(schemas.items())}
    document["paths"] = _without_titles(document.get("paths", {}))
    document["components"]["responses"] = {_name(status): _problem(status) for status in _DESCRIPTIONS}
    for path, operations in document.get("paths", {}).items():
        for operation in operations.values():
            _describe_errors(operation)
            _say_once(operation)
            if path in app.state.service.uploads:
                operation[UPLOAD] = True
    return document


def uploads_in(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the addresses of a contract that take files."""
    paths: Mapping[str, Any] = document["paths"]
    return frozenset(
        path for path, operations in paths.items() if any(UPLOAD in each for each in operations.values())
    )


def _describe_errors(operation: dict[str, Any]) -> None:
    for status, answer in operation["responses"].items():
        if answer.get("description") == _UNSAID and status in _DONE:
            answer["description"] = _DONE[status]
    declared = tuple(status for status in operation["responses"] if status in _DESCRIPTIONS)
    statuses = {*_COMMON, *declared, *(_WITH_BODY if "requestBody" in operation else ())}
    if any(parameter["name"] == "if-match" for parameter in operation.get("parameters", ())):
        statuses |= {"412", "428"}
    for status in sorted(statuses):
        operation["responses"][status] = {"$ref": f"#/components/responses/{_name(status)}"}


def _say_once(operation: Mapping[str, Any]) -> None:
    """Leave out of a parameter's schema what the parameter says itself."""
    for parameter in operation.get("parameters", ()):
        if parameter["schema"].get("description") == parameter.get("description"):
            parameter["schema"].pop("description", None)


def _without_titles(value: Any) -> Any:
    """Return a part of a contract without the titles that are only the names of members over again."""
    if isinstance(value, Mapping):
        # A member that is called title has a schema, and not a text.
        return {
            name: _without_titles(each)
            for name, each in value.items()
            if name != "title" or not isinstance(each, str)
        }
    return [_without_titles(each) for each in value] if isinstance(value, list) else value


def _name(status: str) -> str:
    return f"Problem{status}"


def _problem(status: str) -> dict[str, Any]:
    """Return the answer with a problem of a status, which every operation refers to."""
    described: dict[str, Any] = {
        "description": _DESCRIPTIONS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in _HEADERS:
        name, meaning = _HEADERS[status]
        described["headers"] = {name: {"description": meaning, "required": True, "schema": {"type": "string"}}}
    return described


def merged(title: str, version: str, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return one contract from the services' contracts.

    Raises:
        ValueError: two services describe one address, or one schema name differently.
    """
    paths: dict[str, Any] = {}
    shared: dict[str, dict[str, Any]] = {part: {} for part in _SHARED}
    for name, document in documents.items():
        for path, operations in document["paths"].items():
            if path in paths:
                raise ValueError(f"{name} describes {path}, which another service describes already")
            paths[path] = copy.deepcopy(operations)
        for part, known in shared.items():
            for each, body in document["components"].get(part, {}).items():
                if known.setdefault(each, body) != body:
                    raise ValueError(f"{name} describes {each} of the {part} unlike another service")
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": dict(sorted(paths.items())),
        "components": {part: dict(sorted(known.items())) for part, known in shared.items()},
    }


def inlined(document: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a part of a contract, or of what it refers to, that can be changed by itself."""
    reference = part.get("$ref")
    if reference is None:
        return copy.deepcopy(dict(part))
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return inlined(document, found)
