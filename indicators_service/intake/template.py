"""The collection form to fill in, as CSV and as a workbook, with the previous year's figures already there.

The same call gives the same bytes. Text that a spreadsheet would run as a formula is marked as text.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators_service.intake.layout import Layout, Line, layout_named
from indicators_service.intake.prefill import Cells, figures_by_key, header_values
from services.delimited import harmless

_CREATED: Final = datetime(2019, 1, 28, tzinfo=UTC)
"""A fixed date of creation, so that the same template has the same bytes."""

_WIDTHS: Final = (18, 26, 44, 44, 12, 12, 12, 12, 12, 12)
"""Of the columns, in characters. The first is wider than row numbers are: labels of the block above stand there."""
_MOST_PEOPLE: Final = 10_000_000
_FIRST_FIGURE: Final = 4
"""The index of the first column of figures: the previous year's white."""


def template_csv(
    organisation: str, name: str, year: int, previous: Mapping[str, Any] | None, layout: str = "collection-form-1"
) -> bytes:
    """Return the form of one organisation and year as CSV in UTF-8, with a mark that spreadsheets know it by.

    Args:
        organisation: the ODS code.
        name: what the organisation is called.
        year: the reporting year to fill in.
        previous: the return document of the year before, ``None`` where there is none.
        layout: the version of the form.

    Raises:
        UnreadableError: there is no such layout.
    """
    form = layout_named(layout)
    head = header_values(form, organisation, name, year, previous)
    text = io.StringIO()
    # Every line has all columns, so that the first one already shows the separator.
    blank = [""] * len(form.columns.names)
    writer = csv.writer(text, lineterminator="\r\n")
    for row in [*head, blank, form.columns.names, *_table(form, figures_by_key(previous))]:
        cells = ["" if cell is None else harmless(cell) for cell in row]
        writer.writerow([*cells, *blank[len(cells) :]])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(
    organisation: str, name: str, year: int, previous: Mapping[str, Any] | None, layout: str = "collection-form-1"
) -> bytes:
    """Return the same form as a workbook with instructions, checks of what is typed, and locked labels.

    The arguments and errors are those of :func:`template_csv`.
    """
    form = layout_named(layout)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": form.title, "created": _CREATED})
        formats = {
            "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "label": book.add_format({"text_wrap": True, "valign": "top"}),
            "open": book.add_format({"locked": False, "border": 1}),
            "grey": book.add_format({"bg_color": "#D8DDE0", "border": 1}),
        }
        sheet = book.add_worksheet(form.sheet)
        _instructions(book.add_worksheet("Instructions"), form, formats)
        _fill(sheet, form, header_values(form, organisation, name, year, previous), figures_by_key(previous), formats)
    return target.getvalue()


def _table(form: Layout, figures: Mapping[str, Cells]) -> Iterable[tuple[object, ...]]:
    for line in form.lines:
        yield (line.row, line.section, line.item, line.key, *figures.get(line.key, (None, None, None)))


def _instructions(sheet: Worksheet, form: Layout, formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, f"{form.title}: how to fill it in", formats["bold"])
    for row, sentence in enumerate(form.guidance, start=1):
        sheet.write_string(row, 0, sentence, formats["label"])
    sheet.protect()


def _fill(
    sheet: Worksheet,
    form: Layout,
    head: list[tuple[object, ...]],
    figures: Mapping[str, Cells],
    formats: Mapping[str, Format],
) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _header_block(sheet, form, head, formats)
    top = len(head) + 1
    for column, title in enumerate(form.columns.names):
        sheet.write_string(top, column, title, formats["bold"])
    for row, line in enumerate(form.lines, start=top + 1):
        for column, text in enumerate((line.row, line.section, line.item, line.key)):
            sheet.write_string(row, column, text, formats["label"])
        _figure_cells(sheet, row, line, figures.get(line.key, (None, None, None)), formats)
    sheet.freeze_panes(top + 1, _FIRST_FIGURE - 1)  # the item stays in sight, the key need not
    sheet.protect()
    sheet.activate()


def _header_block(
    sheet: Worksheet, form: Layout, head: list[tuple[object, ...]], formats: Mapping[str, Format]
) -> None:
    # What the form is about was settled when it was made; what may differ can be written.
    settled = {form.title, form.header.layout, form.header.organisation, form.header.year}
    for row, cells in enumerate(head):
        for column, cell in enumerate(cells):
            shown = "label" if column == 0 or cells[0] in settled else "open"
            _write(sheet, row, column, cell, formats[shown])


def _figure_cells(sheet: Worksheet, row: int, line: Line, figures: Cells, formats: Mapping[str, Format]) -> None:
    for offset, cell in zip_longest(range(6), figures):
        in_use = offset % 3 < line.width
        _write(sheet, row, _FIRST_FIGURE + offset, cell, formats["open" if in_use else "grey"])
    for start in (_FIRST_FIGURE, _FIRST_FIGURE + 3) if line.width else ():
        sheet.data_validation(row, start, row, start + line.width - 1, _accepted(line))


def _write(sheet: Worksheet, row: int, column: int, cell: object, shown: Format) -> None:
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, shown)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, shown)
    else:
        sheet.write_string(row, column, str(harmless(cell)), shown)


def _accepted(line: Line) -> dict[str, Any]:
    """Return what a spreadsheet lets people type on a line."""
    whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _MOST_PEOPLE}
    decimal = whole | {"validate": "decimal"}
    by_kind = {
        "percent": (decimal | {"maximum": 100}, "Give a percentage from 0 to 100, without the sign."),
        "stated": (decimal, "Give the figure as your organisation states it: a number, 0 or more."),
        "change": (whole | {"minimum": -_MOST_PEOPLE}, "Give the change in people, a whole number."),
    }
    rule, message = by_kind.get(line.kind, (whole, "Give a whole number, 0 or more."))
    return rule | {"error_title": "Not accepted", "error_message": message}
