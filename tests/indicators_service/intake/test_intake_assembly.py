"""Lines by item as a return's document, with the cell of each location, and everything wrong with them."""

from collections.abc import Mapping

import pytest

from indicators_service.intake.assembly import About
from indicators_service.intake.items import ITEMS
from indicators_service.intake.taken import Place
from indicators_service.schemas.annual_return import ReturnIn
from tests.indicators_service.intake_documents import full_return
from tests.indicators_service.intake_lines import Figures, assembled, lines_of, taken

SECTIONS = (
    "workforce",
    "recruitment",
    "disciplinary",
    "training",
    "staff_survey",
    "board",
    "pay",
    "stated",
    "narrative",
)


def refused(lines: Mapping[str, Figures] | list[tuple[str, Figures]]) -> list[tuple[str, str]]:
    """Return code and cell of each mistake; there must be no return."""
    read, mistakes = assembled(lines)
    assert read is None
    assert {(each.organisation, each.year) for each in mistakes} == {("RX1", 2018)}
    return [(each.code, each.place.cell) for each in mistakes if each.place is not None]


def test_a_full_document_comes_back_from_its_own_lines() -> None:
    document = full_return(2018)
    about = About(document["snapshot"], document["edition"])
    assert taken(lines_of(document), about).document == document


def test_every_item_is_among_the_lines_of_a_full_document() -> None:
    document = full_return(2018)
    document["stated"] = [
        {"figure": name.partition("/")[2], "value": 1} for name in ITEMS if name.startswith("stated/")
    ]
    assert {item for item, _ in lines_of(document)} == set(ITEMS)


def test_the_order_of_the_lines_does_not_matter() -> None:
    lines = lines_of(full_return(2018))
    assert taken(lines[::-1]).document == taken(lines).document


def test_nothing_at_all_is_a_return_in_which_nothing_was_collected() -> None:
    read = taken({})
    assert read.document == {
        "organisation": "RX1", "year": 2018, "snapshot": None, "edition": None, **dict.fromkeys(SECTIONS)
    }  # fmt: skip
    ReturnIn.model_validate(read.document)


def test_sections_with_blank_lines_are_null_and_have_no_cells() -> None:
    read = taken(dict.fromkeys(ITEMS, (None, None, None)))
    assert [name for name in SECTIONS if read.document[name] is not None] == []
    assert read.places == {}


def test_a_blank_unknown_is_nobody() -> None:
    document = taken({"training/accessed": (5, 0, None)}).document
    assert document["training"] == {"accessed": {"white": 5, "bme": 0, "unknown": 0}}


@pytest.mark.parametrize(
    ("figures", "cells"),
    [
        ((None, 3, 1), [("blank", "D2")]),
        ((3, None, None), [("blank", "E2")]),
        ((None, None, 3), [("blank", "D2"), ("blank", "E2")]),
        ((None, 0, None), [("blank", "D2")]),
    ],
)
@pytest.mark.parametrize("item", ["training/accessed", "workforce/non_clinical/8a", "board/voting/executive"])
def test_a_blank_white_or_bme_beside_a_figure_is_told_with_its_cell(
    item: str, figures: Figures, cells: list[tuple[str, str]]
) -> None:
    assert refused({item: figures}) == cells


def test_a_stratum_without_figures_is_left_out_and_one_of_nobody_is_kept() -> None:
    document = taken(
        {
            "workforce/medical_and_dental/consultant": (4, 5, 6),
            "workforce/non_clinical/8a": (None, None, None),
            "workforce/non_clinical/1": (0, 0, 0),
        }
    ).document
    assert document["workforce"] == [
        {"staff_group": "non_clinical", "band": "1", "white": 0, "bme": 0, "unknown": 0},
        {"staff_group": "medical_and_dental", "band": "consultant", "white": 4, "bme": 5, "unknown": 6},
    ]


@pytest.mark.parametrize(
    ("lines", "cell"),
    [
        ({"recruitment/shortlisted": (9, 9, 0)}, "C2"),
        ({"recruitment/appointed": (9, 9, 0)}, "C2"),
        ({"recruitment/shortlisted": (9, 9, 0), "recruitment/appointed": (None, None, None)}, "C3"),
        ({"recruitment/shortlisted": (None, None, None), "recruitment/appointed": (9, 9, 0)}, "C2"),
    ],
)
def test_half_a_section_is_told_at_the_line_that_is_blank_or_else_at_the_other(
    lines: dict[str, Figures], cell: str
) -> None:
    assert refused(lines) == [("half-a-section", cell)]


@pytest.mark.parametrize(
    ("percent", "respondents", "cell"),
    [
        ((28.5, 30, None), (900, None, None), "E2"),
        ((None, 30, None), (900, 80, None), "D3"),
        ((28.5, None, None), (None, None, None), "D2"),
    ],
)
def test_half_an_answer_is_told_at_its_figure(percent: Figures, respondents: Figures, cell: str) -> None:
    question = "survey/harassment_public"
    lines = {f"{question}/percent": percent, f"{question}/respondents": respondents}
    assert refused(lines) == [("half-an-answer", cell)]


def test_a_group_of_no_respondents_has_no_answer_rather_than_half_of_one() -> None:
    question = "survey/discrimination"
    document = taken({f"{question}/percent": (6, None, None), f"{question}/respondents": (90, 0, None)}).document
    assert document["staff_survey"]["discrimination"] == {"white": {"percent": 6, "respondents": 90}, "bme": None}


def test_the_survey_is_of_the_year_before_unless_another_is_given() -> None:
    question = {
        "survey/discrimination/percent": (6.5, 14, None),
        "survey/discrimination/respondents": (90, 14, None),
    }
    assert taken(question).document["staff_survey"]["year"] == 2017
    assert taken({**question, "survey/year": (2016, None, None)}).document["staff_survey"]["year"] == 2016
    assert taken({"survey/year": (2016, None, None)}).document["staff_survey"] is None


def test_the_window_on_a_line_goes_before_that_of_the_head() -> None:
    entered: dict[str, Figures] = {"disciplinary/entered": (3, 2, 1)}
    line: dict[str, Figures] = {"disciplinary/window_years": (1, None, None)}
    assert "window_years" not in taken(entered).document["disciplinary"]
    assert taken(entered, About(window_years=2)).document["disciplinary"]["window_years"] == 2
    assert taken(entered | line, About(window_years=2)).document["disciplinary"]["window_years"] == 1
    assert taken(line, About(window_years=2)).document["disciplinary"] is None


def test_a_repeated_item_names_both_rows() -> None:
    lines: list[tuple[str, Figures]] = [("training/accessed", (1, 2, 3)), ("board/voting/executive", (1, 1, 1))]
    read, (mistake,) = assembled([*lines, lines[0]])
    assert read is None
    assert mistake.code == "duplicate-item"
    assert mistake.place == Place(None, 4, "item", "C4")
    assert "row 2 " in mistake.message


def test_each_further_repetition_is_told() -> None:
    line: tuple[str, Figures] = ("training/accessed", (1, 2, 3))
    assert refused([line] * 3) == [("duplicate-item", "C3"), ("duplicate-item", "C4")]


@pytest.mark.parametrize(
    ("item", "meant"),
    [
        ("workforce/nonclinical/8a", "workforce/non_clinical/8a"),
        ("recruitment/shortlist", "recruitment/shortlisted"),
        ("board/executive/voting", "board/voting/executive"),
        ("stated/board", "stated/board_bme"),
    ],
)
def test_an_unknown_item_is_told_with_the_nearest_one(item: str, meant: str) -> None:
    read, (mistake,) = assembled({item: (1, 2, 3)})
    assert read is None
    assert mistake.code == "unknown-item"
    assert f"Did you mean {meant}?" in mistake.message


@pytest.mark.parametrize("item", ["", "£", "x" * 100_000])
def test_an_item_like_no_other_is_told_in_a_few_words(item: str) -> None:
    _, (mistake,) = assembled({item: (1, 2, 3)})
    assert "template" in mistake.message
    assert len(mistake.message) < 200


def test_every_mistake_of_a_return_is_told_at_once() -> None:
    lines: dict[str, Figures] = {
        "training/accessed": (None, 2, 3),
        "work": (1, 1, 1),
        "recruitment/shortlisted": (1, 1, 1),
        "survey/discrimination/percent": (5, None, None),
    }
    assert sorted(refused(lines)) == [
        ("blank", "D2"),
        ("half-a-section", "C4"),
        ("half-an-answer", "D5"),
        ("unknown-item", "C3"),
    ]
