"""Results of organisations and areas as the service answers them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.callers import ADMINISTRATOR, PUBLIC, REGULATOR, House, commissioner, open_house, provider, publish
from tests.documents import complete
from tests.stocked import Stocked

TRUST = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}


async def stock(house: House) -> None:
    for ods in ("RX1", "RX2"):
        assert (await house.indicators.put(f"/v1/organisations/{ods}", TRUST)).status_code == 201


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


def one(answer: dict[str, Any], indicator: str, measure: str, part: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the one result of a measure."""
    (found,) = (
        result
        for result in answer["results"]
        if (result["indicator"], result["measure"], result["part"]) == (indicator, measure, part)
    )
    return dict(found)


def disciplinary(white: tuple[int, int], bme: tuple[int, int], unknown: int = 0) -> dict[str, Any]:
    """Return a document with so many entered of so many staff in each group."""
    staff = {"staff_group": "non_clinical", "band": "5", "white": white[1], "bme": bme[1], "unknown": unknown}
    return {"year": 2020, "workforce": [staff], "disciplinary": {"entered": {"white": white[0], "bme": bme[0]}}}


async def computed(house: House, document: dict[str, Any]) -> dict[str, Any]:
    answer = await house.indicators.post("/v1/indicators:compute", document, PUBLIC)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_published_counts_give_the_ratio_from_one_rounding(house: House) -> None:
    ratio = one(await computed(house, disciplinary((17, 2505), (9, 725), 66)), "3", "rate_ratio")
    assert round(ratio["value"], 3) == 1.829
    assert ratio["interval"]["lower"] < 1 < ratio["interval"]["upper"]
    assert (ratio["four_fifths"], ratio["significant"], ratio["small_number"]) == ("above", False, True)


async def test_nothing_in_either_group_is_null_with_a_reason(house: House) -> None:
    ratio = one(await computed(house, disciplinary((0, 300), (0, 23))), "3", "rate_ratio")
    assert (ratio["value"], ratio["reason"], ratio["interval"]) == (None, "no-events-in-reference", None)


async def test_nothing_in_the_divisor_is_null_with_a_one_sided_interval(house: House) -> None:
    document = {
        "year": 2021,
        "recruitment": {"shortlisted": {"white": 317, "bme": 65}, "appointed": {"white": 50, "bme": 0}},
    }
    ratio = one(await computed(house, document), "2", "rate_ratio")
    assert ratio["value"] is None
    assert ratio["interval"]["upper"] is None
    assert ratio["interval"]["lower"] > 1


@pytest.mark.parametrize(
    ("first", "second", "bounds"),
    [
        ((36, 40), (16, 80), (2.940, 7.152)),
        ((20, 20), (30, 40), (1.0988, None)),
        ((7, 34), (1, 34), (1.2209, 42.576)),
    ],
)
async def test_score_intervals_are_the_published_ones(
    house: House, first: tuple[int, int], second: tuple[int, int], bounds: tuple[float, float | None]
) -> None:
    ratio = one(await computed(house, disciplinary(second, first)), "3", "rate_ratio")
    assert ratio["interval"]["lower"] == pytest.approx(bounds[0], abs=6e-4)
    if bounds[1] is not None:
        assert ratio["interval"]["upper"] == pytest.approx(bounds[1], abs=6e-4)


async def test_every_section_left_out_is_null_not_collected(house: House) -> None:
    answer = await computed(house, {"year": 2018})
    told = {result["indicator"] for result in answer["results"]}
    assert told == {*"123456789", "race-disparity-ratio", "ethnicity-pay-gap"}
    assert {result["reason"] for result in answer["results"]} == {"not-collected"}
    assert {result["value"] for result in answer["results"]} == {None}


async def test_computing_stores_nothing(house: House) -> None:
    await house.indicators.post("/v1/indicators:compute", complete())
    assert (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018")).status_code == 404


async def test_an_organisation_s_results_name_the_revision_and_the_year_before(house: House) -> None:
    earlier = complete(year=2017, snapshot="2017-03-31", training={"accessed": {"white": 400, "bme": 90}})
    await house.indicators.put("/v1/organisations/RX1/returns/2017", earlier)
    receipt = (await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())).json()
    answer = (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018")).json()
    assert (answer["revision"], answer["document"], answer["published"]) == (1, receipt["document"], False)
    training = one(answer, "4", "rate_ratio")
    before = one((await house.indicators.get("/v1/organisations/RX1/indicators?year=2017")).json(), "4", "rate_ratio")
    assert training["previous"] == {"year": 2017, "value": before["value"]}
    newest = (await house.indicators.get("/v1/organisations/RX1/indicators")).json()
    assert newest["year"] == 2018
    only = (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018&indicator=9")).json()
    assert {result["indicator"] for result in only["results"]} == {"9"}


async def test_what_is_not_published_is_seen_by_those_entitled_only(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())
    path = "/v1/organisations/RX1/indicators?year=2018"
    for caller in (provider("RX1"), REGULATOR, ADMINISTRATOR):
        assert (await house.indicators.get(path, caller)).status_code == 200
    for caller in (PUBLIC, provider("RX2"), commissioner("RX2")):
        assert (await house.indicators.get(path, caller)).status_code == 404
    area = (await house.indicators.get("/v1/areas/england/indicators?year=2018", PUBLIC)).json()
    assert area["coverage"] == {"organisations": 2, "returns": 0, "missing": 2}


async def test_an_area_is_the_ratio_of_sums_and_bodies_without_a_section_stay_out(house: House) -> None:
    cases = {"entered": {"white": 10, "bme": 9}}
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete(disciplinary=cases))
    other = complete(organisation="RX2", disciplinary=None)
    await house.indicators.put("/v1/organisations/RX2/returns/2018", other)
    for ods in ("RX1", "RX2"):
        await publish(house.indicators, ods, 2018)
    for area in ("england", "region:Y56", "type:acute"):
        answer = (await house.indicators.get(f"/v1/areas/{area}/indicators?year=2018")).json()
        assert answer["coverage"] == {"organisations": 2, "returns": 2, "missing": 0}
        ratio = one(answer, "3", "rate_ratio")
        assert ratio["groups"]["white"]["denominator"] == 990
        assert ratio["value"] == pytest.approx((9 / 368) / (10 / 990), abs=1e-4)
        appointed = one(answer, "2", "rate_ratio")["groups"]["white"]
        assert (appointed["numerator"], appointed["denominator"]) == (96, 1206)
    elsewhere = await house.indicators.get("/v1/areas/region:Y58/indicators?year=2018")
    assert elsewhere.status_code == 404
    assert (await house.indicators.get("/v1/areas/region:Z99/indicators?year=2018")).status_code == 422


async def test_disciplinary_windows_that_differ_are_not_added_into_a_ratio(house: House) -> None:
    for ods, window in (("RX1", 1), ("RX2", 2)):
        section = {"window_years": window, "entered": {"white": 10, "bme": 9}}
        await house.indicators.put(
            f"/v1/organisations/{ods}/returns/2018", complete(organisation=ods, disciplinary=section)
        )
        await publish(house.indicators, ods, 2018)
    answer = (await house.indicators.get("/v1/areas/england/indicators?year=2018")).json()
    assert one(answer, "3", "rate_ratio")["reason"] == "not-comparable"


async def test_a_revision_replaces_the_one_before_in_every_sum(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())
    await publish(house.indicators, "RX1", 2018)
    more = complete(workforce=[{"staff_group": "non_clinical", "band": "5", "white": 7, "bme": 3, "unknown": 0}])
    more |= {"disciplinary": None, "training": None}
    await house.indicators.put("/v1/organisations/RX1/returns/2018", more)
    first = (await house.indicators.get("/v1/areas/england/indicators?year=2018")).json()
    assert first["representation"]["workforce"]["bme"] != 3
    await publish(house.indicators, "RX1", 2018)
    answer = (await house.indicators.get("/v1/areas/england/indicators?year=2018")).json()
    assert answer["representation"]["workforce"] == {"bme": 3, "share": 30.0, "reason": None}


async def test_each_indicator_says_how_it_is_read(house: House) -> None:
    listed = (await house.indicators.get("/v1/indicators", PUBLIC)).json()
    others = ["ethnicity-pay-gap", "race-disparity-ratio"]
    assert [each["id"] for each in listed["items"]] == [*"123456789", *others]
    for each in listed["items"]:
        assert (await house.indicators.get(f"/v1/indicators/{each['id']}", PUBLIC)).json() == each
    polarity = {each["id"]: each["polarity"] for each in listed["items"]}
    assert (polarity["7"], polarity["8"]) == ("higher_is_better", "lower_is_better")
    (seventh,) = (each for each in listed["items"] if each["id"] == "7")
    editions = {edition["year"]: (edition["survey_item"], edition["definition"]) for edition in seventh["editions"]}
    assert editions[2021] == ("Q14", "first")
    assert editions[2022] == ("Q15", "counts-dont-know")
    assert seventh["owner"]
    assert seventh["review_date"] > "2026"
    assert (await house.indicators.get("/v1/indicators/10", PUBLIC)).status_code == 404


async def test_an_area_is_asked_what_was_known_then(house: House) -> None:
    path = "/v1/areas/england/indicators?year=2018"
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())
    before = datetime.now(UTC).isoformat()
    await publish(house.indicators, "RX1", 2018)
    between = datetime.now(UTC).isoformat()
    await house.indicators.put("/v1/organisations/RX2/returns/2018", complete(organisation="RX2"))
    await publish(house.indicators, "RX2", 2018)
    moved = TRUST | {"region": "Y58"}
    await house.indicators.put("/v1/organisations/RX2", moved)
    for caller in (PUBLIC, REGULATOR):
        for as_of, returns in ((before, 0), (between, 1), (None, 2)):
            asked = {"as_of": as_of} if as_of else {}
            answer = (await house.indicators.get(path, caller, params={"year": 2018} | asked)).json()
            assert answer["coverage"]["returns"] == returns
    here = "/v1/areas/region:Y56/indicators"
    now = (await house.indicators.get(here, params={"year": 2018})).json()
    then = (await house.indicators.get(here, params={"year": 2018, "as_of": between})).json()
    assert (now["coverage"]["organisations"], then["coverage"]["organisations"]) == (1, 2)


async def test_an_edition_decides_where_senior_leadership_begins_and_names_its_definitions(house: House) -> None:
    rows = [
        {"staff_group": "non_clinical", "band": band, "white": white, "bme": bme, "unknown": 0}
        for band, white, bme in (("5", 500, 500), ("8a", 30, 10), ("8c", 19, 1))
    ]
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete(workforce=rows, disciplinary=None))
    path = "/v1/organisations/RX1/indicators?year=2018"
    strategy = (await house.indicators.get(path)).json()
    assert strategy["definitions"]["edition"] == "wres-2018"
    assert strategy["definitions"]["survey_items"]["discrimination"] == "Q17b"
    assert strategy["representation"]["senior_cluster"] == "bands_8a_to_vsm"
    assert strategy["representation"]["senior"]["share"] == pytest.approx(100 * 11 / 60, abs=1e-4)
    later = (await house.indicators.get(f"{path}&edition=wres-2023")).json()
    assert (later["edition"], later["definitions"]["edition"]) == ("wres-2023", "wres-2023")
    assert later["representation"]["senior_cluster"] == "bands_8c_to_vsm"
    assert later["representation"]["senior"] == {"bme": 1, "share": 5.0, "reason": None}
    assert later["representation"]["gap"] == pytest.approx(100 * 511 / 1060 - 5, abs=1e-4)
    unknown = await house.indicators.get(f"{path}&edition=wres-2099")
    assert (unknown.status_code, "wres-2018" in unknown.text) == (422, True)
