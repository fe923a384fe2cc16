"""The chain of an audit trail: each line carries a digest of itself and of the line before.

Whoever changes, removes, adds or moves a line breaks the chain there. Whoever makes the chain anew from there on, or
cuts off its end, is found out by an end that somebody else wrote down before. The digest is SHA-256 over the line as
JSON in UTF-8, without its ``hash``, with the name of its service: keys in order, nothing between the parts. It can be
worked out from what the audit shows, by anybody.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from services.instants import written

NOTHING: Final = "0" * 64
"""What stands for the line before the first."""

CHAINED: Final = (
    "number",
    "at",
    "by",
    "client_kind",
    "kind",
    "action",
    "organisation",
    "subject",
    "year",
    "revision",
    "method",
    "address",
    "request_id",
    "change",
    "previous",
)
"""What a line says, beside its own digest."""

MISSING: Final = "missing"
ALTERED: Final = "altered"
NOT_LINKED: Final = "not-linked"
NOT_AS_KNOWN: Final = "not-as-known"

REASONS: Final[Mapping[str, str]] = {
    MISSING: "There is no line of this number, though there was one.",
    ALTERED: "The line is not as it was written: its digest is that of another.",
    NOT_LINKED: "The line follows another than the one before it.",
    NOT_AS_KNOWN: "The chain up to here is not the one whose end was known: it was made anew at this line or before.",
}
"""What can be wrong with a line, and what that means."""


def canonical(value: Any) -> str:
    """Return a value as JSON that is written in one way only; days and instants as ISO 8601 has them.

    Raises:
        ValueError: it holds a number that JSON cannot say.
        TypeError: it holds something else that JSON cannot say.
    """
    return _ENCODER.encode(value)


def _day(value: object) -> str:
    if isinstance(value, date):
        return written(value) if isinstance(value, datetime) else value.isoformat()
    raise TypeError(f"an audit trail cannot say {type(value).__name__}")


_ENCODER: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_day
)


def sealed(service: str, line: Mapping[str, Any]) -> str:
    """Return the digest of a line of a service's audit; its ``change`` is canonical JSON already."""
    told = {name: line[name] for name in CHAINED if name != "change"} | {"service": service}
    told["at"] = written(line["at"])
    # The change is JSON as it stands: what comes before it in the order of the names, itself, and what comes after.
    before = canonical({name: value for name, value in told.items() if name < "change"})
    after = canonical({name: value for name, value in told.items() if name > "change"})
    whole = f'{before[:-1]},"change":{line["change"]},{after[1:]}'
    return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class End:
    """The end of a chain, or of the part of it that was looked at: the last number and its digest."""

    number: int = 0
    hash: str = NOTHING


@dataclass(frozen=True, slots=True)
class Break:
    """The first line that is not as it must be, and what is wrong with it."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a chain was found whole, and the line that broke it, if one did."""

    end: End
    broken: Break | None = None


def check(service: str, lines: Iterable[Mapping[str, Any]], begin: End, known: End | None) -> Checked:
    """Go on along a chain from ``begin``, over the lines that follow it in order of their numbers.

    ``known`` is an end that somebody wrote down earlier, and that the chain must still have.
    """
    checked = Checked(begin)
    for line in lines:
        reason = _wrong(service, line, checked.end, known)
        if reason is not None:
            return replace(checked, broken=Break(checked.end.number + 1, reason))
        checked = Checked(End(line["number"], line["hash"]))
    return checked


def _wrong(service: str, line: Mapping[str, Any], before: End, known: End | None) -> str | None:
    if line["number"] != before.number + 1:
        return MISSING
    if not _as_written(service, line):
        return ALTERED
    if line["previous"] != before.hash:
        return NOT_LINKED
    if known is not None and known.number == line["number"] and known.hash != line["hash"]:
        return NOT_AS_KNOWN
    return None


def _as_written(service: str, line: Mapping[str, Any]) -> bool:
    try:
        return bool(sealed(service, {**line, "at": _instant(line["at"])}) == line["hash"])
    except (KeyError, TypeError, ValueError):
        # Something stands there that no line was ever written with.
        return False


def _instant(stored: object) -> datetime:
    """Return an instant as a database keeps it: SQLite as text, in UTC."""
    at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    if not isinstance(at, datetime):
        raise TypeError("an instant is a text or an instant")
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def cut_off(end: End, known: End | None) -> Break | None:
    """Say what is wrong with a chain that is whole and ends at ``end``, where more of it was known."""
    return Break(end.number + 1, MISSING) if known is not None and known.number > end.number else None
