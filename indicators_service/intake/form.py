"""Reading a filled-in collection form: one organisation, the current year and the year before.

The table is found by its column names and the block above it by its labels, wherever they stand. The key of a line
decides what it is; lines may have moved or be missing.
"""

from collections.abc import Sequence
from dataclasses import replace

from indicators_service.intake.assembly import About, assemble
from indicators_service.intake.form_head import Head, YearHead, read_head
from indicators_service.intake.form_table import Table, read_table
from indicators_service.intake.layout import header_line
from indicators_service.intake.taken import Entry, Limits, Mistake, ReadReturn, Taken, UnreadableError


def read_form_rows(rows: Sequence[Sequence[object]], sheet: str | None, limits: Limits) -> Taken:
    """Return what a form says: its one return, with the previous year's document beside it, or the mistakes.

    A form is taken as a whole: a mistake in either year withholds both.

    Args:
        rows: the cells of the sheet or file from its first line and column on; blank is ``None`` or empty text.
        sheet: the sheet's name, ``None`` for CSV.
        limits: how many mistakes are told at most.

    Raises:
        UnreadableError: there is no table, a column is missing, or the layout is unknown.
    """
    top = header_line(rows)
    if top is None:
        raise UnreadableError(
            "no-table",
            "No line has the column names of the collection form. Copy the figures to a template.",
        )
    head, mistakes = read_head(rows[:top], sheet)
    table = read_table(rows, top, sheet, head, limits.mistakes)
    mistakes += table.mistakes
    read: ReadReturn | None = None
    if head.organisation is not None and head.year is not None:
        read, more = _assembled(head, head.organisation, head.year, table)
        mistakes += more
    kind = "form-csv" if sheet is None else "form-xlsx"
    returns = () if mistakes or read is None else (read,)
    return Taken(kind, head.layout.name, returns, tuple(mistakes[: limits.mistakes]))


def _assembled(head: Head, organisation: str, year: int, table: Table) -> tuple[ReadReturn | None, list[Mistake]]:
    current, mistakes = _of_year(organisation, year, table.current, head.current)
    if not any(figure is not None for entry in table.previous for figure in entry.figures):
        return current, mistakes
    before, more = _of_year(organisation, year - 1, table.previous, head.previous)
    if current is not None and before is not None:
        current = replace(current, previous=before.document)
    return current, mistakes + more


def _of_year(
    organisation: str, year: int, entries: Sequence[Entry], head: YearHead
) -> tuple[ReadReturn | None, list[Mistake]]:
    about = About(head.snapshot, head.edition, head.window_years)
    read, mistakes = assemble(organisation, year, entries, about)
    return None if read is None else replace(read, places={**head.places, **read.places}), mistakes
