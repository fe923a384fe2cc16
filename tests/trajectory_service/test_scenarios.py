"""Named what-ifs over HTTP, on both databases: kept, replaced, told side by side, removed; and who may."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.callers import NATIONAL_TEAM, PUBLIC, REGULATOR, House, open_house, provider, refused
from tests.stocked import Stocked
from tests.trajectory_service.staffed import register, returned

PATH = "/v1/organisations/R1A/scenarios"
OWN = provider("R1A")
PLAIN: dict[str, Any] = {"band": "8a", "baseline_year": 2016, "year": 2026, "share": 0.25}


async def stock(house: House) -> None:
    for ods in ("R1A", "R1B"):
        await register(house, ods)
    await returned(house, "R1A", {2016: (10, 90)})


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def keep(house: House, name: str, **changes: Any) -> dict[str, Any]:
    answer = await house.trajectory.put(f"{PATH}/{name}", PLAIN | changes, OWN)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def compute(house: House, **changes: Any) -> dict[str, Any]:
    asked = {
        "baseline": {"year": 2016, "interest": 10, "total": 100},
        "target": {"share": 0.25},
        "horizons": [2026],
        "turnover": 0.12,
    }
    answer = await house.trajectory.post("/v1/trajectories:compute", asked | changes)
    found: dict[str, Any] = answer.json()["horizons"][0]
    return found


@pytest.mark.parametrize("changes", [{}, {"growth": 0.02}, {"growth": -0.02}, {"turnover": 0.2}])
async def test_what_is_the_same_in_every_year_leads_where_the_trajectory_does(
    house: House, changes: dict[str, float]
) -> None:
    kept, computed = await keep(house, "plain", **changes), await compute(house, **changes)
    assert kept["outcome"]["required_share"] == pytest.approx(computed["required_share"], abs=2e-6)
    assert kept["outcome"]["probability_met"] == pytest.approx(computed["probability_met"], abs=2e-6)
    assert kept["outcome"]["goal_posts"] == computed["goal_posts"]
    for mine, theirs in zip(kept["outcome"]["path"], computed["path"], strict=True):
        assert mine == {key: pytest.approx(value, abs=2e-3) for key, value in theirs.items()}
    assert kept["without"]["expected_share"] == pytest.approx(0.1)


async def test_shares_and_cuts_of_single_years_are_followed(house: House) -> None:
    even = await keep(house, "even", recruitment_share=0.3)
    first = await keep(house, "first", recruitment_share=0.2, shares=[{"year": 2017, "share": 0.9}])
    assert first["outcome"]["path"][0]["expected"] == pytest.approx(10 - 10 * 0.12 * 0.1 + 90 * 0.12 * 0.9, abs=1e-3)
    cut = await keep(house, "cut", recruitment_share=0.3, cuts=[{"year": 2020, "posts": 20}])
    assert [round(point["expected"] / point["share"]) for point in cut["outcome"]["path"]] == [100] * 3 + [80] * 7
    assert cut["outcome"]["expected_share"] == pytest.approx(even["outcome"]["expected_share"], abs=1e-6)
    hard = await keep(house, "hard", recruitment_share=0.3, cuts=[{"year": 2020, "posts": 20}], cut_selection=3)
    assert hard["outcome"]["expected_share"] < cut["outcome"]["expected_share"]
    assert hard["outcome"]["required_share"] > cut["outcome"]["required_share"]


async def test_scenarios_are_replaced_told_side_by_side_and_removed(house: House) -> None:
    first = await house.trajectory.put(f"{PATH}/more", PLAIN, OWN)
    again = await house.trajectory.put(f"{PATH}/more", PLAIN | {"growth": 0.05}, NATIONAL_TEAM)
    assert (first.status_code, again.status_code, again.json()["revision"]) == (201, 200, 2)
    await keep(house, "less", growth=-0.05)
    listed = (await house.trajectory.get(PATH, OWN)).json()
    assert [each["name"] for each in listed["items"]] == ["less", "more"]
    assert listed["items"][1]["recorded_by"] == NATIONAL_TEAM.client
    some = (await house.trajectory.get(f"{PATH}?name=more", OWN)).json()
    assert [each["name"] for each in some["items"]] == ["more"]
    assert (await house.trajectory.get(f"{PATH}/more", OWN)).json() == some["items"][0]
    assert (await house.trajectory.call("DELETE", f"{PATH}/more", OWN)).status_code == 204
    assert (await house.trajectory.get(f"{PATH}/more", OWN)).status_code == 404
    assert (await house.trajectory.call("DELETE", f"{PATH}/more", OWN)).status_code == 404


async def test_who_may_keep_and_read_them(house: House) -> None:
    for caller in (provider("R1B"), REGULATOR, PUBLIC):
        assert (await house.trajectory.put(f"{PATH}/a", PLAIN, caller)).status_code == refused(caller)
    await keep(house, "a")
    for caller in (OWN, REGULATOR, NATIONAL_TEAM):
        assert (await house.trajectory.get(f"{PATH}/a", caller)).status_code == 200
    for caller in (provider("R1B"), PUBLIC):
        assert (await house.trajectory.get(f"{PATH}/a", caller)).status_code == refused(caller)
        assert (await house.trajectory.get(PATH, caller)).status_code == refused(caller)
        assert (await house.trajectory.call("DELETE", f"{PATH}/a", caller)).status_code == refused(caller)
    assert (await house.trajectory.call("DELETE", f"{PATH}/a", REGULATOR)).status_code == 403


async def test_bad_scenarios_are_refused_with_the_field_and_nothing_is_kept(house: House) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"year": 2016}, "$.year"),
        ({"cuts": [{"year": 2030, "posts": 1}]}, "$.cuts"),
        ({"cuts": [{"year": 2018, "posts": 100}]}, "$.cuts"),
        ({"cuts": [{"year": 2018, "posts": 1}] * 2}, "$"),
        ({"shares": [{"year": 2016, "share": 0.5}]}, "$.shares"),
        ({"baseline_year": 2017}, "$.baseline_year"),
        ({"growth": -0.2}, "$.cuts"),
        ({"band": "10"}, "$.band"),
    ]
    for changes, path in wrong:
        answer = await house.trajectory.put(f"{PATH}/bad", PLAIN | changes, OWN)
        assert answer.status_code == 422, changes
        assert answer.json()["errors"][0]["path"].startswith(path), answer.json()["errors"]
    assert (await house.trajectory.put(f"{PATH}/Bad Name", PLAIN, OWN)).status_code == 422
    assert (await house.trajectory.get(PATH, OWN)).json()["total"] == 0
