"""Two trusts merge in October 2017, told right in both footprints: history, trends, areas, and what is public."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.identity import Caller
from tests.callers import ADMINISTRATOR, PUBLIC, REGULATOR, House, open_house, provider, publish
from tests.documents import complete
from tests.stocked import Stocked

OLD, NEW = ("R1A", "R1B"), "R1C"


def staffed(ods: str, year: int, bme: int, entered: int) -> dict[str, Any]:
    rows = [{"staff_group": "non_clinical", "band": "5", "white": 900, "bme": bme, "unknown": 10}]
    cases = {"entered": {"white": 20, "bme": entered}}
    changes = {"organisation": ods, "year": year, "snapshot": None, "workforce": rows, "disciplinary": cases}
    return complete(**changes) | {"edition": None, "training": None, "staff_survey": None}


RETURNS = [
    ("R1A", 2016, 100, 6),
    ("R1B", 2016, 300, 30),
    ("R1A", 2017, 110, 7),
    ("R1B", 2017, 310, 33),
    ("R1C", 2018, 430, 45),
    ("R1C", 2019, 440, 50),
]


async def stock(house: House) -> None:
    for ods in OLD:
        body = {"name": f"Trust {ods}", "type": "acute", "region": "Y56", "opened": "2000-04-01"}
        await house.indicators.put(f"/v1/organisations/{ods}", body)
    body = {"name": "Both NHS Trust", "type": "acute", "region": "Y58", "opened": "2017-10-01"}
    await house.indicators.put(f"/v1/organisations/{NEW}", body)
    for ods in OLD:
        body = {"name": f"Trust {ods}", "type": "acute", "region": "Y56", "opened": "2000-04-01"}
        closed = body | {"closed": "2017-10-01", "successors": [NEW]}
        assert (await house.indicators.put(f"/v1/organisations/{ods}", closed)).status_code == 200
    for ods, year, bme, entered in RETURNS:
        document = staffed(ods, year, bme, entered)
        answer = await house.indicators.put(f"/v1/organisations/{ods}/returns/{year}", document)
        assert answer.status_code == 201, answer.text
        await publish(house.indicators, ods, year)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def trends(house: House, ods: str, footprint: str, caller: Caller = REGULATOR) -> dict[str, Any]:
    query = {"footprint": footprint, "indicator": "3"}
    answer = await house.indicators.get(f"/v1/organisations/{ods}/trends", caller, params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def points(answer: dict[str, Any]) -> dict[int, float | None]:
    (ratio,) = (item for item in answer["items"] if item["measure"] == "rate_ratio")
    return {point["year"]: point["value"] for point in ratio["points"]}


def ratio(bme: int, entered: int, bodies: int = 1) -> float:
    return (entered / bme) / (20 * bodies / (900 * bodies))


async def test_as_reported_the_new_trust_begins_with_its_own_first_return(house: House) -> None:
    answer = await trends(house, NEW, "reported")
    assert points(answer) == pytest.approx({2018: ratio(430, 45), 2019: ratio(440, 50)}, abs=1e-4)
    assert (answer["combined"], [year["members"] for year in answer["years"]]) == ([], [[NEW], [NEW]])
    old = await trends(house, "R1A", "reported")
    assert set(points(old)) == {2016, 2017}


async def test_as_it_is_today_its_history_is_that_of_both_together_and_says_so(house: House) -> None:
    answer = await trends(house, NEW, "current")
    expected = {2016: ratio(400, 36, 2), 2017: ratio(420, 40, 2), 2018: ratio(430, 45), 2019: ratio(440, 50)}
    assert points(answer) == pytest.approx(expected, abs=1e-4)
    assert [(year["year"], year["members"], year["combined"]) for year in answer["years"]] == [
        (2016, ["R1A", "R1B"], True),
        (2017, ["R1A", "R1B"], True),
        (2018, [NEW], False),
        (2019, [NEW], False),
    ]
    assert answer["combined"] == [
        "Figures for 2016 and 2017 are those of R1A and R1B together, which merged into R1C on 1 October 2017."
    ]
    (item,) = answer["items"]
    assert item["trend"]["years"] == [2016, 2017, 2018, 2019]


async def test_the_public_reads_the_combined_years_under_control(house: House) -> None:
    exact, seen = [await trends(house, NEW, "current", caller) for caller in (REGULATOR, PUBLIC)]
    assert all(year["controlled"] for year in seen["years"])
    assert not any(year["controlled"] for year in exact["years"])
    assert points(seen)[2016] == pytest.approx(ratio(400, 35, 2), abs=1e-4)  # 36 people are shown as 35
    assert seen["combined"] == exact["combined"]


async def test_a_year_in_which_one_of_them_is_missing_has_no_figure_and_says_whose(house: House) -> None:
    withdrawn = {"to": "withdrawn", "note": "Counted twice."}
    path = "/v1/organisations/R1B/returns/2017/transitions"
    assert (await house.indicators.post(path, withdrawn, ADMINISTRATOR)).status_code == 200
    answer = await trends(house, NEW, "current", PUBLIC)
    year = next(each for each in answer["years"] if each["year"] == 2017)
    assert (year["missing"], year["reason"]) == (["R1B"], "return-missing")
    assert points(answer)[2017] is None


async def test_what_was_known_before_the_merger_was_recorded_has_no_combination(house: House) -> None:
    first = (await house.indicators.get("/v1/organisations/R1A/returns/2016", REGULATOR)).json()["recorded_at"]
    answer = await house.indicators.get(
        f"/v1/organisations/{NEW}/trends", REGULATOR, params={"footprint": "current", "as_of": first}
    )
    assert [year["year"] for year in answer.json()["years"]] == [2016]


async def test_a_region_counts_its_own_bodies_of_each_year(house: House) -> None:
    def people(answer: Any) -> tuple[int, int]:
        return answer.json()["coverage"]["organisations"], answer.json()["representation"]["workforce"]["bme"]

    assert people(await house.indicators.get("/v1/areas/region:Y56/indicators?year=2017")) == (2, 420)
    assert people(await house.indicators.get("/v1/areas/region:Y58/indicators?year=2018")) == (1, 430)
    gone = await house.indicators.get("/v1/areas/region:Y56/indicators?year=2018")
    assert gone.json()["coverage"] == {"organisations": 0, "returns": 0, "missing": 0}


async def test_the_history_of_a_body_without_any_return_is_not_there(house: House) -> None:
    await house.indicators.put("/v1/organisations/R1D", {"name": "Fourth NHS Trust", "type": "acute"})
    assert (await house.indicators.get("/v1/organisations/R1D/trends")).status_code == 404
    assert (await house.indicators.get("/v1/organisations/R1D/trends", provider("R1D"))).status_code == 404
    assert (await house.indicators.get("/v1/organisations/R1C/trends?footprint=old")).status_code == 422


async def test_one_year_of_todays_body_is_that_of_both_together_and_says_so(house: House) -> None:
    path = f"/v1/organisations/{NEW}/indicators?year=2017&indicator=3"
    assert (await house.indicators.get(path)).status_code == 404
    for caller, entered in ((REGULATOR, 40), (PUBLIC, 40)):
        answer = (await house.indicators.get(f"{path}&footprint=current", caller)).json()
        assert answer["results"][0]["value"] == pytest.approx(ratio(420, entered, 2), abs=1e-4)
        assert (answer["revision"], answer["document"], answer["state"]) == (None, None, "combined")
        assert answer["footprint"]["members"] == ["R1A", "R1B"]
        assert "which merged into R1C on 1 October 2017" in answer["footprint"]["sentences"][0]
    own = (await house.indicators.get(f"/v1/organisations/{NEW}/indicators?year=2018&footprint=current")).json()
    assert (own["revision"], own["footprint"], own["state"]) == (1, None, "published")
    newest = (await house.indicators.get(f"/v1/organisations/{NEW}/indicators?footprint=current")).json()
    assert newest["year"] == 2019
