"""A contract without its prose, as it is kept for a version that is out: what a break is told by, and no more."""

import json
from collections.abc import Mapping
from typing import Any, Final

_PROSE: Final = frozenset({"summary", "description", "title", "tags", "example", "examples", "discriminator"})
_NAMED: Final = frozenset({"properties", "schemas", "responses", "paths", "headers"})
"""Members whose own members have names of callers' and ours, which may be those of prose."""

_KEPT: Final = ("components", "openapi", "paths", "security")


def baseline(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contract without what only people read."""
    kept = {name: _bare(document[name], named=name == "paths") for name in _KEPT}
    kept["info"] = {"version": document["info"]["version"]}
    kept["components"].pop("examples", None)
    return kept


def _bare(value: Any, named: bool = False) -> Any:
    if isinstance(value, Mapping):
        return {
            name: _bare(each, named=name in _NAMED and isinstance(each, Mapping))
            for name, each in value.items()
            if named or name not in _PROSE
        }
    return [_bare(each) for each in value] if isinstance(value, list) else value


def baseline_text(document: Mapping[str, Any]) -> str:
    """Return a baseline as the text that is committed: one line for each address and each schema."""
    bare = baseline(document)
    lines = [f'"{name}": {_line(bare[name])}' for name in ("info", "openapi", "security")]
    lines += [f'"paths": {_lines(bare["paths"])}', f'"components": {_parts(bare["components"])}']
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _parts(components: Mapping[str, Any]) -> str:
    return "{" + ",\n".join(f'"{name}": {_lines(part)}' for name, part in sorted(components.items())) + "}"


def _lines(members: Mapping[str, Any]) -> str:
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {_line(each)}" for name, each in sorted(members.items())) + "}"


def _line(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
