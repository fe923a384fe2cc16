"""A body followed through its returns, against the goal that it agreed; and a merger, two goals becoming one."""

from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom

from tests.callers import NATIONAL_TEAM, PUBLIC, REGULATOR, House, commissioner, open_house, provider, refused
from tests.stocked import Stocked
from tests.trajectory_service.staffed import GOAL, register, returned

TURNOVER = 0.12


async def stock(house: House) -> None:
    for ods in ("R1A", "R1B"):
        await register(house, ods)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def agreed(house: House, ods: str, band: str = "8a", **more: Any) -> dict[str, Any]:
    path = f"/v1/organisations/{ods}/goals/{band}"
    assert (await house.trajectory.put(path, GOAL | more, provider(ods))).is_success
    answer = await house.trajectory.post(f"{path}/transitions", {"to": "agreed"}, NATIONAL_TEAM)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def progress(house: House, ods: str, year: int) -> dict[str, Any]:
    answer = await house.trajectory.get(f"/v1/organisations/{ods}/progress?year={year}", provider(ods))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def law(interest: int, others: int, share: float, years: int, added: int) -> np.ndarray:
    """The chances of every headcount, year by year: binomial losses and gains, and whole posts added evenly."""
    chances = np.zeros(interest + others + 1)
    chances[interest] = 1.0
    for year in range(1, years + 1):
        posts = len(chances) - 1
        after = np.zeros(posts + 1)
        for held in np.flatnonzero(chances > 0):
            stays = binom.pmf(np.arange(held + 1), held, 1 - TURNOVER * (1 - share))
            comes = binom.pmf(np.arange(posts - held + 1), posts - held, TURNOVER * share)
            after += chances[held] * np.convolve(stays, comes)
        more = int(added * year / years + 0.5) - int(added * (year - 1) / years + 0.5)
        chances = np.convolve(after, binom.pmf(np.arange(more + 1), more, share))
    return chances


def lower_tail(chances: np.ndarray, count: int) -> float:
    return float(chances[:count].sum() + chances[count] / 2)


async def test_a_body_is_on_track_then_behind_and_its_goal_is_re_based_with_both_paths_shown(house: House) -> None:
    await returned(house, "R1A", {2016: (10, 90), 2017: (11, 91), 2018: (6, 98)})
    goal = await agreed(house, "R1A")
    share = goal["recruitment_share"]

    first = await progress(house, "R1A", 2017)
    (item,) = first["items"]
    path = law(10, 90, share, 1, 2)
    assert (item["status"], item["actual"]["interest"], item["actual"]["total"]) == ("on_track", 11, 102)
    assert item["tail_probability"] == pytest.approx(lower_tail(path, 11), abs=1e-5)
    assert item["expected"] == pytest.approx(path @ np.arange(103), abs=1e-3)

    (item,) = (await progress(house, "R1A", 2018))["items"]
    path = law(10, 90, share, 2, 4)
    assert (item["status"], item["reason"], item["actual"]["interest"]) == ("behind", None, 6)
    assert item["tail_probability"] == pytest.approx(lower_tail(path, 6), abs=1e-5)
    assert item["tail_probability"] < 0.025
    assert item["interval"]["lower"] > 6
    assert item["forecast"]["from_years"] == [2016, 2017, 2018]
    assert item["forecast"]["probability_met"] < 0.5

    address = "/v1/organisations/R1A/goals/8a/transitions"
    assert (await house.trajectory.post(address, {"to": "revised"}, NATIONAL_TEAM)).is_success
    assert (await house.trajectory.post(address, {"to": "agreed"}, provider("R1A"))).is_success
    (item,) = (await progress(house, "R1A", 2018))["items"]
    assert (item["goal"][0]["revision"], item["reason"]) == (2, "not-after-the-baseline")
    (earlier,) = item["earlier"]
    assert (earlier["goal"][0]["revision"], earlier["status"]) == (1, "behind")

    await returned(house, "R1A", {2019: (9, 95)})
    (item,) = (await progress(house, "R1A", 2019))["items"]
    new, old = law(6, 98, item["goal"][0]["recruitment_share"], 1, 0), law(10, 90, share, 3, 4)
    assert item["tail_probability"] == pytest.approx(min(lower_tail(new, 9), 1 - lower_tail(new, 9)), abs=1e-5)
    assert item["status"] == "on_track"
    assert item["earlier"][0]["tail_probability"] == pytest.approx(lower_tail(old, 9), abs=1e-5)
    assert item["earlier"][0]["goal"][0]["baseline_year"] == 2016


async def merged(house: House) -> None:
    await returned(house, "R1A", {2016: (10, 90), 2017: (11, 89)})
    await returned(house, "R1B", {2016: (4, 56), 2017: (4, 56)})
    await agreed(house, "R1A")
    await agreed(house, "R1B")
    await register(house, "R1C", opened="2017-10-01")
    for ods in ("R1A", "R1B"):
        await register(house, ods, closed="2017-10-01", successors=["R1C"])


async def test_after_a_merger_both_goals_are_followed_together_until_there_is_one(house: House) -> None:
    await merged(house)
    await returned(house, "R1C", {2018: (11, 149), 2019: (14, 146)})

    path_of = "/v1/organisations/R1C/trajectories?year=2017"
    assert (await house.trajectory.get(path_of, REGULATOR)).status_code == 404
    history = (await house.trajectory.get(f"{path_of}&footprint=current&bands=8a", REGULATOR)).json()
    assert (history["revision"], len(history["combined"])) == (None, 1)
    assert [row["baseline"]["total"] for row in history["trajectories"] if row["staff_group"] == "all"] == [160]

    answer = await progress(house, "R1C", 2018)
    (item,) = answer["items"]
    assert [each["organisation"] for each in item["goal"]] == ["R1A", "R1B"]
    shares = [each["recruitment_share"] for each in item["goal"]]
    path = np.convolve(law(10, 90, shares[0], 2, 0), law(4, 56, shares[1], 2, 0))
    assert item["tail_probability"] == pytest.approx(lower_tail(path, 11), abs=1e-5)
    assert item["expected"] == pytest.approx(path @ np.arange(161), abs=1e-3)
    assert item["status"] == "behind"
    assert any("R1A and R1B together" in sentence for sentence in answer["combined"])
    assert item["forecast"]["from_years"] == [2016, 2017, 2018]

    await agreed(house, "R1C", baseline_year=2018)
    (item,) = (await progress(house, "R1C", 2019))["items"]
    assert [(each["organisation"], each["baseline_year"]) for each in item["goal"]] == [("R1C", 2018)]
    assert item["status"] == "on_track"
    (earlier,) = item["earlier"]
    assert [each["organisation"] for each in earlier["goal"]] == ["R1A", "R1B"]
    path = np.convolve(law(10, 90, shares[0], 3, 0), law(4, 56, shares[1], 3, 0))
    assert earlier["tail_probability"] == pytest.approx(lower_tail(path, 14), abs=1e-5)


async def test_a_merged_body_of_which_one_had_no_goal_is_not_assessed(house: House) -> None:
    await returned(house, "R1A", {2016: (10, 90)})
    await agreed(house, "R1A")
    await register(house, "R1C", opened="2017-10-01")
    for ods in ("R1A", "R1B"):
        await register(house, ods, closed="2017-10-01", successors=["R1C"])
    await returned(house, "R1C", {2018: (11, 149)})
    (item,) = (await progress(house, "R1C", 2018))["items"]
    assert (item["status"], item["reason"]) == ("not_assessable", "predecessor-without-goal")


async def test_what_cannot_be_told_has_a_reason(house: House) -> None:
    await returned(house, "R1A", {2016: (1, 11), 2017: (0, 12), 2018: (2, 10), 2019: (0, 0)})
    await agreed(house, "R1A")
    told = {year: (await progress(house, "R1A", year))["items"][0] for year in (2016, 2017, 2018, 2019, 2020)}
    assert {year: (item["status"], item["reason"]) for year, item in told.items()} == {
        2016: ("not_assessable", "not-after-the-baseline"),
        2017: ("not_assessable", "too-few-posts"),
        2018: ("not_assessable", "too-few-posts"),
        2019: ("not_assessable", "no-posts-of-known-ethnicity"),
        2020: ("not_assessable", "no-return"),
    }
    assert (told[2017]["instead"], told[2017]["power"]) == ("bands_8a_to_vsm", 0)
    assert (told[2019]["actual"], told[2019]["forecast"]) == (None, None)


async def test_from_its_year_on_a_goal_is_met_or_missed(house: House) -> None:
    await returned(house, "R1A", {2016: (10, 90), 2017: (14, 86), 2018: (14, 86), 2019: (16, 84)})
    await agreed(house, "R1A", year=2018, share=0.15)
    told = {year: (await progress(house, "R1A", year))["items"][0] for year in (2017, 2018, 2019)}
    assert [told[year]["outcome"] for year in told] == [None, "missed", "met"]
    assert [told[year]["status"] for year in told] == ["on_track", "on_track", "not_assessable"]
    assert told[2019]["reason"] == "goal-year-passed"
    assert [told[year]["forecast"] is None for year in told] == [False, True, True]


async def test_posts_that_were_cut_are_taken_out_of_the_path(house: House) -> None:
    await returned(house, "R1A", {2016: (40, 160), 2018: (30, 120)})
    goal = await agreed(house, "R1A", share=0.3)
    (item,) = (await progress(house, "R1A", 2018))["items"]
    before = law(40, 160, goal["recruitment_share"], 2, 0)
    mean = before @ np.arange(201)
    assert item["expected"] == pytest.approx(mean * 150 / 200, abs=1e-3)
    assert item["status"] == "on_track"
    assert item["forecast"]["from_years"] == [2016, 2018]


async def test_an_area_counts_its_organisations_by_where_they_stand(house: House) -> None:
    await register(house, "R1D", region="Y58")
    for ods, bme in (("R1A", 6), ("R1B", 14), ("R1D", 40)):
        await returned(house, ods, {2016: (10, 90), 2018: (bme, 104 - bme)})
        await agreed(house, ods)
    england = await house.trajectory.get("/v1/areas/england/progress?year=2018", REGULATOR)
    together = england.json()["together"]
    assert [together[name] for name in ("tested", "behind", "on_track", "ahead")] == [3, 1, 1, 1]
    assert (together["behind_controlled"], together["ahead_controlled"]) == (1, 1)
    region = (await house.trajectory.get("/v1/areas/region:Y56/progress?year=2018", REGULATOR)).json()
    assert (region["organisations"], region["with_goals"]) == (2, 2)
    assert [(item["band"], item["behind"], item["on_track"]) for item in region["items"]] == [("8a", 1, 1)]
    own = (await progress(house, "R1A", 2018))["significance"]
    assert (own["tested"], own["behind"]) == (1, 1)
    for caller in (provider("R1A"), commissioner("R1A"), PUBLIC):
        answer = await house.trajectory.get("/v1/areas/england/progress?year=2018", caller)
        assert answer.status_code == refused(caller)
    nowhere = await house.trajectory.get("/v1/areas/region:Y61/progress?year=2018", REGULATOR)
    assert nowhere.status_code == 404


async def test_turnover_can_be_taken_from_two_years_returns(house: House) -> None:
    await returned(house, "R1A", {2017: (10, 90), 2018: (11, 99)})
    path = "/v1/organisations/R1A/trajectories?bands=8a&turnover_from=returns"

    async def turnover(query: str) -> tuple[float, str]:
        answer = (await house.trajectory.get(path + query, REGULATOR)).json()
        rows = [row for row in answer["trajectories"] if row["assumptions"]]
        told = {
            (each["value"], each["origin"])
            for row in rows
            for each in row["assumptions"]
            if each["name"] == "turnover"
        }
        (one,) = told
        return one

    # 60 were appointed, 10 of them to posts that were added; there were 1,200 people.
    assert await turnover("&year=2018") == (round(50 / 1200, 6), "from returns 2017–2018")
    assert await turnover("&year=2017") == (0.12, "default")


async def test_a_goal_stands_for_everybody_before_it_and_no_post_is_counted_twice(house: House) -> None:
    await returned(house, "R1A", {2016: (10, 90)})
    await agreed(house, "R1A")
    await register(house, "R1C", opened="2016-10-01")
    await register(house, "R1A", closed="2016-10-01", successors=["R1C"])
    await returned(house, "R1C", {2017: (11, 89)})
    own = await agreed(house, "R1C", baseline_year=2017)
    await register(house, "R1D", opened="2017-10-01")
    await register(house, "R1C", opened="2016-10-01", closed="2017-10-01", successors=["R1D"])
    await returned(house, "R1D", {2018: (12, 88)})
    (item,) = (await progress(house, "R1D", 2018))["items"]
    assert [each["organisation"] for each in item["goal"]] == ["R1C"]
    path = law(11, 89, own["recruitment_share"], 1, 0)
    assert item["expected"] == pytest.approx(path @ np.arange(101), abs=1e-3)


async def test_a_goal_of_before_another_body_joined_is_not_held_against_both(house: House) -> None:
    await returned(house, "R1A", {2016: (10, 90), 2017: (11, 91)})
    await returned(house, "R1B", {2016: (4, 36), 2017: (4, 36)})
    await agreed(house, "R1A")
    await agreed(house, "R1B")
    acquired = {"on": "2017-10-01", "kind": "acquisition"}
    answer = await house.indicators.put("/v1/organisations/R1B/successors/R1A", acquired, NATIONAL_TEAM)
    assert answer.is_success, answer.text
    await returned(house, "R1A", {2018: (15, 127)})
    (item,) = (await progress(house, "R1A", 2018))["items"]
    assert (item["status"], item["reason"]) == ("not_assessable", "another-body-joined-since-the-goal")
    assert (item["expected"], item["earlier"]) == (None, [])
    await agreed(house, "R1A", baseline_year=2017)
    (item,) = (await progress(house, "R1A", 2018))["items"]
    assert (item["status"], item["reason"]) == ("on_track", None)
    assert [each["reason"] for each in item["earlier"]] == ["another-body-joined-since-the-goal"]
