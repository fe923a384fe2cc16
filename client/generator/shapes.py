"""The schemas of the contract as typed dictionaries: they cost nothing when the program runs and refuse nothing."""

from collections.abc import Iterator, Mapping
from typing import Final

from .expressions import Schema, expression, is_name, name_of
from .layout import INDENT, call, docstring, flowing, quoted

_HEAD: Final = '''\
"""What goes over the wire, made from openapi/model-employer.json by ``python -m client.generator``. Do not edit.

A newer server may answer members that are not named here; they are in the dictionaries all the same.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict
'''


def module(schemas: Mapping[str, Schema]) -> str:
    """Return the text of the module that has a type for each schema."""
    parts = ["\n".join(_type(name_of(name), schema)) for name, schema in sorted(schemas.items())]
    return "\n\n\n".join([_HEAD.rstrip(), *parts]) + "\n"


def _type(name: str, schema: Schema) -> Iterator[str]:
    if "properties" not in schema:
        yield from _alias(name, schema)
    elif all(is_name(each) for each in schema["properties"]):
        yield from _class(name, schema)
    else:
        yield from _by_call(name, schema)


def _alias(name: str, schema: Schema) -> Iterator[str]:
    said = expression(schema)
    if said.startswith("Literal["):
        values = said.removeprefix("Literal[").removesuffix("]").split(", ")
        yield from call(f"{name}: TypeAlias = Literal[", values, "]", "")
    else:
        yield f"{name}: TypeAlias = {quoted(said)}"
    if "description" in schema:
        yield from docstring(flowing(schema["description"]), "")


def _class(name: str, schema: Schema) -> Iterator[str]:
    yield f"class {name}(TypedDict):"
    if "description" in schema:
        yield from docstring(flowing(schema["description"]), INDENT)
        yield ""
    for member, said in _members(schema):
        yield f"{INDENT}{member}: {said}"
        if "description" in schema["properties"][member]:
            yield from docstring(flowing(schema["properties"][member]["description"]), INDENT)
    if not schema["properties"] and "description" not in schema:
        yield f"{INDENT}pass"


def _by_call(name: str, schema: Schema) -> Iterator[str]:
    """Write a type with a member whose name is a word of Python's own."""
    yield f"{name} = TypedDict("
    yield f'{INDENT}"{name}",'
    yield f"{INDENT}{{"
    for member, said in _members(schema):
        yield f'{INDENT * 2}"{member}": {quoted(said)},'
    yield f"{INDENT}}},"
    yield ")"
    if "description" in schema:
        yield from docstring(flowing(schema["description"]), "")


def _members(schema: Schema) -> Iterator[tuple[str, str]]:
    for member, each in schema["properties"].items():
        said = expression(each)
        yield member, said if member in schema.get("required", ()) else f"NotRequired[{said}]"
