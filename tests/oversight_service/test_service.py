"""The oversight service as a caller meets it, on SQLite and on PostgreSQL."""

import csv
import io
from collections.abc import AsyncIterator

import pytest

from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    OVERSIGHT,
    PUBLIC,
    REGULATOR,
    House,
    open_house,
    provider,
    refused,
)
from tests.documents import complete
from tests.stocked import Stocked

TRUST = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
PACK = "/v1/organisations/RX1/well-led?year=2018"
OUTCOME = "/v1/organisations/RX1/official-outcomes/cqc-well-led-2017"


async def stock(house: House) -> None:
    assert (await house.indicators.put("/v1/organisations/RX1", TRUST)).status_code == 201
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def test_a_pack_holds_facts_of_both_services_each_with_its_source(house: House) -> None:
    pack = (await house.oversight.get(PACK)).json()
    document = (await house.indicators.get("/v1/organisations/RX1/returns/2018")).json()["document"]
    assert [metric["id"] for metric in pack["metrics"]] == ["1a", "1b", "2", "3", "4", "5", "6", "7", "8", "9"]
    for figure in (*pack["metrics"], *pack["board_seats"], *pack["trajectories"]):
        assert figure["source"]["document"] == document
    assert {source["service"] for source in pack["inputs"]} == {"indicators", "trajectory"}
    assert {question["id"] for question in pack["questions"]} >= {"W1", "W3", "W7"}
    assert pack["official"] is None


async def test_figures_in_a_pack_are_those_of_the_service_that_computed_them(house: House) -> None:
    pack = (await house.oversight.get(PACK)).json()
    results = (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018")).json()["results"]
    ratios = {result["indicator"]: result["value"] for result in results if result["measure"] == "rate_ratio"}
    assert {m["id"]: m["value"] for m in pack["metrics"] if m["id"] in "234"} == ratios
    (metric,) = (m for m in pack["metrics"] if m["id"] == "3")
    answered = await house.indicators.get(metric["source"]["href"])
    assert answered.json()["document"] == metric["source"]["document"]


async def test_the_same_question_gets_the_same_bytes(house: House) -> None:
    first, second = await house.oversight.get(PACK), await house.oversight.get(PACK)
    assert first.content == second.content
    again = await house.oversight.get(PACK, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


async def test_the_csv_has_the_figures_of_the_json(house: House) -> None:
    pack = (await house.oversight.get(PACK)).json()
    answer = await house.oversight.get(f"{PACK}&format=csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    metrics = {row["id"]: row for row in rows if row["kind"] == "metric"}
    for metric in pack["metrics"]:
        shown = metrics[metric["id"]]["value"]
        assert (None if shown == "" else float(shown)) == metric["value"]


async def test_a_year_without_a_return_is_a_pack_that_says_so(house: House) -> None:
    pack = (await house.oversight.get("/v1/organisations/RX1/well-led?year=2016")).json()
    assert {metric["reason"] for metric in pack["metrics"]} == {"not-submitted"}
    assert {metric["value"] for metric in pack["metrics"]} == {None}


async def test_the_public_learns_nothing_of_an_unpublished_return(house: House) -> None:
    for caller in (PUBLIC, provider("RX9")):
        pack = (await house.oversight.get(PACK, caller)).json()
        assert {metric["reason"] for metric in pack["metrics"]} == {"not-submitted"}
        assert pack["trajectories"] == []
    for caller in (provider("RX1"), REGULATOR):
        assert (await house.oversight.get(PACK, caller)).json()["trajectories"]


async def test_what_there_is_not_is_a_problem(house: House) -> None:
    assert (await house.oversight.get("/v1/organisations/RZ9/well-led?year=2018")).status_code == 404
    assert (await house.oversight.get(f"{PACK}&framework=cqc-2099")).status_code == 404
    assert (await house.oversight.get(f"{PACK}&format=pdf")).status_code == 422
    assert (await house.oversight.get("/v1/organisations/RX1/well-led?year=2014")).status_code == 422
    assert (await house.oversight.get("/v1/frameworks/cqc-2099")).status_code == 404


async def test_the_catalogue_lists_what_it_can_show_whole(house: House) -> None:
    listed = (await house.oversight.get("/v1/frameworks", PUBLIC)).json()
    assert "cqc-well-led-2017" in [line["key"] for line in listed["items"]]
    for line in listed["items"]:
        whole = (await house.oversight.get(line["href"], PUBLIC)).json()
        assert (whole["key"], whole["version"]) == (line["key"], line["version"])


async def test_an_official_rating_is_recorded_by_oversight_bodies_and_shown_beside(house: House) -> None:
    rating = {"rating": "good", "date": "2018-10-01", "source": "Inspection report of October 2018"}
    for caller in (provider("RX1"), NATIONAL_TEAM, REGULATOR, PUBLIC):
        assert (await house.oversight.put(OUTCOME, rating, caller)).status_code == refused(caller)
    assert (await house.oversight.get(OUTCOME)).status_code == 404
    assert (await house.oversight.put(OUTCOME, rating, OVERSIGHT)).status_code == 201
    follows = rating | {"rating": "outstanding", "date": "2019-10-01"}
    assert (await house.oversight.put(OUTCOME, follows, ADMINISTRATOR)).status_code == 200
    pack = (await house.oversight.get(PACK)).json()
    assert (pack["official"]["rating"], pack["official"]["date"]) == ("outstanding", "2019-10-01")
    for spoilt in ({"rating": "5 stars"}, {"date": 0}, {"date": "soon"}, {"source": ""}):
        assert (await house.oversight.put(OUTCOME, rating | spoilt, OVERSIGHT)).status_code == 422
    elsewhere = await house.oversight.put(OUTCOME.replace("RX1", "RZ9"), rating, OVERSIGHT)
    assert elsewhere.status_code == 404


async def test_the_history_of_outcomes_is_kept_and_read_at_an_instant(house: House) -> None:
    nothing = (await house.oversight.get("/v1/organisations/RX1/official-outcomes")).json()
    assert (nothing["items"], nothing["reason"]) == ([], "No official outcome of RX1 is recorded.")
    first = {"rating": "good", "date": "2018-03-01", "source": "Inspection report"}
    second = {"rating": "outstanding", "date": "2019-03-01", "source": "Inspection report"}
    kept = (await house.oversight.put(OUTCOME, first, OVERSIGHT)).json()
    assert (await house.oversight.put(OUTCOME, second, OVERSIGHT)).status_code == 200
    listed = (await house.oversight.get("/v1/organisations/RX1/official-outcomes", PUBLIC)).json()
    assert [(each["revision"], each["rating"]) for each in listed["items"]] == [(1, "good"), (2, "outstanding")]
    past = {"as_of": kept["recorded_at"]}
    at = await house.oversight.call("GET", OUTCOME, params=past)
    assert at.json()["rating"] == "good"
    assert (await house.oversight.get("/v1/organisations/RX9/official-outcomes")).status_code == 404
