"""Personal data in free text: what a record of organisations must not hold, found as far as a machine can.

Roles, not names. E-mail addresses, telephone numbers, NHS and National Insurance numbers, and names behind a title
are found for certain enough to refuse; a name without a title cannot be told from a place, and is left to people.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in words, and the piece of text itself cut to its first letters."""

    kind: str
    start: str


_TITLES: Final = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Revd?)"
_PATTERNS: Final = (
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("a National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}(?: ?\d{2}){3} ?[A-D]\b")),
    ("an NHS number", re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b")),
    ("a telephone number", re.compile(r"(?:\+44|\b0)(?:[ -]?\d){9,10}\b")),
    ("a name", re.compile(rf"\b{_TITLES}\.? +(?:[A-Z]\.? +)*[A-Z](?:'[A-Z])?[a-z]+(?:[-'][A-Z]?[a-z]+)*")),
)
_SHOWN: Final = 4


def personal_data(text: str) -> Finding | None:
    """Return the first piece of personal data in a text, ``None`` where none is found."""
    for kind, pattern in _PATTERNS:
        found = pattern.search(text)
        if found:
            return Finding(kind, found[0][:_SHOWN])
    return None
