"""A schema in its single alternatives: references followed, unions and lists of types taken apart."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

Schema = Mapping[str, Any]

PROSE: Final = frozenset({"title", "description", "example", "examples", "deprecated", "$comment", "discriminator"})
"""What tells people about a value and changes nothing about which values there are."""

NAME: Final = "x-name"
"""Keeps, in a schema that a reference was followed to, the name that it has among the components."""

_ANY_TYPE: Final = ("array", "boolean", "integer", "null", "number", "object", "string")


def resolved(schema: Schema, components: Schema) -> Schema:
    """Return the schema that a reference stands for, with what is written beside it."""
    if "$ref" not in schema:
        return schema
    name = str(schema["$ref"]).rpartition("/")[2]
    rest = {key: value for key, value in schema.items() if key != "$ref"}
    return {**resolved(components[name], components), NAME: name, **rest}


def alternatives(schema: Schema, components: Schema) -> Iterator[Schema]:
    """Yield the schemas that a value may follow: one for each alternative and each type."""
    whole = _together(resolved(schema, components), components)
    offered = whole.get("anyOf") or whole.get("oneOf")
    if offered:
        rest = {name: value for name, value in whole.items() if name not in ("anyOf", "oneOf", *PROSE, "default")}
        for each in offered:
            yield from alternatives({**rest, **resolved(each, components)}, components)
        return
    for kind in _types(whole):
        yield {**whole, "type": kind}


def _together(schema: Schema, components: Schema) -> Schema:
    """Return a schema with what all of its parts ask for."""
    if "allOf" not in schema:
        return schema
    whole = {name: value for name, value in schema.items() if name != "allOf"}
    for part in schema["allOf"]:
        found = _together(resolved(part, components), components)
        whole = {
            **found,
            **whole,
            "properties": {**found.get("properties", {}), **whole.get("properties", {})},
            "required": [*found.get("required", ()), *whole.get("required", ())],
        }
    return whole


def _types(schema: Schema) -> tuple[str, ...]:
    named = schema.get("type")
    if isinstance(named, str):
        return (named,)
    if named:
        return tuple(named)
    values = enumerated(schema)
    if values is not None:
        return tuple(sorted({_type_of(value) for value in values}))
    return _ANY_TYPE


def _type_of(value: object) -> str:
    if value is None:
        return "null"
    return {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}.get(type(value), "object")


def same_type(inner: Schema, outer: Schema) -> bool:
    """Say whether a value of one alternative may be one of the other: a whole number is a number."""
    return inner["type"] == outer["type"] or (inner["type"], outer["type"]) == ("integer", "number")


def enumerated(schema: Schema) -> list[Any] | None:
    """Return the values that a schema lists, those of its type; ``None`` where it lists none."""
    if "const" in schema:
        return [schema["const"]]
    values: list[Any] | None = schema.get("enum")
    kind = schema.get("type")
    if values is None or not isinstance(kind, str):
        return values
    return [
        value for value in values if _type_of(value) == kind or (kind == "number" and _type_of(value) == "integer")
    ]


def told(schema: Schema) -> str:
    """Return what an alternative is, in a word or two."""
    words = str(schema["type"])
    return f"{words} ({schema['format']})" if "format" in schema else words
