"""Submitting and reading returns, on SQLite and on PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    PUBLIC,
    REGULATOR,
    House,
    commissioner,
    open_house,
    provider,
    refused,
)
from tests.documents import complete, spoilt
from tests.stocked import Stocked

TRUST = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
ADDRESS = "/v1/organisations/RX1/returns/2018"


async def stock(house: House) -> None:
    for ods, body in (("RX1", TRUST), ("RX2", TRUST), ("00A", TRUST | {"type": "ccg"})):
        assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).status_code == 201


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def test_a_return_is_stored_as_it_came_and_a_second_is_a_revision(house: House) -> None:
    first = await house.indicators.put(ADDRESS, complete(), provider("RX1"))
    second = await house.indicators.put(ADDRESS, complete(training=None), provider("RX1"))
    assert (first.status_code, first.json()["revision"], first.json()["state"]) == (201, 1, "draft")
    assert (second.status_code, second.json()["revision"]) == (200, 2)
    read = (await house.indicators.get(ADDRESS, provider("RX1"))).json()
    assert read["return"] == complete(training=None)
    lines = (await house.indicators.get(f"{ADDRESS}/revisions")).json()["items"]
    assert [(line["revision"], line["recorded_by"]) for line in lines] == [(2, "client-of-RX1"), (1, "client-of-RX1")]


async def test_a_read_can_be_asked_what_was_known_before(house: House) -> None:
    await house.indicators.put(ADDRESS, complete())
    between = datetime.now(UTC).isoformat()
    await house.indicators.put(ADDRESS, complete(training=None))
    then = await house.indicators.get(ADDRESS, params={"as_of": between})
    assert then.json()["revision"] == 1
    results = await house.indicators.get("/v1/organisations/RX1/indicators", params={"year": 2018, "as_of": between})
    assert results.json()["revision"] == 1
    before = await house.indicators.get(ADDRESS, params={"as_of": "2018-04-01T00:00:00Z"})
    assert before.status_code == 404
    naive = await house.indicators.get(ADDRESS, params={"as_of": "2018-04-01T00:00:00"})
    assert naive.status_code == 422


async def test_racing_writes_are_all_stored_in_order_or_told_of_the_conflict(house: House) -> None:
    answers = await asyncio.gather(
        *(house.indicators.put(ADDRESS, complete(narrative=f"writer {number}")) for number in range(8))
    )
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {200, 201, 409}
    assert statuses.count(201) == 1
    stored = (await house.indicators.get(f"{ADDRESS}/revisions")).json()["items"]
    accepted = sum(status != 409 for status in statuses)
    assert [line["revision"] for line in stored] == list(range(accepted, 0, -1))


async def test_a_conditional_write_with_an_old_tag_is_refused(house: House) -> None:
    first = await house.indicators.put(ADDRESS, complete())
    tag = first.headers["etag"]
    assert (await house.indicators.get(ADDRESS)).headers["etag"] == tag
    assert (await house.indicators.put(ADDRESS, complete(), headers={"if-match": tag})).status_code == 200
    stale = await house.indicators.put(ADDRESS, complete(), headers={"if-match": tag})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")


async def test_a_reader_who_has_the_newest_is_told_so(house: House) -> None:
    await house.indicators.put(ADDRESS, complete())
    for path in (ADDRESS, "/v1/organisations/RX1/indicators?year=2018", "/v1/organisations"):
        tag = (await house.indicators.get(path)).headers["etag"]
        again = await house.indicators.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")


WRONG: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("workforce", 0, "band"), "8e", "$.workforce[0].band"),
    (("workforce", 0, "band"), "consultant", "$.workforce[0].band"),
    (("workforce", 0, "staff_group"), "robots", "$.workforce[0].staff_group"),
    (("workforce", 1, "band"), "8a", "$.workforce[1].band"),
    (("workforce", 0, "bme"), -1, "$.workforce[0].bme"),
    (("workforce", 0, "bme"), 2.5, "$.workforce[0].bme"),
    (
        ("staff_survey", "harassment_public", "white", "percent"),
        False,
        "$.staff_survey.harassment_public.white.percent",
    ),
    (("board", 0, "voting"), 1, "$.board[0].voting"),
    (("workforce", 0, "bme"), "eight", "$.workforce[0].bme"),
    (("workforce", 0, "bme"), True, "$.workforce[0].bme"),
    (("workforce", 0, "bme"), 10**12, "$.workforce[0].bme"),
    (("workforce", 0, "asian"), 4, "$.workforce[0].asian"),
    (("workforce", 3, "bme"), 61, "$.workforce[3].bme"),
    (("recruitment", "appointed", "bme"), 152, "$.recruitment.appointed.bme"),
    (
        ("staff_survey", "harassment_public", "white", "percent"),
        100.1,
        "$.staff_survey.harassment_public.white.percent",
    ),
    (("board", 1, "executive"), True, "$.board[1]"),
    (("organisation",), "RX2", "$.organisation"),
    (("year",), 2017, "$.year"),
    (("snapshot",), "2017-03-31", "$.snapshot"),
    (("snapshot",), "2.2250738585e-313", "$.snapshot"),
    (("stated",), [{"figure": "board_bme", "value": False}], "$.stated[0].value"),
    (("surprise",), 1, "$.surprise"),
]


@pytest.mark.parametrize(("where", "value", "path"), WRONG, ids=[f"{'.'.join(map(str, w))}={v}" for w, v, _ in WRONG])
async def test_what_is_wrong_is_refused_by_field_and_nothing_is_stored(
    house: House, where: tuple[str | int, ...], value: Any, path: str
) -> None:
    document = spoilt(where, value)
    if where == ("workforce", 1, "band"):
        document["workforce"][1]["staff_group"] = "non_clinical"  # makes it the same stratum as row 0
    answer = await house.indicators.put(ADDRESS, document)
    assert answer.status_code == 422
    assert path in [error["path"] for error in answer.json()["errors"]]
    assert (await house.indicators.get(ADDRESS)).status_code == 404


async def test_a_whole_number_written_as_a_spreadsheet_does_is_that_number(house: House) -> None:
    await house.indicators.put(ADDRESS, spoilt(("workforce", 0, "bme"), 8.0))
    answer = (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018&indicator=1")).json()
    assert answer["representation"]["workforce"]["bme"] == 8 + 300 + 60


async def test_not_a_number_is_refused(house: House) -> None:
    text = json.dumps(complete()).replace("28.0", "NaN")
    answer = await house.indicators.call(
        "PUT", ADDRESS, content=text.encode(), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert (await house.indicators.get(ADDRESS)).status_code == 404


@pytest.mark.parametrize("year", [2014, 2101, "soon"])
async def test_a_year_outside_the_wres_is_refused(house: House, year: int | str) -> None:
    answer = await house.indicators.put(f"/v1/organisations/RX1/returns/{year}", complete())
    assert answer.status_code == 422


async def test_a_body_that_is_not_registered_is_not_found(house: House) -> None:
    answer = await house.indicators.put("/v1/organisations/RZ9/returns/2018", complete(organisation="RZ9"))
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


async def test_events_above_staff_are_warned_of_and_stored(house: House) -> None:
    answer = await house.indicators.put(ADDRESS, spoilt(("training", "accessed", "bme"), 400))
    assert answer.status_code == 201
    assert [warning["code"] for warning in answer.json()["warnings"]] == ["accessed-above-staff"]


async def test_only_the_body_itself_and_administrators_submit(house: House) -> None:
    for caller in (provider("RX2"), commissioner("00A"), NATIONAL_TEAM, REGULATOR, PUBLIC):
        answer = await house.indicators.put(ADDRESS, complete(), caller)
        assert answer.status_code == refused(caller)
        assert answer.json()["code"] == ("not-authenticated" if caller == PUBLIC else "not-yours")
    assert (await house.indicators.get(ADDRESS)).status_code == 404
    for caller in (provider("RX1"), ADMINISTRATOR):
        assert (await house.indicators.put(ADDRESS, complete(), caller)).is_success


async def test_a_return_is_read_by_the_body_its_commissioner_and_national_bodies_only(house: House) -> None:
    await house.indicators.put(ADDRESS, complete())
    for path in (ADDRESS, f"{ADDRESS}/revisions"):
        for caller in (provider("RX2"), commissioner("00A"), PUBLIC):
            assert (await house.indicators.get(path, caller)).status_code == refused(caller)
        for caller in (provider("RX1"), NATIONAL_TEAM, REGULATOR, ADMINISTRATOR):
            assert (await house.indicators.get(path, caller)).status_code == 200
    contract = {"from": "2017-04-01"}
    assert (await house.indicators.put("/v1/commissioners/00A/providers/RX1", contract)).status_code == 201
    assert (await house.indicators.get(ADDRESS, commissioner("00A"))).status_code == 200


async def test_what_is_unusual_is_told_with_its_place(house: House) -> None:
    document = spoilt(("workforce", 1, "unknown"), 200)
    document["staff_survey"]["harassment_public"]["bme"] = {"percent": 20.0, "respondents": 7}
    receipt = (await house.indicators.put(ADDRESS, document)).json()
    assert [(warning["code"], warning["path"]) for warning in receipt["warnings"]] == [
        ("ethnicity-unknown", "$.workforce"),
        ("few-respondents", "$.staff_survey.harassment_public.bme.respondents"),
    ]


async def test_a_contract_entitles_to_the_years_in_which_it_ran(house: House) -> None:
    for year in (2016, 2017, 2018):
        document = complete(year=year, snapshot=f"{year}-03-31")
        assert (await house.indicators.put(f"/v1/organisations/RX1/returns/{year}", document)).status_code == 201

    async def read(dates: dict[str, str]) -> list[int]:
        await house.indicators.put("/v1/commissioners/00A/providers/RX1", dates)
        paths = [f"/v1/organisations/RX1/returns/{year}" for year in (2016, 2017, 2018)]
        return [(await house.indicators.get(path, commissioner("00A"))).status_code for path in paths]

    assert await read({"from": "2016-04-01", "to": "2017-03-31"}) == [403, 200, 403]
    assert await read({"from": "2017-03-31"}) == [403, 200, 200]
    assert await read({"from": "2090-04-01"}) == [403, 403, 403]
    entitlement = await house.indicators.get("/v1/organisations/RX1/entitlement", commissioner("00A"))
    assert entitlement.json()["exact"] is False


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32-be"])
async def test_a_return_in_another_encoding_of_unicode_is_read_back_the_same(house: House, encoding: str) -> None:
    document = complete(narrative="Llanfair – 95 % complete")
    content = json.dumps(document, ensure_ascii=False).encode(encoding)
    sent = await house.indicators.call("PUT", ADDRESS, content=content, headers={"content-type": "application/json"})
    assert sent.status_code == 201
    assert (await house.indicators.get(ADDRESS)).json()["return"] == document
    assert (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018")).status_code == 200


async def test_text_that_no_database_can_hold_is_refused(house: House) -> None:
    nul = "Trust\x00number one"
    assert (await house.indicators.put("/v1/organisations/RX1", TRUST | {"name": nul})).status_code == 422
    assert (await house.indicators.put(ADDRESS, complete(narrative=nul))).status_code == 422
    for query in ("q=%00", "cursor=AAAA", "ics=%00%00%00", "region=%00"):
        assert (await house.indicators.get(f"/v1/organisations?{query}")).status_code == 422
