"""The evidence pack: what it says, what it withholds, where its figures come from."""

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_service.domain.evidence import Absence, EvidencePack, MetricEvidence, OfficialOutcome, Organisation
from oversight_service.domain.facts import Source
from oversight_service.domain.peer_body import PeerBodyError
from oversight_service.domain.sentences import COMPARATIVES, COULD_BE_CHANCE
from oversight_service.domain.well_led import MismatchError, compose_pack, organisation_of
from tests.oversight_service.domain import wire_bodies as wire


def metric(pack: EvidencePack, name: str) -> MetricEvidence:
    return next(one for one in pack.metrics if one.id == name)


def figures(pack: EvidencePack) -> Iterator[object]:
    yield from (*pack.metrics, *pack.board_seats, *pack.trajectories, *pack.evaluations, pack.data_quality)
    for question in pack.questions:
        yield from (*question.evidence, *question.lines_of_enquiry)


def test_the_pack_has_ten_metrics_each_with_a_sentence() -> None:
    pack = wire.pack()
    assert [one.id for one in pack.metrics] == ["1a", "1b", *"23456789"]
    assert all(one.value is not None and one.sentence.endswith(".") for one in pack.metrics)


def test_metrics_are_evidence_for_the_questions_of_the_framework() -> None:
    evidence = {question.id: {item.id for item in question.evidence} for question in wire.pack().questions}
    assert evidence["W3"] == {"2", "3", "4", "6", "8"}
    assert evidence["W7"] == {"5", "6", "7", "8"}
    assert {"1a", "1b", "9", "board_seats/all", "non_clinical/8a"} <= evidence["W1"]


def test_questions_without_evidence_are_left_out() -> None:
    assert [question.id for question in wire.pack().questions] == ["W1", "W3", "W6", "W7"]


def test_every_figure_states_its_source() -> None:
    for figure in figures(wire.pack()):
        source = getattr(figure, "source", None)
        assert isinstance(source, Source)
        assert source.href.startswith(f"/v1/organisations/{wire.ODS}/")
        assert (source.revision, source.document, source.method_version) == (2, "ab" * 32, "1")


def test_every_figure_states_its_source_when_nothing_was_received() -> None:
    pack = wire.pack(Absence("not-submitted"), Absence("not-submitted"))
    sources = [getattr(figure, "source", None) for figure in figures(pack)]
    assert sources
    assert all(isinstance(source, Source) and source.revision is None for source in sources)


def test_the_same_inputs_give_the_same_pack_in_any_order_of_rows() -> None:
    assert wire.pack() == wire.pack()
    assert wire.pack(wire.indicators(wire.results()[::-1])) == wire.pack()


def test_the_computation_is_named_as_our_own_and_the_rating_is_absent_unless_recorded() -> None:
    pack = wire.pack()
    assert pack.official is None
    assert "Model Employer" in pack.computed_by
    assert "not a finding" in pack.computed_by


def test_a_recorded_rating_is_handed_through_unchanged() -> None:
    recorded = OfficialOutcome("good", date(2018, 9, 1), "published inspection report")
    assert wire.pack(official=recorded).official is recorded


def test_a_rating_off_the_scale_is_refused() -> None:
    with pytest.raises(MismatchError, match="'splendid' is not on the scale"):
        wire.pack(official=OfficialOutcome("splendid", date(2018, 9, 1), "nowhere"))


def test_statistical_significance_is_told_apart_from_a_regulatory_concern() -> None:
    assert any("not by itself a regulatory concern" in caveat for caveat in wire.pack().caveats)


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


def test_a_pack_without_a_return_says_so_everywhere() -> None:
    pack = wire.pack(Absence("not-submitted"), Absence("not-submitted"))
    assert {one.reason for one in pack.metrics} == {"not-submitted"}
    assert {one.reason for one in pack.board_seats} == {"not-submitted"}
    assert pack.trajectories == ()
    assert pack.data_quality is not None
    assert pack.data_quality.reason == "not-submitted"
    assert [(one.service, one.used, one.reason) for one in pack.inputs] == [
        ("indicators", False, "not-submitted"),
        ("trajectory", False, "not-submitted"),
    ]


def test_the_inputs_name_their_revisions() -> None:
    assert [(one.service, one.revision, one.document, one.used) for one in wire.pack().inputs] == [
        ("indicators", 2, "ab" * 32, True),
        ("trajectory", 2, "ab" * 32, True),
    ]


def test_another_organisation_or_year_is_refused() -> None:
    with pytest.raises(MismatchError, match=r"indicators\.organisation\.ods: ZT002 is not ZT001"):
        wire.pack(wire.indicators(organisation={"ods": "ZT002"}))
    with pytest.raises(MismatchError, match=r"indicators\.year: 2017 is not 2018"):
        wire.pack(wire.indicators(year=2017))
    with pytest.raises(MismatchError, match=r"trajectories\.organisation\.ods: ZT002 is not ZT001"):
        wire.pack(None, wire.trajectories(organisation={"ods": "ZT002"}))


def test_trajectories_of_another_year_are_used_with_a_caveat() -> None:
    pack = wire.pack(None, wire.trajectories(year=2019))
    assert pack.caveats[-1] == "The trajectories start from the return of 2019; the indicators are of 2018."
    assert {one.source.href for one in pack.trajectories} == {"/v1/organisations/ZT001/trajectories?year=2019"}
    assert pack.inputs[1].href == "/v1/organisations/ZT001/trajectories?year=2019"


def test_figures_under_disclosure_control_carry_a_caveat() -> None:
    rows = [one | {"disclosure": {"controlled": True, "rule": "5"}} for one in wire.results()]
    assert any("disclosure control" in caveat for caveat in wire.pack(wire.indicators(rows)).caveats)
    assert not any("disclosure control" in caveat for caveat in wire.pack().caveats)


def test_a_framework_says_when_it_does_not_speak_of_the_organisation_or_the_year() -> None:
    assert wire.pack().framework.applies
    group = dataclasses.replace(wire.ORGANISATION, type="ccg")
    stated = wire.pack(organisation=group).framework
    assert (stated.applies, stated.applies_reason) == (
        False,
        "The framework does not assess organisations of the type ccg.",
    )
    late = wire.pack(Absence("not-submitted"), Absence("not-submitted"), year=2025)
    assert not late.framework.applies
    assert late.framework.applies_reason in late.caveats


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"results": [{"indicator": "2"}]}, "indicators.results[0].measure"),
        ({"results": [wire.ratio("2", {}) | {"value": "1.2"}]}, "indicators.results[0].value"),
        ({"results": [wire.ratio("2", {}) | {"value": float("nan")}]}, "indicators.results[0].value"),
        ({"results": [wire.ratio("2", {}) | {"significant": "yes"}]}, "indicators.results[0].significant"),
        ({"results": "none"}, "indicators.results"),
        ({"year": None}, "indicators.year"),
        ({"revision": 1.5}, "indicators.revision"),
    ],
)
def test_a_body_out_of_shape_is_refused_with_its_path(changed: wire.Json, path: str) -> None:
    with pytest.raises(PeerBodyError) as caught:
        wire.pack(wire.indicators() | changed)
    assert caught.value.path == path


def test_an_organisation_is_read_from_the_wire() -> None:
    body = {"ods": "ZT001", "name": "Invented Trust", "type": "acute", "region": "Y56", "synthetic": True, "ics": "X"}
    assert organisation_of(body) == wire.ORGANISATION
    assert organisation_of({"ods": "ZT001"}) == Organisation("ZT001")


def test_nothing_in_the_code_knows_a_question_or_metric_by_name() -> None:
    framework = wire.framework()
    renamed = dataclasses.replace(
        framework,
        questions=tuple(dataclasses.replace(one, id=f"new-{one.id}") for one in framework.questions),
        metrics=tuple(
            dataclasses.replace(one, questions=tuple(f"new-{name}" for name in one.questions))
            for one in framework.metrics
        ),
    )
    pack = compose_pack(wire.ORGANISATION, wire.YEAR, renamed, wire.indicators(), wire.trajectories())
    assert {item.id for item in pack.questions[1].evidence} == {"2", "3", "4", "6", "8"}
    assert pack.questions[1].id == "new-W3"
