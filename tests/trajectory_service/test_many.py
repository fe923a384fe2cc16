"""Areas and the national table: sums before shares, every organisation in one call, and what the public sees."""

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from indicators_service.loading import load_demonstration
from services.database import open_database
from services.settings import Settings
from tests.callers import ADMINISTRATOR, PUBLIC, REGULATOR, House, open_house, provider
from tests.databases import migrated

FIELDS = ("required_share", "k_in_n", "interest_recruits_per_year", "goal_posts", "probability_met", "reachable")


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder: Path = tmp_path_factory.mktemp("nation")
    settings = Settings(data=folder, log_level="ERROR")
    await migrated(settings)
    database = open_database(settings, "indicators")
    await load_demonstration(database, settings)
    await database.engine.dispose()
    async with open_house(settings) as opened:
        yield opened


async def read(house: House, path: str, caller: Any = REGULATOR) -> Any:
    answer = await house.trajectory.get(path, caller)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def workforce(house: House, query: str = "", caller: Any = REGULATOR) -> Any:
    answer = await house.indicators.get(f"/v1/workforce?year=2018{query}", caller)
    assert answer.status_code == 200, answer.text
    return answer.json()


def column(answer: Any, staff_group: str, band: str) -> list[tuple[int | None, int | None]]:
    place = answer["strata"].index({"staff_group": staff_group, "band": band})
    rows = zip(answer["white"], answer["bme"], strict=True)
    return [(white[place], bme[place]) for white, bme in rows]


async def test_the_workforce_of_all_adds_up_to_the_area(house: House) -> None:
    answer = await workforce(house)
    assert (answer["rule"], len(answer["exact"])) == (None, len(answer["organisations"]))
    inside = [body["type"] != "arms_length_body" for body in answer["organisations"]]
    england = (await house.indicators.get("/v1/areas/england/indicators?year=2018&indicator=1", REGULATOR)).json()
    shares = {
        (result["part"]["staff_group"], result["part"]["band"]): result["groups"]
        for result in england["results"]
        if result["measure"] == "share"
    }
    for name in (("clinical_non_medical", "8a"), ("all", "all"), ("all", "bands_8a_to_vsm")):
        counts = [pair for pair, counted in zip(column(answer, *name), inside, strict=True) if counted]
        assert sum(white or 0 for white, _ in counts) == shares[name]["white"]["numerator"]
        assert sum(bme or 0 for _, bme in counts) == shares[name]["bme"]["numerator"]


async def test_the_public_sees_the_workforce_under_control_and_a_provider_its_own_exactly(house: House) -> None:
    public, exact = await workforce(house, caller=PUBLIC), await workforce(house)
    assert (public["exact"], public["rule"] is None) == ([], False)
    shown = [count for rows in public["bme"] for count in rows if count is not None]
    assert all(count % 5 == 0 for count in shown)
    hidden = sum(count is None for rows in public["bme"] for count in rows)
    assert 0 < hidden < len(shown) + hidden
    own = await workforce(house, caller=provider("ZT001"))
    place = [body["ods"] for body in own["organisations"]].index("ZT001")
    assert own["exact"] == ["ZT001"]
    assert own["bme"][place] == exact["bme"][place]
    assert own["bme"][place - 1] == public["bme"][place - 1]


@pytest.mark.parametrize("query", ["&region=Y56", "&type=ccg", "&ics=ZS1B"])
async def test_the_workforce_can_be_asked_for_in_part(house: House, query: str) -> None:
    key, value = query[1:].split("=")
    some = await workforce(house, query)
    assert 0 < len(some["organisations"]) < 200
    assert all(body[key] == value for body in some["organisations"])


async def test_the_table_has_what_every_organisations_own_trajectory_has(house: House) -> None:
    table = await read(
        house, "/v1/trajectories?year=2018&horizon=2028&staff_group=all&staff_group=clinical_non_medical"
    )
    rows = {(row["organisation"], row["staff_group"], row["band"]): row for row in table["items"]}
    assert table["total"] == len(rows) == table["counts"]["rows"]
    assert sum(table["counts"][name] for name in ("met", "not_met", "not_assessable")) == len(rows)
    for ods in ("ZT001", "ZT050", "ZC010"):
        own = await read(house, f"/v1/organisations/{ods}/trajectories?horizon=2028&year=2018")
        for stratum in own["trajectories"]:
            row = rows.get((ods, stratum["staff_group"], stratum["band"]))
            if row is None:
                assert stratum["staff_group"] not in ("all", "clinical_non_medical")
                continue
            (horizon,) = stratum["horizons"]
            assert (row["status"], row["interest"]) == (stratum["status"], stratum["baseline"]["interest"])
            assert [row[field] for field in FIELDS] == [horizon[field] for field in FIELDS]
            assert row["share_for_probability"] == horizon["for_probability"]["required_share"]
            if horizon["path"]:
                assert (row["lower"], row["upper"]) == (horizon["path"][-1]["lower"], horizon["path"][-1]["upper"])


async def test_the_table_is_narrowed_to_chosen_organisations_and_bands(house: House) -> None:
    chosen = "organisation=ZT002&organisation=ZT001&bands=8a&bands=bands_8a_to_vsm"
    table = await read(house, f"/v1/trajectories?year=2018&horizon=2028&{chosen}")
    assert [(row["organisation"], row["band"]) for row in table["items"]] == [
        ("ZT001", "8a"),
        ("ZT001", "bands_8a_to_vsm"),
        ("ZT002", "8a"),
        ("ZT002", "bands_8a_to_vsm"),
    ]
    sharper = await read(house, f"/v1/trajectories?year=2018&horizon=2028&probability=0.95&{chosen}")
    for row, surer in zip(table["items"], sharper["items"], strict=True):
        if row["share_for_probability"] and surer["share_for_probability"]:
            assert surer["share_for_probability"] > row["share_for_probability"]


async def test_the_table_is_the_same_as_csv_and_conditional(house: House) -> None:
    path = "/v1/trajectories?year=2018&horizon=2028&type=mental_health"
    as_json = (await read(house, path))["items"]
    answer = await house.trajectory.get(f"{path}&format=csv", REGULATOR)
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == len(as_json)
    for row, same in zip(rows, as_json, strict=True):
        assert row == {key: "" if value is None else str(value) for key, value in same.items()}
    tag = {"if-none-match": answer.headers["etag"]}
    assert (await house.trajectory.get(f"{path}&format=csv", REGULATOR, headers=tag)).status_code == 304
    as_public = await house.trajectory.get(f"{path}&format=csv", PUBLIC)
    assert as_public.headers["etag"] != answer.headers["etag"]


async def test_the_public_table_tells_nothing_of_what_is_hidden(house: House) -> None:
    table = await read(house, "/v1/trajectories?year=2018&horizon=2028&type=ccg&bands=vsm", PUBLIC)
    hidden = [row for row in table["items"] if row["reason"] == "suppressed"]
    assert hidden
    told = ("interest", "total", "share", "target_share", "required_share", "goal_posts", "lower", "probability_met")
    assert all(row[field] is None for row in hidden for field in told)


async def test_an_area_is_the_sum_and_trusts_are_all_their_types(house: House) -> None:
    parts = [
        await read(house, f"/v1/areas/type:{kind}/trajectories?year=2018&bands=vsm")
        for kind in ("acute", "mental_health", "community", "ambulance", "specialist")
    ]
    trusts = await read(house, "/v1/areas/trusts/trajectories?year=2018&bands=vsm")
    assert len(trusts["summed_from"]) == 5
    for place, stratum in enumerate(trusts["trajectories"]):
        own = [part["trajectories"][place] for part in parts]
        assert {(each["staff_group"], each["band"]) for each in own} == {(stratum["staff_group"], stratum["band"])}
        for field in ("interest", "total", "unknown"):
            assert stratum["baseline"][field] == sum(each["baseline"][field] for each in own)
        turnover = next(each for each in stratum["assumptions"] if each["name"] == "turnover")
        assert (turnover["value"], turnover["origin"]) == (0.0975, "default")


async def test_a_trajectory_names_the_band_below_and_when_it_is_too_small_a_source(house: House) -> None:
    own = await read(house, "/v1/organisations/ZT001/trajectories")
    rows = {(row["staff_group"], row["band"]): row for row in own["trajectories"]}
    for group in ("non_clinical", "clinical_non_medical", "all"):
        row, below = rows[group, "8b"], rows[group, "8a"]
        assert row["feeder"]["band"] == "8a"
        assert row["feeder"]["share"] == below["baseline"]["share"]
        needed = {each["year"]: each["required_share"] for each in row["horizons"]}
        short = [year for year, share in needed.items() if share is not None and share > row["feeder"]["share"]]
        assert row["feeder"]["short_for_horizons"] == short
    assert rows["all", "bands_8a_to_vsm"]["feeder"]["band"] == "7"
    assert rows["non_clinical", "under_1"]["feeder"] is None
    assert rows["medical_and_dental", "consultant"]["feeder"] is None
    assert any(row["feeder"] and row["feeder"]["short_for_horizons"] for row in own["trajectories"])


async def test_horizons_and_areas_that_cannot_be_are_refused(house: House) -> None:
    for path in ("/v1/trajectories?year=2018&horizon=2018", "/v1/areas/england/trajectories?year=2018&horizon=2017"):
        answer = await house.trajectory.get(path, ADMINISTRATOR)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "query:horizon")
    assert (await house.trajectory.get("/v1/areas/ics:QQQ/trajectories?year=2018")).status_code == 404
    assert (await house.trajectory.get("/v1/areas/nowhere/trajectories?year=2018")).status_code == 422
    empty = await read(house, "/v1/trajectories?year=2030&horizon=2035")
    assert (empty["total"], empty["items"]) == (0, [])


async def test_trajectories_can_be_asked_as_they_were_known(house: House) -> None:
    before: dict[str, str | int] = {"as_of": "2015-01-01T00:00:00Z", "year": 2018}
    own = await house.trajectory.get("/v1/organisations/ZT001/trajectories", REGULATOR, params=before)
    assert own.status_code == 404
    area = await house.trajectory.get("/v1/areas/england/trajectories", REGULATOR, params=before)
    assert area.status_code == 404
    table = await house.trajectory.get("/v1/trajectories", REGULATOR, params=before | {"horizon": 2028})
    assert (table.status_code, table.json()["total"]) == (200, 0)
    later = await house.trajectory.get(
        "/v1/organisations/ZT001/trajectories", REGULATOR, params={"as_of": "2999-01-01T00:00:00Z"}
    )
    assert later.status_code == 422
