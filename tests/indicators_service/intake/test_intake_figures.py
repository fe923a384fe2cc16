"""One cell as a figure, or clear words for what is none."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.intake.figures import figure
from indicators_service.intake.taken import Mistake, Number, Place

PLACE = Place(None, 12, "white", "D12")


def people(cell: object) -> tuple[Number | None, Mistake | None]:
    return figure(cell, PLACE, percent=False, organisation="RX1", year=2018)


def percentage(cell: object) -> tuple[Number | None, Mistake | None]:
    return figure(cell, PLACE, percent=True, organisation="RX1", year=2018)


def mistake_of(found: tuple[Number | None, Mistake | None]) -> Mistake:
    value, mistake = found
    assert value is None
    assert mistake is not None
    assert (mistake.place, mistake.organisation, mistake.year) == (PLACE, "RX1", 2018)
    return mistake


@pytest.mark.parametrize("blank", [None, "", " ", "\t", "\u00a0", "\r\n"])
def test_a_blank_cell_is_no_figure_and_no_mistake(blank: object) -> None:
    assert people(blank) == percentage(blank) == (None, None)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0", 0),
        (" 12 ", 12),
        ("+5", 5),
        ("-5", -5),
        ("007", 7),
        (8, 8),
        (8.0, 8),
        ("8.0", 8),
        ("8.000", 8),
        ("1,234", 1_234),
        ("12,345,678", 12_345_678),
        ("1,234.0", 1_234),
        ("1\u00a0234", 1_234),
        ("1\u202f234\u202f567", 1_234_567),
        ("-1,234", -1_234),
        ("٣", 3),
        (10**400, 10**400),
        ("9" * 40, int("9" * 40)),
    ],
)
def test_people_are_whole_numbers(cell: object, number: int) -> None:
    value, mistake = people(cell)
    assert (value, mistake) == (number, None)
    assert type(value) is int


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("28.5", 28.5),
        (28.5, 28.5),
        ("28", 28),
        (28.0, 28),
        ("0.05", 0.05),
        ("1,234.5", 1_234.5),
        ("1,234,567", 1_234_567),
    ],
)
def test_percentages_and_stated_figures_may_have_decimal_places(cell: object, number: Number) -> None:
    assert percentage(cell) == (number, None)


@pytest.mark.parametrize("cell", [8.5, "8.5", "0.1", "1,234.5", -0.5])
def test_parts_of_people_are_refused(cell: object) -> None:
    mistake = mistake_of(people(cell))
    assert mistake.code == "not-whole"
    assert str(cell) in mistake.message


@pytest.mark.parametrize("cell", ["12,34", "1,23", "12,3456", "0,123", "00,123", "1234,567", "1,2345,678"])
def test_a_comma_that_does_not_stand_between_thousands_is_refused(cell: str) -> None:
    assert cell in mistake_of(people(cell)).message


@pytest.mark.parametrize("cell", ["28,5", "28,50", "1,234", "0,123", " 12,345 "])
def test_a_comma_that_may_be_meant_either_way_is_refused_among_decimals(cell: str) -> None:
    mistake = mistake_of(percentage(cell))
    assert mistake.code == "comma"
    assert "point" in mistake.message


@pytest.mark.parametrize("cell", ["1\u00a02", "12\u00a034", "1 234", "1\u00a0\u00a0234", "1,,234", ",123", "1,234,"])
def test_figures_with_other_gaps_are_refused(cell: str) -> None:
    assert mistake_of(people(cell)).code == "not-a-number"


@pytest.mark.parametrize(
    "cell", ["<5", "< 5", "<=5", "≤7", "less than 10", "Less Than 5", "*", "**", "x", "S", "suppressed"]
)
def test_a_hidden_count_asks_for_the_exact_one_and_says_what_protects_it(cell: str) -> None:
    mistake = mistake_of(people(cell))
    assert mistake.code == "not-exact"
    assert "exact" in mistake.message
    assert "when figures are published" in mistake.message


@pytest.mark.parametrize("cell", ["10%", "28.5 %", "%"])
def test_a_percent_sign_is_to_be_left_out(cell: str) -> None:
    assert mistake_of(percentage(cell)).code == mistake_of(people(cell)).code == "percent-sign"


@pytest.mark.parametrize("cell", ["n/a", "N/A", "-", "–", "—", "nil", "null", "None", "not collected", "."])
def test_a_word_for_nothing_is_to_be_a_blank_or_0(cell: str) -> None:
    mistake = mistake_of(people(cell))
    assert mistake.code == "not-a-number"
    assert "blank" in mistake.message


@pytest.mark.parametrize(
    "cell", [True, False, "TRUE", "yes", math.nan, math.inf, -math.inf, "NaN", "inf", "1e5", "1_000"]
)
def test_what_is_no_number_is_refused_for_people_and_percentages(cell: object) -> None:
    assert mistake_of(people(cell)).code == mistake_of(percentage(cell)).code == "not-a-number"


@pytest.mark.parametrize("cell", ["²", "½", "⑴", "Ⅷ", "1²"])
def test_signs_that_only_look_like_numbers_are_refused(cell: str) -> None:
    assert mistake_of(people(cell)).code == "not-a-number"


def test_a_formula_is_to_be_pasted_as_its_value() -> None:
    assert mistake_of(people("=SUM(A1:A3)")).code == "formula"


@pytest.mark.parametrize("cell", ["9" * 41, "9" * 10_000, "x" * 10_000, "1" + ",000" * 5_000, "<" + "9" * 10_000])
def test_huge_texts_are_refused_with_their_beginning(cell: str) -> None:
    mistake = mistake_of(people(cell))
    assert cell[:30] in mistake.message
    assert len(mistake.message) < 250


@given(st.text(max_size=60) | st.from_regex(r"[-+<]?[0-9,.\u00a0 %]{1,12}", fullmatch=True))
@settings(max_examples=100)
def test_any_text_is_blank_a_figure_or_a_mistake(text: str) -> None:
    for value, mistake in (people(text), percentage(text)):
        assert value is None or mistake is None
        assert value is not None or mistake is not None or not text.strip()


@given(st.integers(-(10**12), 10**12))
@settings(max_examples=60)
def test_a_whole_number_is_the_same_however_it_is_written(number: int) -> None:
    assert people(number) == people(str(number)) == people(f"{number:,}") == people(f"{number}.0") == (number, None)


@given(st.floats(0, 100))
@settings(max_examples=60)
def test_a_decimal_number_is_the_same_as_text(number: float) -> None:
    value, mistake = percentage(f"{number:.6f}")
    assert mistake is None
    assert value == float(f"{number:.6f}")
