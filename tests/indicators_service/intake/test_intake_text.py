"""Bytes of an uploaded text file as rows of cells, and what is said of bytes that are none."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.intake import read_upload
from indicators_service.intake.taken import Limits, UnreadableError
from indicators_service.intake.text import decoded, rows_of

LIMITS = Limits()
TEXT = "organisation,item\r\nRX1,café – “ﬁgures”\r\n"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(TEXT.encode("utf-8"), "text/csv", id="utf-8"),
        pytest.param(TEXT.encode("utf-8"), "text/csv; charset=UTF-8", id="utf-8 declared"),
        pytest.param(TEXT.encode("utf-8"), "", id="no media type"),
        pytest.param(TEXT.encode("utf-8-sig"), "text/csv", id="utf-8 with its mark"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), "text/csv", id="utf-16, low byte first"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), "text/csv", id="utf-16, high byte first"),
        pytest.param(
            TEXT.encode("utf-8-sig"), "text/csv; charset=windows-1252", id="the mark before the declaration"
        ),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), "text/csv; charset=utf-16", id="utf-16 declared"),
    ],
)
def test_a_text_is_the_same_in_every_unicode_encoding(content: bytes, media_type: str) -> None:
    assert decoded(content, media_type) == TEXT


@pytest.mark.parametrize("name", ["windows-1252", "Windows-1252", '"windows-1252"', "cp1252"])
def test_a_declared_windows_character_set_is_used(name: str) -> None:
    assert decoded(b"caf\xe9 \x96 \x80", f"text/csv; charset={name}") == "café – €"


@pytest.mark.parametrize("name", ["iso-8859-1", "ISO-8859-1", "latin-1", "latin1"])
def test_a_declared_latin_character_set_is_used(name: str) -> None:
    assert decoded(b"caf\xe9", f"text/csv; charset={name}") == "café"


@pytest.mark.parametrize(
    ("content", "media_type", "position"),
    [
        pytest.param(b"abc\xe9,1", "text/csv", "byte 4 ", id="windows bytes that are not declared"),
        pytest.param(b"\xef\xbb\xbfab\xe9,1", "text/csv", "byte 6 ", id="counted with the mark"),
        pytest.param(b"ab\x81", "text/csv; charset=windows-1252", "byte 3 ", id="a byte windows-1252 lacks"),
        pytest.param(b"\xff\xfea\x00b", "text/csv", "byte 5 ", id="half a character of utf-16"),
        pytest.param(b"\xfe\xff\x00a\xd8\x00\x00b", "text/csv", "byte 5 ", id="half a pair of utf-16"),
        pytest.param(b"a" * 1234 + b"\xff", "text/csv", "byte 1,235 ", id="far in"),
    ],
)
def test_the_first_byte_that_is_no_text_is_named(content: bytes, media_type: str, position: str) -> None:
    with pytest.raises(UnreadableError, match=position) as raised:
        decoded(content, media_type)
    assert raised.value.code == "not-text"


@pytest.mark.parametrize("name", ["utf-7", "ebcdic", "utf-16", "rot13", "x" * 5_000])
def test_an_unknown_character_set_is_named_and_the_known_ones_are_told(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"utf-8.*windows-1252") as raised:
        decoded(b"a,b", f"text/csv; charset={name}")
    assert raised.value.code == "unknown-charset"
    assert len(raised.value.message) < 400


def test_a_text_with_zero_bytes_is_no_text() -> None:
    with pytest.raises(UnreadableError) as raised:
        decoded(TEXT.encode("utf-16-le"), "text/csv; charset=windows-1252")
    assert raised.value.code == "not-text"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_taken_from_the_header(delimiter: str) -> None:
    text = f"\r\n  \r\na{delimiter}b{delimiter}c\r\n1{delimiter}x,y;z{delimiter}3\r\n"
    rows = rows_of(text, LIMITS)
    assert rows[:3] == [[], ["  "], ["a", "b", "c"]]
    if delimiter == "\t":
        assert rows[3] == ["1", "x,y;z", "3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_within_quotes_of_the_header_do_not_count(delimiter: str) -> None:
    text = f'"Form; of, the\tyear;;;,,,"{delimiter}b\r\n1{delimiter}2\r\n'
    assert rows_of(text, LIMITS) == [["Form; of, the\tyear;;;,,,", "b"], ["1", "2"]]


def test_a_header_of_one_column_is_read_too() -> None:
    assert rows_of("organisation\r\nRX1\r\n", LIMITS) == [["organisation"], ["RX1"]]


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_rows_are_the_same_with_every_line_ending(ending: str) -> None:
    assert rows_of(ending.join(("a,b", "1,2", "", "3,4")), LIMITS) == [["a", "b"], ["1", "2"], [], ["3", "4"]]


def test_quoted_newlines_delimiters_and_quotes_belong_to_the_cell() -> None:
    assert rows_of('a,b\r\n"one\r\ntwo\nthree, ""four""",2\r\n3,4\r\n', LIMITS) == [
        ["a", "b"],
        ['one\r\ntwo\nthree, "four"', "2"],
        ["3", "4"],
    ]


@pytest.mark.parametrize("text", ['a,b\r\n"1,2\r\n', 'a,b\r\n"1"x,2\r\n'])
def test_quotes_that_do_not_close_are_told_with_their_row(text: str) -> None:
    with pytest.raises(UnreadableError, match="Row 2 ") as raised:
        rows_of(text, LIMITS)
    assert raised.value.code == "not-csv"


def test_nothing_at_all_has_no_rows() -> None:
    assert rows_of("", LIMITS) == []


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a\n" * 4, "too-many-rows", "more than 3 rows"),
        ("a,b\na,b,c,d,e\n", "too-many-columns", "Row 2 has 5 columns; 4 "),
        ("a,b\na,123456\n", "too-long", "Row 2 has a cell of more than 5 characters"),
        ("a,b\na,b\n" + "x" * 140_000, "not-csv", "Row 3 is no CSV"),
    ],
)
def test_more_than_allowed_is_refused_with_its_row(text: str, code: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as raised:
        rows_of(text, Limits(rows=3, columns=4, cell_characters=5))
    assert raised.value.code == code


def test_as_much_as_allowed_is_read() -> None:
    text = "a,b,c,12345\n" * 3
    assert rows_of(text, Limits(rows=3, columns=4, cell_characters=5)) == [["a", "b", "c", "12345"]] * 3


CELLS = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=20)


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=60, deadline=None)
def test_rows_written_as_csv_come_back(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    header = ["one", "two", "three"]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    content = written.getvalue().encode(encoding)
    assert rows_of(decoded(content, "text/csv"), LIMITS) == [header, *rows]


def read_or_refused(content: bytes, media_type: str) -> None:
    """Read a file; anything but an answer or a refusal of the file fails the test."""
    with suppress(UnreadableError):
        assert read_upload(content, media_type).format in {"national-csv", "form-csv", "form-xlsx"}


ANY_HEADER = st.sampled_from(
    ["", "organisation,year,item,white,bme,unknown\n", "\ufefforganisation;item;year;white;bme\n"]
)


@given(header=ANY_HEADER, text=st.text(), media_type=st.sampled_from(["text/csv", "", "text/csv; charset=latin-1"]))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused(header: str, text: str, media_type: str) -> None:
    read_or_refused((header + text).encode("utf-8", "surrogatepass"), media_type)


LINES = st.lists(
    st.tuples(
        st.sampled_from(["RX1", "rx2", "", "?"]) | st.text(max_size=8),
        st.sampled_from(["2018", "2019", "", "²", "9" * 1_900])
        | st.text(st.characters(categories=["N"]), max_size=8),
        st.sampled_from(["recruitment/appointed", "workforce/non_clinical/8a", "survey/year", "work"]) | st.text(),
        *[st.sampled_from(["", "1", "1,000", "1e400", "9" * 1_900, "٣", "²"]) | st.text()] * 3,
    ),
    max_size=6,
)


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_any_line_of_a_national_file_is_read_or_told(lines: list[tuple[str, ...]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([("organisation", "year", "item", "white", "bme", "unknown"), *lines])
    read_or_refused(written.getvalue().encode("utf-8", "surrogatepass"), "text/csv")


@given(
    start=st.sampled_from(
        [b"", b"PK", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]
    ),
    content=st.binary(max_size=300),
    media_type=st.text(max_size=40)
    | st.sampled_from(["text/csv; charset*=utf-8''x", "a\r\nb: c", "text/csv; charset="]),
)
@settings(max_examples=100, deadline=None)
def test_any_bytes_of_any_media_type_are_read_or_refused(start: bytes, content: bytes, media_type: str) -> None:
    read_or_refused(start + content, media_type)
