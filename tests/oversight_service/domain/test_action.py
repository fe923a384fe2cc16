"""What a plan comes to on a day, and the ids that actions are given."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_service.domain.action import (
    Action,
    ActionStatus,
    ImpactEvidence,
    PlanSummary,
    WresIndicator,
    action_id,
    plan_summary,
)

DUE = date(2019, 3, 31)
PLANNED = Action(
    ods="RX1",
    id="mentor-1",
    title="Mentor",
    aim="",
    strategic_objective="1.2",
    indicators=(WresIndicator.REPRESENTATION,),
    owner_role="Chair",
    status=ActionStatus.PLANNED,
    started_on=None,
    due_on=DUE,
    completed_on=None,
    evidence_of_impact=(),
    links=(),
    revision=1,
    recorded_at=datetime(2018, 1, 1, tzinfo=UTC),
    recorded_by="client",
)
BEGUN = replace(PLANNED, status=ActionStatus.IN_PROGRESS, indicators=(WresIndicator.BOARD,))
DONE = replace(
    PLANNED,
    status=ActionStatus.COMPLETED,
    completed_on=DUE,
    indicators=(WresIndicator.TRAINING, WresIndicator.REPRESENTATION),
    evidence_of_impact=(ImpactEvidence("More apply.", None, 2019, None),),
)
WITHDRAWN = replace(DONE, status=ActionStatus.WITHDRAWN, completed_on=None, indicators=(WresIndicator.DISCIPLINE,))


@pytest.mark.parametrize(
    ("action", "on_the_day", "the_day_after"),
    [(PLANNED, False, True), (BEGUN, False, True), (DONE, False, False), (WITHDRAWN, False, False)],
)
def test_only_what_is_open_is_overdue_and_from_the_day_after_it_was_due(
    action: Action, on_the_day: bool, the_day_after: bool
) -> None:
    assert action.overdue(DUE) is on_the_day
    assert action.overdue(DUE + timedelta(days=1)) is the_day_after


def test_a_withdrawn_action_counts_among_all_of_them_alone() -> None:
    every = [PLANNED, BEGUN, DONE, WITHDRAWN]
    indicators = (WresIndicator.REPRESENTATION, WresIndicator.TRAINING, WresIndicator.BOARD)
    assert plan_summary(every, DUE) == PlanSummary(4, 2, 0, 1, 1, indicators)
    assert plan_summary(every, date(2020, 1, 1)) == PlanSummary(4, 2, 2, 1, 1, indicators)
    assert plan_summary([WITHDRAWN], DUE) == PlanSummary(1, 0, 0, 0, 0, ())
    assert plan_summary([], DUE) == PlanSummary(0, 0, 0, 0, 0, ())


@pytest.mark.parametrize(
    ("title", "taken", "id"),
    [
        ("Mentor BME staff up to band 8d", [], "mentor-bme-staff-up-to-band-8d-1"),
        ("Mentor BME staff up to band 8d", ["mentor-bme-staff-up-to-band-8d-1"], "mentor-bme-staff-up-to-band-8d-2"),
        ("Action", ["action-2"], "action-1"),
        ("Action on pay", ["action-1"], "action-on-pay-1"),
        ("Évaluer: le café!", [], "evaluer-le-cafe-1"),
        ("平等", ["action-1"], "action-2"),
        ("x" * 80, [], "x" * 50 + "-1"),
        ("short " + "y" * 60, [], "short-1"),
    ],
)
def test_an_id_is_made_of_the_title_and_a_number(title: str, taken: list[str], id: str) -> None:
    assert action_id(title, taken) == id


@given(st.text(max_size=200), st.integers(0, 12))
def test_every_title_gives_an_id_that_can_stand_in_an_address_and_is_new(title: str, before: int) -> None:
    taken: list[str] = []
    for _ in range(before):
        taken.append(action_id(title, taken))
    assert len(set(taken)) == before
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", action_id(title, taken))
