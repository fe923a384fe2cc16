"""One cell as a figure: people as whole numbers, percentages as they are, and clear words for what is neither."""

import re
from math import isfinite
from typing import Final

from indicators_service.intake.taken import Mistake, Number, Place

_PLAIN: Final = re.compile(r"[+-]?\d+(\.\d+)?")
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}([,\u00a0\u202f]\d{3})+(\.\d+)?")
_SEPARATORS: Final = str.maketrans("", "", ",\u00a0\u202f")
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d+,\d+")
_HIDDEN: Final = re.compile(r"(<=?|≤|less than)\s*\d+|\*+|x|s|suppressed", re.IGNORECASE)
_ABSENT: Final = frozenset({"-", "–", "—", "n/a", "na", "nil", "none", "null", "not collected", "."})
_LONGEST: Final = 40


def figure(
    cell: object, place: Place, *, percent: bool, organisation: str | None, year: int | None
) -> tuple[Number | None, Mistake | None]:
    """Return the figure of a cell, ``None`` for a blank one, or what is wrong with it.

    ``percent`` allows decimal places; otherwise the cell counts people, and 8.0 is 8. ``"1,234"`` is 1234.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None, None
    number = _number(cell)
    if percent and isinstance(cell, str) and _DECIMAL_COMMA.fullmatch(cell.strip()):
        number = None  # 12,345 may be meant either way
    if number is None:
        return None, Mistake(place, organisation, year, *_words(str(cell).strip()))
    if percent:
        return (int(number) if _is_whole(number) else number), None
    if not _is_whole(number):
        words = f"{_short(str(cell))} is no whole number; count people, not parts of them."
        return None, Mistake(place, organisation, year, "not-whole", words)
    return int(number), None


def _number(cell: object) -> Number | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return cell if isfinite(cell) else None
    text = str(cell).strip()
    if len(text) > _LONGEST:
        return None
    if not _PLAIN.fullmatch(text):
        if not _THOUSANDS.fullmatch(text):
            return None
        text = text.translate(_SEPARATORS)
    return float(text) if "." in text else int(text)


def _is_whole(number: Number) -> bool:
    return isinstance(number, int) or number.is_integer()


def _words(text: str) -> tuple[str, str]:
    """Return the code and the words for a cell that is no figure."""
    shown = _short(text)
    if _HIDDEN.fullmatch(text):
        return (
            "not-exact",
            f"{shown} is no exact count; give the exact one. Small numbers are protected when figures are published.",
        )
    if text.endswith("%"):
        return "percent-sign", f"{shown}: leave out the % sign; type 28.5 for 28.5 %."
    if text.casefold() in _ABSENT:
        return "not-a-number", f"{shown} is no number; leave the cell blank if it was not collected, or give 0."
    if _DECIMAL_COMMA.fullmatch(text):
        return "comma", f"{shown} has a comma; type a point before decimal places, and nothing between thousands."
    if text.startswith("="):
        return "formula", f"{shown} is a formula; paste its value."
    return "not-a-number", f"{shown} is no number; use digits, with a point before decimal places."


def _short(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
