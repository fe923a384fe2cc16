"""A JSON schema as the Python type that describes it, and names of the contract as names of Python."""

import json
import keyword
import re
from collections.abc import Mapping
from typing import Any, Final

Schema = Mapping[str, Any]

_PLAIN: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_BINARY: Final = "bytes"
_ANYTHING: Final = "Any"


def expression(schema: Schema, module: str = "") -> str:
    """Return the type of a schema; schemas that it refers to are in ``module``, which ends with a dot.

    Raises:
        ValueError: the schema says something in a way that was never met in the contract.
    """
    if "$ref" in schema:
        return module + name_of(schema["$ref"])
    if "const" in schema:
        return literal([schema["const"]])
    if "enum" in schema:
        return literal(schema["enum"])
    if "anyOf" in schema or "oneOf" in schema:
        return either([expression(each, module) for each in schema.get("anyOf") or schema["oneOf"]])
    if schema.get("format") == "binary":
        return _BINARY
    return _by_type(schema, module)


def _by_type(schema: Schema, module: str) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        return either([_by_type({**schema, "type": each}, module) for each in kind])
    if kind == "array":
        return f"list[{expression(schema.get('items', {}), module)}]"
    if kind == "object":
        return f"dict[str, {_of_every_member(schema, module)}]"
    if kind is None and not schema.keys() - {"description", "title", "default"}:
        return _ANYTHING
    if kind not in _PLAIN:
        raise ValueError(f"no Python type is known for {json.dumps(schema)}")
    return _PLAIN[kind]


def _of_every_member(schema: Schema, module: str) -> str:
    members = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    said = [expression(each, module) for each in members if isinstance(each, Mapping)]
    return either(said) if said else _ANYTHING


def either(types: list[str]) -> str:
    """Return the type of what is of one of several types; ``None`` is told last."""
    different = dict.fromkeys(types)
    return " | ".join(sorted(different, key=lambda each: each == "None"))


def literal(values: list[Any]) -> str:
    """Return the type of what is one of some values."""
    said = (json.dumps(each, ensure_ascii=False) if isinstance(each, str) else repr(each) for each in values)
    return f"Literal[{', '.join(said)}]"


def name_of(reference: str) -> str:
    """Return the name of the type of a schema of the contract."""
    return re.sub(r"\W", "_", reference.removeprefix("#/components/schemas/"))


def is_name(text: str) -> bool:
    """Say whether Python takes a text as a name."""
    return text.isidentifier() and not keyword.iskeyword(text)


def argument(name: str) -> str:
    """Return the name of an argument for a parameter of the contract."""
    plain = re.sub(r"\W", "_", name).lower()
    return plain if is_name(plain) else f"{plain}_"
