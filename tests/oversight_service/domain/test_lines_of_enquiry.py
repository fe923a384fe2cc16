"""The rules of the well-led file: each suggests on one side of its threshold and not on the other."""

import pytest

from oversight_service.domain.enquiry import Enquiry, Outcome
from oversight_service.domain.evidence import EvidencePack
from tests.oversight_service.domain import wire_bodies as wire

SUGGESTED, NOT, UNKNOWN = Outcome.SUGGESTED, Outcome.NOT_SUGGESTED, Outcome.NOT_ASSESSABLE


def tried(pack: EvidencePack, rule: str, evidence: str) -> Enquiry:
    return next(one for one in pack.evaluations if (one.rule, one.evidence) == (rule, evidence))


def with_rows(*changed: wire.Json) -> EvidencePack:
    return wire.pack(wire.indicators(wire.replaced(wire.results(), *changed)))


def with_trajectory(**changed: object) -> EvidencePack:
    return wire.pack(None, wire.trajectories([wire.trajectory() | changed]))


@pytest.mark.parametrize(
    ("verdict", "result"),
    [
        (wire.proven("reference"), SUGGESTED),
        (wire.proven("interest"), NOT),
        (wire.chance(), NOT),
        ({}, UNKNOWN),
    ],
)
@pytest.mark.parametrize(
    ("rule", "evidence"),
    [("representation-significant", "1a"), ("likelihood-significant", "3"), ("survey-gap-significant", "6")],
)
def test_only_a_significant_difference_that_favours_the_reference_group_is_a_line_of_enquiry(
    rule: str, evidence: str, verdict: wire.Json, result: Outcome
) -> None:
    pack = wire.pack(wire.indicators(wire.results(verdict)))
    assert tried(pack, rule, evidence).result is result


@pytest.mark.parametrize(
    ("mark", "result"), [("above", SUGGESTED), ("below", SUGGESTED), ("within", NOT), (None, UNKNOWN)]
)
def test_a_ratio_outside_four_fifths_is_a_line_of_enquiry(mark: str | None, result: Outcome) -> None:
    changed = wire.ratio("3", wire.chance()) | {"four_fifths": mark}
    assert tried(with_rows(changed), "four-fifths", "3").result is result


@pytest.mark.parametrize(("unknown", "result"), [(51, SUGGESTED), (50, NOT), (0, NOT)])
def test_completeness_below_ninety_five_per_cent_is_a_line_of_enquiry(unknown: int, result: Outcome) -> None:
    pack = with_rows(wire.workforce(200, 800 - unknown, unknown))
    assert tried(pack, "completeness-low", "data_quality").result is result


def test_a_section_that_was_not_collected_is_a_line_of_enquiry_and_counted() -> None:
    pack = with_rows(wire.ratio("4", {}) | {"value": None, "reason": "not-collected"})
    assert tried(pack, "not-collected", "4").result is SUGGESTED
    assert tried(pack, "not-collected", "3").result is NOT
    assert pack.data_quality is not None
    assert pack.data_quality.not_collected == ("4",)
    assert pack.data_quality.sentence.endswith("Not collected: 4.")


@pytest.mark.parametrize(
    ("members", "result"),
    [(14, SUGGESTED), (13, NOT)],  # 0.8^14 = 0.044 and 0.8^13 = 0.055
)
def test_a_short_board_is_a_line_of_enquiry_when_chance_hardly_explains_it(members: int, result: Outcome) -> None:
    pack = with_rows(wire.board("all", {}, 0, members))
    assert tried(pack, "board-seats-short", "board_seats/all").result is result


@pytest.mark.parametrize(("members", "actual", "result"), [(5, 0, SUGGESTED), (4, 0, NOT), (5, 1, NOT)])
def test_no_seat_held_is_a_line_of_enquiry_where_one_would_be_expected(
    members: int, actual: int, result: Outcome
) -> None:
    pack = with_rows(wire.board("voting", {}, actual, members))
    assert tried(pack, "no-seat-held", "board_seats/voting").result is result


@pytest.mark.parametrize(("additional", "result"), [(0.1, SUGGESTED), (0.0, NOT), (-1.0, NOT), (None, UNKNOWN)])
def test_a_goal_that_needs_more_than_the_pace_is_a_line_of_enquiry(additional: float | None, result: Outcome) -> None:
    pack = with_trajectory(horizons=[wire.horizon(additional_per_year=additional)])
    assert tried(pack, "trajectory-above-pace", "non_clinical/8a").result is result


@pytest.mark.parametrize(("status", "result"), [("not_met", SUGGESTED), ("met", NOT), ("not_assessable", NOT)])
def test_a_goal_that_is_met_is_no_line_of_enquiry(status: str, result: Outcome) -> None:
    assert tried(with_trajectory(status=status), "trajectory-above-pace", "non_clinical/8a").result is result


@pytest.mark.parametrize(("reachable", "result"), [(False, SUGGESTED), (True, NOT), (None, UNKNOWN)])
def test_a_goal_that_recruitment_cannot_meet_is_a_line_of_enquiry(reachable: bool | None, result: Outcome) -> None:
    pack = with_trajectory(horizons=[wire.horizon(reachable=reachable)])
    assert tried(pack, "trajectory-out-of-reach", "non_clinical/8a").result is result


def test_the_rules_look_at_the_horizon_of_the_framework_only() -> None:
    other = wire.horizon(2023, reachable=False)
    pack = with_trajectory(horizons=[other, wire.horizon(2028)])
    assert tried(pack, "trajectory-out-of-reach", "non_clinical/8a").result is NOT
    pack = with_trajectory(horizons=[other])
    assert tried(pack, "trajectory-out-of-reach", "non_clinical/8a").result is UNKNOWN


def test_bands_outside_the_framework_are_shown_and_not_judged() -> None:
    pack = wire.pack()
    assert {one.id: one.questions for one in pack.trajectories} == {"non_clinical/8a": ("W1",), "non_clinical/7": ()}
    assert not [one for one in pack.evaluations if one.evidence == "non_clinical/7"]


def test_a_line_of_enquiry_shows_its_inputs_threshold_result_and_reason() -> None:
    line = tried(with_rows(wire.ratio("3", wire.chance(), "above", 1.39)), "four-fifths", "3")
    (given,) = line.inputs
    assert (given.value, given.observed, given.comparison, given.threshold, given.holds) == (
        "four_fifths", "above", "not_equals", "within", True,
    )  # fmt: skip
    assert "a ratio of 1.39 lies outside 0.80 to 1.25" in line.reason
    assert line.enquiry is not None


def test_a_rule_that_does_not_suggest_says_why() -> None:
    low = tried(with_rows(wire.workforce(200, 760, 40)), "completeness-low", "data_quality")
    assert low.reason == "The rule does not hold: completeness is 96.0%, and it asks for below 95."
    assert low.enquiry is None
    unknown = tried(with_rows(wire.ratio("3", {}) | {"four_fifths": None}), "four-fifths", "3")
    assert unknown.reason == "Cannot be assessed: four fifths is not known."


def test_questions_hold_the_suggested_lines_only() -> None:
    pack = wire.pack(wire.indicators(wire.results(wire.proven())))
    lines = [line for question in pack.questions for line in question.lines_of_enquiry]
    assert lines
    assert all(line.result is SUGGESTED and line in pack.evaluations for line in lines)
    culture = next(question for question in pack.questions if question.id == "W3")
    assert {line.evidence for line in culture.lines_of_enquiry} == {"2", "3", "4", "6", "8"}
