"""What the contract asks of a provider's annual report, by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from oversight_service.domain.contract_report import (
    ContractReport,
    FiveYearPlan,
    Met,
    ReturnStanding,
    TargetBasis,
    leadership_target,
    points,
)

PLAN = FiveYearPlan(True, True, False, TargetBasis.COMMUNITY, None)
REPORT = ContractReport(
    ods="RX1",
    year=2021,
    coordinating_commissioner="Q01",
    sent_on=date(2021, 9, 30),
    published_link=None,
    board_approved_on=date(2021, 9, 20),
    five_year_plan=PLAN,
    note="",
    revision=1,
    recorded_at=datetime(2021, 10, 1, tzinfo=UTC),
    recorded_by="client-of-RX1",
)
SUBMITTED = ReturnStanding("submitted", late=False)
UNKNOWN = leadership_target(Fraction(20), None)


def met(year: int = 2021, standing: ReturnStanding = SUBMITTED, **of: object) -> dict[str, Met]:
    report, target = of.get("report", REPORT), of.get("target", UNKNOWN)
    assert report is None or isinstance(report, ContractReport)
    assert isinstance(target, type(UNKNOWN))
    return {point.id: point.met for point in points(year, standing, report, target)}


@pytest.mark.parametrize(
    ("workforce", "community", "value", "basis", "reason"),
    [
        ("26.6", "14.4", "26.6", TargetBasis.WORKFORCE, None),
        ("26.6", "30", "30", TargetBasis.COMMUNITY, None),
        ("26.6", "26.6", "26.6", TargetBasis.WORKFORCE, None),
        ("26.6", None, None, None, "community-share-not-recorded"),
        (None, "14.4", None, None, "no-workforce-share"),
    ],
)
def test_the_target_is_the_higher_share_and_unknown_where_one_is(
    workforce: str | None, community: str | None, value: str | None, basis: TargetBasis | None, reason: str | None
) -> None:
    shares = [None if share is None else Fraction(share) for share in (workforce, community, value)]
    found = leadership_target(shares[0], shares[1])
    assert (found.value, found.basis, found.reason) == (shares[2], basis, reason)


def test_the_target_is_told_in_a_sentence() -> None:
    higher = leadership_target(Fraction("26.57"), Fraction("14.44"))
    assert higher.sentence == (
        "Of the two, the workforce is 26.6 % BME, the community served 14.4 %: the plan is set against the workforce."
    )
    assert leadership_target(None, None).sentence == (
        "Which is higher is not known: the BME share of the workforce and of the community is missing."
    )


def test_each_point_is_met_not_met_or_not_known() -> None:
    assert met() == {
        "return-submitted": Met.MET,
        "return-in-time": Met.MET,
        "report-sent": Met.MET,
        "report-published": Met.NOT_MET,
        "board-approved": Met.MET,
        "plan-exists": Met.MET,
        "plan-covers-8a-plus": Met.MET,
        "plan-covers-board": Met.NOT_MET,
        "plan-target": Met.NOT_KNOWN,
    }
    assert set(met(report=None).values()) == {Met.MET, Met.NOT_KNOWN}
    none = replace(REPORT, five_year_plan=FiveYearPlan(False, None, None, None, None))
    assert {found for point, found in met(report=none).items() if point.startswith("plan")} == {Met.NOT_MET}


def test_a_plan_is_asked_for_from_2020_21_on() -> None:
    assert [point for point in met(2020) if point.startswith("plan")] == []
    assert len([point for point in met(2021) if point.startswith("plan")]) == 4


@pytest.mark.parametrize(
    ("workforce", "basis", "found"),
    [
        ("20", TargetBasis.WORKFORCE, Met.MET),
        ("20", TargetBasis.COMMUNITY, Met.NOT_MET),
        ("10", TargetBasis.COMMUNITY, Met.MET),
        ("15", TargetBasis.COMMUNITY, Met.MET),
        ("15", TargetBasis.WORKFORCE, Met.MET),
        ("15", None, Met.NOT_KNOWN),
    ],
)
def test_a_plan_is_to_be_set_against_the_higher_share(workforce: str, basis: TargetBasis | None, found: Met) -> None:
    target = leadership_target(Fraction(workforce), Fraction(15))
    report = replace(REPORT, five_year_plan=replace(PLAN, target_basis=basis))
    assert met(report=report, target=target)["plan-target"] is found


@pytest.mark.parametrize(
    ("standing", "submitted", "in_time"),
    [
        (ReturnStanding("published", late=True), Met.MET, Met.NOT_MET),
        (ReturnStanding("draft", late=None), Met.NOT_MET, Met.NOT_KNOWN),
        (ReturnStanding("withdrawn", late=False), Met.NOT_MET, Met.MET),
        (ReturnStanding(None, late=True), Met.NOT_MET, Met.NOT_MET),
        (ReturnStanding(None, late=None, hidden=True), Met.NOT_KNOWN, Met.NOT_KNOWN),
        (ReturnStanding("published", late=None, hidden=True), Met.MET, Met.NOT_KNOWN),
    ],
)
def test_what_may_not_be_seen_is_not_known(standing: ReturnStanding, submitted: Met, in_time: Met) -> None:
    found = met(standing=standing)
    assert (found["return-submitted"], found["return-in-time"]) == (submitted, in_time)


def test_every_point_has_a_sentence_that_ends() -> None:
    for report in (REPORT, None, replace(REPORT, five_year_plan=None, sent_on=None, board_approved_on=None)):
        for standing in (SUBMITTED, ReturnStanding(None, None), ReturnStanding("draft", late=True)):
            for point in points(2021, standing, report, UNKNOWN):
                assert point.sentence.endswith(".")
                assert "None" not in point.sentence
