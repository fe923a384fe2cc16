"""The national CSV: returns written and read back, and what is said of lines and headers that are wrong."""

import csv
import io
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service import demonstration
from indicators_service.intake import national_csv, read_upload
from indicators_service.intake.items import SEATS, STATED, STRATA
from indicators_service.intake.national import read_national
from indicators_service.intake.taken import Limits, Mistake, Place, Taken, UnreadableError
from tests.indicators_service.intake_documents import full_return
from vocabulary.indicators import SurveyQuestion

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


def known(document: Document) -> Document:
    """Return a document as a national file can say it: without the snapshot and the edition."""
    return {"stated": None, **document, "snapshot": None, "edition": None}


COUNT = st.integers(0, 10_000_000)
GROUPS = st.fixed_dictionaries({"white": COUNT, "bme": COUNT, "unknown": COUNT})
PERCENT = st.floats(0, 100) | st.sampled_from([28.0, 1e-7, 0.1 + 0.2])
RESPONSES = st.fixed_dictionaries({"percent": PERCENT.filter(lambda x: x == 0 or x > 1e-15), "respondents": COUNT})
ANSWER = st.fixed_dictionaries({"white": RESPONSES | st.none(), "bme": RESPONSES | st.none()}).filter(
    lambda answer: any(answer.values())
)


@st.composite
def workforces(draw: st.DrawFn) -> list[Document] | None:
    strata = draw(st.sets(st.sampled_from(STRATA)))
    found = [
        {"staff_group": group, "band": band, **draw(GROUPS)}
        for _, group, band in (item.split("/") for item in STRATA if item in strata)
    ]
    return found or None


@st.composite
def boards(draw: st.DrawFn) -> list[Document] | None:
    seats = draw(st.sets(st.sampled_from(SEATS)))
    found = [
        {"voting": voting == "voting", "executive": executive == "executive", **draw(GROUPS)}
        for _, voting, executive in (item.split("/") for item in SEATS if item in seats)
    ]
    return found or None


@st.composite
def surveys(draw: st.DrawFn) -> Document | None:
    answers = {each.value: draw(ANSWER) for each in SurveyQuestion if draw(st.booleans())}
    return {"year": draw(st.integers(2013, 2099)), **answers} if answers else None


@st.composite
def stated_figures(draw: st.DrawFn) -> list[Document] | None:
    value = st.integers(-(10**7), 10**7) | st.floats(-(10**7), 10**7).filter(lambda x: x == 0 or abs(x) > 1e-12)
    names = draw(st.sets(st.sampled_from(STATED)))
    return [{"figure": name, "value": draw(value)} for name in STATED if name in names] or None


DOCUMENTS = st.fixed_dictionaries(
    {
        "organisation": st.from_regex(r"[A-Z0-9]{3,6}", fullmatch=True),
        "year": st.integers(2015, 2100),
        "snapshot": st.none() | st.just("2018-03-31"),
        "edition": st.none() | st.just("wres-2018"),
        "workforce": workforces(),
        "recruitment": st.none() | st.fixed_dictionaries({"shortlisted": GROUPS, "appointed": GROUPS}),
        "disciplinary": st.none() | st.fixed_dictionaries({"window_years": st.integers(1, 2), "entered": GROUPS}),
        "training": st.none() | st.fixed_dictionaries({"accessed": GROUPS}),
        "staff_survey": surveys(),
        "board": boards(),
        "pay": st.none(),
        "stated": stated_figures(),
        "narrative": st.none(),
    }
)
SECTIONS = ("workforce", "recruitment", "disciplinary", "training", "staff_survey", "board", "stated")


@given(
    documents=st.lists(
        DOCUMENTS.filter(lambda document: any(document[name] for name in SECTIONS)),
        max_size=4,
        unique_by=lambda document: (document["organisation"], document["year"]),
    ),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_returns_come_back_from_a_national_file_in_whatever_order_its_lines_are(
    documents: list[Document], order: random.Random
) -> None:
    taken = read_upload(written(documents), "text/csv")
    assert (taken.format, taken.layout, taken.mistakes) == ("national-csv", None, ())
    assert [each.document for each in taken.returns] == [known(document) for document in documents]
    header, *lines = rows_of(*documents)
    order.shuffle(lines)
    shuffled = read_national([header, *lines], Limits())
    assert shuffled.mistakes == ()
    assert {(each.organisation, each.year): each.document for each in shuffled.returns} == {
        (each.organisation, each.year): each.document for each in taken.returns
    }


def test_a_year_of_demonstration_data_comes_back_whole() -> None:
    documents = demonstration.returns(2018)
    taken = read_upload(written(documents), "text/csv")
    assert taken.mistakes == ()
    assert [each.document for each in taken.returns] == [known(document) for document in documents]


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
