"""Every paragraph of the method holds, and the document is what the paragraphs say."""

from pathlib import Path

import pytest

from tests.spec import printed
from tests.spec.document import document
from tests.spec.method import CHAPTERS, PARAGRAPHS
from tests.spec.paragraphs import Line

METHOD = Path(__file__).parents[2] / "docs" / "method.md"


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_the_engine_gives_what_the_paragraph_expects(name: str) -> None:
    found = PARAGRAPHS[name]()
    assert found.lines
    assert [(line.what, line.wanted, line.given) for line in found.lines if not line.agrees] == []


def test_the_document_is_what_the_paragraphs_say(write_method: bool) -> None:
    written = document(CHAPTERS)
    if write_method:
        METHOD.write_text(written, encoding="utf-8")
    committed = METHOD.read_text(encoding="utf-8") if METHOD.exists() else ""
    assert committed == written, "docs/method.md is not what tests/spec says: run `make method`"


def test_every_published_figure_is_reproduced_once() -> None:
    figures = [line.figure for make in PARAGRAPHS.values() for line in make().lines if line.figure]
    assert sorted(set(figures)) == sorted([*printed.cells(), *printed.records()])
    assert len([name for name in figures if "/" in name]) == len(printed.cells())


def test_every_title_is_used_once() -> None:
    titles = [make().title for make in PARAGRAPHS.values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("expected", "gives", "agrees"),
    [
        ("17.40", 17.4049, True),
        ("17.40", 17.4051, False),
        ("17.40", 17.3949, False),
        ("56", 55.5, True),
        ("56", 56.6, False),
        ("204377", 204_377, True),
        ("204377", 204_378, False),
        ("1 in 6", "1 in 6", True),
        ("1 in 6", "1 in 5", False),
        ("null", None, True),
        ("0", None, False),
        ("null", "suppressed", False),
    ],
)
def test_a_line_agrees_within_half_of_the_last_place(expected: str, gives: float | str | None, agrees: bool) -> None:
    assert Line("", expected, gives).agrees is agrees
