"""The evidence pack: what it says, what it withholds, where its figures come from."""

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest

from oversight_service.domain.evidence import Absence, EvidencePack, OfficialOutcome, Organisation
from oversight_service.domain.facts import Source
from oversight_service.domain.peer_body import PeerBodyError
from oversight_service.domain.well_led import MismatchError, compose_pack, organisation_of
from tests.oversight_service.domain import wire_bodies as wire


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
        "cqc-well-led-2017 does not assess organisations of the type ccg; "
        "it assesses acute, mental health, community, ambulance, specialist.",
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
