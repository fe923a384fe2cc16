"""Workbooks whose parts were tampered with: each is read or refused in words, and nothing else comes out."""

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators_service.intake import UnreadableError, read_upload, template_xlsx
from tests.indicators_service.intake_documents import full_return

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
TEMPLATE = template_xlsx("RX1", "A trust", 2019, full_return(2018))
with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}


def with_part(name: str, part: bytes) -> bytes:
    """Return the template with one part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in (PARTS | {name: part}).items():
            archive.writestr(each, content)
    return target.getvalue()


def refusal(content: bytes) -> str:
    """Return the code with which a workbook is refused."""
    with pytest.raises(UnreadableError) as caught:
        read_upload(content, XLSX)
    assert caught.value.message
    return caught.value.code


def declared(name: str, encoding: str) -> bytes:
    """Return a part that says of itself that it is in another encoding."""
    part = PARTS[name].replace(b'encoding="UTF-8"', f'encoding="{encoding}"'.encode(), 1)
    assert part != PARTS[name]
    return part


@pytest.mark.parametrize("name", [SHEET, BOOK, "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("encoding", ["utf-7", "shift_jis", "idna", "punycode", "base64", "undefined", "nonsense"])
def test_an_encoding_that_a_part_claims_is_not_believed(name: str, encoding: str) -> None:
    taken = read_upload(with_part(name, declared(name, encoding)), XLSX)
    assert [each.previous for each in taken.returns] == [full_return(2018)]


def test_a_formula_is_found_whatever_encoding_the_sheet_claims() -> None:
    part = declared(SHEET, "utf-7").replace(b"<v>", b"<f>1+1</f><v>", 1)
    assert refusal(with_part(SHEET, part)) == "formula"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp037"])
def test_a_part_that_is_not_utf_8_is_refused(encoding: str) -> None:
    assert refusal(with_part(SHEET, PARTS[SHEET].decode().encode(encoding))) == "not-a-workbook"


def with_area(area: str) -> bytes:
    """Return the template with a sheet that says of itself how far it goes."""
    part = PARTS[SHEET].replace(b'<dimension ref="A1:J78"/>', f'<dimension ref="{area}"/>'.encode(), 1)
    assert part != PARTS[SHEET]
    return with_part(SHEET, part)


@pytest.mark.parametrize("area", ["A1:XFD1048576", "XFD1048576:A1", "A1:ZZZZZZ99999999999", "J78"])
def test_the_size_that_a_sheet_claims_is_not_believed(area: str) -> None:
    assert [each.previous for each in read_upload(with_area(area), XLSX).returns] == [full_return(2018)]


@pytest.mark.parametrize("area", ["A0:B0", "", "rows"])
def test_a_sheet_that_claims_no_proper_size_is_refused(area: str) -> None:
    assert refusal(with_area(area)) == "not-a-workbook"


@pytest.mark.parametrize("number", ["1e999", "-1e999", "nan", "inf", "abc"])
def test_a_cell_that_holds_no_number_is_told(number: str) -> None:
    part = PARTS[SHEET].replace(b"<v>90</v>", f"<v>{number}</v>".encode(), 1)
    (mistake,) = read_upload(with_part(SHEET, part), XLSX).mistakes
    assert mistake.code == "not-a-number"
    assert mistake.place is not None
    assert (mistake.place.sheet, mistake.place.column) == ("WRES return", "Previous year: White")


PIECES = [b"", b'"', b"<", b"<v>", b"</c>", b"<f>", b't="s"', b"-1", b"99999999999", b"&#0;", b"A1", b"\xff", b"\x00"]


@given(
    name=st.sampled_from(sorted(name for name in PARTS if name.endswith((".xml", ".rels")))),
    at=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 40),
    piece=st.sampled_from(PIECES) | st.binary(max_size=4),
)
@example(name=SHEET, at=0.0006, length=1, piece=b"x")  # within the name of the encoding
@settings(max_examples=100, deadline=None)
def test_a_part_with_a_few_bytes_changed_is_read_or_refused(name: str, at: float, length: int, piece: bytes) -> None:
    part = bytearray(PARTS[name])
    start = int(at * len(part))
    part[start : start + length] = piece
    try:
        taken = read_upload(with_part(name, bytes(part)), XLSX)
    except UnreadableError:
        return  # any other error fails this test
    assert taken.returns or taken.mistakes
