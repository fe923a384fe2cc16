"""Scores over HTTP: four trusts ranked by hand under the 2025/26 framework, its cap, and the official beside it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.callers import OVERSIGHT, PUBLIC, REGULATOR, House, open_house
from tests.stocked import Stocked

PATH = "/v1/assessments/nof-2025/scores?year=2025&type=acute"
FIGURES = {
    # Engagement (high is good), sickness (low is good), deficit in millions of pounds.
    "RX1": (7.2, 4.0, 0),
    "RX2": (7.0, 4.5, 12.5),
    "RX3": (6.8, 5.0, -3),
    "RX4": (6.6, 5.5, 0),
}


async def stock(house: House) -> None:
    for ods, values in FIGURES.items():
        body = {"name": f"Trust {ods}", "type": "acute", "region": "Y56"}
        assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).is_success
        keys = ("staff-engagement", "sickness-absence", "financial-deficit")
        for key, value in zip(keys, values, strict=True):
            told = {"value": value, "published_on": "2025-06-01", "source": "National statistics"}
            path = f"/v1/organisations/{ods}/figures/{key}?year=2025"
            answer = await house.oversight.put(path, told)
            assert answer.is_success, answer.text


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def read(house: House, caller: Any = REGULATOR) -> dict[str, Any]:
    answer = await house.oversight.get(PATH, caller)
    assert answer.status_code == 200, answer.text
    return {each["organisation"]: each for each in answer.json()["items"]}


async def test_four_trusts_are_ranked_averaged_and_put_into_quarters(house: House) -> None:
    found = await read(house)
    # Ranks 1 to 4 of four are scored 1.00, 2.00, 3.00 and 4.00, alike on both metrics.
    assert [found[ods]["average"] for ods in FIGURES] == [1.0, 2.0, 3.0, 4.0]
    assert [found[ods]["segment_before_cap"] for ods in FIGURES] == ["1", "2", "3", "4"]
    assert [found[ods]["segment"] for ods in FIGURES] == ["1", "3", "3", "4"], "a deficit caps at segment 3"
    assert found["RX2"]["cap"]["outcome"] == "lowered"
    assert found["RX2"]["sentence"].endswith(".")


async def test_the_arithmetic_is_labelled_as_ours_and_the_official_segment_stands_beside(house: House) -> None:
    answer = (await house.oversight.get(PATH, PUBLIC)).json()
    assert answer["computed_by"].startswith("Computed by Model Employer")
    outcome = {"rating": "4", "date": "2025-09-09", "source": "NHS England, league table"}
    path = "/v1/organisations/RX1/official-outcomes/nof-2025"
    assert (await house.oversight.put(path, outcome, OVERSIGHT)).status_code == 201
    own = (await read(house))["RX1"]
    assert (own["official"], own["official_source"], own["segment"]) == ("4", "NHS England, league table", "1")


async def test_a_figure_that_is_not_recorded_is_not_scored(house: House) -> None:
    body = {"name": "Trust RX5", "type": "acute", "region": "Y56"}
    assert (await house.indicators.put("/v1/organisations/RX5", body)).is_success
    own = (await read(house))["RX5"]
    assert (own["scored"], own["average"], own["segment"]) == (0, None, None)
    assert own["reason"] == "no-metric-has-a-score"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/assessments/sof-2017/scores?year=2018&type=acute", 404),
        ("/v1/assessments/cqc-saf-2023/scores?year=2024&type=acute", 404),
        ("/v1/assessments/nof-2025/scores?year=2025&type=ccg", 422),
        ("/v1/assessments/nof-2025/scores?year=2018&type=acute", 422),
        ("/v1/assessments/nof-2025/scores?year=2025", 422),
    ],
)
async def test_what_cannot_be_scored_is_refused(house: House, path: str, status: int) -> None:
    assert (await house.oversight.get(path, REGULATOR)).status_code == status
