"""The table of a collection form: every line with a key becomes an entry for each of its two years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from indicators_service.intake.figures import figure
from indicators_service.intake.form_head import Head
from indicators_service.intake.layout import Columns, Line, plain
from indicators_service.intake.placing import place_at
from indicators_service.intake.taken import Entry, Mistake, Number, Place, UnreadableError


@dataclass(frozen=True, slots=True)
class Table:
    """Entries of the current and the previous year, and the mistakes of both."""

    current: list[Entry] = field(default_factory=list)
    previous: list[Entry] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def read_table(rows: Sequence[Sequence[object]], top: int, sheet: str | None, head: Head, most: int) -> Table:
    """Return the lines below the column names, which stand at index ``top``, until ``most`` mistakes are found.

    Raises:
        UnreadableError: a column is missing (``missing-column``) or there twice (``repeated-column``).
    """
    columns = head.layout.columns
    reader = _Reader(sheet, head, _found(rows[top], columns), head.layout.by_key())
    table = Table()
    for number, row in enumerate(rows[top + 1 :], start=top + 1):
        reader.read(number, row, table)
        if len(table.mistakes) >= most:
            break
    return table


def _found(header: Sequence[object], columns: Columns) -> Mapping[str, int]:
    """Return the index of each column that is read, by its name."""
    names = [plain(cell) for cell in header]
    wanted = (columns.key, *columns.previous, *columns.current)
    missing = [name for name in wanted if plain(name) not in names]
    if missing:
        raise UnreadableError("missing-column", f"The table has no column {', '.join(map(repr, missing))}.")
    repeated = [name for name in wanted if names.count(plain(name)) > 1]
    if repeated:
        raise UnreadableError("repeated-column", f"The table has twice {', '.join(map(repr, repeated))}.")
    return {name: names.index(plain(name)) for name in wanted}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one line after the other."""

    sheet: str | None
    head: Head
    at: Mapping[str, int]
    lines: Mapping[str, Line]

    def read(self, number: int, row: Sequence[object], table: Table) -> None:
        """Add what one line says to the table."""
        columns = self.head.layout.columns
        place = place_at(self.sheet, number, self.at[columns.key], columns.key)
        key = _cell(row, self.at[columns.key])
        line = self.lines.get(plain(key))
        if line is None:
            self._note_unknown(row, place, key, table)
            return
        if line.width:
            for names, year, entries in self._years(columns, table):
                entries.append(self._entry(line, number, row, names, year, place, table.mistakes))

    def _years(self, columns: Columns, table: Table) -> tuple[tuple[Sequence[str], int | None, list[Entry]], ...]:
        year = self.head.year
        before = None if year is None else year - 1
        return (columns.current, year, table.current), (columns.previous, before, table.previous)

    def _note_unknown(self, row: Sequence[object], place: Place, key: object, table: Table) -> None:
        if not plain(key):
            figures = [name for name, at in self.at.items() if plain(_cell(row, at))]
            if figures:
                message = "There are figures on a line without a key. Copy the line's key from a template."
                self._note(table, place, "no-key", message)
            return
        near = get_close_matches(plain(key)[:60], self.lines, n=1)
        hint = f" Is '{self.lines[near[0]].key}' meant?" if near else ""
        message = f"'{str(key)[:60]}' is no key of the layout {self.head.layout.name}.{hint} See a template."
        self._note(table, place, "unknown-key", message)

    def _note(self, table: Table, place: Place, code: str, message: str) -> None:
        table.mistakes.append(Mistake(place, self.head.organisation, self.head.year, code, message))

    def _entry(
        self,
        line: Line,
        number: int,
        row: Sequence[object],
        names: Sequence[str],
        year: int | None,
        place: Place,
        mistakes: list[Mistake],
    ) -> Entry:
        places = [place_at(self.sheet, number, self.at[name], name) for name in names]
        figures: list[Number | None] = []
        for offset, where in enumerate(places):
            cell = _cell(row, self.at[names[offset]])
            value, mistake = self._figure(line, offset, cell, where, year)
            if mistake is not None:
                mistakes.append(mistake)
                # One mistake a cell: nobody is told as well that the cell is blank. The return is withheld anyway.
                value = None if line.kind == "single" else 0
            figures.append(value)
        return Entry(line.key, (figures[0], figures[1], figures[2]), (places[0], places[1], places[2]), place)

    def _figure(
        self, line: Line, offset: int, cell: object, where: Place, year: int | None
    ) -> tuple[Number | None, Mistake | None]:
        organisation = self.head.organisation
        if offset >= line.width and plain(cell):
            message = f"'{line.key}' has no figure in this column. Leave the cell blank."
            return None, Mistake(where, organisation, year, "unused-cell", message)
        return figure(cell, where, percent=line.is_decimal, organisation=organisation, year=year)


def _cell(row: Sequence[object], at: int) -> object:
    return row[at] if at < len(row) else None
