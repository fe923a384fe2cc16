"""The strategy's implementation plan over HTTP, on both databases, and how far bodies say they are with it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from oversight_service.store.implementation import implementation_of
from services.database import Database
from services.settings import Settings
from tests.callers import ADMINISTRATOR, PUBLIC, REGULATOR, House, provider
from tests.oversight_service.record_house import (
    KEEPERS,
    ONLOOKERS,
    OWN,
    READERS,
    STRANGERS,
    allowed,
    faults,
    not_allowed,
    open_records,
)

PLAN = "/v1/implementation-plans/a-model-employer-2019"
PATH = "/v1/organisations/RX1/implementation"
REVISIONS = f"{PATH}/revisions"
BEGUN: dict[str, Any] = {
    "id": "1.2",
    "status": "in_progress",
    "note": "Nine of twelve leaders mentor.",
    "evidence": ["https://www.example.nhs.uk/mentoring.pdf"],
    "lead_role": "Chief Executive",
}
DONE = {"id": "3.2", "status": "done"}


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_records(settings) as opened:
        yield opened


def sent(*objectives: dict[str, Any]) -> dict[str, Any]:
    return {"objectives": list(objectives)}


async def read(house: House, **parameters: str) -> dict[str, Any]:
    answer = await house.oversight.get(PATH, OWN, params=parameters)
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


def said(content: dict[str, Any]) -> dict[str, Any]:
    return {each["id"]: each for each in content["objectives"] if each["status"] is not None}


async def test_the_plan_is_open_to_all_and_whole(house: House) -> None:
    listed = (await house.oversight.get("/v1/implementation-plans", PUBLIC)).json()
    assert [(each["key"], each["objectives"], each["href"]) for each in listed["items"]] == [
        ("a-model-employer-2019", 12, PLAN)
    ]
    answer = await house.oversight.get(PLAN, PUBLIC)
    plan = answer.json()
    assert [len(group["objectives"]) for group in plan["groups"]] == [4, 4, 2, 2]
    for group in plan["groups"]:
        for objective in group["objectives"]:
            assert objective["id"].startswith(f"{group['id']}.")
            assert all(objective[name] for name in ("title", "outcome", "deliverable", "oversight"))
    assert (plan["source"]["published"], plan["source"]["confidence"]) == ("January 2019", "published")
    again = await house.oversight.get(PLAN, REGULATOR, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert (await house.oversight.get(PLAN.replace("2019", "2099"), PUBLIC)).status_code == 404


async def test_every_objective_is_shown_and_those_without_a_record_say_so(house: House) -> None:
    content = await read(house)
    plan = (await house.oversight.get(PLAN)).json()
    objectives = [each for group in plan["groups"] for each in group["objectives"]]
    assert [(each["id"], each["title"]) for each in content["objectives"]] == [
        (each["id"], each["title"]) for each in objectives
    ]
    assert {(each["status"], each["reason"], each["revision"]) for each in content["objectives"]} == {
        (None, "nothing-recorded", None)
    }
    assert (content["total"], content["counts"]["nothing_recorded"]) == (12, 12)
    assert (content["plan"], content["plan_version"]) == (plan["key"], plan["version"])


async def test_what_is_sent_changes_and_the_rest_stays(house: House) -> None:
    first = await house.oversight.put(PATH, sent(BEGUN, DONE), OWN)
    assert first.status_code == 201
    assert first.json() == await read(house)
    kept = said(first.json())
    assert {name: kept["1.2"][name] for name in BEGUN} == BEGUN
    assert (kept["1.2"]["reason"], kept["1.2"]["recorded_by"], kept["1.2"]["group"]) == (None, OWN.client, "1")
    assert (kept["3.2"]["note"], kept["3.2"]["evidence"], kept["3.2"]["lead_role"]) == ("", [], None)
    second = await house.oversight.put(PATH, sent(BEGUN | {"status": "done"}, DONE), ADMINISTRATOR)
    now = said(second.json())
    assert (second.status_code, now["1.2"]["status"], now["1.2"]["revision"]) == (200, "done", 2)
    assert (now["1.2"]["recorded_by"], now["3.2"]) == ("admin", kept["3.2"])
    assert second.json()["counts"] == {
        "not_started": 0,
        "in_progress": 0,
        "done": 2,
        "not_applicable": 0,
        "nothing_recorded": 10,
    }
    revisions = (await house.oversight.get(REVISIONS, OWN)).json()
    told = [(each["objective"], each["revision"], each["status"], each["recorded_by"]) for each in revisions["items"]]
    assert told == [
        ("1.2", 1, "in_progress", OWN.client),
        ("1.2", 2, "done", "admin"),
        ("3.2", 1, "done", OWN.client),
    ]
    assert revisions["total"] == 3


async def test_all_that_is_sent_is_kept_or_nothing(house: House) -> None:
    await house.oversight.put(PATH, sent(DONE), OWN)
    before = await read(house)
    wrong: list[tuple[list[dict[str, Any]], list[tuple[str, str]]]] = [
        ([BEGUN, DONE | {"id": "9.9"}], [("$.objectives[1].id", "unknown-objective")]),
        ([BEGUN, DONE, BEGUN], [("$.objectives[2].id", "twice")]),
        (
            [DONE | {"id": "0"}, BEGUN, BEGUN],
            [("$.objectives[0].id", "unknown-objective"), ("$.objectives[2].id", "twice")],
        ),
        ([BEGUN, DONE | {"status": "finished"}], [("$.objectives[1].status", "enum")]),
        ([BEGUN, DONE | {"status": None}], [("$.objectives[1].status", "enum")]),
        ([BEGUN | {"lead_role": "Jane Smith"}], [("$.objectives[0].lead_role", "value-error")]),
        ([BEGUN | {"lead_role": "Director: John Doe"}], [("$.objectives[0].lead_role", "value-error")]),
        ([BEGUN | {"note": "Ask jo.bloggs@nhs.net"}], [("$.objectives[0].note", "value-error")]),
        ([BEGUN | {"evidence": ["the intranet"]}], [("$.objectives[0].evidence[0]", "string-pattern-mismatch")]),
        ([BEGUN | {"evidence": ["https://nhs.uk/jo@nhs.net"]}], [("$.objectives[0].evidence[0]", "value-error")]),
        ([BEGUN | {"title": "Mine"}], [("$.objectives[0].title", "extra-forbidden")]),
        ([], [("$.objectives", "too-short")]),
    ]
    for objectives, expected in wrong:
        assert await faults(house.oversight.put(PATH, sent(*objectives), OWN)) == expected
    assert await read(house) == before


async def test_a_record_that_has_moved_on_is_not_followed(house: House) -> None:
    empty = (await house.oversight.get(PATH, OWN)).headers["etag"]
    answer = await house.oversight.put(PATH, sent(DONE), OWN, headers={"if-match": empty})
    assert answer.status_code == 201
    answer = await house.oversight.put(PATH, sent(BEGUN), OWN, headers={"if-match": empty})
    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    fresh = (await house.oversight.get(PATH, OWN)).headers["etag"]
    answer = await house.oversight.put(PATH, sent(BEGUN), OWN, headers={"if-match": fresh})
    assert (answer.status_code, list(said(answer.json()))) == (200, ["1.2", "3.2"])
    again = await house.oversight.put(PATH, sent(BEGUN), ADMINISTRATOR)
    assert (again.status_code, again.content) == (200, answer.content)


async def test_an_earlier_instant_is_answered_with_what_was_known_then(house: House) -> None:
    before = datetime.now(UTC).isoformat()
    first = (await house.oversight.put(PATH, sent(DONE), OWN)).json()
    await house.oversight.put(PATH, sent(DONE | {"status": "not_applicable"}, BEGUN), OWN)
    then = said(first)["3.2"]["recorded_at"]
    assert await read(house, as_of=then) == first
    assert (await house.oversight.get(REVISIONS, OWN, params={"as_of": then})).json()["total"] == 1
    assert said(await read(house, as_of=before)) == {}
    assert (await read(house))["counts"]["not_applicable"] == 1


async def test_who_may_record(house: House) -> None:
    await not_allowed(partial(house.oversight.put, PATH, sent(DONE)), ONLOOKERS)
    assert said(await read(house)) == {}
    await allowed(partial(house.oversight.put, PATH, sent(DONE)), KEEPERS)


async def test_who_may_read(house: House) -> None:
    await house.oversight.put(PATH, sent(DONE), OWN)
    for path in (PATH, REVISIONS):
        await allowed(partial(house.oversight.get, path), READERS)
        await not_allowed(partial(house.oversight.get, path), STRANGERS)


async def test_a_body_that_is_not_registered_is_not_found(house: House) -> None:
    elsewhere = PATH.replace("RX1", "RZ9")
    for caller in (ADMINISTRATOR, PUBLIC, provider("RZ9")):
        assert (await house.oversight.get(elsewhere, caller)).status_code == 404
        assert (await house.oversight.get(f"{elsewhere}/revisions", caller)).status_code == 404
        assert (await house.oversight.put(elsewhere, sent(DONE), caller)).status_code == 404


async def test_records_made_at_once_are_each_kept_or_refused_as_a_conflict(house: House) -> None:
    notes = [f"Note {number}" for number in range(6)]
    puts = [house.oversight.put(PATH, sent(DONE | {"note": note}), OWN) for note in notes]
    answers = await asyncio.gather(*puts)
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    kept = (await house.oversight.get(REVISIONS, OWN)).json()
    assert kept["total"] == sum(answer.is_success for answer in answers) > 0


async def test_national_bodies_record_as_others_do_and_the_store_tells_all(house: House) -> None:
    first = (await house.oversight.put(PATH, sent(DONE, BEGUN), OWN)).json()
    path = PATH.replace("RX1", "T01")
    assert (await house.oversight.put(path, sent(DONE), provider("T01"))).status_code == 201
    await house.oversight.put(PATH, sent(BEGUN | {"status": "done"}), OWN)
    then = max(each["recorded_at"] for each in said(first).values())
    database: Database = house.oversight.app.state.database
    async with database.reading() as session:
        assert await implementation_of(session, None) == {
            "RX1": {"1.2": "done", "3.2": "done"},
            "T01": {"3.2": "done"},
        }
        assert await implementation_of(session, ["T01", "RX2"]) == {"T01": {"3.2": "done"}}
        was = await implementation_of(session, ["RX1"], datetime.fromisoformat(then))
    assert was == {"RX1": {"1.2": "in_progress", "3.2": "done"}}
