"""Alerts and reviews as pure functions: nothing moves between equal states, and what moves forth moves back."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from scipy.stats import binomtest

from oversight_service.domain.alerts import Alert, AlertMovement, alerts
from oversight_service.domain.assessment import Assessment, assess
from oversight_service.domain.evidence import Absence, Organisation
from oversight_service.domain.review import counts, movements, standings, uneven
from tests.oversight_service.domain.test_assessment import given
from tests.oversight_service.domain.wire_bodies import Json, chance, framework, proven, ratio, replaced, results


def state(verdicts: Sequence[str]) -> list[Assessment]:
    """Bodies whose ratio of indicator 2 favours white staff beyond chance, could be chance, or is not there."""
    return [_body(f"RX{number}", verdict) for number, verdict in enumerate(verdicts)]


def _body(ods: str, verdict: str) -> Assessment:
    body = Organisation(ods, f"Trust {ods}", "acute", "Y56", synthetic=True)
    if verdict == "absent":
        return assess(framework(), given(organisation=body, results=None, trajectories=Absence("not-published")))
    said = proven() if verdict == "proven" else chance()
    rows: list[Json] = replaced(results(), ratio("2", said))
    return assess(framework(), given(rows, organisation=body))


VERDICTS = st.lists(st.sampled_from(["proven", "chance", "absent"]), min_size=1, max_size=4)


@drawn(VERDICTS)
def test_two_equal_states_raise_no_alert(verdicts: list[str]) -> None:
    found = alerts(state(verdicts), state(verdicts))
    assert (found.items, found.too_few_people) == ((), 0)


@drawn(VERDICTS)
def test_alerts_are_the_rules_that_hold_at_one_instant_only(verdicts: list[str]) -> None:
    shuffled = sorted(verdicts)
    forth, back = alerts(state(verdicts), state(shuffled)), alerts(state(shuffled), state(verdicts))
    plain = {
        f"RX{number}"
        for number, (was, now) in enumerate(zip(verdicts, shuffled, strict=True))
        if now == "proven" and was != "proven"
    }
    rule = "likelihood-significant"
    raised = {
        each.organisation
        for each in forth.items
        if each.rule == rule and each.evidence == "2" and each.movement is AlertMovement.TRIGGERED
    }
    assert raised == plain
    came = {_named(each) for each in forth.items if each.movement is AlertMovement.TRIGGERED}
    gone = {_named(each) for each in back.items if each.movement is not AlertMovement.TRIGGERED}
    assert gone == came


def _named(alert: Alert) -> tuple[str, str, str]:
    return alert.organisation, alert.rule, alert.evidence


def test_a_rule_that_held_and_cannot_be_tried_any_more_is_told_apart_from_one_that_cleared() -> None:
    lost = alerts(state(["proven"]), state(["absent"])).items
    cleared = alerts(state(["proven"]), state(["chance"])).items
    moved = {each.rule: each.movement for each in lost if each.evidence == "2"}
    assert moved["likelihood-significant"] is AlertMovement.LOST
    assert {each.movement for each in cleared} == {AlertMovement.CLEARED}
    assert cleared[0].reason.startswith("Appointment from shortlisting, white to BME: the rule held before")


def test_a_body_that_was_not_known_before_can_raise_an_alert() -> None:
    found = alerts([], state(["proven"])).items
    assert {each.before.reason for each in found} == {"Nothing was known of it."}
    assert "2" in {each.evidence for each in found}


def test_evidence_on_small_numbers_is_counted_and_not_alerted() -> None:
    small = [
        replace(
            each,
            themes=tuple(
                replace(theme, metrics=tuple(replace(metric, small_number=True) for metric in theme.metrics))
                for theme in each.themes
            ),
        )
        for each in state(["proven"])
    ]
    found = alerts(state(["chance"]), small)
    assert (found.items, found.too_few_people) == ((), 1)


def test_a_review_s_standings_hold_every_body_once() -> None:
    every = state(["proven", "chance", "absent"])
    # The small trajectories of the tests are of one ladder only, which a body without a return has not.
    held = [each for each in standings(every) if each.evidence in {metric.id for metric in framework().metrics}]
    assert len(held) == 10
    for standing in held:
        together = (*standing.triggered, *standing.clear, *standing.not_assessable)
        assert sorted(together) == ["RX0", "RX1", "RX2"]
    assert sum(counts(every).values()) == 3


def test_a_comparison_looks_at_bodies_that_both_reviews_could_assess() -> None:
    before = standings(state(["chance", "proven", "absent", "proven"]))
    after = standings(state(["proven", "chance", "proven", "proven"]))
    moved = {each.evidence: each for each in movements(before, after)}["2"]
    assert (moved.both, moved.earlier, moved.later) == (3, 2, 2)
    assert (moved.newly_triggered, moved.cleared, moved.p_value) == (("RX0",), ("RX1",), 1.0)


@pytest.mark.parametrize(("new", "gone"), [(1, 0), (0, 1), (5, 1), (3, 3), (12, 2), (0, 9), (40, 22)])
def test_the_test_of_movement_is_the_exact_binomial_one(new: int, gone: int) -> None:
    assert uneven(new, gone) == pytest.approx(binomtest(new, new + gone, 0.5).pvalue, abs=1e-12)
    assert uneven(0, 0) is None
