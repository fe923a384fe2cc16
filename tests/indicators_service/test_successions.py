"""Successions between bodies, what was recorded when, and the audit of it; on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from indicators_service import registration
from indicators_service.domain.footprint import Lineage
from indicators_service.domain.succession import Succession, SuccessionKind
from indicators_service.store.members import members
from indicators_service.store.successions import successions
from services.database import open_database
from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    OVERSIGHT,
    PUBLIC,
    REGULATOR,
    House,
    commissioner,
    open_house,
    provider,
    refused,
)
from tests.stocked import Stocked

TRUST = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
MERGED = {"on": "2017-10-01", "kind": "merger"}
BODIES = ("R1A", "R1B", "R1C", "R1D")


async def stock(house: House) -> None:
    for ods in BODIES:
        assert (await house.indicators.put(f"/v1/organisations/{ods}", TRUST)).status_code == 201


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def succeed(house: House, first: str, second: str, **body: Any) -> Any:
    return await house.indicators.put(f"/v1/organisations/{first}/successors/{second}", MERGED | body)


async def codes(house: House, first: str, second: str, **body: Any) -> list[str]:
    answer = await succeed(house, first, second, **body)
    assert answer.status_code == 422, answer.json()
    return [error["code"] for error in answer.json()["errors"]]


async def read(house: House, path: str, **query: Any) -> Any:
    answer = await house.indicators.get(f"/v1/organisations/{path}", PUBLIC, params=query)
    assert answer.status_code == 200, answer.json()
    return answer.json()


async def test_a_merger_closes_the_bodies_that_merged_and_is_shown_from_both_sides(house: House) -> None:
    for first in ("R1A", "R1B"):
        answer = await succeed(house, first, "R1C", note="Order of 2017.")
        assert (answer.status_code, answer.json()) == (201, {"predecessor": first, "successor": "R1C", **MERGED})
    assert (await succeed(house, "R1A", "R1C")).status_code == 200
    one, other = await read(house, "R1A"), await read(house, "R1C")
    assert (one["closed"], one["successors"], one["predecessors"]) == ("2017-10-01", ["R1C"], [])
    assert (other["closed"], other["successors"], other["predecessors"]) == (None, [], ["R1A", "R1B"])
    told = await read(house, "R1C/successions")
    assert told["predecessors"] == [{"predecessor": ods, "successor": "R1C", **MERGED} for ods in ("R1A", "R1B")]
    assert told["successors"] == []
    listed = (await house.indicators.get("/v1/organisations", PUBLIC)).json()
    assert [item["successors"] for item in listed["items"]] == [["R1C"], ["R1C"], [], []]


async def test_who_may_record_and_take_back_a_succession_and_who_may_read_it(house: House) -> None:
    path = "/v1/organisations/R1A/successors/R1C"
    for caller in (provider("R1A"), commissioner("R1A"), REGULATOR, OVERSIGHT, PUBLIC):
        assert (await house.indicators.put(path, MERGED, caller)).status_code == refused(caller)
        assert (await house.indicators.call("DELETE", path, caller)).status_code == refused(caller)
    for caller in (NATIONAL_TEAM, ADMINISTRATOR):
        assert (await house.indicators.put(path, MERGED, caller)).status_code in {200, 201}
        assert (await house.indicators.get("/v1/organisations/R1A/successions", PUBLIC)).status_code == 200
    assert (await house.indicators.call("DELETE", path, NATIONAL_TEAM)).status_code == 204
    assert (await house.indicators.call("DELETE", path, NATIONAL_TEAM)).status_code == 404
    assert (await read(house, "R1A"))["successors"] == []
    for unknown in ("R1A/successors/R9Z", "R9Z/successors/R1A"):
        assert (await house.indicators.put(f"/v1/organisations/{unknown}", MERGED)).status_code == 404
    assert (await house.indicators.get("/v1/organisations/R9Z/successions")).status_code == 404


async def test_what_cannot_have_happened_is_refused_by_its_rule(house: House) -> None:
    put = house.indicators.put
    assert await codes(house, "R1A", "R1A") == ["own-successor"]
    assert (await put("/v1/organisations/R1D", TRUST | {"opened": "2017-10-01"})).status_code == 200
    assert await codes(house, "R1A", "R1D", kind="acquisition") == ["acquired-by-a-new-body"]
    assert await codes(house, "R1A", "R1D", on="2017-09-30") == ["successor-not-open"]
    assert await codes(house, "R1D", "R1A", on="2016-10-01") == ["closes-before-it-opens", "before-opening"]
    assert (await succeed(house, "R1A", "R1B")).status_code == 201
    assert await codes(house, "R1B", "R1A", on="2018-10-01") == ["cycle"]
    assert await codes(house, "R1A", "R1C") == ["divided"]
    assert await codes(house, "R1A", "R1C", kind="split", on="2018-10-01") == ["after-closing"] * 2
    assert await codes(house, "R1C", "R1B", kind="new_code") == ["not-one-to-one"]
    assert (await put("/v1/organisations/R1C", TRUST | {"closed": "2019-04-01"})).status_code == 200
    assert await codes(house, "R1C", "R1D", on="2019-10-01") == ["not-the-closing-day"]
    assert await codes(house, "R1C", "R1A", on="2019-04-02") == ["successor-closed"]
    assert (await succeed(house, "R1C", "R1D", on="2019-04-02")).status_code == 201
    wrong = await put("/v1/organisations/R1A/successors/R1B", {"on": 20171001, "kind": "wedding"})
    assert [error["column"] for error in wrong.json()["errors"]] == ["on", "kind"]


async def test_a_body_can_lose_a_part_go_on_and_merge_later(house: House) -> None:
    assert (await succeed(house, "R1A", "R1B", kind="split")).status_code == 201
    assert (await read(house, "R1A"))["closed"] is None
    assert (await succeed(house, "R1A", "R1C", on="2019-04-01")).status_code == 201
    assert await codes(house, "R1A", "R1D", kind="split", on="2019-04-01") == ["after-closing"]
    assert (await read(house, "R1A"))["successors"] == ["R1B", "R1C"]
    ended = TRUST | {"closed": "2019-07-01", "successors": ["R1B", "R1C"]}
    assert (await house.indicators.put("/v1/organisations/R1A", ended)).status_code == 200
    told = (await read(house, "R1A/successions"))["successors"]
    days = {each["successor"]: (each["on"], each["kind"]) for each in told}
    assert days == {"R1B": ("2017-10-01", "split"), "R1C": ("2019-07-01", "merger")}


async def test_successors_sent_with_a_body_follow_it_on_its_closing_day(house: House) -> None:
    path = "/v1/organisations/R1A"

    async def wrong(**said: Any) -> list[tuple[str, str]]:
        answer = await house.indicators.put(path, TRUST | said)
        assert answer.status_code == 422
        return [(error["column"], error["code"]) for error in answer.json()["errors"]]

    assert await wrong(successors=["R1B"]) == [("closed", "closing-day-missing")]
    assert await wrong(closed="2017-10-01", successors=["R9Z"]) == [("successors", "not-registered")]
    assert await wrong(closed="2017-10-01", successors=["R1A"]) == [("successors", "own-successor")]
    assert (await succeed(house, "R1B", "R1A", on="2016-10-01")).status_code == 201
    assert await wrong(closed="2017-10-01", successors=["R1B"]) == [("successors", "cycle")]
    assert await wrong(closed="2016-10-01") == [("closed", "successor-closed")]
    ended = TRUST | {"closed": "2017-10-01"}
    kept = await house.indicators.put(path, ended | {"successors": ["R1C"]})
    assert (kept.status_code, kept.json()["successors"], kept.json()["predecessors"]) == (200, ["R1C"], ["R1B"])
    assert (await house.indicators.put(path, ended)).json()["successors"] == ["R1C"]
    assert await wrong(closed=None) == [("closed", "not-the-closing-day")]
    assert (await house.indicators.put(path, ended | {"closed": "2018-04-01"})).status_code == 200
    assert (await read(house, "R1A/successions"))["successors"][0]["on"] == "2018-04-01"
    divided = ended | {"successors": ["R1C", "R1D"]}
    assert (await house.indicators.put(path, divided)).status_code == 200
    kinds = [(each["on"], each["kind"]) for each in (await read(house, "R1A/successions"))["successors"]]
    assert kinds == [("2017-10-01", "split")] * 2
    assert (await house.indicators.put(path, ended | {"successors": []})).json()["successors"] == []


async def test_what_was_recorded_at_an_instant_can_be_asked_for(house: House) -> None:
    before = datetime.now(UTC).isoformat()
    await succeed(house, "R1A", "R1C")
    merged = datetime.now(UTC).isoformat()
    await succeed(house, "R1A", "R1C", on="2018-04-01", kind="acquisition")
    corrected = datetime.now(UTC).isoformat()
    await house.indicators.call("DELETE", "/v1/organisations/R1A/successors/R1C")
    await house.indicators.put("/v1/organisations/R1A", TRUST | {"name": "Another name", "type": "specialist"})

    for instant, name, closed, on in (
        (before, "Test Valley NHS Trust", None, []),
        (merged, "Test Valley NHS Trust", "2017-10-01", ["2017-10-01"]),
        (corrected, "Test Valley NHS Trust", "2018-04-01", ["2018-04-01"]),
        (None, "Another name", None, []),
    ):
        query = {} if instant is None else {"as_of": instant}
        body = await read(house, "R1A", **query)
        told = await read(house, "R1A/successions", **query)
        assert (body["name"], body["closed"]) == (name, closed)
        assert [each["on"] for each in told["successors"]] == on
        assert body["successors"] == [each["successor"] for each in told["successors"]]
        listed = (await house.indicators.get("/v1/organisations", params={"q": "R1A", **query})).json()["items"]
        assert [listed[0][key] for key in ("name", "closed", "successors")] == [name, closed, body["successors"]]
    then = {"as_of": "2016-01-01T00:00:00Z"}
    assert (await house.indicators.get("/v1/organisations/R1A", params=then)).status_code == 404
    assert (await house.indicators.get("/v1/organisations", params=then)).json()["total"] == 0
    to_come = {"as_of": "2999-01-01T00:00:00Z"}
    assert (await house.indicators.get("/v1/organisations", params=to_come)).status_code == 422


async def test_types_are_searched_as_they_were_recorded(house: House) -> None:
    before = datetime.now(UTC).isoformat()
    await house.indicators.put("/v1/organisations/R1A", TRUST | {"type": "specialist"})
    for query, total in (({"type": "acute"}, 3), ({"type": "acute", "as_of": before}, 4)):
        assert (await house.indicators.get("/v1/organisations", params=query)).json()["total"] == total


async def test_the_store_gives_what_footprints_are_made_from(house: House) -> None:
    before = datetime.now(UTC)
    for first in ("R1A", "R1B"):
        await succeed(house, first, "R1C")
    database = open_database(house.settings, "indicators")
    try:
        async with database.reading() as session:
            now, then = await successions(session), await successions(session, before)
            known = await members(session, before)
    finally:
        await database.engine.dispose()
    on = date(2017, 10, 1)
    assert now == tuple(Succession(first, "R1C", on, SuccessionKind.MERGER) for first in ("R1A", "R1B"))
    assert then == ()
    assert [(each.ods, each.closed) for each in known] == [(ods, None) for ods in BODIES]
    assert Lineage(now, date(2020, 1, 1)).current_members("R1C", 2017).members == ("R1A", "R1B")


async def test_two_writes_at_once_make_no_cycle_together(house: House) -> None:
    database = open_database(house.settings, "indicators")
    part = Succession("R1A", "R1B", date(2017, 10, 1), SuccessionKind.SPLIT)
    try:
        async with database.writing() as session:
            assert await registration.succeed(session, "first", part, None) == (True, [])
            second = asyncio.create_task(succeed(house, "R1B", "R1A", kind="split"))
            # Long enough for the second to read and write, if nothing made it wait for the first.
            assert not (await asyncio.wait([second], timeout=0.5))[0]
        refused_by = [error["code"] for error in (await second).json()["errors"]]
    finally:
        await database.engine.dispose()
    assert refused_by == ["cycle"]


async def test_the_audit_says_what_changed_to_those_who_see_exact_figures(house: House) -> None:
    await succeed(house, "R1A", "R1C", note="Order of 2017.")
    moved = TRUST | {"closed": "2017-10-01", "region": "Y58"}
    await house.indicators.put("/v1/organisations/R1A", moved, NATIONAL_TEAM)
    await house.indicators.put("/v1/organisations/R1A", moved)
    path = "/v1/organisations/R1A/audit"
    await house.indicators.put("/v1/commissioners/00A/providers/R1A", {"from": "2017-04-01"})
    lines = (await house.indicators.get(path, provider("R1A"))).json()["items"]
    assert [(line["kind"], line["by"]) for line in lines] == [
        ("organisation", "wres-team"),
        *[("succession", "admin"), ("organisation", "admin")],
        ("organisation", "admin"),
    ]
    assert lines[0]["change"] == {"before": {"region": "Y56"}, "after": {"region": "Y58"}}
    assert lines[1]["change"] == {
        "successor": "R1C",
        "before": None,
        "after": {"on": "2017-10-01", "kind": "merger"},
        "note": "Order of 2017.",
    }
    assert lines[2]["change"] == {"before": {"closed": None}, "after": {"closed": "2017-10-01"}}
    assert lines[3]["change"]["before"] is None

    seen: list[Any] = []
    cursor = ""
    while cursor is not None:
        page = (await house.indicators.get(f"{path}?limit=3&cursor={cursor}", REGULATOR)).json()
        seen, cursor = seen + page["items"], page["next"]
    assert seen == lines
    for bad in ("%25%25", "UlgxIA", "OTk5OTk5OTk5OTk5"):
        assert (await house.indicators.get(f"{path}?cursor={bad}")).status_code == 422


async def test_who_reads_the_audit_of_a_body(house: House) -> None:
    path = "/v1/organisations/R1A/audit"
    await house.indicators.put("/v1/organisations/00A", TRUST | {"type": "ccg"})
    await house.indicators.put("/v1/commissioners/00A/providers/R1A", {"from": "2017-04-01"})
    for caller in (provider("R1A"), commissioner("00A"), REGULATOR, OVERSIGHT, NATIONAL_TEAM, ADMINISTRATOR):
        assert (await house.indicators.get(path, caller)).status_code == 200
    for caller in (provider("R1B"), commissioner("R1B"), PUBLIC):
        assert (await house.indicators.get(path, caller)).status_code == refused(caller)
    assert (await house.indicators.get("/v1/organisations/R9Z/audit")).status_code == 404
