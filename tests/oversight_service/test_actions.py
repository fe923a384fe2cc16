"""Action plans over HTTP, on both databases: what is agreed, by whose role, what came of it, and who may see it."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from oversight_service.domain.document_kind import DocumentKind
from oversight_service.store.actions import actions_of
from oversight_service.store.documents import following
from services.database import Database
from services.settings import Settings
from tests.callers import ADMINISTRATOR, REGULATOR, House, provider
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

PATH = "/v1/organisations/RX1/actions"
MENTOR: dict[str, Any] = {
    "title": "Mentor BME staff up to band 8d",
    "aim": "Each very senior manager mentors one member of staff.",
    "strategic_objective": "1.2",
    "indicators": ["9", "1"],
    "owner_role": "Chief People Officer",
    "status": "in_progress",
    "started_on": "2018-04-01",
    "due_on": "2019-03-31",
    "links": ["https://www.example.nhs.uk/plan.pdf"],
}
IMPACT = {
    "text": "Four of ten moved up a band.",
    "indicator": "1",
    "year": 2019,
    "link": "https://www.example.nhs.uk/i",
}
PANELS = MENTOR | {
    "title": "Make panels diverse",
    "strategic_objective": "2.2",
    "indicators": ["2"],
    "due_on": "2020-03-31",
}
DONE = MENTOR | {
    "title": "Explain the plan",
    "strategic_objective": "1.1",
    "indicators": [],
    "status": "completed",
    "completed_on": "2018-06-30",
    "evidence_of_impact": [IMPACT],
}
FIRST = f"{PATH}/mentor-bme-staff-up-to-band-8d-1"


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_records(settings) as opened:
        yield opened


async def add(house: House, *actions: dict[str, Any]) -> list[dict[str, Any]]:
    added = []
    for action in actions:
        answer = await house.oversight.post(PATH, action, OWN)
        assert answer.status_code == 201, answer.text
        added.append(answer.json())
    return added


async def read(house: House, query: str = "") -> dict[str, Any]:
    answer = await house.oversight.get(f"{PATH}{query}", OWN)
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


async def test_an_action_is_added_under_an_id_of_its_own_and_read_back_as_stated(house: House) -> None:
    answer = await house.oversight.post(PATH, MENTOR, OWN)
    assert (answer.status_code, answer.headers["location"]) == (201, FIRST)
    action = (await house.oversight.get(FIRST, OWN)).json()
    assert action == answer.json()
    stated = {name: action[name] for name in MENTOR}
    assert stated == MENTOR | {"indicators": ["1", "9"]}
    assert (action["organisation"], action["id"], action["revision"]) == ("RX1", FIRST.rpartition("/")[2], 1)
    assert (action["completed_on"], action["evidence_of_impact"], action["recorded_by"]) == (None, [], OWN.client)
    (second,) = await add(house, MENTOR)
    assert second["id"] == "mentor-bme-staff-up-to-band-8d-2"


async def test_an_action_is_revised_and_every_revision_stays_with_who_and_when(house: House) -> None:
    await add(house, MENTOR)
    first = await house.oversight.get(FIRST, OWN)
    changed = DONE | {"title": "Mentor more"}
    revised = await house.oversight.put(FIRST, changed, ADMINISTRATOR, headers={"if-match": first.headers["etag"]})
    assert (revised.status_code, revised.json()["revision"], revised.json()["title"]) == (200, 2, "Mentor more")
    assert (await house.oversight.get(FIRST, OWN)).json() == revised.json()
    assert revised.json()["evidence_of_impact"] == [IMPACT]
    kept = (await house.oversight.get(f"{FIRST}/revisions", OWN)).json()
    assert [(each["revision"], each["recorded_by"]) for each in kept["items"]] == [(1, OWN.client), (2, "admin")]
    assert (kept["items"][0], kept["total"], kept["organisation"]) == (first.json(), 2, "RX1")
    again = await house.oversight.put(FIRST, changed, OWN)
    assert (again.status_code, again.json()["revision"], again.json()["recorded_by"]) == (200, 2, "admin")


async def test_a_tag_of_an_earlier_revision_is_stale_and_one_of_another_day_is_not(house: House) -> None:
    await add(house, MENTOR)
    tags = [
        (await house.oversight.get(f"{FIRST}?on={day}", OWN)).headers["etag"] for day in ("2019-03-31", "2019-04-01")
    ]
    assert tags[0] != tags[1]
    for number, tag in enumerate(tags, 2):
        answer = await house.oversight.put(FIRST, MENTOR | {"aim": f"Aim {number}"}, OWN, headers={"if-match": tag})
        assert answer.status_code == (200 if number == 2 else 412), answer.text
    fresh = (await house.oversight.get(f"{FIRST}?on=2019-04-01", OWN)).headers["etag"]
    assert (await house.oversight.put(FIRST, MENTOR, OWN, headers={"if-match": fresh})).json()["revision"] == 3
    assert (await house.oversight.put(FIRST, DONE, OWN, headers={"if-match": fresh})).status_code == 412
    assert (await house.oversight.get(FIRST, OWN)).json()["revision"] == 3


async def test_a_read_that_has_it_already_is_told_so(house: House) -> None:
    await add(house, MENTOR)
    for path in (PATH, FIRST, f"{FIRST}/revisions", f"{PATH}?format=csv"):
        answer = await house.oversight.get(path, OWN)
        again = await house.oversight.get(path, OWN, headers={"if-none-match": answer.headers["etag"]})
        assert (answer.status_code, again.status_code) == (200, 304)


async def test_the_list_tells_what_the_plan_comes_to_on_the_day_asked(house: House) -> None:
    await add(house, MENTOR, PANELS, DONE, MENTOR | {"title": "Old", "status": "withdrawn"})
    listed = await read(house, "?on=2019-04-01")
    assert [each["id"] for each in listed["items"]] == [
        "explain-the-plan-1",
        "make-panels-diverse-1",
        "mentor-bme-staff-up-to-band-8d-1",
        "old-1",
    ]
    assert [each["overdue"] for each in listed["items"]] == [False, False, True, False]
    assert (listed["on"], listed["total"], listed["next"], listed["reason"]) == ("2019-04-01", 4, None, None)
    assert listed["summary"] == {
        "total": 4,
        "open": 2,
        "overdue": 1,
        "completed": 1,
        "with_evidence": 1,
        "indicators_addressed": ["1", "2", "9"],
    }
    assert (await read(house, "?on=2019-03-31"))["summary"]["overdue"] == 0
    today = datetime.now(UTC).date()
    assert (await read(house))["on"] in (today.isoformat(), (today - timedelta(days=1)).isoformat())


async def test_the_list_is_narrowed(house: House) -> None:
    await add(house, MENTOR, PANELS, DONE)
    for query, found in (
        ("status=completed", ["explain"]),
        ("status=in_progress", ["make", "mentor"]),
        ("indicator=2", ["make"]),
        ("indicator=9", ["mentor"]),
        ("objective=1.1", ["explain"]),
        ("overdue=true", ["mentor"]),
        ("overdue=false", ["explain", "make"]),
        ("overdue=true&indicator=1&objective=1.2&status=in_progress", ["mentor"]),
        ("overdue=true&indicator=2", []),
        ("status=withdrawn", []),
    ):
        listed = await read(house, f"?on=2019-06-01&{query}")
        assert [each["id"].partition("-")[0] for each in listed["items"]] == found, query
        assert (listed["total"], listed["summary"]["total"]) == (len(found), 3)
        assert listed["reason"] == (None if found else "none-matches")


async def test_an_empty_plan_says_that_nothing_is_recorded(house: House) -> None:
    listed = await read(house)
    assert (listed["items"], listed["total"], listed["reason"]) == ([], 0, "nothing-recorded")
    assert (await read(house, "?status=planned"))["reason"] == "nothing-recorded"


async def test_pages_follow_one_another_and_hold_every_action_once(house: House) -> None:
    await add(house, *(MENTOR | {"title": f"Action {number}"} for number in range(5)))
    seen, query = [], "?limit=2"
    while query:
        page = await read(house, query)
        seen.append([each["id"] for each in page["items"]])
        assert page["total"] == 5
        query = f"?limit=2&cursor={page['next']}" if page["next"] else ""
    assert seen == [["action-0-1", "action-1-1"], ["action-2-1", "action-3-1"], ["action-4-1"]]
    whole = await read(house, "?limit=5")
    assert (whole["next"], len(whole["items"])) == (None, 5)
    assert await faults(house.oversight.get(f"{PATH}?cursor=!", OWN)) == [("query:cursor", "cursor")]


async def test_the_csv_has_the_rows_of_the_json_and_runs_nothing(house: House) -> None:
    await add(house, DONE | {"title": "=HYPERLINK(1)"}, MENTOR, PANELS)
    items = (await read(house, "?limit=2&on=2019-06-01"))["items"]
    answer = await house.oversight.get(f"{PATH}?limit=2&on=2019-06-01&format=csv", OWN)
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [list(row) for row in rows] == [list(item) for item in items]
    for row, item in zip(rows, items, strict=True):
        for name in ("id", "owner_role", "status", "due_on", "recorded_at", "recorded_by"):
            assert row[name] == item[name]
        assert row["overdue"] == str(item["overdue"]).lower()
        assert row["indicators"] == "; ".join(item["indicators"])
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert rows[0]["evidence_of_impact"] == f"{IMPACT['text']} (indicator 1, 2019, {IMPACT['link']})"
    following_page = await house.oversight.get(answer.headers["link"].partition(">")[0].removeprefix("<"), OWN)
    assert [row["id"] for row in csv.DictReader(io.StringIO(following_page.text))] == [FIRST.rpartition("/")[2]]
    assert "link" not in following_page.headers


async def test_an_earlier_instant_is_answered_with_what_was_known_then(house: House) -> None:
    before = datetime.now(UTC).isoformat()
    (action,) = await add(house, MENTOR)
    await house.oversight.put(FIRST, DONE, OWN)
    then = {"as_of": action["recorded_at"]}
    assert (await house.oversight.get(FIRST, OWN, params=then)).json() == action
    assert (await house.oversight.get(PATH, OWN, params=then)).json()["items"] == [action]
    assert (await house.oversight.get(f"{FIRST}/revisions", OWN, params=then)).json()["total"] == 1
    for path in (FIRST, f"{FIRST}/revisions"):
        assert (await house.oversight.get(path, OWN, params={"as_of": before})).status_code == 404
    empty = (await house.oversight.get(PATH, OWN, params={"as_of": before})).json()
    assert (empty["total"], empty["reason"], empty["on"]) == (0, "nothing-recorded", before[:10])
    ahead = {"as_of": "2099-01-01T00:00:00Z"}
    assert await faults(house.oversight.get(FIRST, OWN, params=ahead)) == [("query:as_of", "value-error")]


async def test_who_may_add_and_revise(house: House) -> None:
    await not_allowed(partial(house.oversight.post, PATH, MENTOR), ONLOOKERS)
    assert (await read(house))["total"] == 0
    await allowed(partial(house.oversight.post, PATH, MENTOR), KEEPERS)
    await not_allowed(partial(house.oversight.put, FIRST, DONE), ONLOOKERS)
    assert (await house.oversight.get(FIRST, OWN)).json()["revision"] == 1
    await allowed(partial(house.oversight.put, FIRST, DONE), KEEPERS)


async def test_who_may_read(house: House) -> None:
    await add(house, MENTOR)
    for path in (PATH, f"{PATH}?format=csv", FIRST, f"{FIRST}/revisions"):
        await allowed(partial(house.oversight.get, path), READERS)
        await not_allowed(partial(house.oversight.get, path), STRANGERS)


async def test_a_national_body_keeps_a_plan_as_any_other(house: House) -> None:
    path = "/v1/organisations/T01/actions"
    assert (await house.oversight.post(path, MENTOR, provider("T01"))).status_code == 201
    assert (await house.oversight.get(path, REGULATOR)).json()["total"] == 1
    assert (await read(house))["total"] == 0


async def test_what_there_is_not_is_not_found(house: House) -> None:
    for caller in (ADMINISTRATOR, REGULATOR, provider("RZ9")):
        assert (await house.oversight.get("/v1/organisations/RZ9/actions", caller)).status_code == 404
    for caller in (ADMINISTRATOR, provider("RZ9")):
        assert (await house.oversight.post("/v1/organisations/RZ9/actions", MENTOR, caller)).status_code == 404
    assert (await house.oversight.get(FIRST, OWN)).status_code == 404
    assert (await house.oversight.get(f"{FIRST}/revisions", OWN)).status_code == 404
    assert (await house.oversight.put(FIRST, MENTOR, OWN)).status_code == 404
    assert (await read(house))["total"] == 0


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title": "  a  "}, "$.title"),
    ({"title": "Ask jo.bloggs@nhs.net"}, "$.title"),
    ({"title": "Jane Smith mentors"}, "$.title"),
    ({"title": "x" * 201}, "$.title"),
    ({"aim": "Call 020 7946 0000"}, "$.aim"),
    ({"aim": "nul \x00"}, "$.aim"),
    ({"strategic_objective": "5.1"}, "$.strategic_objective"),
    ({"strategic_objective": "1.10"}, "$.strategic_objective"),
    ({"strategic_objective": "one"}, "$.strategic_objective"),
    ({"indicators": ["10"]}, "$.indicators[0]"),
    ({"indicators": ["1", "race-disparity-ratio"]}, "$.indicators[1]"),
    ({"indicators": ["1", "1"]}, "$.indicators"),
    ({"owner_role": "Jane Bloggs"}, "$.owner_role"),
    ({"owner_role": "Priya Patel, Head of HR"}, "$.owner_role"),
    ({"owner_role": "Dr Smith"}, "$.owner_role"),
    ({"owner_role": "tbc"}, "$.owner_role"),
    ({"status": "overdue"}, "$.status"),
    ({"status": "completed"}, "$.completed_on"),
    ({"completed_on": "2018-06-30"}, "$.completed_on"),
    ({"status": "completed", "completed_on": "2018-03-31"}, "$.completed_on"),
    ({"status": "completed", "completed_on": "2099-03-31"}, "$.completed_on"),
    ({"due_on": "2018-03-31"}, "$.due_on"),
    ({"due_on": 20180331}, "$.due_on"),
    ({"due_on": None}, "$.due_on"),
    ({"evidence_of_impact": [IMPACT | {"text": "Dr Smith moved up."}]}, "$.evidence_of_impact[0].text"),
    ({"evidence_of_impact": [IMPACT, IMPACT | {"indicator": "0"}]}, "$.evidence_of_impact[1].indicator"),
    ({"evidence_of_impact": [IMPACT | {"year": "2019"}]}, "$.evidence_of_impact[0].year"),
    ({"evidence_of_impact": [IMPACT | {"year": 2014}]}, "$.evidence_of_impact[0].year"),
    ({"evidence_of_impact": [IMPACT | {"link": "the intranet"}]}, "$.evidence_of_impact[0].link"),
    ({"links": ["https://www.example.nhs.uk/jo.bloggs@nhs.net"]}, "$.links[0]"),
    ({"links": ["javascript:alert(1)"]}, "$.links[0]"),
    ({"overdue": True}, "$.overdue"),
]


async def test_a_bad_action_is_refused_with_the_field_and_nothing_is_kept(house: House) -> None:
    for changes, path in WRONG:
        answer = await house.oversight.post(PATH, MENTOR | changes, OWN)
        assert (answer.status_code, [each["path"] for each in answer.json()["errors"]]) == (422, [path]), answer.text
        assert not any(name in answer.text.lower() for name in ("bloggs", "patel", "smith", "7946 0000"))
    assert (await read(house))["total"] == 0
    await add(house, MENTOR)
    for changes, _ in WRONG:
        assert (await house.oversight.put(FIRST, MENTOR | changes, OWN)).status_code == 422
    assert (await house.oversight.get(FIRST, OWN)).json()["revision"] == 1


async def test_bad_questions_are_refused(house: House) -> None:
    for query in ("status=overdue", "indicator=10", "overdue=maybe", "limit=0", "limit=501", "format=pdf", "on=soon"):
        name = query.partition("=")[0]
        assert [path for path, _ in await faults(house.oversight.get(f"{PATH}?{query}", OWN))] == [f"query:{name}"]
    assert await faults(house.oversight.get(f"{PATH}?objective=9.9", OWN)) == [
        ("query:objective", "unknown-objective")
    ]
    assert (await house.oversight.get(f"{PATH}/No_Id", OWN)).status_code == 422


async def test_actions_added_at_once_are_each_kept_or_refused_as_a_conflict(house: House) -> None:
    answers = await asyncio.gather(*(house.oversight.post(PATH, MENTOR, OWN) for _ in range(6)))
    kept = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert kept
    assert sorted(kept) == sorted(each["id"] for each in (await read(house))["items"])


async def test_no_more_actions_are_kept_than_a_plan_may_have(house: House) -> None:
    (action,) = await add(house, MENTOR)
    document = json.dumps({name: action[name] for name in (*MENTOR, "completed_on", "evidence_of_impact")})
    database: Database = house.oversight.app.state.database
    async with database.writing() as session:
        for number in range(499):
            session.add(following(None, DocumentKind.ACTION, "RX1", f"filled-{number}", 0, document, "test"))
    answer = await house.oversight.post(PATH, MENTOR, OWN)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert (await house.oversight.put(FIRST, PANELS, OWN)).status_code == 200
    assert (await read(house, "?limit=500"))["total"] == 500


async def test_the_store_tells_the_actions_of_some_bodies_or_of_all(house: House) -> None:
    (first,) = await add(house, MENTOR)
    await house.oversight.post("/v1/organisations/T01/actions", PANELS, provider("T01"))
    await house.oversight.put(FIRST, DONE, OWN)
    database: Database = house.oversight.app.state.database
    async with database.reading() as session:
        every = await actions_of(session, None)
        some = await actions_of(session, ["RX1", "RX2"])
        then = await actions_of(session, None, datetime.fromisoformat(first["recorded_at"]))
    assert {ods: [each.title for each in actions] for ods, actions in every.items()} == {
        "RX1": ["Explain the plan"],
        "T01": ["Make panels diverse"],
    }
    assert list(some) == ["RX1"]
    assert some["RX1"] == every["RX1"]
    assert [each.title for each in then["RX1"]] == ["Mentor BME staff up to band 8d"]
    assert list(then) == ["RX1"]


async def test_an_action_sent_again_with_its_key_is_on_record_once(house: House) -> None:
    headers = {"idempotency-key": "plan-of-2018-1"}
    answers = await asyncio.gather(*(house.oversight.post(PATH, MENTOR, OWN, headers=headers) for _ in range(5)))
    again = await house.oversight.post(PATH, MENTOR, OWN, headers=headers)
    assert {answer.status_code for answer in (*answers, again)} == {201}
    assert {answer.content for answer in answers} == {again.content}
    assert again.headers["location"] == answers[0].headers["location"]
    assert (await house.oversight.get(PATH, OWN)).json()["total"] == 1
    other = await house.oversight.post(PATH, PANELS, OWN, headers=headers)
    assert (other.status_code, other.json()["errors"][0]["code"]) == (422, "key-used-before")


async def test_a_stale_revision_is_refused_also_when_two_arrive_at_once(house: House) -> None:
    first = await house.oversight.post(PATH, MENTOR, OWN)
    path = f"{PATH}/{first.json()['id']}"
    tag = {"if-match": (await house.oversight.get(path, OWN)).headers["etag"]}
    changed = [MENTOR | {"title": f"Mentor {number}"} for number in range(6)]
    answers = await asyncio.gather(*(house.oversight.put(path, each, OWN, headers=tag) for each in changed))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 200
    assert set(statuses[1:]) <= {409, 412}
    assert (await house.oversight.get(path, OWN)).json()["revision"] == 2
