"""A commissioner under the CCG framework: 163b by hand, as its assurance has it, alone and among all of them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.callers import PUBLIC, REGULATOR, House, commissioner, open_house, publish
from tests.oversight_service.commissioned import SURVEYS, commission, register, submit, surveyed
from tests.stocked import Stocked

ONE = "/v1/organisations/Q01/assessments/ccg-iaf-2018?year=2018"
ALL = "/v1/assessments/ccg-iaf-2018?year=2018"


async def stock(house: House) -> None:
    await register(house, "Q01", "ccg")
    await register(house, "Q02", "ccg")
    for ods in SURVEYS:
        await register(house, ods, "acute")
        await submit(house, surveyed(ods))
        await publish(house.indicators, ods, 2018)
        await commission(house, "Q01", ods, 10e6)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


def commissioning(assessment: dict[str, Any]) -> dict[str, Any]:
    return {
        metric["id"]: metric
        for theme in assessment["themes"]
        for metric in theme["metrics"]
        if metric["kind"] == "commissioning"
    }


async def test_163b_is_the_mean_gap_of_the_providers_that_have_an_index(house: House) -> None:
    told = commissioning((await house.oversight.get(ONE, REGULATOR)).json())["progress_against_wres"]
    # RX1: (2 + 5 + 15 + 8) / 4 = 7.5 points; RX2: (-1 + 6 + 8 + 5) / 4 = 4.5; RX3 has one gap and no index. The three
    # weigh the same by headcount, so 6.0 points with two thirds of the weight.
    assert told["value"] == 6.0
    who = "2 of 3 providers, 66.7% of the weight"
    assert told["sentence"] == f"163b, progress against the WRES: 6.0 percentage points over {who}."
    assurance = (await house.oversight.get("/v1/commissioners/Q01/assurance?year=2018", REGULATOR)).json()
    assert told["value"] == 100 * assurance["progress_against_wres"]["value"]


async def test_163a_is_told_once_engagement_is_recorded(house: House) -> None:
    before = commissioning((await house.oversight.get(ONE, REGULATOR)).json())["staff_engagement"]
    assert before["value"] is None
    for ods, score in (("RX1", 7.0), ("RX2", 6.5), ("RX3", 7.2)):
        body = {"value": score, "published_on": "2018-03-06", "source": "NHS Staff Survey 2017"}
        path = f"/v1/organisations/{ods}/figures/staff-engagement?year=2018"
        assert (await house.oversight.put(path, body)).is_success
    after = commissioning((await house.oversight.get(ONE, REGULATOR)).json())["staff_engagement"]
    assert after["value"] == pytest.approx((7.0 + 6.5 + 7.2) / 3, abs=1e-6)


async def test_one_and_all_say_the_same_and_a_ccg_without_providers_says_so(house: House) -> None:
    feed = (await house.oversight.get(ALL, REGULATOR)).json()
    by_body = {item["organisation"]: commissioning(item) for item in feed["items"]}
    one = commissioning((await house.oversight.get(ONE, REGULATOR)).json())
    for name in ("progress_against_wres", "staff_engagement"):
        assert by_body["Q01"][name]["value"] == one[name]["value"]
        assert by_body["Q01"][name]["reason"] == one[name]["reason"]
    assert by_body["Q02"]["progress_against_wres"]["missing"] == "no-providers-commissioned"
    tag = (await house.oversight.get(ALL, REGULATOR)).headers["etag"]
    await submit(house, surveyed("RX1", worse=2.0))
    await publish(house.indicators, "RX1", 2018)
    changed = await house.oversight.get(ALL, REGULATOR, headers={"if-none-match": tag})
    assert changed.status_code == 200, "a provider's new return changes what is said of its commissioner"


async def test_a_commissioner_reads_its_own_and_nobody_else_does(house: House) -> None:
    own = commissioning((await house.oversight.get(ONE, commissioner("Q01"))).json())
    assert own["progress_against_wres"]["value"] == 6.0
    for caller in (commissioner("Q02"), PUBLIC):
        hidden = commissioning((await house.oversight.get(ONE, caller)).json())
        assert {metric["missing"] for metric in hidden.values()} == {"not-visible"}


async def test_a_trust_under_a_framework_of_trusts_and_ccgs_has_no_commissioner_s_indicators(house: House) -> None:
    found = (await house.oversight.get("/v1/organisations/RX1/assessments/nhsof-2019?year=2020", REGULATOR)).json()
    assert commissioning(found) == {}
