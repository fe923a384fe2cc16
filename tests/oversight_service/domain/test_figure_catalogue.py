"""The catalogue of recorded figures: every committed file, and every fault that a file can have."""

from fractions import Fraction
from pathlib import Path

import pytest

from oversight_service.domain.figure import FigureDirection, FigureUnit
from oversight_service.domain.figure_file import parse_figure
from oversight_service.domain.framework_table import FrameworkError
from oversight_service.figures.catalogue import load_figures

FILE = """
key = "loaves-sold"
title = "Loaves sold"
unit = "count"
lowest = 0
highest = 12.5
direction = "high_is_good"
publisher = "The guild"
period = "The year."
note = "Counted at the till."
confidence = "published"
"""


def test_the_figures_that_frameworks_ask_for_are_there() -> None:
    figures = load_figures()
    assert set(figures) >= {
        "staff-engagement",
        "sickness-absence",
        "staff-turnover",
        "temporary-staffing",
        "executive-turnover",
        "financial-deficit",
        "community-bme-share",
        "staff-survey-response",
    }
    engagement, deficit = figures["staff-engagement"], figures["financial-deficit"]
    assert engagement.unit is FigureUnit.SCORE_0_10
    assert [engagement.lowest, engagement.highest] == [0, 10]
    assert deficit.direction is FigureDirection.LOW_IS_GOOD
    assert deficit.lowest < 0 < deficit.highest
    assert figures["community-bme-share"].direction is FigureDirection.CONTEXT


def test_a_figure_is_added_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "loaves-sold.toml").write_text(FILE)
    (figure,) = load_figures(tmp_path).values()
    assert (figure.key, figure.highest) == ("loaves-sold", Fraction(25, 2))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Fraction(12), None),
        (Fraction(0), None),
        (Fraction(-1), "-1 is not between 0 and 12.5."),
        (Fraction(13), "13 is not between 0 and 12.5."),
        (Fraction(5, 2), "2.5 is not a whole number."),
    ],
)
def test_a_value_is_refused_with_a_reason(value: Fraction, words: str | None) -> None:
    assert parse_figure("loaves-sold.toml", FILE).objection(value) == words


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('unit = "count"', 'unit = "loaves"', "unit: 'loaves' is not one of"),
        ('unit = "count"', "", "unit: this key is missing"),
        ("highest = 12.5", "highest = 0", "highest: must be above lowest"),
        ('unit = "count"', 'unit = "yes_no"', "highest: a yes or no lies between 0 and 1"),
        ("lowest = 0", 'lowest = "none"', "lowest: must be a number"),
        ("lowest = 0", "lowest = 0\nleast = 0", "least: this key is not known"),
        ("lowest = 0", "lowest = ", "(whole file): not valid TOML"),
        ('key = "loaves-sold"', 'key = "rolls"', "key: 'rolls' is not the name of the file"),
    ],
)
def test_a_broken_file_is_named_with_its_key_and_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    (tmp_path / "loaves-sold.toml").write_text(FILE.replace(old, new))
    with pytest.raises(FrameworkError) as refused:
        load_figures(tmp_path)
    assert str(refused.value).startswith("loaves-sold.toml")
    assert fault in str(refused.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loaves-sold.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(FrameworkError, match="not UTF-8 text"):
        load_figures(tmp_path)
