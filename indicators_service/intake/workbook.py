"""Reading the sheet of a workbook (XLSX) that a stranger sent, without trusting anything in it.

The archive is unpacked here within limits and looked through; what calamine opens is a fresh archive of what was
seen. So nothing that an archive says of itself can make the reader unpack more.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from indicators_service.intake.archive import repacked, unpacked
from indicators_service.intake.layout import header_line, layouts, plain
from indicators_service.intake.placing import place_at
from indicators_service.intake.sheet_parts import part_of_sheet
from indicators_service.intake.sheet_scan import Scan, scan_parts
from indicators_service.intake.taken import Limits, UnreadableError

_OLD_OR_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an .xls file, and of an .xlsx file with a password."""

_NAMED: Final = 20
"""How many cells a message names."""


def rows_of_workbook(content: bytes, limits: Limits) -> tuple[str, list[list[object]]]:
    """Return the name and all rows of the sheet with the collection form, from its first cell on.

    It is the sheet that a layout names, or else the first one that has the table.

    Raises:
        UnreadableError: it is no workbook that can be read safely, has no such sheet, or formulas are on the sheet.
    """
    if content.startswith(_OLD_OR_ENCRYPTED):
        raise UnreadableError(
            "encrypted", "This is an old workbook (.xls) or one with a password. Save it as .xlsx without a password."
        )
    parts = unpacked(content, limits)
    scans = scan_parts(parts, limits)
    _bound(scans, limits)
    name, rows = _sheet(repacked(parts), limits)
    _refuse_formulas(name, scans.get(part_of_sheet(parts, name) or ""))
    _refuse_long_texts(rows, limits)
    return name, rows


def _bound(scans: Mapping[str, Scan], limits: Limits) -> None:
    """Refuse what would grow in memory: each cell holds its own copy of a text that the file holds once."""
    cells = sum(scan.cells for scan in scans.values())
    longest = max((scan.longest_text for scan in scans.values()), default=0)
    if cells * longest > limits.unzipped_bytes:
        raise UnreadableError("too-large", "The workbook holds too much text. Send the form alone.")


def _sheet(archive: bytes, limits: Limits) -> tuple[str, list[list[object]]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(archive)) as book:
            return _chosen(book, limits)
    except CalamineError as error:
        raise UnreadableError("not-a-workbook", "The workbook is damaged. Save it again as .xlsx.") from error


def _chosen(book: CalamineWorkbook, limits: Limits) -> tuple[str, list[list[object]]]:
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(names) > limits.sheets:
        raise UnreadableError("too-many-sheets", f"The workbook has {len(names)} sheets. Send the form alone.")
    usual = {plain(layout.sheet) for layout in layouts().values()}
    for name in sorted(names, key=lambda each: plain(each) not in usual):
        rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if plain(name) in usual or header_line(rows) is not None:
            return name, rows
    raise UnreadableError(
        "no-table", "No sheet has the column names of the collection form. Download a template and copy the figures."
    )


def _refuse_formulas(sheet: str, scan: Scan | None) -> None:
    if scan is None:
        raise UnreadableError("not-a-workbook", "The workbook does not say where its sheets are. Save it again.")
    if not scan.computed:
        return
    named = ", ".join(scan.computed[:_NAMED])
    more = f" and {scan.computed_in_all - _NAMED} more" if scan.computed_in_all > _NAMED else ""
    raise UnreadableError(
        "formula",
        f"Cells of the sheet '{sheet}' hold formulas or errors instead of figures: {named}{more}. "
        "Copy them and paste the values.",
    )


def _refuse_long_texts(rows: Sequence[Sequence[object]], limits: Limits) -> None:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > limits.cell_characters:
                where = place_at(None, number, column, "").cell
                raise UnreadableError(
                    "too-long", f"The cell {where} holds more than {limits.cell_characters} characters. Shorten it."
                )
