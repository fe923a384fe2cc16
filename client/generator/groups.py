"""The operations of the contract as classes: one for each subject, and one that has them all."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from .expressions import Schema
from .layout import INDENT, docstring, flowing
from .methods import methods
from .operation import Operation

_HEAD: Final = '''\
"""Every operation, made from openapi/model-employer.json by ``python -m client.generator``. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..addresses import at
from ..calls import Calls, new_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from typing import Any, Literal

    from . import types
'''
_NAMED_OTHERWISE: Final = {"changes": "feed"}
"""``changes`` is the client's own way to follow the feed."""


def module(document: Mapping[str, Any]) -> str:
    """Return the text of the module that has every operation."""
    schemas: Mapping[str, Schema] = document["components"]["schemas"]
    groups: dict[str, list[Operation]] = {}
    for path, item in document["paths"].items():
        for method, told in item.items():
            operation = Operation.of(method, path, told, schemas)
            groups.setdefault(operation.group, []).append(operation)
    meanings = {each["name"]: each.get("description") for each in document.get("tags", ())}
    classes = [_group(name, meanings.get(name), groups[name]) for name in sorted(groups)]
    return "\n\n\n".join([_HEAD.rstrip(), *classes, _all(sorted(groups))]) + "\n"


def _group(name: str, meaning: str | None, operations: Iterable[Operation]) -> str:
    lines = [
        f"class {_class(name)}:",
        *docstring(flowing(meaning or f"Operations about {name}."), INDENT),
        "",
        f"{INDENT}def __init__(self, calls: Calls) -> None:",
        f"{INDENT * 2}self._calls = calls",
        "",
    ]
    for operation in operations:
        lines += methods(operation)
    return "\n".join(lines).rstrip()


def _all(names: Iterable[str]) -> str:
    return "\n".join(
        [
            "class Operations:",
            f'{INDENT}"""Every operation, by what it is about."""',
            "",
            f"{INDENT}def __init__(self, calls: Calls) -> None:",
            *(f"{INDENT * 2}self.{_attribute(name)} = {_class(name)}(calls)" for name in names),
        ]
    )


def _attribute(name: str) -> str:
    return re.sub(r"\W", "_", _NAMED_OTHERWISE.get(name, name))


def _class(name: str) -> str:
    return "".join(word.capitalize() for word in re.split(r"\W", name))
