"""Contracts over HTTP: who reads them, what a commissioner inherits with those it succeeded, and the footprint."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.instants import now
from tests.callers import PUBLIC, REGULATOR, House, commissioner, open_house, provider, refused
from tests.documents import complete
from tests.stocked import Stocked

ENDED = "2022-07-01"
BODIES = {"RX1": "acute", "RX2": "acute", "00A": "ccg", "00B": "ccg", "00C": "ccg", "QWO": "icb", "QXX": "icb"}
BOARD, OTHER_BOARD = commissioner("QWO"), commissioner("QXX")


async def stock(house: House) -> None:
    for ods, kind in BODIES.items():
        days = {"opened": ENDED} if kind == "icb" else {}
        body = {"name": f"Body {ods}", "type": kind, "region": "Y56", **days}
        assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).is_success
    await succeed(house, "00A", "QWO", ENDED, "merger")
    await contract(house, "00A", "RX1", {"from": "2015-04-01"})


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def succeed(house: House, first: str, second: str, on: str, kind: str) -> None:
    path = f"/v1/organisations/{first}/successors/{second}"
    answer = await house.indicators.put(path, {"on": on, "kind": kind})
    assert answer.is_success, answer.text


async def contract(house: House, ods: str, whom: str, dates: dict[str, Any]) -> None:
    assert (await house.indicators.put(f"/v1/commissioners/{ods}/providers/{whom}", dates)).is_success


async def draft(house: House, ods: str, year: int) -> str:
    path = f"/v1/organisations/{ods}/returns/{year}"
    document = complete(organisation=ods, year=year, snapshot=None, staff_survey=None) | {"edition": None}
    answer = await house.indicators.put(path, document)
    assert answer.is_success, answer.text
    return path


async def status(house: House, path: str, caller: Any) -> int:
    return (await house.indicators.get(path, caller)).status_code


async def test_the_successor_reads_the_contracts_of_those_it_succeeded_and_they_do_not_read_its_own(
    house: House,
) -> None:
    await contract(house, "QWO", "RX2", {"from": ENDED})
    assert await status(house, "/v1/commissioners/00A/providers", BOARD) == 200
    assert await status(house, "/v1/commissioners/QWO/providers", commissioner("00A")) == 403
    for caller in (OTHER_BOARD, commissioner("00B"), provider("QWO"), PUBLIC):
        assert await status(house, "/v1/commissioners/00A/providers", caller) == refused(caller)


async def test_an_inherited_contract_entitles_to_the_years_before_its_commissioner_ended(house: House) -> None:
    paths = {year: await draft(house, "RX1", year) for year in (2015, 2018, 2023, 2024)}
    # The CCG was there until June 2022, in the year to 31 March 2023.
    assert [await status(house, paths[year], BOARD) for year in paths] == [403, 200, 200, 403]
    assert [await status(house, paths[year], OTHER_BOARD) for year in paths] == [403] * 4
    entitlement = (await house.indicators.get("/v1/organisations/RX1/entitlement", BOARD)).json()
    assert entitlement["exact"] is False
    trends = (await house.indicators.get("/v1/organisations/RX1/trends?indicator=1", BOARD)).json()
    assert [each["year"] for each in trends["years"]] == [2018, 2023]


async def test_the_return_of_a_body_that_it_succeeded_is_its_own_to_read(house: House) -> None:
    path = await draft(house, "00A", 2018)
    assert await status(house, path, BOARD) == 200
    assert await status(house, path, OTHER_BOARD) == 403
    # The other way round nothing is inherited, nor by a client that is no commissioner's.
    later = await draft(house, "QWO", 2024)
    for caller, asked in ((commissioner("00A"), later), (provider("QWO"), path)):
        assert await status(house, asked, caller) == 403


async def test_what_was_inherited_once_is_inherited_again(house: House) -> None:
    await succeed(house, "00B", "00A", "2020-04-01", "acquisition")
    await contract(house, "00B", "RX2", {"from": "2015-04-01"})
    paths = {year: await draft(house, "RX2", year) for year in (2019, 2020, 2021)}
    for caller in (BOARD, commissioner("00A")):
        assert [await status(house, paths[year], caller) for year in paths] == [200, 200, 403]


async def test_a_body_that_was_split_or_is_to_be_succeeded_later_is_not_inherited(house: House) -> None:
    for second in ("QWO", "QXX"):
        await succeed(house, "00C", second, ENDED, "split")
    await succeed(house, "00B", "QXX", "2090-04-01", "merger")
    path = await draft(house, "RX2", 2018)
    for ods in ("00B", "00C"):
        await contract(house, ods, "RX2", {"from": "2015-04-01"})
        for caller in (BOARD, OTHER_BOARD):
            assert await status(house, f"/v1/commissioners/{ods}/providers", caller) == 403
            assert await status(house, path, caller) == 403


async def test_a_contract_that_began_after_its_commissioner_ended_is_nobodys(house: House) -> None:
    await contract(house, "00A", "RX2", {"from": "2022-08-01"})
    assert await status(house, await draft(house, "RX2", 2023), BOARD) == 403


async def test_a_contract_is_read_by_both_who_hold_it(house: House) -> None:
    path = "/v1/commissioners/00A/providers/RX1"
    for caller in (provider("RX1"), commissioner("00A"), BOARD, REGULATOR):
        answer = await house.indicators.get(path, caller)
        assert (answer.status_code, answer.json()["from"]) == (200, "2015-04-01")
    for caller in (provider("RX2"), commissioner("00B"), PUBLIC):
        assert await status(house, path, caller) == refused(caller)
    for missing in ("/v1/commissioners/00B/providers/RX1", "/v1/commissioners/00Z/providers/RX1"):
        assert await status(house, missing, provider("RX1")) == 404
    assert await status(house, "/v1/commissioners/00A/providers/RZ9", REGULATOR) == 404


async def test_contracts_are_told_as_they_were_recorded_at_an_instant(house: House) -> None:
    path = "/v1/commissioners/00A/providers"
    weights = [{"year": 2018, "basis": "activity", "value": 5.0}]
    await contract(house, "00A", "RX1", {"from": "2016-04-01", "to": "2019-03-31", "weights": weights})
    then = now().isoformat()
    await contract(house, "00A", "RX1", {"from": "2017-04-01"})
    await contract(house, "00A", "RX2", {"from": "2017-04-01"})
    before = (await house.indicators.get(path, params={"as_of": then})).json()
    assert [(each["provider"], each["from"], each["to"]) for each in before] == [("RX1", "2016-04-01", "2019-03-31")]
    assert before[0]["weights"] == weights
    after = (await house.indicators.get(path)).json()
    assert [(each["provider"], each["from"]) for each in after] == [("RX1", "2017-04-01"), ("RX2", "2017-04-01")]
    assert (await house.indicators.get(path, params={"as_of": "2015-01-01T00:00:00Z"})).json() == []


async def test_the_footprint_of_a_year_names_those_who_made_up_a_body(house: House) -> None:
    async def footprint(ods: str, year: int) -> dict[str, Any]:
        answer = await house.indicators.get(f"/v1/organisations/{ods}/footprint?year={year}", PUBLIC)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    await succeed(house, "00B", "QWO", ENDED, "merger")
    before = await footprint("QWO", 2022)
    assert (before["existed"], before["members"], before["complete"]) == (False, ["00A", "00B"], True)
    assert before["sentences"] == [
        "Figures for 2022 are those of 00A and 00B together, which merged into QWO on 1 July 2022."
    ]
    after, gone = await footprint("QWO", 2023), await footprint("00A", 2023)
    assert (after["existed"], after["members"], after["sentences"]) == (True, ["QWO"], [])
    assert (gone["existed"], gone["members"], gone["sentences"]) == (False, [], [])
    await succeed(house, "00C", "QWO", ENDED, "split")
    divided = await footprint("QWO", 2022)
    assert (divided["complete"], divided["reason"], divided["members"]) == (False, "split", ["00A", "00B"])
    assert (await house.indicators.get("/v1/organisations/RZ9/footprint?year=2018")).status_code == 404


async def test_every_contract_is_read_in_one_call_by_those_who_see_every_body(house: House) -> None:
    then = now().isoformat()
    await contract(house, "00B", "RX2", {"from": "2018-04-01"})
    every = (await house.indicators.get("/v1/contracts", REGULATOR)).json()
    singly = [
        each
        for ods in ("00A", "00B")
        for each in (await house.indicators.get(f"/v1/commissioners/{ods}/providers", REGULATOR)).json()
    ]
    assert [each for each in every if each["commissioner"] in ("00A", "00B")] == singly
    assert ("00B", "RX2") in {(each["commissioner"], each["provider"]) for each in every}
    before = (await house.indicators.get("/v1/contracts", REGULATOR, params={"as_of": then})).json()
    assert ("00B", "RX2") not in {(each["commissioner"], each["provider"]) for each in before}
    assert [each for each in every if (each["commissioner"], each["provider"]) != ("00B", "RX2")] == before
    for caller in (provider("RX1"), commissioner("00A"), PUBLIC):
        assert await status(house, "/v1/contracts", caller) == refused(caller)
