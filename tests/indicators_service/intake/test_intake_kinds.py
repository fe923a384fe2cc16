"""Which kind of file an upload is taken for, what it need not say, and how many returns it may hold."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from indicators_service.intake import (
    Limits,
    UnreadableError,
    national_csv,
    read_upload,
    template_csv,
    template_xlsx,
)
from tests.indicators_service.intake_documents import full_return

NATIONAL = "".join(national_csv([full_return(2018)]))
HEADER = "organisation,year,item,white,bme,unknown\r\n"
FEW = replace(Limits(), returns=3)


def refusal(content: bytes, limits: Limits | None = None) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_upload(content, "text/csv", limits=limits or Limits())
    return caught.value


@pytest.mark.parametrize("name", [None, "return.xlsx", "return.csv", "return"])
@pytest.mark.parametrize("media_type", [None, "", "text/csv", "application/octet-stream", "image/png"])
def test_the_kind_is_told_by_the_bytes_and_not_by_name_or_content_type(
    name: str | None, media_type: str | None
) -> None:
    contents = {
        "national-csv": NATIONAL.encode(),
        "form-csv": template_csv("RX1", "A trust", 2019, None),
        "form-xlsx": template_xlsx("RX1", "A trust", 2019, None),
    }
    for kind, content in contents.items():
        taken = read_upload(content, media_type, name)
        assert (taken.format, len(taken.returns), taken.mistakes) == (kind, 1, ())


@pytest.mark.parametrize("wrong", ["organization", "trust", ""])
@pytest.mark.parametrize("right", ["organisation", "year", "item", "white", "bme"])
def test_a_national_file_with_a_column_misspelt_is_told_which(right: str, wrong: str) -> None:
    error = refusal(NATIONAL.replace(right, wrong, 1).encode())
    assert error.code == "wrong-columns"
    assert f"missing: {right}" in error.message


def test_a_form_that_begins_with_its_table_is_still_a_form() -> None:
    """Its column names share one word with those of the national file."""
    text = template_csv("RX1", "A trust", 2019, None).decode("utf-8-sig")
    table = text[text.index("Row,Section,Item,Key") :]
    assert refusal(table.encode()).code == "no-layout"


@pytest.mark.parametrize(
    "content", [b"", b"\r\n", b"%PDF-1.7", b"Dear all,\r\nplease find", b'{"organisation": "RX1"}']
)
def test_what_is_neither_form_nor_national_file_is_refused_with_what_to_do(content: bytes) -> None:
    error = refusal(content)
    assert error.code == "no-table"
    assert "template" in error.message


def lines(bodies: int, figure: str = "1") -> Iterator[str]:
    yield HEADER
    for number in range(bodies):
        yield f"RX{number},2018,training/accessed,{figure},1,1\r\n"


def test_as_many_returns_as_allowed_are_taken_and_one_more_is_refused() -> None:
    assert len(read_upload("".join(lines(3)).encode(), None, limits=FEW).returns) == 3
    error = refusal("".join(lines(4)).encode(), FEW)
    assert error.code == "too-many-returns"
    assert "more than 3 " in error.message


def test_lines_of_no_body_are_as_few_as_returns() -> None:
    strangers = [HEADER, *(f"no-{number},2018,training/accessed,1,1,1\r\n" for number in range(4))]
    assert len(read_upload("".join(strangers[:-1]).encode(), None, limits=FEW).mistakes) == 3
    assert refusal("".join(strangers).encode(), FEW).code == "too-many-returns"


def test_many_lines_of_few_returns_do_not_matter() -> None:
    taken = read_upload(
        ("".join(lines(3)) + "".join(lines(3, "<5")).removeprefix(HEADER) * 5).encode(), None, limits=FEW
    )
    assert not taken.returns
    assert {each.code for each in taken.mistakes} == {"not-exact", "duplicate-item"}
