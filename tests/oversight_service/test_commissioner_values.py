"""Indicators 163b and 163a of three providers by hand over HTTP, by every kind of weight, and year on year."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.instants import now
from tests.callers import REGULATOR, House, open_house
from tests.oversight_service.commissioned import (
    PEOPLE,
    commission,
    engage,
    of_people,
    register,
    submit,
    surveyed,
)
from tests.stocked import Stocked

PATH = "/v1/commissioners/Q01/assurance"
FLOWS = {"RX1": 20e6, "RX2": 10e6, "RX3": 10e6}


async def stock(house: House) -> None:
    await register(house, "Q01", "ccg")
    for ods, flow in FLOWS.items():
        await register(house, ods, "acute")
        await commission(house, "Q01", ods, flow)
    await submit(house, surveyed("RX1"))
    await submit(house, surveyed("RX2", workforce=of_people(2 * PEOPLE)))
    await submit(house, surveyed("RX3"))


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def read(house: House, year: int = 2018, **query: Any) -> dict[str, Any]:
    answer = await house.oversight.get(PATH, REGULATOR, params={"year": year, **query})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def problems(house: House, **query: Any) -> list[str]:
    answer = await house.oversight.get(PATH, REGULATOR, params={"year": 2018, **query})
    assert answer.status_code == 422, answer.text
    return [error["code"] for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("basis", "gap", "engagement", "coverage"),
    [
        # Weights 2, 1 and 1: (2 x 0.075 + 0.045) / 3 and (2 x 7.2 + 6.3) / 3, over three parts of four.
        ("financial_flow", 0.065, 6.9, 0.75),
        # Weights 1, 2 and 1: (0.075 + 2 x 0.045) / 3 and (7.2 + 2 x 6.3) / 3.
        ("headcount", 0.055, 6.6, 0.75),
    ],
)
async def test_both_values_of_three_providers_of_which_one_has_neither(
    house: House, basis: str, gap: float, engagement: float, coverage: float
) -> None:
    await engage(house, "RX1", 7.2)
    await engage(house, "RX2", 6.3)
    answer = await read(house, weight_basis=basis)
    progress, engaged = answer["progress_against_wres"], answer["staff_engagement"]
    assert (progress["value"], progress["coverage"], progress["with_index"]) == (gap, coverage, 2)
    assert (engaged["value"], engaged["coverage"], engaged["with_figure"]) == (engagement, coverage, 2)
    assert engaged["parameters"] == {
        "figure": "staff-engagement",
        "unit": "score_0_10",
        "weight_basis": basis,
        "weights": None,
        "coverage_floor": 0.5,
        "confidence": "unconfirmed",
    }
    own = [row["staff_engagement"]["value"] for row in answer["providers"]]
    assert own == [7.2, 6.3, None]
    assert answer["providers"][2]["staff_engagement"]["reason"] == "not-recorded"
    assert engaged["sentence"] == (
        f"Across 2 of 3 providers, with 75 % of the weight, staff engagement is {engagement:g} of 10."
    )


async def test_engagement_is_told_beside_the_year_before_by_the_same_weights(house: House) -> None:
    for ods, score, before in (("RX1", 7.2, 7.0), ("RX2", 6.3, 6.6), ("RX3", 6.0, 6.0)):
        await engage(house, ods, score)
        await engage(house, ods, before, 2017)
    answer = await read(house, weight_basis="financial_flow")
    found = answer["staff_engagement"]
    # (2 x 7.2 + 6.3 + 6) / 4 = 6.675 and (2 x 7 + 6.6 + 6) / 4 = 6.65.
    assert (found["value"], found["previous"], found["change"]) == (6.675, 6.65, 0.025)
    assert found["sentence"].endswith("staff engagement is 6.68 of 10, higher than the year before (6.65).")
    assert answer["providers"][1]["staff_engagement"]["change"] == -0.3


async def test_engagement_has_no_value_under_the_floor_and_without_weights(house: House) -> None:
    none = (await read(house))["staff_engagement"]
    assert (none["value"], none["reason"], none["sentence"]) == (
        None,
        "no-provider-has-a-figure",
        "No value: no provider has a figure.",
    )
    await engage(house, "RX3", 7.0)
    low = (await read(house, weight_basis="financial_flow"))["staff_engagement"]
    assert (low["value"], low["coverage"], low["reason"]) == (None, 0.25, "coverage-under-the-floor")
    enough = (await read(house, weight_basis="financial_flow", coverage_floor=0.25))["staff_engagement"]
    assert (enough["value"], enough["coverage"]) == (7.0, 0.25)
    unknown = (await read(house, weight_basis="activity"))["staff_engagement"]
    assert (unknown["value"], unknown["coverage"], unknown["reason"]) == (None, None, "no-weight")


async def test_weights_that_are_handed_in_weigh_and_are_echoed(house: House) -> None:
    await engage(house, "RX1", 7.0)
    answer = await read(house, weight=["RX1:0.25", "RX2:0.5", "RX3:0.25"])
    found = answer["progress_against_wres"]
    # (0.25 x 0.075 + 0.5 x 0.045) / 0.75.
    assert (found["value"], found["coverage"]) == (0.055, 0.75)
    assert found["parameters"]["weight_basis"] == "custom"
    assert found["parameters"]["weights"] == [
        {"provider": "RX1", "weight": 0.25},
        {"provider": "RX2", "weight": 0.5},
        {"provider": "RX3", "weight": 0.25},
    ]
    assert [row["weight"] for row in answer["providers"]] == [0.25, 0.5, 0.25]
    assert answer["staff_engagement"]["coverage"] == 0.25
    # Whoever is not named weighs nothing; thirds cannot be written out.
    alone = await read(house, weight="RX1:1", weight_basis="custom")
    assert alone["progress_against_wres"]["value"] == 0.075
    thirds = await read(house, weight=["RX1:0.3333333333", "RX2:0.6666666666"])
    assert thirds["progress_against_wres"]["value"] == 0.055


async def test_weights_that_cannot_be_are_refused_with_every_fault(house: House) -> None:
    assert await problems(house, weight=["RX1:0.5", "RX2:0.4"]) == ["weights-do-not-sum"]
    assert await problems(house, weight=["RX1:0.5", "RX2:0.500000002"]) == ["weights-do-not-sum"]
    assert await problems(house, weight=["RX1:0.5", "RX1:0.5"]) == ["named-twice"]
    assert await problems(house, weight=["RX1:0.5", "RX9:0.5"]) == ["not-commissioned"]
    assert await problems(house, weight=["RX1:half", "RX2:0.5"]) == ["weight-form"]
    assert await problems(house, weight=["RX1:-1", "RX2:2"]) == ["weight-form"]
    assert await problems(house, weight=["RX9:0.2", "RX9:0.2"]) == [
        "named-twice",
        "not-commissioned",
        "weights-do-not-sum",
    ]
    assert await problems(house, weight="RX1:1", weight_basis="headcount") == ["not-custom"]


async def test_both_values_can_be_read_as_they_were_known(house: House) -> None:
    await engage(house, "RX1", 7.2)
    then = now().isoformat()
    await engage(house, "RX1", 5.0)
    await submit(house, surveyed("RX1", worse=10.0))
    await commission(house, "Q01", "RX2", None)
    query: dict[str, Any] = {"weight_basis": "financial_flow", "coverage_floor": 0.0}
    before = await read(house, as_of=then, **query)
    assert (before["progress_against_wres"]["value"], before["staff_engagement"]["value"]) == (0.065, 7.2)
    after = await read(house, **query)
    assert (after["progress_against_wres"]["reason"], after["staff_engagement"]["reason"]) == ("no-weight",) * 2
    assert after["providers"][0]["staff_engagement"]["value"] == 5.0


async def test_the_first_year_of_all_has_none_before_it(house: House) -> None:
    answer = await read(house, year=2015)
    assert (answer["progress_against_wres"]["value"], answer["progress_against_wres"]["previous"]) == (None, None)


async def test_the_trend_tells_every_year_by_its_own_contracts(house: House) -> None:
    await submit(house, surveyed("RX1", 2019, worse=4.0))
    await submit(house, surveyed("RX2", 2019))
    await engage(house, "RX1", 7.2)
    await engage(house, "RX1", 7.4, 2019)
    await commission(house, "Q01", "RX3", None, to="2018-03-31")
    statement = {"level_of_compliance": "partial", "assessor_role": "Head of quality"}
    path = f"{PATH}/RX1?year=2019"
    assert (await house.oversight.put(path, statement)).status_code == 201
    answer = await house.oversight.get(f"{PATH}-trend?from=2017&to=2019&coverage_floor=0", REGULATOR)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert [year["year"] for year in told["items"]] == [2017, 2018, 2019]
    first, second, third = (year["progress_against_wres"] for year in told["items"])
    assert (first["value"], first["reason"]) == (None, "no-weight")
    assert (second["value"], second["coverage"], second["providers"]) == (0.055, 0.75, 3)
    # RX1 has four points more for three questions and four fewer for the one that asks for something good, 9.5 on
    # average; RX2 has 4.5 as before, and as many staff.
    assert (third["value"], third["coverage"], third["providers"]) == (0.07, 1.0, 2)
    assert [year["staff_engagement"]["value"] for year in told["items"]] == [None, 7.2, 7.4]
    assert [year["compliance"]["partial"] for year in told["items"]] == [0, 0, 1]
    assert [year["compliance"]["not_stated"] for year in told["items"]] == [3, 3, 1]
    same = await read(house, coverage_floor=0)
    assert second["value"] == same["progress_against_wres"]["value"]
    for query in ("from=2019&to=2018", "from=2015&to=2030", "from=2018", "to=2018"):
        assert (await house.oversight.get(f"{PATH}-trend?{query}")).status_code == 422
