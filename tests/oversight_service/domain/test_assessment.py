"""An assessment as a pure function: heads, rules and their reasons, against a plain reading of the definition."""

from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from oversight_service.domain.applies import WhyNot, why_not, years_of
from oversight_service.domain.assessment import Assessment, Given, assess
from oversight_service.domain.commissioning_evidence import Weighted, of_commissioning
from oversight_service.domain.enquiry import Outcome
from oversight_service.domain.evidence import Absence
from oversight_service.domain.framework_definitions import CommissioningDefinition
from oversight_service.domain.framework_file import parse_framework
from oversight_service.domain.framework_words import Confidence
from oversight_service.domain.frameworks import Framework, InForce
from oversight_service.domain.peer_body import Body
from oversight_service.domain.record_evidence import Held
from oversight_service.domain.recorded_evidence import RecordedValue
from oversight_service.domain.results import read_results
from oversight_service.domain.submission_evidence import Submission
from tests.oversight_service.domain.test_framework_catalogue import MORE
from tests.oversight_service.domain.wire_bodies import (
    ODS,
    ORGANISATION,
    YEAR,
    Json,
    framework,
    indicators,
    proven,
    results,
    trajectories,
)


def given(rows: list[Json] | None = None, **changed: Any) -> Given:
    stated: dict[str, Any] = {
        "organisation": ORGANISATION,
        "year": YEAR,
        "results": read_results(indicators(rows)),
        "submission": Submission(False),
        "trajectories": trajectories(),
        "goals": [],
        "figures": {},
        "records": {},
        "commissioned": Absence("not-asked"),
        "official": None,
        "as_at": None,
    }
    return Given(**(stated | changed))


def every_kind() -> Framework:
    """A framework of 2030 that asks for every kind of evidence, put in force for the year of the tests."""
    whole = parse_framework("bakery-2030.toml", MORE)
    span = InForce(date(2018, 1, 1), None, Confidence.PUBLISHED, "Invented.")
    return replace(whole, in_force=span)


def told(assessment: Assessment) -> dict[str, Any]:
    return {metric.id: metric for theme in assessment.themes for metric in theme.metrics}


def test_a_head_needs_support_where_a_rule_holds_and_not_where_all_fail() -> None:
    held, clear = assess(framework(), given(results(proven()))), assess(framework(), given())
    themes = {theme.id: theme for theme in held.themes}
    assert themes["W3"].potential_support_need is True
    assert "pieces of evidence point to a line of enquiry" in themes["W3"].reason
    quiet = {theme.id: theme for theme in clear.themes}
    assert quiet["W3"].potential_support_need is False
    assert quiet["W3"].reason == "No rule holds."
    assert quiet["W2"].potential_support_need is None
    assert quiet["W2"].reason == "The framework asks for no evidence on workforce race equality here."


def test_every_head_and_metric_is_what_its_rules_say() -> None:
    """The definition read plainly: true if a rule holds, false if there is a value and none holds, else not known."""
    for rows in (results(), results(proven()), results(proven("interest")), []):
        for theme in assess(framework(), given(rows)).themes:
            answers = []
            for metric in theme.metrics:
                outcomes = [rule.result for rule in metric.rules]
                plain = (
                    True
                    if Outcome.SUGGESTED in outcomes
                    else (False if Outcome.NOT_SUGGESTED in outcomes and metric.missing is None else None)
                )
                assert metric.triggered is plain
                answers.append(plain)
            assert theme.triggered == answers.count(True)
            expected = True if True in answers else (False if False in answers else None)
            assert theme.potential_support_need is expected


def test_without_a_return_every_wres_metric_is_missing_with_the_reason_and_nothing_is_triggered_by_it() -> None:
    found = assess(framework(), given(results=None, trajectories=Absence("not-published")))
    for name in ("1a", "2", "5", "9"):
        metric = told(found)[name]
        assert (metric.value, metric.missing, metric.source.revision) == (None, "not-published", None)
        assert metric.triggered is not True or metric.rules[-1].rule == "not-collected"
    assert {each.reason for each in found.missing} == {"not-published"}
    assert found.revision is None


def test_the_same_arguments_give_the_same_assessment() -> None:
    assert asdict(assess(framework(), given())) == asdict(assess(framework(), given()))


def test_evidence_of_every_kind_is_told_with_its_sentence() -> None:
    line = Body(
        "line",
        {
            "staff_group": "all",
            "band": "bands_8a_to_vsm",
            "kind": "national",
            "status": "behind",
            "reason": None,
            "goal": {"share": 0.2, "year": 2028, "revision": 3},
            "expected": 68.1,
            "actual": {"interest": 53, "total": 685},
            "tail_probability": 0.0054,
            "power": 0.96,
        },
    )
    own = {("sickness-absence", YEAR): RecordedValue(4.25, "percent", date(2018, 6, 1), "Workforce statistics", 2)}
    plan = {"action_plan": Held(total=4, done=1, overdue=2)}
    ccg = replace(ORGANISATION, type="ccg")
    found = assess(every_kind(), given(organisation=ccg, goals=[line], figures=own, records=plan))
    metrics = told(found)
    aspiration = metrics["aspiration/all/bands_8a_to_vsm"]
    assert (aspiration.value, aspiration.triggered, aspiration.small_number) == ("behind", True, False)
    assert aspiration.sentence == (
        "Leadership aspiration: All staff, bands 8a to VSM: the goal is 20.0% of posts held by BME staff by 2028; 53 "
        "posts are, where the path leads one to expect 68.1. The organisation is behind the path that was agreed, "
        "and chance does not explain it."
    )
    assert metrics["sick"].sentence == "Sickness absence: 4.3%, published on 2018-06-01 (Workforce statistics)."
    assert metrics["plan"].sentence == "Action plan: on record (4 in all, 1 done, 2 overdue)."
    assert metrics["wres_return"].sentence.startswith("WRES return of the year 2018: it is published, in time.")
    assert metrics["progress_against_wres"].missing == "not-asked"
    services = {each.service for each in found.inputs}
    assert services == {"indicators", "trajectory", "oversight"}


def test_what_may_not_be_seen_is_missing_and_not_taken_for_absent() -> None:
    hidden = Absence("not-visible")
    metrics = told(assess(every_kind(), given(goals=hidden, records=hidden)))
    for name in ("aspiration/all/bands_8a_to_vsm", "plan"):
        assert (metrics[name].value, metrics[name].triggered, metrics[name].missing) == (None, None, "not-visible")
    open_to = told(assess(every_kind(), given()))
    assert (open_to["plan"].value, open_to["plan"].triggered) == (False, True)
    assert open_to["aspiration/all/bands_8a_to_vsm"].value == "no_goal"


def test_what_is_asked_for_in_later_years_only_is_no_gap_before() -> None:
    whole = every_kind()
    later = replace(whole, records=(replace(whole.records[0], from_year=YEAR + 1),))
    plan = told(assess(later, given()))["plan"]
    assert (plan.value, plan.triggered, plan.missing) == (None, None, "not-asked-yet")
    now = replace(whole, records=(replace(whole.records[0], from_year=YEAR),))
    assert told(assess(now, given()))["plan"].triggered is True


def test_a_local_goal_is_no_progress_on_the_national_aspiration() -> None:
    local = Body("line", {"staff_group": "all", "band": "bands_8a_to_vsm", "kind": "local", "status": "behind"})
    assert told(assess(every_kind(), given(goals=[local])))["aspiration/all/bands_8a_to_vsm"].value == "no_goal"


def test_a_commissioner_s_indicators_are_told_with_coverage() -> None:
    definition = CommissioningDefinition("signed", "headcount", 2, 0.5, ("Q9",), "Because.", Confidence.UNCONFIRMED)

    wres = Weighted(Fraction(13, 2), Fraction(3, 4), 3, 4, Fraction(-1, 2), None)
    none = Weighted(None, Fraction(1, 4), 1, 4, None, "coverage-under-the-floor")
    found = of_commissioning(definition, ODS, YEAR, {"progress_against_wres": wres, "staff_engagement": none})
    assert found[0].sentence == (
        "163b, progress against the WRES: 6.5 percentage points over 3 of 4 providers, 75.0% of the weight."
    )
    assert (found[0].value, found[0].fact.values["coverage"], found[0].fact.values["change"]) == (6.5, 75.0, -0.5)
    assert (found[1].value, found[1].reason) == (None, "coverage-under-the-floor")


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        # Nov 2017 to Aug 2019: the returns of 2017 (looked at to March 2018), 2018 and 2019.
        (date(2017, 11, 1), date(2019, 8, 22), (2017, 2018, 2019)),
        (date(2018, 4, 1), date(2019, 3, 30), (2018,)),
        (date(2025, 6, 26), None, (2025, 2026, 2027)),
    ],
)
def test_a_framework_speaks_of_the_returns_looked_at_while_it_was_in_force(
    start: date, end: date | None, years: tuple[int, ...]
) -> None:
    spanned = replace(framework(), in_force=InForce(start, end, Confidence.PUBLISHED, ""))
    assert years_of(spanned, 2016, 2027) == years


def test_a_type_that_is_not_assessed_is_named_before_the_year() -> None:
    reason = why_not(framework(), "ccg", 2018)
    assert reason is not None
    assert (reason.code, "does not assess organisations of the type ccg" in reason.sentence) == (WhyNot.TYPE, True)
    assert why_not(framework(), "acute", 2018) is None
