"""The collection form filled in and read back: the document it gives, and every mistake by its cell."""

import csv
import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest

from indicators_service.intake import read_upload
from indicators_service.intake.form import read_form_rows
from indicators_service.intake.prefill import figures_by_key
from indicators_service.intake.taken import Limits, Mistake, Taken, UnreadableError
from indicators_service.intake.template import template_csv, template_xlsx
from indicators_service.intake.workbook import rows_of_workbook
from tests.indicators_service.intake_documents import full_return

LIMITS = Limits()
DOCUMENT = full_return(2019)
ROW_OF_KEYS = 9
"""The index of the line with the column names in a template."""

Rows = list[list[object]]


def form(document: Mapping[str, Any] | None = DOCUMENT, previous: Mapping[str, Any] | None = None) -> Rows:
    """Return the CSV template of 2019, filled in from a document, as rows."""
    content = template_csv("RX1", "A trust", 2019, previous).decode("utf-8-sig")
    rows: Rows = [list(row) for row in csv.reader(io.StringIO(content))]
    figures = figures_by_key(document)
    for row in rows[ROW_OF_KEYS + 1 :]:
        row[7:10] = ["" if cell is None else str(cell) for cell in figures.get(str(row[3]), ("", "", ""))]
    if document is not None:
        set_head(rows, "Edition", document["edition"])
        set_head(rows, "Disciplinary window in years", str(document["disciplinary"]["window_years"]))
    return rows


def set_head(rows: Rows, label: str, value: object) -> None:
    next(row for row in rows if row[0] == label)[1] = value


def line_of(rows: Rows, key: str) -> list[object]:
    return next(row for row in rows if row[3] == key)


def read(rows: Rows) -> Taken:
    return read_form_rows(rows, None, LIMITS)


def only_mistake(rows: Rows) -> Mistake:
    taken = read(rows)
    assert taken.returns == ()
    (mistake,) = taken.mistakes
    return mistake


def cell_of(mistake: Mistake) -> str:
    assert mistake.place is not None
    return mistake.place.cell


def filled_workbook(document: Mapping[str, Any], previous: Mapping[str, Any]) -> bytes:
    """Return the workbook as somebody fills it in who looks at keys only."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx("RX1", "A trust", 2019, previous)))
    sheet: Any = book["WRES return"]
    figures = figures_by_key(document)
    for row in sheet.iter_rows():
        for cell, figure in zip(row[7:10], figures.get(row[3].value, ()), strict=False):
            cell.value = figure
        if row[0].value == "Edition":
            row[1].value = document["edition"]
        if row[0].value == "Disciplinary window in years":
            row[1].value = document["disciplinary"]["window_years"]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_filled_workbook_gives_the_document_of_both_years() -> None:
    name, rows = rows_of_workbook(filled_workbook(DOCUMENT, full_return(2018)), LIMITS)
    taken = read_form_rows(rows, name, LIMITS)
    assert taken.mistakes == ()
    (found,) = taken.returns
    assert (taken.format, taken.layout) == ("form-xlsx", "collection-form-1")
    assert found.document == DOCUMENT
    assert found.previous == full_return(2018)
    place = found.places["$.workforce[8].bme"]
    assert (place.sheet, place.cell) == ("WRES return", "I19")


def test_a_filled_csv_gives_the_document() -> None:
    taken = read(form())
    assert taken.mistakes == ()
    (found,) = taken.returns
    assert (taken.format, found.organisation, found.year) == ("form-csv", "RX1", 2019)
    assert found.document == DOCUMENT
    assert found.previous is None
    assert found.places["$.edition"].cell == "B7"


def test_both_files_are_taken_as_uploads_whatever_they_are_called() -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(form())
    for content in (text.getvalue().encode("utf-8-sig"), filled_workbook(DOCUMENT, full_return(2018))):
        (found,) = read_upload(content, "application/octet-stream", "return").returns
        assert found.document == DOCUMENT


def test_a_template_that_nobody_filled_in_collects_nothing() -> None:
    (found,) = read_upload(template_csv("RX1", "A trust", 2019, full_return(2018)), "text/csv").returns
    assert found.previous == full_return(2018)
    sections = ("workforce", "recruitment", "disciplinary", "training", "staff_survey", "board", "stated")
    assert {section: found.document[section] for section in sections} == dict.fromkeys(sections)


def test_a_section_that_is_blank_was_not_collected() -> None:
    document = DOCUMENT | {"staff_survey": None, "board": None, "stated": None}
    (found,) = read(form(document)).returns
    assert found.document == document


def test_lines_may_move_or_be_taken_out() -> None:
    rows = form()
    body = [row for row in rows[ROW_OF_KEYS + 1 :] if not str(row[3]).startswith("worked/")]
    (found,) = read([*rows[: ROW_OF_KEYS + 1], *sorted(body, key=lambda row: str(row[8])), []]).returns
    strata = sorted(found.document["workforce"], key=lambda cell: cell["white"])
    assert strata == sorted(DOCUMENT["workforce"], key=lambda cell: cell["white"])
    assert found.document["training"] == DOCUMENT["training"]


def test_the_table_and_the_block_may_stand_elsewhere() -> None:
    (found,) = read([[], ["A letter"], *[["", *row] for row in form()]]).returns
    assert found.document == DOCUMENT
    assert found.places["$.edition"].cell == "C9"


def test_a_changed_key_is_named_with_the_one_that_is_near() -> None:
    rows = form()
    line_of(rows, "workforce/non_clinical/8a")[3] = "workforce/nonclinical/8a"
    mistake = only_mistake(rows)
    assert (mistake.code, cell_of(mistake), mistake.year) == ("unknown-key", "D19", 2019)
    assert "workforce/non_clinical/8a" in mistake.message


def test_figures_without_a_key_are_not_lost() -> None:
    rows = form()
    line_of(rows, "workforce/non_clinical/8a")[3] = ""
    mistake = only_mistake(rows)
    assert (mistake.code, cell_of(mistake)) == ("no-key", "D19")


def test_a_key_that_stands_twice_is_a_mistake() -> None:
    rows = form()
    taken = read([*rows, list(line_of(rows, "training/accessed"))])
    assert taken.returns == ()
    assert [mistake.organisation for mistake in taken.mistakes] == ["RX1"]


@pytest.mark.parametrize("figure", [8.5, "8.5", "lots", "<5", "10%"])
def test_what_is_no_count_of_people_is_named_by_its_cell(figure: object) -> None:
    rows = form()
    line_of(rows, "workforce/non_clinical/8a")[8] = figure
    mistake = only_mistake(rows)
    assert (cell_of(mistake), mistake.organisation, mistake.year) == ("I19", "RX1", 2019)
    assert mistake.place is not None
    assert mistake.place.column == "Current year: BME"


def test_a_mistake_in_the_previous_year_names_its_cell_and_withholds_the_form() -> None:
    rows = form(previous=full_return(2018))
    line_of(rows, "training/accessed")[4] = "some"
    mistake = only_mistake(rows)
    assert (cell_of(mistake)[0], mistake.year) == ("E", 2018)


def test_a_figure_in_a_column_that_the_line_does_not_use_is_named() -> None:
    rows = form()
    line_of(rows, "stated/likelihood_appointment")[8] = "2"
    mistake = only_mistake(rows)
    assert (mistake.code, cell_of(mistake)[0]) == ("unused-cell", "I")


def test_lines_that_are_worked_out_are_never_read() -> None:
    rows = form()
    line_of(rows, "worked/36")[7:9] = ["8.0%", "n/a"]
    (found,) = read(rows).returns
    assert found.document == DOCUMENT


@pytest.mark.parametrize(
    ("label", "value", "code", "cell"),
    [
        ("ODS code", "", "organisation", "B3"),
        ("ODS code", "RX/1", "organisation", "B3"),
        ("Year", "last", "year", "B5"),
        ("Year", "1999", "year", "B5"),
        ("Snapshot date", "31 March", "date", "B6"),
        ("Disciplinary window in years", "3", "window", "B8"),
    ],
)
def test_what_is_wrong_above_the_table_is_named(label: str, value: str, code: str, cell: str) -> None:
    rows = form()
    set_head(rows, label, value)
    mistake = only_mistake(rows)
    assert (mistake.code, cell_of(mistake)) == (code, cell)


def test_cells_are_judged_even_where_the_organisation_is_missing() -> None:
    rows = form()
    set_head(rows, "ODS code", "")
    line_of(rows, "training/accessed")[7] = "some"
    assert len(read(rows).mistakes) == 2


def test_no_more_mistakes_are_told_than_the_limit() -> None:
    rows = form()
    for row in rows[ROW_OF_KEYS + 1 : ROW_OF_KEYS + 30]:
        row[7] = "some"
    assert len(read_form_rows(rows, None, Limits(mistakes=10)).mistakes) == 10


def test_a_file_with_nothing_but_mistakes_is_not_read_to_its_end() -> None:
    rows = form()
    endless: Rows = [["", "", "", f"made/up/{number}"] for number in range(50)]
    taken = read_form_rows([*rows, *endless], None, Limits(mistakes=3))
    assert [cell_of(mistake) for mistake in taken.mistakes] == ["D79", "D80", "D81"]


@pytest.mark.parametrize(("version", "code"), [("collection-form-99", "unknown-layout"), ("", "no-layout")])
def test_a_layout_that_is_unknown_or_missing_is_refused(version: str, code: str) -> None:
    rows = form()
    set_head(rows, "Layout version", version)
    with pytest.raises(UnreadableError, match="template") as caught:
        read(rows)
    assert caught.value.code == code


def test_a_missing_column_is_named() -> None:
    rows = form()
    rows[ROW_OF_KEYS][9] = "Others"
    with pytest.raises(UnreadableError, match="Current year: Unknown") as caught:
        read(rows)
    assert caught.value.code == "missing-column"


def test_a_column_that_stands_twice_is_named() -> None:
    rows = form()
    rows[ROW_OF_KEYS][9] = "Current year: BME"
    rows[ROW_OF_KEYS].append("current year:  unknown")
    with pytest.raises(UnreadableError, match="Current year: BME") as caught:
        read(rows)
    assert caught.value.code == "repeated-column"


def test_rows_without_a_table_are_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        read([["Dear all"], []])
    assert caught.value.code == "no-table"
