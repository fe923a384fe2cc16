"""Lines of a file by item, each in a row of its own, as tests of the intake assemble them."""

from collections.abc import Mapping
from typing import Any

from indicators_service.intake.assembly import About, assemble, entries_of
from indicators_service.intake.taken import Entry, Mistake, Number, Place, ReadReturn

COLUMNS = ("white", "bme", "unknown")

Figures = tuple[Number | None, Number | None, Number | None]


def entry(item: str, *figures: Number | None, row: int) -> Entry:
    """Return a line whose item is in column C and whose figures are in columns D, E and F."""
    white, bme, unknown = (*figures, None, None, None)[:3]
    places = [Place(None, row, name, f"{letter}{row}") for name, letter in zip(COLUMNS, "DEF", strict=True)]
    return Entry(item, (white, bme, unknown), (places[0], places[1], places[2]), Place(None, row, "item", f"C{row}"))


def taken(lines: Mapping[str, Figures] | list[tuple[str, Figures]], about: About | None = None) -> ReadReturn:
    """Return what lines make, the first of them in row 2; there must be no mistake."""
    read, mistakes = assembled(lines, about)
    assert mistakes == []
    assert read is not None
    return read


def assembled(
    lines: Mapping[str, Figures] | list[tuple[str, Figures]], about: About | None = None
) -> tuple[ReadReturn | None, list[Mistake]]:
    pairs = lines.items() if isinstance(lines, Mapping) else lines
    entries = [entry(item, *figures, row=row) for row, (item, figures) in enumerate(pairs, 2)]
    return assemble("RX1", 2018, entries, about or About())


def lines_of(document: Mapping[str, Any]) -> list[tuple[str, Figures]]:
    return [(item, (figures[0], figures[1], figures[2])) for item, figures in entries_of(document)]
