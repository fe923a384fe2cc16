"""An organisation beside its group: who belongs, what is compared, what each reader sees, and never with itself."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.identity import Caller
from tests.callers import ADMINISTRATOR, PUBLIC, REGULATOR, House, open_house, provider, publish
from tests.documents import complete
from tests.stocked import Stocked

SHORTLISTED = {"white": 1000, "bme": 400}
APPOINTED = {"RX1": (200, 80), "RX2": (200, 60), "RX3": (200, 40), "RX4": (200, 20), "RX5": (200, 3)}
PLACES = {"RX1": "Y56", "RX2": "Y56", "RX3": "Y56", "RX4": "Y58", "RX5": "Y56"}


def staffed(white: int, bme: int) -> list[dict[str, Any]]:
    return [{"staff_group": "non_clinical", "band": "5", "white": white, "bme": bme, "unknown": 0}]


def document(ods: str, year: int = 2018) -> dict[str, Any]:
    white, bme = APPOINTED[ods]
    recruitment = {"shortlisted": SHORTLISTED, "appointed": {"white": white, "bme": bme}}
    size = 1000 * (1 + list(APPOINTED).index(ods))
    changes = {"organisation": ods, "year": year, "snapshot": None, "recruitment": recruitment}
    sections = {"workforce": staffed(size, size // 4), "edition": None, "staff_survey": None, "training": None}
    return complete(**changes, **sections)


async def stock(house: House) -> None:
    for ods in APPOINTED:
        body = {"name": f"Trust {ods}", "type": "acute", "region": PLACES[ods], "ics": "QMJ"}
        await house.indicators.put(f"/v1/organisations/{ods}", body)
        await house.indicators.put(f"/v1/organisations/{ods}/returns/2018", document(ods))
        await publish(house.indicators, ods, 2018)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def told(house: House, ods: str, caller: Caller = REGULATOR, **query: Any) -> dict[str, Any]:
    answer = await house.indicators.get(
        f"/v1/organisations/{ods}/benchmarks", caller, params={"year": 2018, "indicator": "2", **query}
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("region", ["RX1", "RX2", "RX3", "RX5"]),
        ("england", ["RX1", "RX2", "RX3", "RX4", "RX5"]),
        ("type", ["RX1", "RX2", "RX3", "RX4", "RX5"]),
        ("ics", ["RX1", "RX2", "RX3", "RX4", "RX5"]),
        ("peers:RX4,RX9", ["RX2", "RX4"]),
        ("nearest:2", ["RX1", "RX2", "RX3"]),
    ],
)
async def test_a_group_is_who_belongs_by_a_rule_that_is_told(house: House, group: str, members: list[str]) -> None:
    answer = await told(house, "RX2", group=group)
    assert answer["group"]["organisations"] == members
    assert answer["group"]["rule"].strip()


async def test_rank_quartile_median_and_verdict_are_against_the_others(house: House) -> None:
    (item,) = (await told(house, "RX4", group="england"))["items"]
    ratio = (200 / 1000) / (20 / 400)
    assert item["value"] == pytest.approx(ratio, abs=1e-4)
    assert (item["rank"], item["of"], item["compared"], item["quartile"]) == (4, 5, 4, 4)
    others = (800 / 4000) / (183 / 1600)
    assert item["comparison"]["others"] == pytest.approx(others, abs=1e-4)
    assert item["pooled"] == pytest.approx((1000 / 5000) / (203 / 2000), abs=1e-4)
    assert item["comparison"]["verdict"] == "worse"
    assert item["four_fifths"] == {"within": 1, "below": 0, "above": 3}
    (best,) = (await told(house, "RX1", group="england"))["items"]
    assert (best["rank"], best["comparison"]["verdict"]) == (1, "better")
    assert best["funnel"]["position"] == "below_998"


async def test_a_group_of_one_compares_with_nobody(house: House) -> None:
    (item,) = (await told(house, "RX4", group="region"))["items"]
    assert (item["rank"], item["of"], item["median"], item["comparison"]["verdict"]) == (1, 1, None, "not_compared")


async def test_the_public_compares_what_is_public_and_a_body_sees_its_own_figure(house: House) -> None:
    (hidden,) = (await told(house, "RX5", PUBLIC))["items"]
    assert (hidden["value"], hidden["reason"], hidden["rank"]) == (None, "suppressed", None)
    (own,) = (await told(house, "RX5", provider("RX5")))["items"]
    assert own["value"] == pytest.approx((200 / 1000) / (3 / 400), abs=1e-4)
    (elsewhere,) = (await told(house, "RX1", PUBLIC))["items"]
    assert (elsewhere["of"], elsewhere["compared"]) == (3, 2)
    (exact,) = (await told(house, "RX1", REGULATOR))["items"]
    assert (exact["of"], exact["compared"]) == (4, 3)


async def test_counts_over_another_window_are_not_compared(house: House) -> None:
    two_years = document("RX1") | {"disciplinary": {"window_years": 2, "entered": {"white": 20, "bme": 9}}}
    await house.indicators.put("/v1/organisations/RX1/returns/2018", two_years)
    await publish(house.indicators, "RX1", 2018)
    (item,) = (await told(house, "RX2", group="england", indicator="3"))["items"]
    assert (item["of"], item["reason"]) == (4, None)
    (other,) = (await told(house, "RX1", group="england", indicator="3"))["items"]
    assert (other["of"], other["compared"]) == (1, 0)


async def test_every_indicator_speaks_by_its_own_measure_unless_named(house: House) -> None:
    every = await house.indicators.get("/v1/organisations/RX1/benchmarks?year=2018&group=england", REGULATOR)
    spoken = {item["indicator"] for item in every.json()["items"]}
    assert spoken == {*"123456789", "race-disparity-ratio"}
    named = await told(house, "RX1", group="england", indicator="1")
    assert len(named["items"]) > 100


async def test_merged_trusts_are_one_body_with_todays_footprint_and_two_as_reported(house: House) -> None:
    merged = {"name": "Both NHS Trust", "type": "acute", "region": "Y56", "opened": "2018-10-01"}
    await house.indicators.put("/v1/organisations/RX9", merged)
    for ods in ("RX2", "RX3"):
        body = {"name": f"Trust {ods}", "type": "acute", "region": "Y56", "closed": "2018-10-01"}
        closed = await house.indicators.put(f"/v1/organisations/{ods}", body | {"successors": ["RX9"]})
        assert closed.status_code == 200, closed.text
    reported = await told(house, "RX1", group="england")
    assert reported["group"]["organisations"] == ["RX1", "RX2", "RX3", "RX4", "RX5"]
    for caller in (REGULATOR, PUBLIC):
        today = await told(house, "RX9", caller, group="england", footprint="current")
        assert today["group"]["organisations"] == ["RX1", "RX4", "RX5", "RX9"]
        (item,) = today["items"]
        assert item["value"] == pytest.approx((400 / 2000) / (100 / 800), abs=1e-4)
        assert "which merged into RX9 on 1 October 2018" in today["combined"][0]
    gone = await house.indicators.get("/v1/organisations/RX9/benchmarks?year=2018", ADMINISTRATOR)
    assert gone.status_code == 404
    old = await house.indicators.get("/v1/organisations/RX2/benchmarks?year=2018&footprint=current", ADMINISTRATOR)
    assert old.status_code == 404


@pytest.mark.parametrize("group", ["county", "peers:", "nearest:0", "peers:rx1"])
async def test_a_group_that_there_is_not_is_refused(house: House, group: str) -> None:
    answer = await house.indicators.get(f"/v1/organisations/RX1/benchmarks?year=2018&group={group}")
    assert answer.status_code == 422
