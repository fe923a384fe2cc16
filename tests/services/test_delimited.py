"""CSV that a spreadsheet opens without running anything in it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delimited import csv_of, harmless


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@x", "\tx", "\rx"])
def test_text_that_would_run_is_marked_as_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["-1.5", "+3", "Test Valley", 12, -4.5, None, "8a"])
def test_numbers_and_plain_text_stay_as_they_are(cell: object) -> None:
    assert harmless(cell) == cell


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r")), min_size=2, max_size=2)))
def test_no_cell_that_is_read_back_starts_a_formula(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_of(["a", "b"], rows).decode(), newline="")))
    assert read[0] == ["a", "b"]
    for given_row, found in zip(rows, read[1:], strict=True):
        assert [cell.removeprefix("'") for cell in found] == [cell.removeprefix("'") for cell in given_row]
        assert all(harmless(cell) == cell for cell in found)


def test_what_is_not_there_is_an_empty_cell() -> None:
    assert csv_of(["a", "b"], [[None, 1]]) == b"a,b\r\n,1\r\n"
