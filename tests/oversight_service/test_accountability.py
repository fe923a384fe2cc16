"""Leadership accountability over HTTP, on both databases: counts, the shares that follow, and who may see them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from oversight_service.domain.accountability import LeaderGroup, ObjectiveHolders
from oversight_service.store.accountability import accountability_of
from services.database import Database
from services.settings import Settings
from tests.callers import ADMINISTRATOR, PUBLIC, House, provider
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

BASE = "/v1/organisations/RX1/accountability"
PATH = f"{BASE}?year=2019"
REVISIONS = f"{BASE}/revisions?year=2019"
PEOPLE = {"white": 6, "bme": 3, "unknown": 4}
WHOLE: dict[str, Any] = {
    "performance_objectives": {
        "chairs": {"with_objective": 1, "total": 1},
        "chief_executives": {"with_objective": 0, "total": 1},
        "vsms": {"with_objective": 1, "total": 16},
        "board_members": {"with_objective": 9, "total": 12},
    },
    "support_pairs": {"mentoring": PEOPLE, "reverse_mentoring": PEOPLE, "sponsorship": PEOPLE},
    "panels": {"shortlisting": {"held": 40, "diverse": 31}, "interview": {"held": 38, "diverse": 38}},
    "justifications": {"bme_not_appointed": 12, "sent_to_chair": 10, "process": "A form goes to the chair's office."},
    "ned_recruitment": {"white": 2, "bme": 1, "unknown": 0},
    "wres_experts": 2,
    "staff_network": {"exists": True, "executive_sponsor_role": "Chief Nurse", "facility_time": True},
}
PART: dict[str, Any] = {
    "performance_objectives": {"chairs": {"with_objective": 0, "total": 0}},
    "staff_network": {"exists": True},
}


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_records(settings) as opened:
        yield opened


async def test_a_whole_record_is_read_back_with_the_shares_that_follow(house: House) -> None:
    first = await house.oversight.put(PATH, WHOLE, OWN)
    assert first.status_code == 201, first.text
    record = (await house.oversight.get(PATH, OWN)).json()
    assert record == first.json()
    assert record["stated"] == WHOLE
    assert (record["organisation"], record["year"], record["revision"]) == ("RX1", 2019, 1)
    assert (record["recorded_by"], record["missing"]) == (OWN.client, [])
    shares = {each["id"]: (each["percent"], each["numerator"], each["denominator"]) for each in record["shares"]}
    assert shares == {
        "performance_objectives.chairs": (100.0, 1, 1),
        "performance_objectives.chief_executives": (0.0, 0, 1),
        # 6.25 %, half away from zero.
        "performance_objectives.vsms": (6.3, 1, 16),
        "performance_objectives.board_members": (75.0, 9, 12),
        "support_pairs.mentoring": (33.3, 3, 9),
        "support_pairs.reverse_mentoring": (33.3, 3, 9),
        "support_pairs.sponsorship": (33.3, 3, 9),
        "panels.shortlisting": (77.5, 31, 40),
        "panels.interview": (100.0, 38, 38),
        "justifications": (83.3, 10, 12),
        "ned_recruitment": (33.3, 1, 3),
    }
    assert {each["reason"] for each in record["shares"]} == {None}


async def test_what_was_not_collected_is_null_and_says_so(house: House) -> None:
    record = (await house.oversight.put(PATH, PART, OWN)).json()
    nobody = {"chief_executives": None, "vsms": None, "board_members": None}
    assert record["stated"] == {
        "performance_objectives": PART["performance_objectives"] | nobody,
        "support_pairs": None,
        "panels": None,
        "justifications": None,
        "ned_recruitment": None,
        "wres_experts": None,
        "staff_network": {"exists": True, "executive_sponsor_role": None, "facility_time": None},
    }
    missing = [each["path"] for each in record["missing"]]
    assert missing == [
        *(f"performance_objectives.{group}" for group in nobody),
        *("support_pairs", "panels", "justifications", "ned_recruitment", "wres_experts"),
        *("staff_network.executive_sponsor_role", "staff_network.facility_time"),
    ]
    assert {each["reason"] for each in record["missing"]} == {"not-collected"}
    shares = {each["id"]: each for each in record["shares"]}
    assert {each["percent"] for each in shares.values()} == {None}
    assert shares.pop("performance_objectives.chairs")["reason"] == "no-denominator"
    assert {(each["reason"], each["denominator"]) for each in shares.values()} == {("not-collected", None)}
    without = {"staff_network": {"exists": False}}
    none = (await house.oversight.put(PATH, without, OWN)).json()
    assert [each["path"] for each in none["missing"]] == [name for name in WHOLE if name != "staff_network"]


async def test_a_record_is_followed_whole_and_every_revision_stays(house: House) -> None:
    first = await house.oversight.put(PATH, WHOLE, OWN)
    tag = (await house.oversight.get(PATH, OWN)).headers["etag"]
    second = await house.oversight.put(PATH, PART, ADMINISTRATOR, headers={"if-match": tag})
    assert (second.status_code, second.json()["revision"]) == (200, 2)
    assert second.json()["stated"]["panels"] is None
    stale = await house.oversight.put(PATH, WHOLE, OWN, headers={"if-match": tag})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    again = await house.oversight.put(PATH, PART, OWN)
    assert (again.status_code, again.content) == (200, second.content)
    kept = (await house.oversight.get(REVISIONS, OWN)).json()
    assert (kept["items"], kept["total"]) == ([first.json(), second.json()], 2)
    assert [each["recorded_by"] for each in kept["items"]] == [OWN.client, "admin"]


async def test_years_are_apart_and_one_without_a_record_is_not_found(house: House) -> None:
    await house.oversight.put(PATH, WHOLE, OWN)
    assert (await house.oversight.get(f"{BASE}?year=2018", OWN)).status_code == 404
    assert (await house.oversight.get(f"{BASE}/revisions?year=2018", OWN)).json()["total"] == 0
    assert (await house.oversight.put(f"{BASE}?year=2018", PART, OWN)).status_code == 201
    assert (await house.oversight.get(PATH, OWN)).json()["stated"] == WHOLE
    stale = await house.oversight.put(f"{BASE}?year=2017", PART, OWN, headers={"if-match": '"any"'})
    assert stale.status_code == 412


async def test_an_earlier_instant_is_answered_with_what_was_known_then(house: House) -> None:
    before = datetime.now(UTC).isoformat()
    first = (await house.oversight.put(PATH, WHOLE, OWN)).json()
    await house.oversight.put(PATH, PART, OWN)
    then = {"year": 2019, "as_of": first["recorded_at"]}
    assert (await house.oversight.get(BASE, OWN, params=then)).json() == first
    assert (await house.oversight.get(f"{BASE}/revisions", OWN, params=then)).json()["items"] == [first]
    assert (await house.oversight.get(BASE, OWN, params={"year": 2019, "as_of": before})).status_code == 404


async def test_a_read_that_has_it_already_is_told_so(house: House) -> None:
    await house.oversight.put(PATH, WHOLE, OWN)
    for path in (PATH, REVISIONS):
        answer = await house.oversight.get(path, OWN)
        again = await house.oversight.get(path, OWN, headers={"if-none-match": answer.headers["etag"]})
        assert (answer.status_code, again.status_code) == (200, 304)


async def test_who_may_record(house: House) -> None:
    await not_allowed(partial(house.oversight.put, PATH, WHOLE), ONLOOKERS)
    assert (await house.oversight.get(PATH, OWN)).status_code == 404
    await allowed(partial(house.oversight.put, PATH, WHOLE), KEEPERS)


async def test_who_may_read(house: House) -> None:
    for path in (PATH, REVISIONS):
        # Whether there is a record is none of a stranger's business either.
        await not_allowed(partial(house.oversight.get, path), STRANGERS)
    await house.oversight.put(PATH, WHOLE, OWN)
    for path in (PATH, REVISIONS):
        await allowed(partial(house.oversight.get, path), READERS)
        await not_allowed(partial(house.oversight.get, path), STRANGERS)


async def test_a_body_that_is_not_registered_is_not_found(house: House) -> None:
    elsewhere = PATH.replace("RX1", "RZ9")
    for caller in (ADMINISTRATOR, PUBLIC, provider("RZ9")):
        assert (await house.oversight.get(elsewhere, caller)).status_code == 404
        assert (await house.oversight.put(elsewhere, WHOLE, caller)).status_code == 404


OBJECTIVES, PAIRS = "performance_objectives", "support_pairs"
WRONG: list[tuple[dict[str, Any], str]] = [
    ({OBJECTIVES: {"vsms": {"with_objective": 5, "total": 4}}}, f"$.{OBJECTIVES}.vsms.with_objective"),
    ({OBJECTIVES: {"vsms": {"with_objective": -1, "total": 4}}}, f"$.{OBJECTIVES}.vsms.with_objective"),
    ({OBJECTIVES: {"vsms": {"with_objective": 1, "total": "4"}}}, f"$.{OBJECTIVES}.vsms.total"),
    ({OBJECTIVES: {"vsms": {"with_objective": 1.5, "total": 4}}}, f"$.{OBJECTIVES}.vsms.with_objective"),
    ({OBJECTIVES: {"vsms": {"with_objective": True, "total": 4}}}, f"$.{OBJECTIVES}.vsms.with_objective"),
    ({OBJECTIVES: {"vsms": {"with_objective": 1}}}, f"$.{OBJECTIVES}.vsms.total"),
    ({OBJECTIVES: {"directors": {"with_objective": 1, "total": 1}}}, f"$.{OBJECTIVES}.directors"),
    ({OBJECTIVES: {}}, f"$.{OBJECTIVES}"),
    ({PAIRS: {"mentoring": {"white": 1, "bme": 1}}}, f"$.{PAIRS}.mentoring.unknown"),
    ({PAIRS: {"mentoring": None}}, f"$.{PAIRS}"),
    ({PAIRS: {"sponsorship": PEOPLE | {"bme": 100_001}}}, f"$.{PAIRS}.sponsorship.bme"),
    ({"panels": {"interview": {"held": 3, "diverse": 4}}}, "$.panels.interview.diverse"),
    ({"justifications": {"bme_not_appointed": 3, "sent_to_chair": 4}}, "$.justifications.sent_to_chair"),
    (
        {"justifications": {"bme_not_appointed": 3, "sent_to_chair": 3, "process": "Dr Smith writes."}},
        "$.justifications.process",
    ),
    ({"ned_recruitment": {"white": 1, "bme": 1, "unknown": 0, "names": "A, B"}}, "$.ned_recruitment.names"),
    ({"wres_experts": -1}, "$.wres_experts"),
    ({"staff_network": {"exists": "yes"}}, "$.staff_network.exists"),
    (
        {"staff_network": {"exists": False, "executive_sponsor_role": "Chief Nurse"}},
        "$.staff_network.executive_sponsor_role",
    ),
    ({"staff_network": {"exists": False, "facility_time": True}}, "$.staff_network.facility_time"),
    (
        {"staff_network": {"exists": True, "executive_sponsor_role": "Jane Smith"}},
        "$.staff_network.executive_sponsor_role",
    ),
    ({"shares": []}, "$.shares"),
]


async def test_a_bad_record_is_refused_with_the_path_and_nothing_is_kept(house: House) -> None:
    for changes, path in WRONG:
        found = await faults(house.oversight.put(PATH, WHOLE | changes, OWN))
        assert [each for each, _ in found] == [path], changes
    assert (await house.oversight.get(PATH, OWN)).status_code == 404


async def test_years_out_of_range_or_not_begun_are_refused(house: House) -> None:
    for year in ("2014", "2101", "soon"):
        assert [path for path, _ in await faults(house.oversight.get(f"{BASE}?year={year}", OWN))] == ["query:year"]
    ahead = datetime.now(UTC).year + 2
    assert await faults(house.oversight.put(f"{BASE}?year={ahead}", WHOLE, OWN)) == [("query:year", "not-begun")]
    assert [path for path, _ in await faults(house.oversight.put(BASE, WHOLE, OWN))] == ["query:year"]


async def test_records_made_at_once_are_each_kept_or_refused_as_a_conflict(house: House) -> None:
    puts = [house.oversight.put(PATH, {"wres_experts": number}, OWN) for number in range(6)]
    answers = await asyncio.gather(*puts)
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    kept = (await house.oversight.get(REVISIONS, OWN)).json()
    assert kept["total"] == sum(answer.is_success for answer in answers) > 0


async def test_the_store_tells_the_records_of_a_year(house: House) -> None:
    first = (await house.oversight.put(PATH, WHOLE, OWN)).json()
    await house.oversight.put(PATH.replace("RX1", "T01"), PART, provider("T01"))
    await house.oversight.put(PATH, PART, OWN)
    database: Database = house.oversight.app.state.database
    async with database.reading() as session:
        every = await accountability_of(session, None, 2019)
        some = await accountability_of(session, ["T01", "RX2"], 2019)
        then = await accountability_of(session, None, 2019, datetime.fromisoformat(first["recorded_at"]))
        assert await accountability_of(session, None, 2018) == {}
    assert (sorted(every), list(some), list(then)) == (["RX1", "T01"], ["T01"], ["RX1"])
    assert every["RX1"].performance_objectives == {LeaderGroup.CHAIRS: ObjectiveHolders(0, 0)}
    assert then["RX1"].wres_experts == 2
