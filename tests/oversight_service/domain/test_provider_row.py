"""A provider's row: its headlines, what it lacks, where it stands by its goals, and its level of compliance."""

from fractions import Fraction
from typing import Any

import pytest

from oversight_service.domain.compliance import (
    Compliance,
    ComplianceCounts,
    Movement,
    compliance_change,
    compliance_counts,
)
from oversight_service.domain.headlines import HEADLINES, headlines, workforce_share
from oversight_service.domain.peer_body import Body
from oversight_service.domain.provider_row import GoalCounts, movement, without_value

SENIOR = {"staff_group": "all", "band": "bands_8a_to_vsm"}
WHOLE = {"staff_group": "all", "band": "all"}


def row(indicator: str, measure: str, part: dict[str, str] | None = None, **more: Any) -> Body:
    return Body("row", {"indicator": indicator, "measure": measure, "part": part, **more})


def test_each_indicator_is_told_by_one_result() -> None:
    rows = [
        row("1", "share", WHOLE, value=26.6),
        row("1", "gap", SENIOR, value=-18.6),
        row("1", "share", SENIOR, value=8.0, unit="percent", previous={"year": 2017, "value": 7.5}),
        row("2", "rate_ratio", value=None, reason="no-denominator"),
        row("9", "gap", {"group": "bme", "membership": "all"}, value=-18.9),
    ]
    found = {each.indicator: each for each in headlines(rows)}
    assert list(found) == list(HEADLINES) == [str(number) for number in range(1, 10)]
    assert (found["1"].value, found["1"].previous_year, found["1"].previous) == (8.0, 2017, 7.5)
    assert (found["2"].value, found["2"].reason) == (None, "no-denominator")
    assert (found["9"].value, found["9"].reason) == (-18.9, None)
    assert (found["5"].value, found["5"].reason) == (None, "not-in-response")


def test_the_share_of_the_workforce_comes_from_its_counts() -> None:
    counts = {"bme": {"numerator": 368, "denominator": 1385}}
    assert workforce_share([row("1", "share", WHOLE, groups=counts)]) == Fraction(36800, 1385)
    hidden = {"bme": {"numerator": None, "denominator": 1385}}
    assert workforce_share([row("1", "share", WHOLE, groups=hidden)]) is None
    assert workforce_share([row("1", "share", SENIOR, groups=counts)]) is None


def test_where_there_is_no_return_every_indicator_is_missing() -> None:
    assert without_value(None) == {str(number): "not-submitted" for number in range(1, 10)}


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        (GoalCounts(3, 1, 2, 4), "behind"),
        (GoalCounts(3, 0, 2, 4), "on_track"),
        (GoalCounts(0, 0, 2, 4), "ahead"),
        (GoalCounts(0, 0, 0, 4), "not_assessable"),
        (GoalCounts(0, 0, 0, 0), None),
    ],
)
def test_a_body_stands_where_its_goals_stand(counts: GoalCounts, status: str | None) -> None:
    assert counts.status == status


def test_an_index_moves_for_the_better_when_it_falls() -> None:
    assert movement(Fraction(2), Fraction(1)) is Movement.BETTER
    assert movement(Fraction(1), Fraction(2)) is Movement.WORSE
    assert movement(Fraction(1), Fraction(1)) is Movement.SAME
    assert movement(None, Fraction(1)) is None
    assert movement(Fraction(1), None) is None


def test_a_level_of_compliance_moves_in_its_order() -> None:
    full, partial, none = Compliance.FULL, Compliance.PARTIAL, Compliance.NONE
    assert [compliance_change(none, partial), compliance_change(partial, full)] == [Movement.BETTER] * 2
    assert [compliance_change(full, partial), compliance_change(partial, none)] == [Movement.WORSE] * 2
    assert compliance_change(full, full) is Movement.SAME
    assert compliance_change(None, full) is compliance_change(full, None) is None
    assert compliance_counts([full, None, none, none]) == ComplianceCounts(1, 0, 2, 1)
