"""Workbooks from strangers: what is read, and what is refused before it can do harm."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from indicators_service.intake.taken import Limits, UnreadableError
from indicators_service.intake.template import template_xlsx
from indicators_service.intake.workbook import rows_of_workbook
from tests.indicators_service.intake_documents import full_return

LIMITS = Limits()
TEMPLATE = template_xlsx("RX1", "A trust", 2019, full_return(2018))
SHEET_PART = "xl/worksheets/sheet1.xml"


def changed(change: Callable[[Any], object]) -> bytes:
    """Return the template after somebody changed its sheet."""
    book = openpyxl.load_workbook(io.BytesIO(TEMPLATE))
    change(book["WRES return"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_parts(parts: dict[str, bytes], content: bytes = TEMPLATE) -> bytes:
    """Return an archive with some parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return target.getvalue()


def part_of(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as archive:
        return archive.read(name)


def refusal(content: bytes, limits: Limits = LIMITS) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        rows_of_workbook(content, limits)
    return caught.value


def test_the_template_is_read_cell_by_cell() -> None:
    name, rows = rows_of_workbook(TEMPLATE, LIMITS)
    assert name == "WRES return"
    assert rows[2][:2] == ["ODS code", "RX1"]
    line = next(row for row in rows if row[3] == "workforce/non_clinical/8a")
    assert line[4:] == [90, 8, 2, "", "", ""]


def test_blank_lines_at_the_top_do_not_move_addresses() -> None:
    _, rows = rows_of_workbook(changed(lambda sheet: sheet.insert_rows(1, 3)), LIMITS)
    assert rows[5][:2] == ["ODS code", "RX1"]


def test_a_renamed_sheet_is_found_by_its_table() -> None:
    def rename(sheet: Any) -> None:
        sheet.title = "Ours"
        sheet.parent.create_sheet("Notes", 0)["A1"] = "Nothing here"

    assert rows_of_workbook(changed(rename), LIMITS)[0] == "Ours"


def test_a_workbook_without_the_table_is_refused() -> None:
    def rename(sheet: Any) -> None:
        sheet.title = "Ours"
        sheet.delete_rows(10)

    assert refusal(changed(rename)).code == "no-table"


def test_a_small_archive_that_holds_much_is_refused_by_its_ratio() -> None:
    bomb = with_parts({"xl/media/picture.xml": b" " * 30_000_000})
    assert len(bomb) < 100_000
    assert refusal(bomb).code == "too-large"


def test_much_is_refused_whatever_its_ratio() -> None:
    assert refusal(TEMPLATE, Limits(unzipped_bytes=20_000)).code == "too-large"
    assert refusal(TEMPLATE, Limits(entries=5)).code == "too-large"


def test_an_archive_that_understates_its_size_gives_no_more_than_it_said() -> None:
    bomb = with_parts({"xl/hidden.xml": b"<a>" + b" " * 5_000_000 + b"</a>"})
    understated = bomb.replace((5_000_007).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert understated != bomb
    assert refusal(understated).code == "not-a-workbook"


def test_a_cell_far_away_is_refused_before_the_space_to_it_is_filled() -> None:
    def write_far(sheet: Any) -> None:
        sheet["XFD1048576"] = 1

    assert refusal(changed(write_far)).code == "too-large"


def test_a_wide_sheet_is_refused() -> None:
    def widen(sheet: Any) -> None:
        sheet.cell(row=1, column=65, value="far right")

    assert "column 65" in refusal(changed(widen)).message


def test_coloured_cells_without_content_cost_nothing() -> None:
    def colour(sheet: Any) -> None:
        sheet.cell(row=900_000, column=3).font = openpyxl.styles.Font(bold=True)

    assert len(rows_of_workbook(changed(colour), LIMITS)[1]) < 200


def test_more_elements_than_a_file_may_have_are_refused() -> None:
    many = b"<a>" + b"<b/>" * 3_000 + b"</a>"
    assert refusal(with_parts({"xl/many.xml": many}), Limits(rows=1_000)).code == "too-large"


def test_one_long_text_in_many_cells_is_refused() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("WRES return")
        for row in range(3_000):
            sheet.write_string(row, 0, "long" * 8_000)
    assert len(target.getvalue()) < 50_000
    assert "too much text" in refusal(target.getvalue()).message


def test_a_long_text_is_named_by_its_cell() -> None:
    def lengthen(sheet: Any) -> None:
        sheet["C3"] = "x" * 2_001

    assert "C3" in refusal(changed(lengthen)).message


def test_formulas_and_errors_are_refused_and_named() -> None:
    def compute(sheet: Any) -> None:
        sheet["H11"] = "=1+1"
        sheet["I12"] = "#N/A"

    caught = refusal(changed(compute))
    assert caught.code == "formula"
    assert "H11, I12" in caught.message
    assert "paste the values" in caught.message


def test_no_more_than_twenty_formulas_are_named() -> None:
    def compute(sheet: Any) -> None:
        for row in range(11, 61):
            sheet[f"H{row}"] = "=1+1"

    message = refusal(changed(compute)).message
    assert "H30 and 30 more" in message
    assert "H31" not in message


def test_formulas_on_another_sheet_do_not_matter() -> None:
    def elsewhere(sheet: Any) -> None:
        sheet.parent.create_sheet("Notes")["A1"] = "=1+1"

    assert rows_of_workbook(changed(elsewhere), LIMITS)[0] == "WRES return"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        (with_parts({"xl/vbaProject.bin": b"macro"}), "macros"),
        (with_parts({"xl/workbook.bin": b"binary"}), "wrong-format"),
        (with_parts({"content.xml": b"<a/>"}), "wrong-format"),
        (with_parts({SHEET_PART: b"<worksheet>"}), "not-a-workbook"),
        (with_parts({SHEET_PART: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "not-a-workbook"),
        (TEMPLATE[:2_000], "not-a-workbook"),
        (b"PK\x03\x04", "not-a-workbook"),
    ],
    ids=["encrypted or old", "macros", "binary", "OpenDocument", "broken XML", "entities", "cut off", "empty"],
)
def test_other_kinds_and_broken_files_are_refused(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    assert refusal(target.getvalue()).code == "wrong-format"


def test_a_part_with_a_password_is_refused() -> None:
    content = bytearray(TEMPLATE)
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert refusal(bytes(content)).code == "encrypted"


def test_a_cell_without_a_proper_address_is_refused() -> None:
    part = part_of(SHEET_PART).replace(b'r="A1"', b'r="1A"', 1)
    assert refusal(with_parts({SHEET_PART: part})).code == "not-a-workbook"
