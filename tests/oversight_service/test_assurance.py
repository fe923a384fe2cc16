"""A commissioner's assurance over HTTP, on both databases: 163b by hand, rows, weights, and who may read it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    PUBLIC,
    REGULATOR,
    House,
    commissioner,
    open_house,
    provider,
    refused,
)
from tests.oversight_service.commissioned import commission, register, submit, surveyed
from tests.stocked import Stocked

PATH = "/v1/commissioners/Q01/assurance?year=2018"
FLOWS = {"RX1": 20e6, "RX2": 10e6, "RX3": 10e6}


async def stock(house: House) -> None:
    await register(house, "Q01", "ccg")
    for ods, flow in FLOWS.items():
        await register(house, ods, "acute")
        await submit(house, surveyed(ods))
        await commission(house, "Q01", ods, flow)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def read(house: House, query: str = "", caller: Any = REGULATOR) -> dict[str, Any]:
    answer = await house.oversight.get(PATH + query, caller)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("mode", "indices", "by_flow", "by_headcount"),
    [("signed", [0.075, 0.045, None], 0.065, 0.06), ("absolute", [0.075, 0.05, None], 0.066667, 0.0625)],
)
async def test_163b_of_three_providers_of_which_one_has_no_index(
    house: House, mode: str, indices: list[float | None], by_flow: float, by_headcount: float
) -> None:
    answer = await read(house, f"&gap_mode={mode}&weight_basis=financial_flow")
    found = answer["progress_against_wres"]
    assert [row["index"]["value"] for row in answer["providers"]] == indices
    assert (found["value"], found["coverage"], found["reason"]) == (by_flow, 0.75, None)
    assert found["parameters"] == {
        "indicators": ["5", "6", "7", "8"],
        "gap_mode": mode,
        "weight_basis": "financial_flow",
        "weights": None,
        "least_indicators": 2,
        "coverage_floor": 0.5,
        "confidence": "unconfirmed",
    }
    # The three have as many staff, so headcount weighs them alike.
    alike = (await read(house, f"&gap_mode={mode}"))["progress_against_wres"]
    assert (alike["value"], alike["coverage"]) == (by_headcount, 0.666667)


async def test_a_row_tells_gaps_the_return_and_what_is_missing(house: House) -> None:
    answer = await read(house)
    row, short = answer["providers"][0], answer["providers"][2]
    assert [(each["indicator"], each["gap"]) for each in row["index"]["gaps"]] == [
        ("5", 0.02),
        ("6", 0.05),
        ("7", 0.15),
        ("8", 0.08),
    ]
    assert (row["submitted"]["state"], row["submitted"]["revision"]) == ("draft", 1)
    assert (short["index"]["value"], short["index"]["reason"]) == (None, "too-few-indicators")
    assert [(each["indicator"], each["reason"]) for each in short["index"]["gaps"]][1] == ("6", "not-collected")
    assert (answer["own"]["organisation"], answer["own"]["submitted"]["reason"]) == ("Q01", "not-submitted")
    assert answer["progress_against_wres"]["sentence"] == (
        "Across 2 of 3 providers, with 66.7 % of the weight, BME staff fare 6 percentage points worse than white "
        "staff on average."
    )
    assert (row["goals"], answer["staff_engagement"]["value"]) == (None, None)
    assert answer["staff_engagement"]["reason"] == "no-provider-has-a-figure"


async def test_movement_since_last_year_and_goals_stand_in_the_rows(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX1/returns/2017", surveyed("RX1", 2017, worse=2.0))
    goal = {"year": 2028, "baseline_year": 2017, "share": 0.2}
    path = "/v1/organisations/RX1/goals/8a"
    assert (await house.trajectory.put(path, goal, provider("RX1"))).is_success
    assert (await house.trajectory.post(f"{path}/transitions", {"to": "agreed"}, NATIONAL_TEAM)).is_success
    row = (await read(house))["providers"][0]
    # Two points more for each of three questions, two fewer for the one that asks for something good.
    assert (row["index"]["previous"], row["index"]["change"]) == (0.085, -0.01)
    assert row["goals"] == {"on_track": 1, "behind": 0, "ahead": 0, "not_assessable": 0}


async def test_too_little_coverage_and_weights_that_nobody_knows_give_no_value(house: House) -> None:
    low = (await read(house, "&coverage_floor=0.8&weight_basis=financial_flow"))["progress_against_wres"]
    assert (low["value"], low["coverage"], low["reason"]) == (None, 0.75, "coverage-under-the-floor")
    unknown = (await read(house, "&weight_basis=activity"))["progress_against_wres"]
    assert (unknown["value"], unknown["coverage"], unknown["reason"]) == (None, None, "no-weight")
    more = (await read(house, "&least_indicators=1"))["progress_against_wres"]
    assert (more["with_index"], more["coverage"]) == (3, 1.0)


async def test_only_contracts_that_ran_in_the_year_count(house: House) -> None:
    ended = {"from": "2015-04-01", "to": "2017-03-31"}
    assert (await house.indicators.put("/v1/commissioners/Q01/providers/RX3", ended)).is_success
    answer = await read(house)
    assert [row["organisation"] for row in answer["providers"]] == ["RX1", "RX2"]
    assert answer["progress_against_wres"]["coverage"] == 1.0


async def test_who_may_read_it_and_bad_questions(house: House) -> None:
    for caller in (REGULATOR, ADMINISTRATOR, NATIONAL_TEAM, commissioner("Q01")):
        assert (await house.oversight.get(PATH, caller)).status_code == 200
    for caller in (PUBLIC, provider("RX1"), commissioner("RX2")):
        assert (await house.oversight.get(PATH, caller)).status_code == refused(caller)
    for query in ("&gap_mode=other", "&least_indicators=0", "&coverage_floor=2"):
        assert (await house.oversight.get(PATH + query)).status_code == 422
    assert (await house.oversight.get("/v1/commissioners/Q99/assurance?year=2018")).status_code == 404
    twice = [{"year": 2018, "basis": "activity", "value": 1.0}] * 2
    answer = await house.indicators.put(
        "/v1/commissioners/Q01/providers/RX1", {"from": "2015-04-01", "weights": twice}
    )
    assert answer.status_code == 422
    wrong = {"from": "2015-04-01", "weights": [{"year": 2018, "basis": "activity", "value": 0}]}
    answer = await house.indicators.put("/v1/commissioners/Q01/providers/RX1", wrong)
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "$.weights[0].value")


OWN = commissioner("Q01")
STATED: dict[str, Any] = {
    "report_published": True,
    "report_link": "https://www.example.nhs.uk/wres-2018.pdf",
    "report_published_on": "2018-09-28",
    "board_approved_on": "2018-09-20",
    "action_plan_published": False,
    "level_of_compliance": "partial",
    "note": "The action plan names no measure of success.",
    "assessor_role": "Head of quality assurance",
}
ADDRESS = "/v1/commissioners/Q01/assurance/RX1?year=2018"


async def test_a_statement_stands_beside_what_is_computed_and_is_followed_by_another(house: House) -> None:
    first = await house.oversight.put(ADDRESS, STATED, OWN)
    assert (first.status_code, first.json()["revision"]) == (201, 1)
    then = first.json()["recorded_at"]
    again = await house.oversight.put(ADDRESS, STATED | {"level_of_compliance": "full"}, OWN)
    assert (again.status_code, again.json()["revision"]) == (200, 2)
    rows = {row["organisation"]: row["statement"] for row in (await read(house))["providers"]}
    assert rows["RX1"]["level_of_compliance"] == "full"
    assert (rows["RX1"]["recorded_by"], rows["RX1"]["report_published_on"]) == (OWN.client, "2018-09-28")
    assert rows["RX2"] is None
    before = await house.oversight.get(ADDRESS, OWN, params={"year": 2018, "as_of": then})
    assert (before.json()["revision"], before.json()["level_of_compliance"]) == (1, "partial")
    assert (await house.oversight.get(ADDRESS.replace("RX1", "RX2"), OWN)).status_code == 404


async def test_who_may_state_and_read_statements(house: House) -> None:
    for caller in (provider("RX1"), commissioner("RX2"), REGULATOR, NATIONAL_TEAM, PUBLIC):
        assert (await house.oversight.put(ADDRESS, STATED, caller)).status_code == refused(caller)
    for caller in (OWN, ADMINISTRATOR):
        assert (await house.oversight.put(ADDRESS, STATED, caller)).is_success
    for caller in (OWN, ADMINISTRATOR, REGULATOR, NATIONAL_TEAM):
        assert (await house.oversight.get(ADDRESS, caller)).status_code == 200
    for caller in (provider("RX1"), commissioner("RX2"), PUBLIC):
        assert (await house.oversight.get(ADDRESS, caller)).status_code == refused(caller)


async def test_bad_statements_are_refused_with_the_field_and_nothing_is_kept(house: House) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"note": "Ask jo.bloggs@nhs.net"}, "$.note"),
        ({"assessor_role": "Dr Smith"}, "$.assessor_role"),
        ({"assessor_role": "Jane Cooper"}, "$.assessor_role"),
        ({"report_link": "the intranet"}, "$.report_link"),
        ({"level_of_compliance": "fine"}, "$.level_of_compliance"),
        ({"board_approved_on": 20180920}, "$.board_approved_on"),
        ({"action_plan_link": "https://www.example.nhs.uk/plan"}, "$"),
        ({"rating": "good"}, "$.rating"),
    ]
    for changes, path in wrong:
        answer = await house.oversight.put(ADDRESS, STATED | changes, OWN)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path), answer.text
        assert "bloggs" not in answer.text
    for address, code in (
        ("/v1/commissioners/Q01/assurance/RX1?year=2017", "no-return"),
        ("/v1/commissioners/Q01/assurance/RX9?year=2018", "not-commissioned"),
    ):
        answer = await house.oversight.put(address, STATED, OWN)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code), answer.text
    assert (await house.oversight.get(ADDRESS, OWN)).status_code == 404
