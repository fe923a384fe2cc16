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
