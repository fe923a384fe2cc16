"""What comes out of an uploaded file: returns as documents, and every mistake by its cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Number = int | float
"""A figure of a cell: a whole number of people, or a percentage."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold at most. An honest national file of several years stays far below.

    ``returns`` bounds the bodies and years that a national file is about, and those of them with mistakes.
    """

    unzipped_bytes: int = 64_000_000
    entries: int = 200
    ratio: int = 200
    sheets: int = 20
    rows: int = 400_000
    returns: int = 20_000
    columns: int = 64
    cell_characters: int = 2_000
    mistakes: int = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: its sheet (``None`` in CSV), its row from 1, its column's name, and its address such as F12."""

    sheet: str | None
    row: int
    column: str
    cell: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong: where, of which body and year as far as they are known, a stable code, and what to do."""

    place: Place | None
    organisation: str | None
    year: int | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a file that says something of an item: figures of white, BME and unknown, and their cells.

    ``None`` is a blank cell. ``place`` is the line itself, at the item's cell.
    """

    item: str
    figures: tuple[Number | None, Number | None, Number | None]
    places: tuple[Place, Place, Place]
    place: Place


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """A return as the file has it: the public contract's JSON document, and the cell of each location in it.

    ``places`` is by JSON path, such as ``$.workforce[3].bme``. ``previous`` is the year before, where it is given.
    """

    organisation: str
    year: int
    document: Mapping[str, Any]
    places: Mapping[str, Place]
    previous: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read: what kind it is, the returns that can be read, and the mistakes of the others."""

    format: str
    layout: str | None
    returns: tuple[ReadReturn, ...] = field(default=())
    mistakes: tuple[Mistake, ...] = field(default=())


class UnreadableError(Exception):
    """A file that cannot be read as a whole, with a stable code and what to do about it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
