"""Metrics of the pack: what is put into words, what is withheld, and what is missing with its reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_service.domain.evidence import EvidencePack
from oversight_service.domain.evidence_metrics import MetricEvidence
from oversight_service.domain.sentences import COMPARATIVES, COULD_BE_CHANCE
from tests.oversight_service.domain import wire_bodies as wire


def metric(pack: EvidencePack, name: str) -> MetricEvidence:
    return next(one for one in pack.metrics if one.id == name)


@settings(max_examples=60)
@given(
    favours=st.sampled_from(["reference", "interest", "neither", None]),
    value=st.floats(-50, 50),
    four_fifths=st.sampled_from(["above", "below", "within"]),
)
def test_what_is_not_significant_is_never_put_into_words_as_a_difference(
    favours: str | None, value: float, four_fifths: str
) -> None:
    rows = [
        one | {"value": value, "four_fifths": four_fifths}
        for one in wire.results(wire.chance() | {"favours": favours})
    ]
    pack = wire.pack(wire.indicators(rows))
    reasons = [each.reason for each in pack.evaluations if each.kind == "metric"]
    for sentence in [one.sentence for one in pack.metrics] + reasons:
        assert not COMPARATIVES.search(sentence), sentence
    assert all(one.sentence.endswith(COULD_BE_CHANCE) for one in pack.metrics)


@pytest.mark.parametrize(
    ("name", "favours", "words"),
    [
        ("1a", "reference", "BME staff are under-represented"),
        ("2", "reference", "White applicants were significantly more likely"),
        ("3", "reference", "BME staff were significantly more likely to enter"),
        ("3", "interest", "White staff were significantly more likely to enter"),
        ("7", "reference", "BME staff believed in it significantly less often"),
        ("8", "interest", "White staff reported this significantly more often"),
        ("9", "reference", "BME people are under-represented on the board"),
    ],
)
def test_a_significant_difference_is_put_into_words_on_the_right_side(name: str, favours: str, words: str) -> None:
    pack = wire.pack(wire.indicators(wire.results(wire.proven(favours))))
    assert words in metric(pack, name).sentence


def test_a_difference_without_a_test_is_said_to_be_untested() -> None:
    pack = wire.pack(wire.indicators(wire.results({})))
    assert metric(pack, "3").sentence.endswith("No test of the difference was possible.")


def test_a_share_is_judged_by_the_test_of_its_gap() -> None:
    one = metric(wire.pack(wire.indicators(wire.results(wire.proven()))), "1a")
    assert (one.value, one.unit, one.tested_value, one.p_value) == (8.0, "percent", -12.0, 0.001)
    assert (one.source.measure, one.tested_source.measure) == ("share", "gap")


@pytest.mark.parametrize(("white", "bme"), [(10, 140), (900, 10), (0, 0)])
def test_survey_figures_are_withheld_when_either_group_has_under_eleven_respondents(white: int, bme: int) -> None:
    rows = wire.replaced(wire.results(), wire.survey_gap("5", wire.proven(), white, bme))
    withheld = metric(wire.pack(wire.indicators(rows)), "5")
    assert withheld.reason == "too-few-respondents"
    assert "too few respondents" in withheld.sentence
    shown = (
        withheld.value,
        withheld.interval,
        withheld.p_value,
        withheld.favours,
        withheld.change,
        withheld.benchmark,
    )
    assert set(shown) == {None}
    assert withheld.groups == {}


def test_survey_figures_are_shown_from_eleven_respondents_on() -> None:
    rows = wire.replaced(wire.results(), wire.survey_gap("5", wire.chance(), 11, 11))
    assert metric(wire.pack(wire.indicators(rows)), "5").value == 3.5


def test_survey_figures_without_a_number_of_respondents_are_withheld() -> None:
    rows = wire.replaced(wire.results(), wire.survey_gap("5", wire.chance(), 900, None))
    assert metric(wire.pack(wire.indicators(rows)), "5").reason == "respondents-not-stated"


def test_respondents_stated_beside_the_percentage_of_a_group_are_found() -> None:
    bare = wire.row("5", "gap", 3.5, "percentage_points")
    groups: wire.Json = {"white": wire.group(None, 900, 28.0), "bme": wire.group(None, 8, 31.5)}
    apart = [wire.row("5", "percentage", 28.0, "percent", {"group": name}, groups) for name in ("white", "bme")]
    pack = wire.pack(wire.indicators([*wire.replaced(wire.results(), bare), *apart]))
    assert metric(pack, "5").reason == "too-few-respondents"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("no-events-in-reference", "undefined, because there were no events"),
        ("no-denominator", "undefined, because there is nobody"),
        ("not-collected", "not collected"),
        ("suppressed", "suppressed"),
        ("lost-in-the-post", "It is not known: lost-in-the-post."),
    ],
)
def test_a_value_that_is_missing_says_why(reason: str, words: str) -> None:
    gone = wire.ratio("3", {}) | {"value": None, "reason": reason}
    missing = metric(wire.pack(wire.indicators(wire.replaced(wire.results(), gone))), "3")
    assert (missing.value, missing.reason) == (None, reason)
    assert words in missing.sentence


def test_a_row_that_is_not_in_the_response_is_said_to_be() -> None:
    rows = [one for one in wire.results() if one["indicator"] != "4"]
    assert metric(wire.pack(wire.indicators(rows)), "4").reason == "not-in-response"


def test_the_change_on_last_year_is_the_value_less_the_value_before() -> None:
    change = metric(wire.pack(), "2").change
    assert change is not None
    assert (change.previous_year, change.previous_value) == (2017, 1.5)
    assert change.difference == pytest.approx(-0.4)
