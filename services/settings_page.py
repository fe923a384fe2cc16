"""The settings as a page: ``python -m services.settings_page > docs/configuration.md``."""

import sys
from collections.abc import Iterator
from typing import Any, Final

from pydantic.fields import FieldInfo

from services.settings import Settings

_HEAD: Final = """\
# Configuration
Every setting is a variable of the environment, with a default. This page is written from the code:
`python -m services.settings_page > docs/configuration.md`. A value out of bounds ends the start, and is named.

| variable | default | bounds | meaning |
|---|---|---|---|
"""
_SIGNS: Final = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def page() -> str:
    """Return the page."""
    rows = (_row(name, field) for name, field in Settings.model_fields.items())
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(name: str, field: FieldInfo) -> tuple[str, str, str, str]:
    meaning = (field.description or "").replace("|", "\\|")
    return f"`WRES_{name.upper()}`", _default(field), ", ".join(_bounds(field)), meaning


def _default(field: FieldInfo) -> str:
    if "Secret" in str(field.annotation) and field.default_factory is not None:
        return "made at start"
    default: Any = field.get_default(call_default_factory=True, validated_data={})
    if default in (None, (), {}):
        return "none"
    return f"`{int(default)}`" if isinstance(default, bool) else f"`{default}`"


def _bounds(field: FieldInfo) -> Iterator[str]:
    for each in field.metadata:
        for name, sign in _SIGNS.items():
            if hasattr(each, name):
                yield f"{sign} {getattr(each, name):,}"
        if hasattr(each, "min_length"):
            yield f"{each.min_length} characters or more"
    words = getattr(field.annotation, "__args__", ())
    if words and all(isinstance(word, str) for word in words):
        yield ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    sys.stdout.write(page())
