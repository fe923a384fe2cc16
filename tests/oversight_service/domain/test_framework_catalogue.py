"""The catalogue loads what is committed, and refuses a broken file with its name, the key and the fault."""

from pathlib import Path

import pytest

from oversight_service.domain.framework_file import parse_framework
from oversight_service.domain.framework_table import FrameworkError
from oversight_service.domain.framework_words import Confidence
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
arranged_by = "themes"
triggers = "potential_support_need"
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


MORE = (
    INVENTED
    + """
[[metrics]]
id = "2"
title = "Appointment"
indicator = "2"
measure = "rate_ratio"
direction = "parity_is_good"
questions = ["Q9"]
why = "Because."
confidence = "published"
wording = { figures = "{value}.", favours_reference = "One way.", favours_interest = "The other." }

[[recorded]]
id = "sick"
title = "Sickness absence"
figure = "sickness-absence"
direction = "low_is_good"
questions = ["Q9"]
why = "Because."
confidence = "unconfirmed"

[aspiration]
bands = ["bands_8a_to_vsm"]
questions = ["Q9"]
why = "Because."
confidence = "published"

[submission]
questions = ["Q9"]
why = "Because."
confidence = "published"

[[records]]
id = "plan"
title = "Action plan"
record = "action_plan"
questions = ["Q9"]
why = "Because."
confidence = "published"

[commissioning]
gap_mode = "signed"
weight_basis = "headcount"
least_indicators = 2
coverage_floor = 0.5
questions = ["Q9"]
why = "Because."
confidence = "unconfirmed"

[scoring]
method = "threshold_average"
confidence = "published"
note = "Invented."
metrics = ["2", "sick"]
segments = ["1", "2", "3"]
thresholds = [1.5, 2.5]
cap = { figure = "financial-deficit", above = 0, segment = "2" }

[[rules]]
id = "behind"
looks_at = "aspiration"
only = ["bands_8a_to_vsm"]
reason = "{title}: {status}."
enquiry = "Why?"
confidence = "unconfirmed"
when = [{ value = "status", comparison = "equals", threshold = "behind" }]

[[rules]]
id = "not-planned"
looks_at = "record"
only = ["plan"]
reason = "{title}: nothing is held."
enquiry = "Why?"
confidence = "unconfirmed"
when = [{ value = "held", comparison = "equals", threshold = false }]
"""
)
STATEMENTS = """method = "statement_percentage"
highest_score = 4
bands = [{ from = 25, to = 62, rating = "low" }, { from = 63, to = 100, rating = "high" }]
"""
PERCENTAGE = MORE.replace(
    MORE[MORE.index('method = "threshold') : MORE.index("[[rules]]")],
    STATEMENTS + 'confidence = "published"\nnote = "Invented."\n',
)


def test_a_framework_can_ask_for_every_kind_of_evidence() -> None:
    framework = parse_framework("bakery-2030.toml", MORE)
    assert framework.recorded[0].figure == "sickness-absence"
    assert framework.aspiration
    assert framework.aspiration.bands == ("bands_8a_to_vsm",)
    assert framework.submission
    assert framework.commissioning
    assert framework.records[0].record == "action_plan"
    assert framework.scoring
    assert framework.scoring.cap
    assert framework.scoring.cap.segment == "2"
    assert [rule.looks_at for rule in framework.rules] == ["aspiration", "record"]
    percentage = parse_framework("bakery-2030.toml", PERCENTAGE).scoring
    assert percentage
    assert [band.high for band in percentage.bands] == [62, 100]


@pytest.mark.parametrize(
    ("text", "old", "new", "key", "fault"),
    [
        (MORE, 'arranged_by = "themes"', 'arranged_by = "colour"', "arranged_by", "is not one of"),
        (MORE, 'triggers = "potential_support_need"', "", "triggers", "missing"),
        (MORE, 'direction = "low_is_good"', 'direction = "up"', "recorded[0].direction", "'up' is not one of"),
        (MORE, 'record = "action_plan"', 'record = "diary"', "records[0].record", "'diary' is not one of"),
        (MORE, 'gap_mode = "signed"', 'gap_mode = "bold"', "commissioning.gap_mode", "'bold' is not one of"),
        (MORE, "coverage_floor = 0.5", "coverage_floor = 5", "commissioning.coverage_floor", "from 0 to 1"),
        (MORE, "coverage_floor = 0.5", "coverage_floor = true", "commissioning.coverage_floor", "must be a number"),
        (MORE, "least_indicators = 2", "least_indicators = 5", "commissioning.least_indicators", "there are 4"),
        (MORE, 'metrics = ["2", "sick"]', 'metrics = ["3"]', "scoring.metrics", "'3' is not a metric"),
        (MORE, 'direction = "low_is_good"', 'direction = "context"', "scoring.metrics", "'sick' is context"),
        (MORE, 'id = "plan"', 'id = "plan"\nfrom_year = 0', "records[0].from_year", "1 or more"),
        (MORE, "thresholds = [1.5, 2.5]", "thresholds = [1.5]", "scoring.thresholds", "2 are needed"),
        (MORE, "thresholds = [1.5, 2.5]", "thresholds = [2.5, 1.5]", "scoring.thresholds", "must rise"),
        (MORE, "thresholds = [1.5, 2.5]", 'thresholds = ["a"]', "scoring.thresholds", "list of numbers"),
        (MORE, 'above = 0, segment = "2"', 'above = 0, segment = "9"', "scoring.cap.segment", "not one of"),
        (MORE, 'segments = ["1", "2", "3"]', 'segments = ["1"]', "scoring.segments", "at least two"),
        (MORE, 'only = ["plan"]', 'only = ["diary"]', "rules[1].only", "'diary' is not a record"),
        (MORE, 'value = "held"', 'value = "tall"', "rules[1].when[0].value", "'tall' is not one of"),
        (MORE, 'id = "plan"', 'id = "plan"\ncolour = "red"', "records[0].colour", "not known"),
        (PERCENTAGE, "highest_score = 4", "", "scoring.highest_score", "missing"),
        (PERCENTAGE, "from = 63", "from = 64", "scoring.bands[1].from", "without a gap"),
        (PERCENTAGE, "to = 100", "to = 99", "scoring.bands", "end at 100"),
        (PERCENTAGE, "to = 62", "to = 20", "scoring.bands[0].to", "below"),
    ],
)  # fmt: skip
def test_a_fault_in_the_newer_keys_is_named_with_its_line(
    text: str, old: str, new: str, key: str, fault: str
) -> None:
    assert old in text
    broken = text.replace(old, new, 1)
    with pytest.raises(FrameworkError) as caught:
        parse_framework(FILE, broken)
    assert caught.value.key == key
    assert fault in caught.value.fault
    if new and key != "scoring.metrics":
        line = broken[: broken.index(new)].count("\n") + 1
        assert caught.value.line is not None
        # A header's line where the key is inside an inline table or missing, the key's own otherwise.
        assert abs(caught.value.line - line) <= 2, str(caught.value)
    assert str(caught.value).startswith(FILE)


def test_a_fault_inside_a_later_table_of_a_list_is_found_on_its_own_line() -> None:
    broken = TEXT.replace("threshold = 95", 'threshold = "95"', 1)
    with pytest.raises(FrameworkError) as caught:
        parse_framework(FILE, broken)
    line = broken[: broken.index('threshold = "95"')].count("\n") + 1
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{FILE}, line {line}: rules[9].when[0].threshold")
