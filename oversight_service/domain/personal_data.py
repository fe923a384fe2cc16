"""Personal data in free text: what a record of organisations must not hold, found as far as a machine can.

Roles, not names. E-mail addresses, telephone numbers, NHS and National Insurance numbers, names behind a title, and
common given names before a common surname are found for certain enough to refuse. Any other name cannot be told from
a place, and is left to people. In a field that is to hold a role alone more is refused: ``personal_data_in_role``.
"""

import re
from dataclasses import dataclass
from typing import Final

from oversight_service.domain.names import full_name
from oversight_service.domain.role import name_in_role
from oversight_service.domain.role_words import FAMILIAR


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in words, and the piece of text itself cut to its first letters."""

    kind: str
    start: str


_PATTERNS: Final = (
    (
        "an e-mail address",
        re.compile(r"(?<![\w.+-])[\w.+-]+(?:(?:@| ?[(\[]at[)\]] ?)[\w-]+(?:\.[\w-]+)+| at nhs\.(?:net|uk)\b)"),
    ),
    ("a National Insurance number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}(?: ?\d{2}){3} ?[A-D]\b")),
    ("an NHS number", re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b")),
    (
        "a telephone number",
        re.compile(r"(?:(?:\+|\b00 ?)44(?:[ ()-]{0,3}\d){9,11}|\b0\d{2}(?:[ ()-]{0,2}\d){7,8})\b"),
    ),
)
_TITLES: Final = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Revd?)"
_TITLED: Final = re.compile(rf"\b{_TITLES}\.? +(?:[A-Z]\.? +)*(?P<name>[A-Z](?:'[A-Z])?[a-z]+(?:[-'][A-Z]?[a-z]+)*)")
_TEN_DIGITS: Final = re.compile(r"\b\d{10}\b")
_SHOWN: Final = 4


def personal_data(text: str) -> Finding | None:
    """Return the first piece of personal data in a text, ``None`` where none is found."""
    for kind, pattern in _PATTERNS:
        found = pattern.search(text)
        if found:
            return Finding(kind, found[0][:_SHOWN])
    for number in _TEN_DIGITS.findall(text):
        if _is_nhs_number(number):
            return Finding("an NHS number", number[:_SHOWN])
    name = _titled(text) or full_name(text)
    return None if name is None else Finding("a name", name[:_SHOWN])


def personal_data_in_role(role: str) -> Finding | None:
    """Return the first piece of personal data in a text that is to be a role alone, untitled names among it."""
    name = name_in_role(role)
    return personal_data(role) or (None if name is None else Finding("a name", name[:_SHOWN]))


def _titled(text: str) -> str | None:
    """Return the first title with a name behind it. The Lord Chancellor is a role."""
    found = (each for each in _TITLED.finditer(text) if each["name"].lower() not in FAMILIAR)
    first = next(found, None)
    return first[0] if first else None


def _is_nhs_number(digits: str) -> bool:
    """Say whether the last of ten digits is the check digit of the others: 11 less their weighted sum modulo 11."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == int(digits[-1])
