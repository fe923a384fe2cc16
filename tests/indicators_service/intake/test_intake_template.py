"""The template of the collection form: what it shows, what it lets people type, and that it is always the same."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from indicators_service.intake.layout import layout_named
from indicators_service.intake.taken import UnreadableError
from indicators_service.intake.template import template_csv, template_xlsx
from tests.indicators_service.intake_documents import full_return
from vocabulary.bands import BANDS_OF

LAYOUT = layout_named("collection-form-1")


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def sheet_of(content: bytes, name: str = "WRES return") -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def test_the_layout_has_every_stratum_the_board_and_the_rows_that_are_known() -> None:
    keys = [line.key for line in LAYOUT.lines]
    strata = [f"workforce/{group}/{band}" for group, bands in BANDS_OF.items() for band in bands]
    assert keys[:33] == strata
    assert len(set(keys)) == len(keys)
    plain_rows = [int(line.row) for line in LAYOUT.lines if line.row.isdigit()]
    assert plain_rows == list(range(1, 64))
    starts = {line.row: line.key.split("/")[0] for line in LAYOUT.lines}
    assert [starts[row] for row in ("34", "39", "43", "46", "50")] == [
        "recruitment",
        "disciplinary",
        "training",
        "survey",
        "board",
    ]


def test_the_previous_year_is_filled_in_and_the_current_one_is_blank() -> None:
    rows = {row[3]: row for row in csv_rows(template_csv("RX1", "A trust", 2019, full_return(2018)))}
    assert rows["workforce/non_clinical/8a"][4:] == ["90", "8", "2", "", "", ""]
    assert rows["survey/harassment_public/percent"][4:] == ["28.5", "29.0", "", "", "", ""]
    assert rows["survey/year"][4:] == ["2017", "", "", "", "", ""]
    assert rows["stated/likelihood_appointment"][4] == "1.25"
    assert rows["board/voting/executive"][4:7] == ["5", "0", "1"]


def test_without_a_previous_return_all_figures_are_blank() -> None:
    rows = csv_rows(template_csv("RX1", "A trust", 2019, None))
    top = next(number for number, row in enumerate(rows) if row[3] == "Key")
    assert all(not any(row[4:]) for row in rows[top + 1 :])
    assert len(rows) - top - 1 == len(LAYOUT.lines)


def test_both_forms_show_the_same_cells() -> None:
    as_csv = csv_rows(template_csv("RX1", "A trust", 2019, full_return(2018)))
    sheet = sheet_of(template_xlsx("RX1", "A trust", 2019, full_return(2018)))
    as_xlsx = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    numbers = [[cell.removesuffix(".0") for cell in row] for row in as_csv]
    assert as_xlsx == numbers


def test_the_same_template_has_the_same_bytes() -> None:
    once, again = (template_xlsx("RX1", "A trust", 2019, full_return(2018)) for _ in range(2))
    assert once == again


def test_a_name_that_a_spreadsheet_would_run_is_marked_as_text() -> None:
    name = '=HYPERLINK("http://example.org")'
    assert csv_rows(template_csv("RX1", name, 2019, None))[3][1] == f"'{name}"
    cell = sheet_of(template_xlsx("RX1", name, 2019, None))["B4"]
    assert (cell.value, cell.data_type) == (f"'{name}", "s")


def test_only_cells_of_figures_can_be_changed_and_no_password_is_needed() -> None:
    sheet = sheet_of(template_xlsx("RX1", "A trust", 2019, None))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    by_key = {row[3].value: row for row in sheet.iter_rows()}
    assert [cell.protection.locked for cell in by_key["workforce/non_clinical/1"]] == [True] * 4 + [False] * 6
    survey = by_key["survey/discrimination/percent"]
    assert [cell.protection.locked for cell in survey[4:]] == [False, False, True] * 2
    assert all(cell.protection.locked for cell in by_key["worked/36"])


def test_people_are_whole_numbers_from_nought_and_percentages_end_at_a_hundred() -> None:
    sheet = sheet_of(template_xlsx("RX1", "A trust", 2019, None))
    rows = {row[3].value: row[7].coordinate for row in sheet.iter_rows()}
    rules = {
        key: next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)
        for key, cell in rows.items()
        if key in {"training/accessed", "survey/discrimination/percent"}
    }
    people, percent = rules["training/accessed"], rules["survey/discrimination/percent"]
    assert (people.type, people.formula1) == ("whole", "0")
    assert (percent.type, percent.formula1, percent.formula2) == ("decimal", "0", "100")


def test_the_workbook_tells_how_to_fill_it_in() -> None:
    sheet = sheet_of(template_xlsx("RX1", "A trust", 2019, None), "Instructions")
    texts = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert texts[1:] == list(LAYOUT.guidance)


def test_a_layout_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnreadableError, match="collection-form-1") as caught:
        template_csv("RX1", "A trust", 2019, None, layout="collection-form-99")
    assert caught.value.code == "unknown-layout"
