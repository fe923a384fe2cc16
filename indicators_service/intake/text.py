"""Bytes of an uploaded text file as rows of cells: its encoding, its delimiter, and nothing larger than allowed."""

import csv
import io
import re
from email.message import Message
from typing import Final

from indicators_service.intake.taken import Limits, UnreadableError

_DECLARED: Final = {
    **dict.fromkeys(("utf-8", "utf8", "us-ascii", "ascii"), "utf-8"),
    **dict.fromkeys(("windows-1252", "cp1252"), "windows-1252"),
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1"), "iso-8859-1"),
}
_DELIMITERS: Final = ",;\t"
_QUOTED: Final = re.compile(r'"[^"]*"')


def decoded(content: bytes, media_type: str) -> str:
    """Return the text of a file: UTF-16 or UTF-8 by its mark, the declared character set, or UTF-8.

    Raises:
        UnreadableError: it is no text in that encoding; the position of the first wrong byte is told.
    """
    encoding = _encoding(content, media_type)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        # The decoder of marked UTF-8 counts from behind the mark.
        position = len(content) - len(error.object) + error.start + 1
        raise UnreadableError(
            "not-text",
            f"The file is no {encoding.removesuffix('-sig')} text: byte {position:,} cannot be read. Save it as CSV "
            "UTF-8, or name its character set in the content type, such as text/csv; charset=windows-1252.",
        ) from None
    if "\x00" in text:
        raise UnreadableError("not-text", "The file holds bytes that no text has. Save it as CSV UTF-8 or XLSX.")
    return text


def _encoding(content: bytes, media_type: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    header = Message()
    header["content-type"] = media_type or "text/csv"
    declared = header.get_content_charset("utf-8")
    if declared not in _DECLARED:
        known = "utf-8, utf-16 with its mark, windows-1252 or iso-8859-1"
        raise UnreadableError("unknown-charset", f"The character set {declared[:40]} is not taken here; use {known}.")
    return _DECLARED[declared]


def rows_of(text: str, limits: Limits) -> list[list[str]]:
    """Return the rows of a CSV text; comma, semicolon or tab is taken from its first line that is not blank.

    Raises:
        UnreadableError: more rows, columns or characters in a cell than allowed, or quotes that do not close.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=_QUOTED.sub("", first).count)
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            found.append(row)
            _refuse_too_much(found, limits)
    except csv.Error as error:
        raise UnreadableError(
            "not-csv", f"Row {len(found) + 1:,} is no CSV: {error}. Is a quote left open?"
        ) from None
    return found


def _refuse_too_much(rows: list[list[str]], limits: Limits) -> None:
    number, row = len(rows), rows[-1]
    if number > limits.rows:
        raise UnreadableError("too-many-rows", f"The file has more than {limits.rows:,} rows; split it.")
    if len(row) > limits.columns:
        words = f"Row {number:,} has {len(row):,} columns; {limits.columns} are taken at most."
        raise UnreadableError("too-many-columns", words)
    if max(map(len, row), default=0) > limits.cell_characters:
        words = f"Row {number:,} has a cell of more than {limits.cell_characters:,} characters."
        raise UnreadableError("too-long", words)
