"""The pipeline as a caller meets it, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.settings import Settings
from tests.callers import PUBLIC, House, open_house

PATH = "/v1/trajectories:pipeline"
RUNGS: list[dict[str, Any]] = [
    {
        "band": "7",
        "interest": 120,
        "total": 600,
        "leaving": 0.08,
        "promotion": 0.05,
        "promotion_interest": 0.03,
        "promotions": {"interest": {"events": 4, "people": 120}, "others": {"events": 26, "people": 480}},
        "leavers": {"interest": {"events": 12, "people": 120}, "others": {"events": 36, "people": 480}},
    },
    {"band": "8a", "interest": 30, "total": 250, "leaving": 0.1, "promotion": 0.04, "recruits": 8},
    {"band": "8b", "interest": 8, "total": 100, "recruitment_share": 0.1},
]
LADDER: dict[str, Any] = {
    "baseline_year": 2018,
    "rungs": RUNGS,
    "target": {"share": 0.18},
    "horizons": [2023, 2028],
}


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings) as opened:
        yield opened


async def test_a_ladder_is_answered_rung_by_rung_for_anybody(house: House) -> None:
    answer = await house.trajectory.post(PATH, LADDER, PUBLIC)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["asked"], found["target"]) == (["8a", "8b"], {"share": 0.18, "source": "given"})
    assert [rung["band"] for rung in found["rungs"]] == ["7", "8a", "8b"]
    first = found["rungs"][1]["path"][0]
    # By hand: 30 x 0.86 + 120 x 0.03 + 8 x 0.12, and 220 x 0.86 + 480 x 0.05 + 8 x 0.88.
    assert (first["interest"], first["others"]) == (30.36, 220.24)
    assert first["lower"] <= first["interest"] <= first["upper"]
    for horizon in found["horizons"]:
        assert horizon["reachable"]
        ends = {rung["band"]: rung["path"][-1] for rung in horizon["rungs"]}
        assert all(ends[band]["year"] == horizon["year"] for band in ends)
        assert min(ends["8a"]["share"], ends["8b"]["share"]) >= 0.18


async def test_leaks_and_feeders_are_told_rung_by_rung(house: House) -> None:
    found = (await house.trajectory.post(PATH, LADDER)).json()
    [promotion] = found["leaks"]["promotion"]
    assert (promotion["band"], promotion["interest"]["value"]) == ("7", 0.033333)
    assert promotion["ratio"] == pytest.approx((4 / 120) / (26 / 480), abs=1e-6)
    # At the white rate 6.5 of 120 would have been promoted: 2.5 more.
    assert found["leaks"]["greatest_shortfall"] == {"band": "7", "people_per_year": 2.5}
    [leaving] = found["leaks"]["leaving"]
    assert leaving["excess_per_year"] == 3.0
    needed = {rung["band"]: rung["needed_below"] for rung in found["rungs"]}
    assert needed["7"]["reason"] == "no-rung-below"
    # 30 x 0.18 = 5.4 x: (0.18 x (30 (1 - x) + 7.04)) = 0.82 x (18 x + 0.96), so x = 7/24.
    assert needed["8a"] == {"share": 0.291667, "share_below": 0.2, "feeder": True, "reason": None}


async def test_what_was_assumed_is_said_with_where_it_comes_from(house: House) -> None:
    found = (await house.trajectory.post(PATH, LADDER)).json()
    told = {rung["band"]: {each["name"]: each for each in rung["assumptions"]} for rung in found["rungs"]}
    assert told["7"]["promotion_interest"]["origin"] == "given"
    assert told["8a"]["recruits"]["value"] == 8
    assert told["8b"]["leaving"]["origin"] == "default"
    assert "No turnover was given" in told["8b"]["leaving"]["note"]
    assert told["8b"]["growth"]["origin"] == "default"
    assert [each["name"] for each in found["assumptions"]] == ["target", "years_looked_ahead"]
    assert found["method_version"] == "1"


async def test_what_is_left_out_has_a_stated_stand_in(house: House) -> None:
    bare = {"baseline_year": 2018, "rungs": [{"band": "8d", "interest": 2, "total": 40}]}
    found = (await house.trajectory.post(PATH, bare)).json()
    assert found["target"] == {"share": 0.05, "source": "share of the whole ladder"}
    assert [horizon["year"] for horizon in found["horizons"]] == [2023, 2028, 2033]
    assert found["leaks"]["reason"] == "not-counted"
    later = (await house.trajectory.post(PATH, bare | {"baseline_year": 2040})).json()
    assert [horizon["year"] for horizon in later["horizons"]] == [2050]


async def test_a_target_out_of_reach_is_an_answer_and_not_an_error(house: House) -> None:
    far = LADDER | {"target": {"workforce": {"interest": 9, "total": 10}}, "horizons": [2019, 2055]}
    near, late = (await house.trajectory.post(PATH, far)).json()["horizons"]
    assert (near["reachable"], near["reason"]) == (False, "not-reachable")
    for rung in near["rungs"][1:]:
        assert rung["greatest_share"] < 0.9
        assert 2019 < rung["earliest_year"] <= near["earliest_year"]
        assert (rung["promotion"]["required_share"], rung["promotion"]["reason"]) == (None, "not-reachable")
        assert rung["path"] == []
    assert late["reachable"]


async def test_an_empty_rung_is_answered(house: House) -> None:
    empty = [*RUNGS[:2], {"band": "8b", "interest": 0, "total": 0}]
    answer = await house.trajectory.post(PATH, LADDER | {"rungs": empty})
    assert answer.status_code == 200
    assert "NaN" not in answer.text
    top = answer.json()["rungs"][2]
    assert (top["share"], top["reason"]) == (None, "no-people-of-known-ethnicity")
    assert top["path"][0]["interest"] == 1.2


def rungs_with(place: int, **change: Any) -> dict[str, Any]:
    return {"rungs": [rung | change if each == place else rung for each, rung in enumerate(RUNGS)]}


COUNTED = {"interest": {"events": 3, "people": 2}, "others": {"events": 0, "people": 0}}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"rungs": []}, "$.rungs"),
    ({"rungs": [RUNGS[0], RUNGS[2]]}, "$.rungs[1].band"),
    ({"rungs": [RUNGS[0], RUNGS[0]]}, "$.rungs[1].band"),
    ({"rungs": [RUNGS[1], RUNGS[0]]}, "$.rungs[1].band"),
    (rungs_with(0, band="consultant"), "$.rungs[0].band"),
    (rungs_with(0, band="8e"), "$.rungs[0].band"),
    (rungs_with(1, leaving=0.7, promotion=0.4), "$.rungs[1].promotion"),
    (rungs_with(1, leaving=-0.1), "$.rungs[1].leaving"),
    (rungs_with(1, interest=300), "$.rungs[1].total"),
    (rungs_with(1, recruits=2.5), "$.rungs[1].recruits"),
    (rungs_with(1, growth=0.1), "$.rungs[1].growth"),
    (rungs_with(2, promotion=0.1), "$.rungs[2].promotion"),
    (rungs_with(0, promotions=COUNTED), "$.rungs[0].promotions.interest"),
    (rungs_with(0, promotion_bounds={"least": 0.5, "most": 0.4}), "$.rungs[0].promotion_bounds"),
    (rungs_with(0, speed=1), "$.rungs[0].speed"),
    ({"horizons": [2018]}, "$.horizons[0]"),
    ({"horizons": [2023, 2059]}, "$.horizons[1]"),
    ({"horizons": []}, "$.horizons"),
    ({"equality_from": "9"}, "$.equality_from"),
    ({"target": {}}, "$.target"),
    ({"target": {"share": 2}}, "$.target.share"),
    ({"baseline_year": 1999}, "$.baseline_year"),
    ({"speed": 1}, "$.speed"),
]


@pytest.mark.parametrize(("change", "path"), WRONG, ids=[f"{path}-{place}" for place, (_, path) in enumerate(WRONG)])
async def test_what_cannot_be_computed_is_refused_by_field(house: House, change: dict[str, Any], path: str) -> None:
    answer = await house.trajectory.post(PATH, LADDER | change)
    assert answer.status_code == 422
    assert path in [error["path"] for error in answer.json()["errors"]]
