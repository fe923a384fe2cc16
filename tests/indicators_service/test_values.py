"""One indicator across organisations: what is listed, in which order, and what each reader sees of each."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.callers import PUBLIC, REGULATOR, House, commissioner, open_house, provider, publish
from tests.documents import complete
from tests.stocked import Stocked

ENTERED = {"RX1": 40, "RX2": 12, "RX3": 3, "RX4": 20}


async def stock(house: House) -> None:
    for ods, entered in ENTERED.items():
        body = {"name": f"{ods[::-1]} NHS Trust", "type": "acute" if ods < "RX3" else "mental_health"}
        region = "Y56" if ods in ("RX1", "RX3") else "Y58"
        await house.indicators.put(f"/v1/organisations/{ods}", body | {"region": region})
        cases = {"entered": {"white": 30, "bme": entered}}
        await house.indicators.put(
            f"/v1/organisations/{ods}/returns/2018", complete(organisation=ods, disciplinary=cases)
        )
        if ods != "RX4":
            await publish(house.indicators, ods, 2018)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def listed(house: House, caller: Any = REGULATOR, **query: Any) -> dict[str, Any]:
    answer = await house.indicators.get("/v1/indicators/3/values", caller, params={"year": 2018, **query})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def codes(answer: dict[str, Any]) -> list[str]:
    return [item["organisation"]["ods"] for item in answer["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["RX1", "RX2", "RX3"]),
        ({"sort": "value"}, ["RX3", "RX2", "RX1"]),
        ({"sort": "-value"}, ["RX1", "RX2", "RX3"]),
        ({"sort": "name"}, ["RX1", "RX2", "RX3"]),
        ({"type": "acute"}, ["RX1", "RX2"]),
        ({"region": "Y56"}, ["RX1", "RX3"]),
        ({"q": "rx2"}, ["RX2"]),
    ],
)
async def test_what_is_published_is_listed_filtered_and_sorted(
    house: House, query: dict[str, str], expected: list[str]
) -> None:
    assert codes(await listed(house, **query)) == expected


async def test_pages_hold_everything_once(house: House) -> None:
    seen, cursor = [], None
    for _ in range(5):
        page = await listed(house, limit=1, sort="-value", **({"cursor": cursor} if cursor else {}))
        seen += codes(page)
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == ["RX1", "RX2", "RX3"]
    assert page["total"] == 3
    wrong = await house.indicators.get("/v1/indicators/3/values?year=2018&cursor=Ulg5")
    assert wrong.status_code == 422


async def test_each_reader_sees_exact_figures_of_its_own_and_the_release_elsewhere(house: House) -> None:
    def hidden(answer: dict[str, Any]) -> dict[str, tuple[bool, str | None]]:
        return {
            item["organisation"]["ods"]: (item["result"]["disclosure"]["controlled"], item["result"]["reason"])
            for item in answer["items"]
        }

    assert set(hidden(await listed(house, REGULATOR)).values()) == {(False, None)}
    public = hidden(await listed(house, PUBLIC))
    assert public == {"RX1": (True, None), "RX2": (True, None), "RX3": (True, "suppressed")}
    own = hidden(await listed(house, provider("RX3")))
    assert own == public | {"RX3": (False, None)}
    await house.indicators.put("/v1/organisations/RY1", {"name": "Hill CCG", "type": "ccg"})
    await house.indicators.put("/v1/commissioners/RY1/providers/RX3", {"from": "2017-04-01"})
    assert hidden(await listed(house, commissioner("RY1"))) == own


async def test_the_values_are_those_of_the_organisations_themselves(house: House) -> None:
    for item in (await listed(house))["items"]:
        ods = item["organisation"]["ods"]
        own = (await house.indicators.get(f"/v1/organisations/{ods}/indicators?year=2018&indicator=3")).json()
        assert item["result"] == own["results"][0]
    for caller in (PUBLIC, REGULATOR):
        path = "/v1/indicators/1/values?year=2018&measure=share&staff_group=non_clinical&band=8a"
        for item in (await house.indicators.get(path, caller)).json()["items"]:
            ods = item["organisation"]["ods"]
            own = (await house.indicators.get(f"/v1/organisations/{ods}/indicators?year=2018", caller)).json()
            part = {"staff_group": "non_clinical", "band": "8a"}
            (same,) = (r for r in own["results"] if r["part"] == part and r["measure"] == "share")
            assert item["result"] == same


async def test_significance_is_counted_with_false_discoveries_controlled(house: House) -> None:
    answer = await listed(house)
    p = {item["organisation"]["ods"]: item["result"]["p_value"] for item in answer["items"]}
    adjusted = {item["organisation"]["ods"]: item["p_adjusted"] for item in answer["items"]}
    assert all(adjusted[ods] >= p[ods] for ods in p)
    counted = answer["significant"]
    assert (counted["tested"], counted["before"]) == (3, sum(value < 0.05 for value in p.values()))
    assert counted["after"] == sum(value < 0.05 for value in adjusted.values())


async def test_the_same_rows_come_as_csv(house: House) -> None:
    answer = await house.indicators.get("/v1/indicators/3/values?year=2018&format=csv&limit=2")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    items = (await listed(house, limit=2))["items"]
    assert [row["ods"] for row in rows] == [item["organisation"]["ods"] for item in items]
    assert [float(row["value"]) for row in rows] == [item["result"]["value"] for item in items]
    assert "cursor=" in answer.headers["link"]


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/v1/indicators/10/values?year=2018", 404, "there are those of"),
        ("/v1/indicators/3/values", 422, "year"),
        ("/v1/indicators/3/values?year=2018&measure=share", 422, "rate_ratio"),
        ("/v1/indicators/1/values?year=2018&band=10", 422, "8a"),
        ("/v1/indicators/3/values?year=2018&sort=size", 422, "sort"),
    ],
)
async def test_what_there_is_not_is_told_with_what_there_is(house: House, path: str, status: int, says: str) -> None:
    answer = await house.indicators.get(path)
    assert (answer.status_code, says in answer.text) == (status, True)


async def test_a_year_without_returns_is_an_empty_list(house: House) -> None:
    answer = (await house.indicators.get("/v1/indicators/3/values?year=2016")).json()
    assert (answer["items"], answer["total"], answer["median"], answer["next"]) == ([], 0, None, None)
