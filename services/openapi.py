"""The contract of a service as OpenAPI 3.1, telling the errors as they really are: problem documents."""

import copy
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.problems import MEDIA_TYPE, ProblemDocument

UPLOAD: Final = "x-upload"
"""Marks an operation that takes a file."""

_COMMON: Final = ("401", "403", "404", "405", "422", "503")
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
    "503": "A service is away; the problem names it.",
}


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
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    for path, operations in document.get("paths", {}).items():
        for operation in operations.values():
            _describe_errors(operation)
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
    declared = tuple(status for status in operation["responses"] if status in _DESCRIPTIONS)
    statuses = {*_COMMON, *declared, *(_WITH_BODY if "requestBody" in operation else ())}
    if any(parameter["name"] == "if-match" for parameter in operation.get("parameters", ())):
        statuses.add("412")
    for status in sorted(statuses):
        operation["responses"][status] = {
            "description": _DESCRIPTIONS[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def merged(title: str, version: str, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return one contract from the services' contracts.

    Raises:
        ValueError: two services describe one address, or one schema name differently.
    """
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for name, document in documents.items():
        for path, operations in document["paths"].items():
            if path in paths:
                raise ValueError(f"{name} describes {path}, which another service describes already")
            paths[path] = copy.deepcopy(operations)
        for schema, body in document["components"]["schemas"].items():
            if schemas.setdefault(schema, body) != body:
                raise ValueError(f"{name} describes the schema {schema} unlike another service")
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items()))},
    }
