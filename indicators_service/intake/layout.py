"""Layouts of the collection form: which lines and columns it has. A new version is a new file and no code."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from indicators_service.intake.taken import UnreadableError

FOLDER: Final = Path(__file__).parent / "layouts"
"""Where the committed layouts are."""

LAYOUT_LABEL: Final = "Layout version"
"""The label beside which every form, of whichever version, names its layout."""

Kind = Literal["people", "percent", "respondents", "stated", "change", "single", "worked"]
"""What a line holds; the layout's file says it of each kind."""

_SEARCHED: Final = 500
"""Lines among which the column names are looked for: a form begins near the top."""

Trio = Annotated[tuple[str, ...], Field(min_length=3, max_length=3)]
"""Column names of white, BME and unknown."""

_COLUMNS_READ: Final[Mapping[Kind, int]] = {
    "people": 3,
    "percent": 2,
    "respondents": 2,
    "stated": 1,
    "change": 1,
    "single": 1,
    "worked": 0,
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Columns(_Part):
    """Names in the header line of the table."""

    row: str
    section: str
    item: str
    key: str
    previous: Trio
    current: Trio

    @property
    def names(self) -> tuple[str, ...]:
        """All columns in the order of the template."""
        return (self.row, self.section, self.item, self.key, *self.previous, *self.current)


class Header(_Part):
    """Labels of the block above the table."""

    layout: Literal["Layout version"]
    organisation: str
    organisation_name: str
    year: str
    snapshot: str
    edition: str
    window_years: str


class Line(_Part):
    """One line of the form: what people read of it, the item's key, and what kind of figures it holds."""

    row: str
    section: str
    item: str
    key: str
    kind: Kind

    @property
    def width(self) -> int:
        """How many of the three columns of a year the line uses, from the left."""
        return _COLUMNS_READ[self.kind]

    @property
    def is_decimal(self) -> bool:
        """Whether the figures may have decimal places: percentages, and what an organisation states of itself."""
        return self.kind in {"percent", "stated"}


class Layout(_Part):
    """A version of the form."""

    name: str
    title: str
    sheet: str
    guidance: tuple[str, ...]
    lines: tuple[Line, ...]
    columns: Columns
    header: Header

    def by_key(self) -> Mapping[str, Line]:
        """Return the lines by their key in small letters."""
        return {line.key.casefold(): line for line in self.lines}


@cache
def layouts() -> Mapping[str, Layout]:
    """Return the committed layouts by name, read once a process."""
    found = (
        Layout.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.toml"))
    )
    return MappingProxyType({layout.name: layout for layout in found})


def layout_named(name: str) -> Layout:
    """Return a layout.

    Raises:
        UnreadableError: there is none of this name (``unknown-layout``); the message names those there are.
    """
    found = layouts().get(name.strip())
    if found is None:
        there = ", ".join(layouts())
        raise UnreadableError(
            "unknown-layout",
            f"The form says that its layout is '{name}'. Layouts that can be read: {there}. Download a new template.",
        )
    return found


def plain(cell: object) -> str:
    """Return a cell's text as labels and names are compared: single spaces, no case, no closing colon."""
    return "" if cell is None else " ".join(str(cell).split()).rstrip(":").casefold()


def header_line(rows: Sequence[Sequence[object]]) -> int | None:
    """Return the index of the line that holds the table's column names in any layout, ``None`` where there is none.

    Only the first 500 lines are looked at. A line counts when it names the key and a column of the current year;
    which columns are missing is judged by whoever reads the table.
    """
    marks = [(plain(each.columns.key), {plain(name) for name in each.columns.current}) for each in layouts().values()]
    for index, row in enumerate(rows[:_SEARCHED]):
        names = {plain(cell) for cell in row}
        if any(key in names and names & current for key, current in marks):
            return index
    return None
