"""The goals of an organisation with progress on them, and its action plan: what a pack tells of both."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oversight_service.domain.action import Action, ActionStatus, ImpactEvidence, WresIndicator
from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_records import ActionPlan, TargetEvidence, Targets
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import PeerBodyError
from oversight_service.domain.plan_evidence import actions_on, plan_of
from oversight_service.domain.target_evidence import targets_of
from tests.oversight_service.domain import wire_bodies as wire

QUESTIONS = ("W1",)
DAY = date(2019, 4, 1)


def goal(**changed: object) -> wire.Json:
    return {
        "organisation": wire.ODS,
        "staff_group": "all",
        "band": "bands_8a_to_vsm",
        "kind": "national",
        "revision": 2,
        "state": "agreed",
        "proposed_by": "national_team",
        "waiting_for": [],
        "share": 0.14,
        "year": 2028,
        "baseline_year": 2016,
        "board_discussed_on": "2019-03-28",
        "agreed_at": "2019-04-02T10:00:00Z",
        "in_force": 2,
    } | changed


PROPOSED = {"state": "proposed", "waiting_for": ["organisation"], "agreed_at": None, "in_force": None}


IN_FORCE = {
    "organisation": wire.ODS,
    "revision": 1,
    "share": 0.14,
    "year": 2028,
    "baseline_year": 2016,
    "agreed_at": "2018-04-02T10:00:00Z",
}
KEY = ("staff_group", "band", "kind")


def line(**changed: object) -> wire.Json:
    return {
        "staff_group": "all",
        "band": "bands_8a_to_vsm",
        "kind": "national",
        "goal": [IN_FORCE],
        "actual": {"year": 2018, "interest": 40, "total": 600, "share": 0.067},
        "expected": 53.95,
        "status": "behind",
        "tail_probability": 0.004,
        "reason": None,
    } | changed


def listed(*items: wire.Json) -> wire.Json:
    return {"organisation": wire.ODS, "items": list(items), "total": len(items)}


def targets(goals: Response, progress: Response = NOT_ASKED) -> Targets:
    return targets_of(QUESTIONS, wire.ODS, wire.YEAR, goals, progress)


def target(one: wire.Json, *lines: wire.Json) -> TargetEvidence:
    (told,) = targets(listed(one), listed(*lines)).items
    return told


def test_absent_goals_are_told_with_their_reason() -> None:
    told = targets(Absence("not-visible"))
    assert (told.items, told.questions, told.reason) == ((), QUESTIONS, "not-visible")
    assert told.sentence == "Goals: This client may not see it."


def test_no_goal_at_all_is_said() -> None:
    told = targets(listed(), listed())
    assert (told.items, told.questions, told.reason) == ((), QUESTIONS, "no-goals")
    assert told.sentence == "No goal is on record with the national WRES team."


def test_a_proposed_goal_names_who_has_not_agreed_yet() -> None:
    told = target(goal(**PROPOSED))
    assert (told.state, told.proposed_by, told.waiting_for) == ("proposed", "national_team", ("organisation",))
    assert told.agreed_at is None
    assert told.sentence == (
        "All staff, bands 8a to VSM: 14.0% of posts by 2028, proposed, and not yet agreed by both. "
        "The board discussed it on 28 March 2019."
    )


def test_an_agreed_goal_waits_for_nobody() -> None:
    told = target(goal())
    assert told.waiting_for == ()
    assert told.agreed_at == datetime(2019, 4, 2, 10, tzinfo=UTC)
    assert (told.share, told.year, told.baseline_year, told.revision) == (0.14, 2028, 2016, 2)
    assert told.board_discussed_on == date(2019, 3, 28)
    assert "by 2028, agreed. " in told.sentence


def test_a_goal_that_no_board_discussed_says_so() -> None:
    told = target(goal(board_discussed_on=None))
    assert told.board_discussed_on is None
    assert told.sentence.endswith("agreed. No board discussion is on record.")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("ahead", "ahead of the agreed path, beyond what chance explains"),
        ("on_track", "on the agreed path, as far as chance can tell"),
        ("behind", "behind the agreed path, beyond what chance explains"),
    ],
)
def test_a_goal_in_force_has_its_progress(status: str, words: str) -> None:
    told = target(goal(), line(status=status))
    assert (told.status, told.expected, told.actual) == (status, 53.95, 40)
    assert (told.tail_probability, told.reason) == (0.004, None)
    assert told.sentence.endswith(
        f" 40 posts are held where 54.0 are expected: {words} (chance of a figure as far out: 0.4%)."
    )


def test_progress_without_a_chance_is_told_without_one() -> None:
    told = target(goal(), line(tail_probability=None))
    assert told.sentence.endswith("are expected: behind the agreed path, beyond what chance explains.")


def test_progress_that_cannot_be_told_says_why() -> None:
    untold = line(status="not_assessable", actual=None, expected=None, tail_probability=None, reason="too-few-posts")
    told = target(goal(), untold)
    assert (told.status, told.actual, told.reason) == ("not_assessable", None, "too-few-posts")
    assert told.sentence.endswith(" Progress cannot be told. There are too few posts to tell progress from chance.")


@pytest.mark.parametrize("other", [{"staff_group": "non_clinical"}, {"band": "8a"}, {"kind": "local"}])
def test_progress_belongs_to_the_goal_of_the_same_staff_group_band_and_kind(other: wire.Json) -> None:
    first, second = targets(listed(goal(), goal(**other)), listed(line(**other, expected=7.0), line())).items
    assert (first.expected, second.expected) == (53.95, 7.0)
    alone, another = targets(listed(goal()), listed(line(**other))).items
    assert (alone.status, alone.reason) == (None, "not-in-response")
    assert (another.staff_group, another.band, another.kind) == tuple((line() | other)[key] for key in KEY)


def test_goals_are_told_apart_by_kind_staff_group_and_band() -> None:
    told = targets(listed(goal(), goal(kind="local", staff_group="non_clinical", band="8a"))).items
    assert [one.id for one in told] == ["national/all/bands_8a_to_vsm", "local/non_clinical/8a"]
    assert [one.title for one in told] == ["All staff, bands 8a to VSM", "Non-clinical, band 8a"]


def test_a_goal_that_is_not_in_force_has_no_progress() -> None:
    told = target(goal(**PROPOSED))
    assert (told.expected, told.actual, told.status, told.tail_probability) == (None, None, None, None)
    assert told.reason == "not-in-force"


def test_goals_agreed_and_goals_behind_are_counted() -> None:
    goals = listed(goal(band="8a"), goal(band="8b"), goal(band="8c"), goal(band="8d", **PROPOSED))
    progress = listed(line(band="8a"), line(band="8b", status="on_track"), line(band="8c"))
    told = targets(goals, progress)
    assert (told.reason, told.questions) == (None, QUESTIONS)
    assert told.sentence == "4 goals are on record, 3 of them in force; 2 behind the agreed path."
    assert targets(listed(goal()), listed()).sentence.startswith("1 goal is on record, 1 of them in force; 0 behind")


def test_a_goal_under_revision_is_told_as_proposed_and_as_it_is_in_force() -> None:
    revised = goal(**PROPOSED | {"in_force": 1}, share=0.3, year=2030)
    told = targets(listed(revised), listed(line()))
    proposed, held = told.items
    assert (proposed.state, proposed.in_force, proposed.status, proposed.reason) == (
        "proposed",
        False,
        None,
        "not-in-force",
    )
    assert (held.state, held.in_force, held.revision, held.share, held.year) == ("agreed", True, 1, 0.14, 2028)
    assert (held.id, held.status, held.actual) == ("national/all/bands_8a_to_vsm/in-force", "behind", 40)
    assert held.sentence.startswith(
        "All staff, bands 8a to VSM: 14.0% of posts by 2028, agreed and in force. 40 posts"
    )
    assert told.sentence == "1 goal is on record, 1 of them in force; 1 behind the agreed path."


def test_after_a_merger_the_goals_of_those_that_merged_are_told_together() -> None:
    both = [IN_FORCE | {"organisation": "ZT002", "revision": 4}, IN_FORCE | {"organisation": "ZT003", "share": 0.2}]
    told = targets(listed(), listed(line(goal=both)))
    (held,) = told.items
    assert (held.organisations, held.share, held.year, held.revision) == (("ZT002", "ZT003"), None, 2028, None)
    assert held.title == "All staff, bands 8a to VSM (of ZT002 and ZT003)"
    assert "goals that differ, agreed and in force. 40 posts are held" in held.sentence


@pytest.mark.parametrize(
    ("progress", "reason"), [(Absence("not-submitted"), "not-submitted"), (listed(), "not-in-response")]
)
def test_a_goal_in_force_without_progress_says_why(progress: Response, reason: str) -> None:
    (told,) = targets(listed(goal()), progress).items
    assert (told.in_force, told.status, told.reason) == (True, None, reason)


def test_a_goal_says_where_its_progress_can_be_asked_for_again() -> None:
    source = target(goal()).source
    assert (source.service, source.href) == ("trajectory", "/v1/organisations/ZT001/progress?year=2018")
    assert (source.year, source.revision, source.measure) == (2018, 2, "goal")
    assert source.part == {"staff_group": "all", "band": "bands_8a_to_vsm"}


@pytest.mark.parametrize(
    ("goals", "path"),
    [
        ({"items": "none"}, "goals.items"),
        (listed(goal(staff_group=None)), "goals.items[0].staff_group"),
        (listed(goal(state=None)), "goals.items[0].state"),
        (listed(goal(share="0.14")), "goals.items[0].share"),
        (listed(goal(year=2028.5)), "goals.items[0].year"),
        (listed(goal(waiting_for="organisation")), "goals.items[0].waiting_for"),
        (listed(goal(board_discussed_on="soon")), "goals.items[0].board_discussed_on"),
    ],
)
def test_goals_out_of_shape_are_refused_with_their_path(goals: wire.Json, path: str) -> None:
    with pytest.raises(PeerBodyError) as caught:
        targets(goals, listed())
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("progress", "path"),
    [
        ({"items": {}}, "progress.items"),
        (listed(line(kind=None)), "progress.items[0].kind"),
        (listed(line(actual=40)), "progress.items[0].actual"),
        (listed(line(actual={"interest": 40.5})), "progress.items[0].actual.interest"),
        (listed(line(expected="54")), "progress.items[0].expected"),
    ],
)
def test_progress_out_of_shape_is_refused_with_its_path(progress: wire.Json, path: str) -> None:
    with pytest.raises(PeerBodyError) as caught:
        targets(listed(goal()), progress)
    assert caught.value.path == path


PLANNED = Action(
    ods=wire.ODS,
    id="diverse-panels-1",
    title="Diverse panels",
    aim="Fair interviews",
    strategic_objective="2.2",
    indicators=(WresIndicator.APPOINTMENT,),
    owner_role="Chief People Officer",
    status=ActionStatus.PLANNED,
    started_on=None,
    due_on=date(2019, 3, 31),
    completed_on=None,
    evidence_of_impact=(),
    links=(),
    revision=3,
    recorded_at=datetime(2018, 6, 1, tzinfo=UTC),
    recorded_by="client",
)
DONE = replace(
    PLANNED,
    id="mentoring-1",
    indicators=(WresIndicator.HARASSMENT_BY_STAFF, WresIndicator.APPOINTMENT),
    status=ActionStatus.COMPLETED,
    completed_on=date(2018, 11, 30),
    evidence_of_impact=(
        ImpactEvidence("More apply.", None, 2018, None),
        ImpactEvidence("More stay.", None, 2018, None),
    ),
)
WITHDRAWN = replace(
    PLANNED,
    id="network-1",
    indicators=(WresIndicator.APPOINTMENT, WresIndicator.BOARD),
    status=ActionStatus.WITHDRAWN,
)


def plan(*actions: Action, day: date = DAY) -> ActionPlan:
    return plan_of(wire.ODS, wire.YEAR, actions, day)


def counts(told: ActionPlan) -> tuple[int | None, ...]:
    return told.total, told.open, told.overdue, told.completed, told.with_evidence


def test_an_absent_plan_is_told_with_its_reason() -> None:
    told = plan_of(wire.ODS, wire.YEAR, Absence("not-visible"), DAY)
    assert (told.as_at, told.items, told.reason) == (None, (), "not-visible")
    assert counts(told) == (None, None, None, None, None)
    assert told.sentence == "Action plan: This client may not see it."


@pytest.mark.parametrize("day", [DAY, None])
def test_an_empty_plan_says_that_nothing_is_on_record(day: date | None) -> None:
    told = plan_of(wire.ODS, wire.YEAR, [], day)
    assert (told.as_at, told.items, told.reason) == (day, (), "nothing-recorded")
    assert counts(told) == (0, 0, 0, 0, 0)
    assert told.sentence == "No action plan is on record."


def test_a_plan_is_counted_and_told() -> None:
    told = plan(PLANNED, DONE)
    assert (told.as_at, told.reason) == (DAY, None)
    assert counts(told) == (2, 1, 1, 1, 1)
    assert told.sentence == (
        "2 actions are on record: 1 completed, 1 open, 1 of them overdue on 1 April 2019; 1 with evidence of impact."
    )
    assert plan(PLANNED).sentence.startswith("1 action is on record: 0 completed, 1 open, ")


def test_withdrawn_actions_are_counted_and_not_shown() -> None:
    told = plan(WITHDRAWN, PLANNED)
    assert counts(told) == (2, 1, 1, 0, 0)
    assert [one.id for one in told.items] == ["diverse-panels-1"]


def test_a_plan_of_withdrawn_actions_alone_is_on_record_and_shows_none() -> None:
    told = plan(WITHDRAWN)
    assert (counts(told), told.items, told.reason) == ((1, 0, 0, 0, 0), (), None)


@pytest.mark.parametrize(("day", "overdue"), [(date(2019, 3, 31), False), (date(2019, 4, 1), True)])
def test_the_day_that_is_given_decides_what_is_overdue(day: date, overdue: bool) -> None:
    told = plan(PLANNED, DONE, day=day)
    assert [one.overdue for one in told.items] == [overdue, False]
    assert told.overdue == int(overdue)


def test_an_action_is_shown_as_its_organisation_put_it_on_record() -> None:
    (told,) = plan(PLANNED).items
    assert (told.title, told.aim, told.strategic_objective) == ("Diverse panels", "Fair interviews", "2.2")
    assert (told.owner_role, told.due_on, told.status) == ("Chief People Officer", date(2019, 3, 31), "planned")
    assert (told.indicators, told.evidence_of_impact) == (("2",), ())


def test_evidence_of_impact_is_told_in_its_own_words() -> None:
    (told,) = plan(DONE).items
    assert told.evidence_of_impact == ("More apply.", "More stay.")


def test_the_actions_on_an_indicator_are_those_shown_that_address_it() -> None:
    told = plan(PLANNED, DONE, WITHDRAWN)
    assert actions_on(told, "2") == ("diverse-panels-1", "mentoring-1")
    assert actions_on(told, "6") == ("mentoring-1",)
    assert actions_on(told, "9") == ()


def test_a_plan_with_actions_needs_its_day() -> None:
    with pytest.raises(ValueError, match="needs the day"):
        plan_of(wire.ODS, wire.YEAR, [PLANNED], None)


def test_no_action_is_on_an_indicator_where_the_plan_is_not_visible() -> None:
    assert actions_on(plan_of(wire.ODS, wire.YEAR, Absence("not-visible"), None), "2") == ()


def test_a_plan_and_its_actions_say_where_they_can_be_asked_for_again() -> None:
    told = plan(PLANNED)
    assert (told.source.service, told.source.href) == ("oversight", "/v1/organisations/ZT001/actions")
    assert (told.source.revision, told.source.measure) == (None, "actions")
    own = told.items[0].source
    assert (own.href, own.revision, own.year) == ("/v1/organisations/ZT001/actions/diverse-panels-1", 3, 2018)
    assert own.measure == "action"
