"""The national CSV: its lines and header as they may come, and what is said of those that are wrong."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest

from indicators_service.intake import national_csv, read_upload
from indicators_service.intake.national import read_national
from indicators_service.intake.taken import Limits, Mistake, Place, Taken, UnreadableError
from tests.indicators_service.intake_documents import full_return

HEADER = ["organisation", "year", "item", "white", "bme", "unknown"]
Document = dict[str, Any]


def written(documents: Sequence[Document]) -> bytes:
    return "".join(national_csv(documents)).encode()


def rows_of(*documents: Document) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(documents).decode())))


def read(*lines: str, header: str = ",".join(HEADER), limits: Limits | None = None) -> Taken:
    return read_upload("\r\n".join((header, *lines)).encode(), "text/csv", limits=limits or Limits())


def keys(taken: Taken) -> list[tuple[str, int]]:
    return [(each.organisation, each.year) for each in taken.returns]


def test_lines_of_bodies_and_years_may_be_mixed() -> None:
    taken = read(
        "RX1,2018,recruitment/shortlisted,4,3,2",
        "RX2,2018,training/accessed,1,1,1",
        "RX1,2017,training/accessed,2,2,2",
        "RX1,2018,recruitment/appointed,1,0,0",
        "RX1,2017,board/voting/executive,5,0,0",
    )
    assert taken.mistakes == ()
    assert keys(taken) == [("RX1", 2018), ("RX2", 2018), ("RX1", 2017)]
    first, _, last = (each.document for each in taken.returns)
    assert first["recruitment"]["appointed"] == {"white": 1, "bme": 0, "unknown": 0}
    assert [last[name] is None for name in ("training", "board", "recruitment")] == [False, False, True]


def test_columns_may_stand_in_any_order_and_case_between_blank_ones() -> None:
    taken = read(
        "0,,training/accessed,RX1,90,500,2018",
        header="Unknown, ,ITEM, Organisation ,bme,White,YEAR",
    )
    (found,) = taken.returns
    assert found.document["training"] == {"accessed": {"white": 500, "bme": 90, "unknown": 0}}
    assert found.places["$.training.accessed.white"] == Place(None, 2, "white", "F2")
    assert found.places["$.training.accessed.bme"] == Place(None, 2, "bme", "E2")
    assert found.places["$.training.accessed"] == Place(None, 2, "item", "C2")


def test_semicolons_tabs_and_other_encodings_give_the_same_returns() -> None:
    content = written([full_return(2018)])
    expected = read_upload(content, "text/csv").returns
    for delimiter in (";", "\t"):
        assert read_upload(content.replace(b",", delimiter.encode()), "text/csv").returns == expected
    assert read_upload(content.decode().encode("utf-16"), "text/csv").returns == expected


def test_the_column_unknown_may_be_missing() -> None:
    taken = read("RX1,2018,training/accessed,5,4", header="organisation,year,item,white,bme")
    assert taken.returns[0].document["training"]["accessed"] == {"white": 5, "bme": 4, "unknown": 0}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("organisation,item,white,bme,unknown", "missing: year"),
        ("organisation,item", "missing: year, white, bme"),
        ("organisation,year,item,white,bme,unknown,asian", "not known: asian"),
        ("organisation,year,item,white,bme,White", "twice: white"),
        ("organisation,item,item,mixed,mixed", "missing: year, white, bme; .*not known: mixed; .*twice: item, mixed"),
    ],
)
def test_a_header_with_missing_unknown_or_repeated_columns_names_them(header: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as raised:
        read("RX1,2018,training/accessed,5,4", header=header)
    assert raised.value.code == "wrong-columns"


@pytest.mark.parametrize("name", ["x" * 1_900, "\x1b[0m"])
def test_the_words_about_a_header_stay_short(name: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(header=",".join([*HEADER, *[f"{name}{number}" for number in range(50)]]))
    assert len(raised.value.message) < 1_000


def test_no_rows_have_no_header() -> None:
    with pytest.raises(UnreadableError, match="missing: organisation, year"):
        read_national([], Limits())


def test_a_header_alone_is_a_file_without_returns() -> None:
    assert read() == Taken("national-csv", None, (), ())


def test_small_letters_and_spaces_of_codes_and_items_do_not_matter() -> None:
    taken = read(" rx1 ,2018, Training/Accessed ,1,1,1", "RX1, 2018 ,board/voting/executive,1,1,1")
    assert keys(taken) == [("RX1", 2018)]
    assert taken.returns[0].document["training"] is not None
    assert taken.returns[0].document["board"] is not None


def test_blank_lines_are_passed_over_and_counted() -> None:
    taken = read("", ",,,,,", "RX1,2018,training/accessed,1,1,1", " , ,", "RX1,2018,training,1,1,1")
    (mistake,) = taken.mistakes
    assert mistake.place == Place(None, 6, "item", "C6")


def only(taken: Taken) -> tuple[Mistake, str]:
    (mistake,) = taken.mistakes
    assert mistake.place is not None
    return mistake, mistake.place.cell


@pytest.mark.parametrize("year", ["2014", "2101", "", "2018.0", "2017/18", "²", "٢٠١٨", "000002018", "9" * 1_900])
def test_a_year_that_is_none_is_told_at_its_cell(year: str) -> None:
    taken = read(f"RX1,{year},training/accessed,1,1,1", "RX2,2018,training/accessed,1,1,1")
    mistake, cell = only(taken)
    assert (mistake.code, mistake.organisation, mistake.year, cell) == ("not-a-year", "RX1", None, "B2")
    assert len(mistake.message) < 120
    assert keys(taken) == [("RX2", 2018)]


@pytest.mark.parametrize("year", [2015, 2100])
def test_the_first_and_the_last_year_are_taken(year: int) -> None:
    assert keys(read(f"RX1,{year},training/accessed,1,1,1")) == [("RX1", year)]


@pytest.mark.parametrize("code", ["RX", "RX-1", "RX12345", "", "ÄÖÜ", "R" * 1_900])
def test_a_code_that_is_none_is_told_at_its_cell(code: str) -> None:
    taken = read(f"{code},2018,training/accessed,1,1,1", "RX2,2018,training/accessed,1,1,1")
    mistake, cell = only(taken)
    assert (mistake.code, mistake.year, cell) == ("not-an-ods-code", 2018, "A2")
    assert len(mistake.message) < 150
    assert keys(taken) == [("RX2", 2018)]


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [
        ("RX1,2018,training/accessed,<5,1,1", "not-exact", "D3"),
        ("RX1,2018,training/accessed,1,8.5,1", "not-whole", "E3"),
        ("RX1,2018,training/accessed,1,1,n/a", "not-a-number", "F3"),
        ("RX1,2018,training/accessed,1,,1", "blank", "E3"),
        ("RX1,2018,training/acessed,1,1,1", "unknown-item", "C3"),
        ("RX1,2018,board/voting/executive,1,1,1", "duplicate-item", "C3"),
        ("RX1,2018,recruitment/shortlisted,1,1,1", "half-a-section", "C3"),
        ("RX1,2018,survey/discrimination/percent,10%,,", "percent-sign", "D3"),
        ("RX1,2018,survey/year,,2017,", "unused-cell", "E3"),
        ("RX1,2018,stated/board_total,5,,0", "unused-cell", "F3"),
        ("RX1,2018,survey/discrimination/respondents,5.5,,", "not-whole", "D3"),
        ("RX1,2018,training/accessed,1,234,56,7", "too-many-cells", "G3"),
    ],
)
def test_a_faulty_return_is_withheld_and_every_other_one_is_taken(line: str, code: str, cell: str) -> None:
    taken = read(
        "RX1,2018,board/voting/executive,5,0,0",
        line,
        "RX1,2017,training/accessed,1,1,1",
        "RX2,2018,training/accessed,1,1,1",
    )
    first = taken.mistakes[0]
    assert first.place is not None
    assert (first.code, first.place.cell) == (code, cell)
    assert {(each.organisation, each.year) for each in taken.mistakes} == {("RX1", 2018)}
    assert keys(taken) == [("RX1", 2017), ("RX2", 2018)]


def test_cells_that_cannot_be_read_are_not_told_again_as_blank_or_half() -> None:
    taken = read(
        "RX1,2018,recruitment/shortlisted,<5,<5,*",
        "RX1,2018,recruitment/appointed,3,2,1",
        "RX1,2018,survey/discrimination/percent,10%,12.5,",
        "RX1,2018,survey/discrimination/respondents,100,80,",
    )
    assert taken.returns == ()
    assert [each.place and each.place.cell for each in taken.mistakes] == ["D2", "E2", "F2", "D4"]


def test_each_cell_is_told_of_once() -> None:
    line = "RX1,2018,training/accessed,<5,,x"
    cells = [each.place and each.place.cell for each in read(line, line, line).mistakes]
    assert len(cells) == len(set(cells))
    assert set(cells) >= {"D2", "E2", "F2", "C3", "C4"}


def test_beyond_the_limit_of_mistakes_the_first_of_each_return_is_told() -> None:
    lines = [f"RX{body},2018,item {line},1,1,1" for body in (1, 2) for line in range(10)]
    taken = read(*lines, "RX3,2018,training/accessed,1,1,1", limits=Limits(mistakes=5))
    told = [(each.organisation, each.place and each.place.row) for each in taken.mistakes]
    assert told == [("RX1", row) for row in range(2, 7)] + [("RX2", 12)]
    assert keys(taken) == [("RX3", 2018)]


def test_progress_is_told_of_each_return() -> None:
    told: list[tuple[int, int]] = []
    documents = [full_return(year) for year in (2017, 2018, 2019)]
    read_upload(written(documents), "text/csv", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_figures_are_written_without_exponents() -> None:
    document = {**full_return(2018), "stated": [{"figure": "likelihood_training", "value": 1e-7}]}
    assert rows_of(document)[-1] == ["RX1", "2018", "stated/likelihood_training", "0.0000001", "", ""]


def test_nothing_is_written_of_no_returns_but_the_header() -> None:
    assert list(national_csv([])) == [",".join(HEADER) + "\r\n"]
