"""The trajectory service as a caller meets it, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.callers import (
    ADMINISTRATOR,
    PUBLIC,
    REGULATOR,
    House,
    commissioner,
    open_house,
    provider,
)
from tests.documents import complete
from tests.stocked import Stocked

TRUST = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
STRATEGY: dict[str, Any] = {
    "band": "vsm",
    "baseline": {"year": 2017, "interest": 101, "total": 1769},
    "target": {"share": 0.1809},
    "turnover": 0.096,
}


async def stock(house: House) -> None:
    for ods in ("RX1", "RX2"):
        assert (await house.indicators.put(f"/v1/organisations/{ods}", TRUST)).status_code == 201
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def test_the_strategy_s_example_comes_out_in_its_words(house: House) -> None:
    answer = (await house.trajectory.post("/v1/trajectories:compute", STRATEGY, PUBLIC)).json()
    words = [(row["year"], row["k_in_n"], round(row["interest_recruits_per_year"])) for row in answer["horizons"]]
    assert words == [(2023, "1 in 3", 56), (2028, "1 in 4", 41), (2033, "1 in 5", 36)]
    for row in answer["horizons"]:
        assert row["for_probability"]["required_share"] > row["required_share"]
        assert len(row["path"]) == row["year"] - 2017
        assert all(point["lower"] <= point["expected"] <= point["upper"] for point in row["path"])
    assert {each["name"]: each["origin"] for each in answer["assumptions"]}["turnover"] == "given"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"baseline": {"year": 2017, "interest": 5, "total": 3}}, "$.baseline"),
    ({"target": {"share": 1.2}}, "$.target.share"),
    ({"target": {}}, "$.target"),
    ({"target": {"share": 0.1, "workforce": {"interest": 1, "total": 2}}}, "$.target"),
    ({"turnover": 0}, "$.turnover"),
    ({"turnover": 5e-324}, "$.turnover"),
    ({"turnover": 1.5}, "$.turnover"),
    ({"turnover": "0.1"}, "$.turnover"),
    ({"horizons": [2017]}, "$.horizons"),
    ({"horizons": [1999]}, "$.horizons[0]"),
    ({"horizons": []}, "$.horizons"),
    ({"band": "8e"}, "$.band"),
    ({"probability": 1}, "$.probability"),
    ({"speed": 1}, "$.speed"),
]


@pytest.mark.parametrize(("change", "path"), WRONG, ids=[str(change) for change, _ in WRONG])
async def test_what_cannot_be_computed_is_refused_by_field(house: House, change: dict[str, Any], path: str) -> None:
    answer = await house.trajectory.post("/v1/trajectories:compute", STRATEGY | change)
    assert answer.status_code == 422
    assert path in [error["path"] for error in answer.json()["errors"]]


async def test_a_band_without_posts_is_not_assessable_and_says_why(house: House) -> None:
    empty = STRATEGY | {"baseline": {"year": 2017, "interest": 0, "total": 0}}
    answer = (await house.trajectory.post("/v1/trajectories:compute", empty)).json()
    assert (answer["status"], answer["reason"]) == ("not_assessable", "no-posts-of-known-ethnicity")
    assert "NaN" not in str(answer)


async def test_an_organisation_s_trajectories_start_from_its_stored_return(house: House) -> None:
    answer = (await house.trajectory.get("/v1/organisations/RX1/trajectories", provider("RX1"))).json()
    receipt = (await house.indicators.get("/v1/organisations/RX1/returns/2018")).json()
    assert (answer["year"], answer["revision"], answer["document"]) == (2018, 1, receipt["document"])
    rows = {(row["staff_group"], row["band"]): row for row in answer["trajectories"]}
    assert rows["non_clinical", "8a"]["baseline"] == {
        "year": 2018,
        "interest": 8,
        "total": 98,
        "unknown": 2,
        "share": pytest.approx(8 / 98, abs=1e-6),
    }
    assert rows["non_clinical", "8a"]["target"]["share"] == pytest.approx(368 / 1358, abs=1e-6)
    assert rows["all", "8a"]["baseline"]["total"] == 98
    assert rows["non_clinical", "9"]["status"] == "not_assessable"
    assert ("medical_and_dental", "consultant") in rows
    some = await house.trajectory.get("/v1/organisations/RX1/trajectories?bands=8a&bands=vsm&horizon=2028")
    assert {row["band"] for row in some.json()["trajectories"]} == {"8a", "vsm"}
    assert [row["year"] for row in some.json()["trajectories"][0]["horizons"]] == [2028]


async def test_a_horizon_in_the_past_and_a_body_unknown_are_told_apart(house: House) -> None:
    past = await house.trajectory.get("/v1/organisations/RX1/trajectories?horizon=2016")
    assert (past.status_code, past.json()["errors"][0]["path"]) == (422, "query:horizon")
    for path in ("/v1/organisations/RZ9/trajectories", "/v1/organisations/RX2/trajectories"):
        assert (await house.trajectory.get(path)).status_code == 404


async def test_trajectories_of_an_unpublished_return_are_for_those_entitled(house: House) -> None:
    path = "/v1/organisations/RX1/trajectories"
    for caller in (provider("RX1"), REGULATOR, ADMINISTRATOR):
        assert (await house.trajectory.get(path, caller)).status_code == 200
    for caller in (PUBLIC, provider("RX2"), commissioner("RX2")):
        assert (await house.trajectory.get(path, caller)).status_code == 404
