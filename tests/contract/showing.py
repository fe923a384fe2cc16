"""What an example shows of an answer: each list cut to its first entry, and fixed values for what a run makes anew.

Members are masked by their names, and only where they have a value of the right form; nothing else is loosened.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

Json = dict[str, Any]

INSTANT: Final = "2026-01-31T12:00:00Z"
HASH: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

INSTANTS: Final = frozenset(
    {"agreed_at", "at", "changed_at", "complete_until", "created_at", "earlier_secret_until", "ended_at"}
    | {"finished_at", "first_submitted", "made_at", "next_attempt_at", "published_at", "recorded_at", "run_at"}
    | {"submitted_at", "uploaded_at"}
)
"""Members that tell an instant of the run."""

HASHES: Final = frozenset({"hash", "inputs", "known", "previous", "sha256"})
"""Members that hold a digest over instants of the run."""

FIXED: Final[Mapping[str, str | int]] = {
    "request_id": "5f0c0d9c8f1e4f3a9d550c8a54b1e0a7",
    "milliseconds": 12,
    "bytes": 48_213,
}
"""Other members that differ from run to run."""

_LINES: Final = 3
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_TOLD_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_IN_TEXT: Final = {"instants": (_TOLD_INSTANT, INSTANT), "hashes": (_DIGEST, HASH)}


@dataclass(slots=True)
class Names:
    """What earlier calls gave that later ones need, by name: as it is, and as it is shown."""

    actual: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, actual: str, shown: str) -> None:
        """Keep what a call gave."""
        self.actual[name], self.shown[name] = actual, shown

    def in_place(self, text: str) -> str:
        """Return a text with what earlier calls gave as it is shown."""
        for name, actual in self.actual.items():
            text = text.replace(actual, self.shown[name])
        return text


def shown_text(text: str, names: Names, masks: list[str]) -> Json:
    """Return the first lines of a text, and how many there are; ``masks`` says what in it a run makes anew."""
    lines = text.splitlines(keepends=True)
    told = names.in_place("".join(lines[:_LINES]))
    for mask in masks:
        pattern, fixed = _IN_TEXT[mask]
        told, count = pattern.subn(fixed, told)
        assert count, f"the text has no {mask}"
    return {"lines": len(lines), "body": told}


def shown_json(value: Any, names: Names, fixed: Mapping[str, Any]) -> Json:
    """Return a value cut and masked, with the number of entries of each list that was cut.

    ``fixed`` says, by name, what is shown of members that depend on how far the program had come in the meantime.
    """
    counts: dict[str, int] = {}
    masked = _fixed(_masked(_cut(value, "$", counts), names), fixed)
    return {"body": masked} | ({"entries": counts} if counts else {})


def _cut(value: Any, path: str, counts: dict[str, int]) -> Any:
    if isinstance(value, Mapping):
        return {name: _cut(each, f"{path}.{name}", counts) for name, each in value.items()}
    if not isinstance(value, list):
        return value
    if len(value) > 1:
        counts[path] = len(value)
    return [_cut(each, f"{path}[]", counts) for each in value[:1]]


def _fixed(value: Any, fixed: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping):
        return {name: fixed.get(name, _fixed(each, fixed)) for name, each in value.items()}
    return [_fixed(each, fixed) for each in value] if isinstance(value, list) else value


def _masked(value: Any, names: Names, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: _masked(each, names, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_masked(each, names, name) for each in value]
    if isinstance(value, str):
        return _masked_text(value, names, name)
    if name in FIXED and isinstance(value, int):
        assert isinstance(FIXED[name], int), name
        return FIXED[name]
    return value


def _masked_text(value: str, names: Names, name: str) -> str | int:
    if name in INSTANTS:
        datetime.fromisoformat(value)
        return INSTANT
    if name in HASHES:
        masked, count = _DIGEST.subn(HASH, value)
        assert count == 1, value
        return masked
    if name in FIXED:
        assert len(value) == len(str(FIXED[name])), value
        return FIXED[name]
    return names.in_place(value)
