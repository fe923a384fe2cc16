"""Organisations and contracts, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from tests.callers import NATIONAL_TEAM, PUBLIC, REGULATOR, House, commissioner, open_house, provider, refused
from tests.stocked import Stocked

TRUST = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}


async def stock(house: House) -> None:
    for number in range(1, 6):
        body = TRUST | {"name": f"Trust number {number}", "ics": "QMJ" if number > 3 else None}
        assert (await house.indicators.put(f"/v1/organisations/RX{number}", body)).status_code == 201
    ccg = {"name": "Test Vale CCG", "type": "ccg", "region": "Y58"}
    assert (await house.indicators.put("/v1/organisations/00A", ccg)).status_code == 201


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def codes(house: House, query: str) -> list[str]:
    answer = (await house.indicators.get(f"/v1/organisations?{query}", PUBLIC)).json()
    return [item["ods"] for item in answer["items"]]


async def test_a_list_is_paged_without_gap_or_repeat(house: House) -> None:
    seen, cursor = [], ""
    for _ in range(3):
        page = (await house.indicators.get(f"/v1/organisations?limit=2{cursor}", PUBLIC)).json()
        assert page["total"] == 6
        seen += [item["ods"] for item in page["items"]]
        cursor = f"&cursor={page['next']}"
    assert seen == ["00A", "RX1", "RX2", "RX3", "RX4", "RX5"]
    assert (await house.indicators.get("/v1/organisations?cursor=%25%25")).status_code == 422
    assert (await house.indicators.get("/v1/organisations?limit=0")).status_code == 422


async def test_a_list_is_narrowed_by_type_region_ics_and_words(house: House) -> None:
    assert await codes(house, "type=ccg") == ["00A"]
    assert await codes(house, "region=Y56&limit=2") == ["RX1", "RX2"]
    assert await codes(house, "ics=QMJ") == ["RX4", "RX5"]
    assert await codes(house, "q=NUMBER 2") == ["RX2"]
    assert await codes(house, "q=rx3") == ["RX3"]
    assert await codes(house, "q=%25") == []
    assert (await house.indicators.get("/v1/organisations?type=bakery")).status_code == 422


async def test_a_body_is_registered_and_changed_by_stewards_only(house: House) -> None:
    for caller in (provider("RX1"), commissioner("00A"), REGULATOR, PUBLIC):
        answer = await house.indicators.put("/v1/organisations/RX1", TRUST, caller)
        assert answer.status_code == refused(caller)
    ended = TRUST | {"closed": "2017-10-01", "successors": ["RX2", "RX3"]}
    changed = await house.indicators.put("/v1/organisations/RX1", ended, NATIONAL_TEAM)
    assert (changed.status_code, changed.json()["successors"]) == (200, ["RX2", "RX3"])
    assert (await house.indicators.get("/v1/organisations/RX1", PUBLIC)).json() == changed.json()
    wrong = await house.indicators.put(
        "/v1/organisations/RX1", TRUST | {"opened": "2018-04-01", "closed": "2017-04-01"}
    )
    assert wrong.status_code == 422
    assert (await house.indicators.put("/v1/organisations/rx1", TRUST)).status_code == 422


async def test_a_list_can_be_of_the_bodies_open_on_a_day(house: House) -> None:
    for ods, days in {"RX1": {"opened": "2017-04-01"}, "RX2": {"closed": "2018-04-01"}}.items():
        assert (await house.indicators.put(f"/v1/organisations/{ods}", TRUST | days)).status_code == 200
    rest = ["00A", "RX3", "RX4", "RX5"]
    assert await codes(house, "on=2017-03-31") == sorted([*rest, "RX2"])
    assert await codes(house, "on=2017-04-01") == sorted([*rest, "RX1", "RX2"])
    assert await codes(house, "on=2018-04-01") == sorted([*rest, "RX1"])
    assert (await house.indicators.get("/v1/organisations?on=20180401")).status_code == 422


async def test_a_contract_is_kept_and_read_by_those_it_concerns(house: House) -> None:
    path, dates = "/v1/commissioners/00A/providers/RX1", {"from": "2017-04-01", "to": "2019-03-31"}
    for caller in (provider("RX1"), commissioner("00A"), PUBLIC):
        assert (await house.indicators.put(path, dates, caller)).status_code == refused(caller)
    kept = await house.indicators.put(path, dates, NATIONAL_TEAM)
    assert (kept.status_code, kept.json()) == (
        201,
        {"commissioner": "00A", "provider": "RX1", **dates, "weights": []},
    )
    assert (await house.indicators.put(path, dates)).status_code == 200
    backwards = {"from": "2019-04-01", "to": "2018-04-01"}
    assert (await house.indicators.put(path, backwards)).status_code == 422
    unknown = await house.indicators.put("/v1/commissioners/00A/providers/RZ9", dates)
    assert unknown.status_code == 404
    listing = "/v1/commissioners/00A/providers"
    for caller in (commissioner("00A"), REGULATOR):
        assert [line["provider"] for line in (await house.indicators.get(listing, caller)).json()] == ["RX1"]
    for caller in (provider("RX1"), commissioner("RX1"), PUBLIC):
        assert (await house.indicators.get(listing, caller)).status_code == refused(caller)


async def test_whoever_asks_is_told_whether_they_see_exact_figures(house: House) -> None:
    await house.indicators.put("/v1/commissioners/00A/providers/RX1", {"from": "2017-04-01"})
    path = "/v1/organisations/RX1/entitlement"
    entitled = (provider("RX1"), commissioner("00A"), REGULATOR, NATIONAL_TEAM)
    for caller in (*entitled, provider("RX2"), commissioner("RX2"), PUBLIC):
        assert (await house.indicators.get(path, caller)).json()["exact"] is (caller in entitled)
