"""The catalogue loads what is committed, and refuses a broken file with its name, the key and the fault."""

from pathlib import Path

import pytest

from oversight_service.domain.framework_file import parse_framework
from oversight_service.domain.framework_table import FrameworkError
from oversight_service.domain.frameworks import Confidence
from oversight_service.frameworks.catalogue import FOLDER, load_catalogue

FILE = "cqc-well-led-2017.toml"
TEXT = (FOLDER / FILE).read_text(encoding="utf-8")

INVENTED = """
key = "bakery-2030"
version = "3"
title = "A framework nobody has written code for"
body = "The Guild"
assesses = ["ccg", "icb"]
computed_by = "Computed by us."
caveats = ["None to speak of."]
in_force = { from = 2030-01-01, confidence = "published", note = "Invented." }
scale = { name = "crumb", values = ["open", "dense"], confidence = "published" }
source = { title = "Invented", confidence = "published", note = "Invented." }
review = { author = "Somebody", reviewed_on = 2030-01-01 }
questions = [{ id = "Q9", title = "Crust", asks = "Is it crisp?", confidence = "published" }]
"""


def test_every_committed_file_loads_under_its_own_name() -> None:
    catalogue = load_catalogue()
    assert set(catalogue) == {path.stem for path in FOLDER.glob("*.toml")}
    assert all(framework.key == key for key, framework in catalogue.items())


def test_the_well_led_file_holds_eight_questions_ten_metrics_and_four_ratings() -> None:
    framework = load_catalogue()["cqc-well-led-2017"]
    assert [question.id for question in framework.questions] == [f"W{number}" for number in range(1, 9)]
    assert [metric.id for metric in framework.metrics] == ["1a", "1b", *"23456789"]
    assert framework.scale.values == ("outstanding", "good", "requires improvement", "inadequate")


def test_survey_metrics_are_withheld_under_eleven_respondents() -> None:
    framework = load_catalogue()["cqc-well-led-2017"]
    least = {metric.id: metric.minimum_denominator for metric in framework.metrics}
    assert [least[number] for number in "5678"] == [11] * 4
    assert not any(least[number] for number in ("1a", "1b", "2", "3", "4", "9"))


def test_the_dates_in_force_say_that_they_are_not_confirmed() -> None:
    span = load_catalogue()["cqc-well-led-2017"].in_force
    assert (span.start.year, span.confidence) == (2017, Confidence.UNCONFIRMED)


def test_a_new_framework_is_just_a_file(tmp_path: Path) -> None:
    (tmp_path / "bakery-2030.toml").write_text(INVENTED, encoding="utf-8")
    framework = load_catalogue(tmp_path)["bakery-2030"]
    assert framework.in_force.end is None
    assert framework.metrics == ()
    assert framework.board is None


def test_a_file_named_after_another_framework_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(INVENTED, encoding="utf-8")
    with pytest.raises(FrameworkError, match=r"other\.toml: key: 'bakery-2030' is not the name of the file"):
        load_catalogue(tmp_path)


def test_a_file_that_is_not_text_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(FrameworkError, match=r"odd\.toml: \(whole file\): not UTF-8"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "key", "fault"),
    [
        ('version = "1"', "version = 1", "version", "must be a text"),
        ('version = "1"', 'version = " "', "version", "must not be blank"),
        ('version = "1"', 'version = "1"\ncolour = "red"', "colour", "not known"),
        ('name = "rating"', "", "scale.name", "missing"),
        ('assesses = ["acute",', 'assesses = ["bakery",', "assesses", "'bakery' is not one of"),
        ('assesses = ["acute",', 'assesses = ["acute", "acute",', "assesses", "twice"),
        ("from = 2017-06-01", "from = 2025-06-01", "in_force.to", "is before"),
        ("from = 2017-06-01", 'from = "2017"', "in_force.from", "must be a date"),
        ("from = 2017-06-01", "from = 2017-06-01T10:00:00Z", "in_force.from", "must be a date"),
        ("minimum_denominator = 11", "minimum_denominator = true", "metrics[5].minimum_denominator", "whole number"),
        ("minimum_denominator = 11", "minimum_denominator = 0", "metrics[5].minimum_denominator", "1 or more"),
        ('id = "W2"', 'id = "W1"', "questions[1].id", "used twice"),
        ('questions = ["W1", "W3"]', 'questions = ["W9"]', "metrics[2].questions", "'W9' is not a question"),
        ('questions = ["W6"]', 'questions = ["W0"]', "data_quality.questions", "'W0' is not a question"),
        ("a ratio of {value}.", "a ratio of {valu}.", "metrics[2].wording.figures", "'{valu}' is not one of"),
        ("a ratio of {value}.", "a ratio of {value:f}.", "metrics[2].wording.figures", "is not one of"),
        ("a ratio of {value}.", "a ratio of {value.", "metrics[2].wording.figures", "not a template"),
        ("a ratio of {value}.", "a higher {value}.", "metrics[2].wording.figures", "before it is tested"),
        ("lies outside", "is worse than", "rules[2].reason", "before it is tested"),
        ('only = ["1a", "1b", "9"]', 'only = ["1c"]', "rules[0].only", "'1c' is not a metric"),
        ('{ value = "four_fifths",', '{ value = "fifths",', "rules[2].when[0].value", "'fifths' is not one of"),
        ("threshold = 95", 'threshold = "95"', "rules[9].when[0].threshold", "needs a number"),
        ("threshold = 95", "threshold = inf", "rules[9].when[0].threshold", "finite"),
        ('comparison = "below"', 'comparison = "under"', "rules[9].when[0].comparison", "'under' is not one of"),
        ('looks_at = "data_quality"', 'looks_at = "weather"', "rules[9].looks_at", "'weather' is not one of"),
        ("horizon = 2028", "", "trajectories.horizon", "missing"),
        ('[data_quality]', "[[data_quality]]", "data_quality", "must be a table"),
    ],
)  # fmt: skip
def test_a_fault_names_the_file_the_key_and_what_is_wrong(old: str, new: str, key: str, fault: str) -> None:
    assert old in TEXT
    with pytest.raises(FrameworkError) as caught:
        parse_framework(FILE, TEXT.replace(old, new, 1))
    assert (caught.value.file, caught.value.key) == (FILE, key)
    assert fault in caught.value.fault


def test_text_that_is_not_toml_is_refused_with_its_place() -> None:
    with pytest.raises(FrameworkError, match=r"broken\.toml: \(whole file\): not valid TOML: .*line 1"):
        parse_framework("broken.toml", "key = \n")


def test_a_rule_without_conditions_is_refused() -> None:
    text = INVENTED + (
        'rules = [{ id = "r", looks_at = "metric", reason = "Always.", enquiry = "Why?", '
        'confidence = "published", when = [] }]'
    )
    with pytest.raises(FrameworkError, match=r"rules\[0\]\.when: a rule needs at least one condition"):
        parse_framework("bakery-2030.toml", text)
