"""Goals over HTTP, on both databases: proposed, agreed by two parties, revised; who may, and what is refused."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.identity import Caller
from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    OVERSIGHT,
    PUBLIC,
    REGULATOR,
    House,
    commissioner,
    open_house,
    provider,
    refused,
)
from tests.stocked import Stocked
from tests.trajectory_service.staffed import GOAL, register, returned

PATH = "/v1/organisations/R1A/goals/8a"
OWN = provider("R1A")


async def stock(house: House) -> None:
    for ods in ("R1A", "R1B"):
        await register(house, ods)
    await returned(house, "R1A", {2016: (10, 90), 2017: (11, 91), 2018: (7, 96)})


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def step(house: House, caller: Caller, to: str, path: str = PATH, **more: Any) -> Any:
    return await house.trajectory.post(f"{path}/transitions", {"to": to} | more, caller)


async def agree(house: House, **more: Any) -> dict[str, Any]:
    assert (await house.trajectory.put(PATH, GOAL | more, OWN)).is_success
    answer = await step(house, NATIONAL_TEAM, "agreed")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_goal_is_proposed_by_one_party_and_in_force_when_the_other_agrees(house: House) -> None:
    first = await house.trajectory.put(PATH, GOAL | {"board_discussed_on": "2016-06-01"}, OWN)
    shown = first.json()
    assert (first.status_code, shown["revision"], shown["state"], shown["in_force"]) == (201, 1, "proposed", None)
    assert (shown["proposed_by"], shown["waiting_for"]) == ("organisation", ["national_team"])
    assert shown["baseline"] == {"year": 2016, "interest": 10, "total": 100, "share": 0.1}
    assert shown["board_discussed_on"] == "2016-06-01"
    assert (await step(house, OWN, "agreed")).status_code == 409
    agreed = (await step(house, NATIONAL_TEAM, "agreed", note="As discussed.")).json()
    assert (agreed["state"], agreed["in_force"], agreed["waiting_for"]) == ("agreed", 1, [])
    assert [(each["to"], each["party"], each["by"]) for each in agreed["steps"]] == [
        ("agreed", "national_team", "wres-team")
    ]
    assert agreed["agreed_at"] == agreed["steps"][0]["at"]
    assert (await step(house, NATIONAL_TEAM, "agreed")).status_code == 409


async def test_the_path_is_that_of_the_share_required_from_the_baseline(house: House) -> None:
    goal = await agree(house)
    asked = {
        "baseline": {"year": 2016, "interest": 10, "total": 100},
        "target": {"share": 0.25},
        "horizons": [2028],
        "turnover": 0.12,
    }
    computed = (await house.trajectory.post("/v1/trajectories:compute", asked)).json()["horizons"][0]
    assert (goal["turnover"], goal["turnover_origin"]) == (0.12, "default")
    for field in ("required_share", "interest_recruits_per_year", "goal_posts", "probability_met", "path"):
        assert goal[field] == computed[field]
    assert goal["recruitment_share"] == goal["required_share"]


async def test_without_a_share_the_goal_is_equality_with_the_whole_workforce(house: House) -> None:
    body = {"year": 2028, "baseline_year": 2016, "turnover": 0.2, "recruitment_share": 0.5}
    shown = (await house.trajectory.put(PATH, body, NATIONAL_TEAM)).json()
    assert (shown["share"], shown["equality"]) == (pytest.approx(310 / 1200, abs=1e-6), True)
    assert (shown["proposed_by"], shown["waiting_for"]) == ("national_team", ["organisation"])
    assert (shown["recruitment_share"], shown["turnover"], shown["turnover_origin"]) == (0.5, 0.2, "given")


async def test_a_revision_starts_from_a_newer_return_and_both_paths_stay(house: House) -> None:
    await agree(house)
    revised = (await step(house, NATIONAL_TEAM, "revised", note="First re-assessment.")).json()
    assert (revised["revision"], revised["state"], revised["follows"], revised["in_force"]) == (2, "proposed", 1, 1)
    assert (revised["share"], revised["year"], revised["baseline_year"]) == (0.25, 2028, 2018)
    assert (revised["baseline"]["interest"], revised["baseline"]["total"]) == (7, 103)
    assert (await step(house, OWN, "agreed")).json()["in_force"] == 2
    every = (await house.trajectory.get(f"{PATH}/revisions", OWN)).json()
    assert [(each["revision"], each["state"]) for each in every["items"]] == [(1, "revised"), (2, "agreed")]
    assert [each["path"][0]["year"] for each in every["items"]] == [2017, 2019]
    assert every["items"][1]["required_share"] > every["items"][0]["required_share"]
    again = await step(house, OWN, "revised", revision=1)
    assert again.status_code == 409
    assert "only an agreed goal" in again.json()["detail"]


async def test_equality_is_assessed_anew_when_it_is_revised(house: House) -> None:
    await house.trajectory.put(PATH, {"year": 2028, "baseline_year": 2016}, OWN)
    await step(house, NATIONAL_TEAM, "agreed")
    revised = (await step(house, OWN, "revised", baseline_year=2017)).json()
    assert (revised["equality"], revised["share"]) == (True, pytest.approx(311 / 1202, abs=1e-6))


async def test_a_proposal_is_withdrawn_by_the_party_that_made_it(house: House) -> None:
    await house.trajectory.put(PATH, GOAL, OWN)
    assert (await step(house, NATIONAL_TEAM, "withdrawn")).status_code == 409
    assert (await step(house, OWN, "withdrawn")).json()["state"] == "withdrawn"
    assert (await step(house, NATIONAL_TEAM, "agreed")).status_code == 409
    goal = await agree(house, share=0.2)
    assert (goal["revision"], goal["state"]) == (2, "agreed")
    assert (await step(house, OWN, "withdrawn")).status_code == 409


async def test_the_same_proposal_again_changes_nothing(house: House) -> None:
    first = await house.trajectory.put(PATH, GOAL, OWN)
    again = await house.trajectory.put(PATH, GOAL, OWN)
    assert (again.status_code, again.json()) == (200, first.json())
    other = await house.trajectory.put(PATH, GOAL | {"share": 0.3}, OWN)
    assert (other.status_code, other.json()["revision"]) == (200, 2)


async def test_local_goals_stand_beside_the_national_one_and_are_the_bodys_own(house: House) -> None:
    await agree(house)
    local = f"{PATH}?kind=local"
    for caller in (NATIONAL_TEAM, ADMINISTRATOR, provider("R1B")):
        assert (await house.trajectory.put(local, GOAL | {"share": 0.3}, caller)).status_code == 403
    shown = (await house.trajectory.put(local, GOAL | {"share": 0.3}, OWN)).json()
    assert (shown["kind"], shown["state"], shown["in_force"]) == ("local", "agreed", 1)
    listed = (await house.trajectory.get("/v1/organisations/R1A/goals", OWN)).json()
    assert [(each["kind"], each["share"]) for each in listed["items"]] == [("local", 0.3), ("national", 0.25)]


async def test_who_may_read_propose_and_agree(house: House) -> None:
    strangers = (provider("R1B"), commissioner("R1B"), PUBLIC)
    for caller in (*strangers, REGULATOR, OVERSIGHT):
        assert (await house.trajectory.put(PATH, GOAL, caller)).status_code == refused(caller)
    assert (await house.trajectory.put(PATH, GOAL, OWN)).status_code == 201
    for caller in (*strangers, REGULATOR, OVERSIGHT):
        assert (await step(house, caller, "agreed")).status_code == refused(caller)
    for address in (
        PATH,
        f"{PATH}/revisions",
        "/v1/organisations/R1A/goals",
        "/v1/organisations/R1A/progress?year=2018",
    ):
        for caller in (OWN, REGULATOR, OVERSIGHT, NATIONAL_TEAM, ADMINISTRATOR):
            assert (await house.trajectory.get(address, caller)).status_code == 200
        for caller in strangers:
            assert (await house.trajectory.get(address, caller)).status_code == refused(caller)


async def test_a_commissioner_reads_the_goals_of_those_it_commissions(house: House) -> None:
    await register(house, "Q01", type="ccg")
    await house.trajectory.put(PATH, GOAL, OWN)
    buyer = commissioner("Q01")
    assert (await house.trajectory.get(PATH, buyer)).status_code == 403
    contract = await house.indicators.put("/v1/commissioners/Q01/providers/R1A", {"from": "2016-04-01"})
    assert contract.is_success, contract.text
    assert (await house.trajectory.get(PATH, buyer)).status_code == 200
    assert (await house.trajectory.put(PATH, GOAL, buyer)).status_code == 403


async def test_bad_goals_are_refused_with_the_field_and_nothing_is_stored(house: House) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        (GOAL | {"year": 2016}, "$.year"),
        (GOAL | {"baseline_year": 2015}, "$.baseline_year"),
        (GOAL | {"share": 1.5}, "$.share"),
        (GOAL | {"turnover": 0}, "$.turnover"),
        (GOAL | {"board_discussed_on": 20160601}, "$.board_discussed_on"),
        (GOAL | {"target": 3}, "$.target"),
    ]
    for body, path in wrong:
        answer = await house.trajectory.put(PATH, body, OWN)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path), body
    empty = await house.trajectory.put("/v1/organisations/R1A/goals/9", GOAL, OWN)
    assert (empty.status_code, empty.json()["errors"][0]["code"]) == (422, "no-posts")
    odd = await house.trajectory.put("/v1/organisations/R1A/goals/8a?staff_group=medical_and_dental", GOAL, OWN)
    assert (odd.status_code, odd.json()["errors"][0]["code"]) == (422, "no-such-stratum")
    assert (await house.trajectory.get("/v1/organisations/R1A/goals", OWN)).json()["total"] == 0
    assert (await house.trajectory.get(PATH, OWN)).status_code == 404
    assert (await step(house, OWN, "agreed")).status_code == 404


async def test_a_revision_has_to_start_later_and_end_after_it(house: House) -> None:
    await agree(house)
    for year in (2016, 2015):
        answer = await step(house, OWN, "revised", baseline_year=year)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "$.baseline_year")
    missing = await step(house, OWN, "agreed", revision=7)
    assert (missing.status_code, missing.json()["errors"][0]["path"]) == (422, "$.revision")


async def test_a_goal_as_it_was_known_and_a_stale_tag(house: House) -> None:
    first = await house.trajectory.put(PATH, GOAL, OWN)
    before = first.json()["recorded_at"]
    read = await house.trajectory.get(PATH, OWN)
    await step(house, NATIONAL_TEAM, "agreed")
    then = (await house.trajectory.get(PATH, OWN, params={"as_of": before})).json()
    assert (then["state"], (await house.trajectory.get(PATH, OWN)).json()["state"]) == ("proposed", "agreed")
    stale = {"if-match": read.headers["etag"]}
    assert (await house.trajectory.put(PATH, GOAL | {"share": 0.3}, OWN, headers=stale)).status_code == 412
    fresh = {"if-match": (await house.trajectory.get(PATH, OWN)).headers["etag"]}
    assert (await house.trajectory.put(PATH, GOAL | {"share": 0.3}, OWN, headers=fresh)).status_code == 200
    again = await house.trajectory.get(PATH, OWN)
    same = await house.trajectory.get(PATH, OWN, headers={"if-none-match": again.headers["etag"]})
    assert same.status_code == 304


async def test_racing_agreements_are_one_agreement(house: House) -> None:
    await house.trajectory.put(PATH, GOAL, OWN)
    answers = await asyncio.gather(*(step(house, NATIONAL_TEAM, "agreed") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len((await house.trajectory.get(PATH, OWN)).json()["steps"]) == 1
