"""Uploaded files as returns: the collection form as CSV or XLSX, and the national CSV of many bodies."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from indicators_service.intake.form import read_form_rows
from indicators_service.intake.national import COLUMNS, national_csv, read_national
from indicators_service.intake.taken import Entry, Limits, Mistake, Place, ReadReturn, Taken, UnreadableError
from indicators_service.intake.template import template_csv, template_xlsx
from indicators_service.intake.text import decoded, rows_of
from indicators_service.intake.workbook import rows_of_workbook

_ZIP: Final = b"PK"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_DEFAULT: Final = Limits()
_TELLING: Final = 2
"""Column names of the national CSV that tell it from a form, whose first lines have one of them at the most."""


def read_upload(
    content: bytes,
    media_type: str | None,
    name: str | None = None,
    limits: Limits = _DEFAULT,
    progress: Callable[[int, int], None] | None = None,
) -> Taken:
    """Return the returns of an uploaded file, and its mistakes by cell. What kind it is, its bytes say.

    Args:
        content: the file's bytes.
        media_type: its content type; only the character set in it matters, and without one text is UTF-8.
        name: what the file is called. It decides nothing.
        limits: what the file may hold at most.
        progress: told how many of a national file's returns are done, and how many there are.

    Raises:
        UnreadableError: nothing of it can be read; the message says what to do.
    """
    taken = _read(content, media_type or "", limits, progress)
    return replace(taken, mistakes=tuple(_once(taken.mistakes)))


def _once(mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
    """Yield the first mistake of each cell: a cell that cannot be read looks blank to every later check."""
    seen: set[Place] = set()
    for mistake in mistakes:
        if mistake.place is None or mistake.place not in seen:
            yield mistake
        if mistake.place is not None:
            seen.add(mistake.place)


def _read(content: bytes, media_type: str, limits: Limits, progress: Callable[[int, int], None] | None) -> Taken:
    if content.startswith(_OLD_OFFICE):
        raise UnreadableError("old-workbook", "An .xls file, or one with a password; save it as .xlsx without.")
    if content.startswith(_ZIP):
        sheet, rows = rows_of_workbook(content, limits)
        return read_form_rows(rows, sheet, limits)
    lines = rows_of(decoded(content, media_type), limits)
    header = next((line for line in lines if any(cell.strip() for cell in line)), [])
    names = {cell.strip().casefold() for cell in header}
    if len(names.intersection(COLUMNS)) >= _TELLING:
        return read_national(lines, limits, progress)
    return read_form_rows(lines, None, limits)


__all__ = [
    "Entry",
    "Limits",
    "Mistake",
    "Place",
    "ReadReturn",
    "Taken",
    "UnreadableError",
    "national_csv",
    "read_upload",
    "template_csv",
    "template_xlsx",
]
