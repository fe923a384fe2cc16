"""Every goal in force in one call: the same as under each organisation's own address, for those who may see it."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.identity import Caller
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
from tests.trajectory_service.staffed import GOAL, register, returned, staffed

COUNTS = {
    "R1A": {2016: (10, 90), 2017: (11, 91), 2018: (6, 98)},
    "R1B": {2016: (1, 11), 2018: (2, 10)},
    "R1D": {2016: (10, 90)},
}
SHARED = ("staff_group", "band", "kind", "expected", "expected_share", "interval", "actual", "status")
TOLD = (*SHARED, "tail_probability", "power", "reason", "outcome")


async def stock(house: House) -> None:
    for ods, counts in COUNTS.items():
        await register(house, ods)
        await returned(house, ods, counts)
        await agreed(house, ods)
    await agreed(house, "R1A", "bands_8a_to_vsm", year=2017)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def agreed(house: House, ods: str, band: str = "8a", **more: Any) -> None:
    path = f"/v1/organisations/{ods}/goals/{band}"
    assert (await house.trajectory.put(path, GOAL | more, provider(ods))).is_success
    assert (await house.trajectory.post(f"{path}/transitions", {"to": "agreed"}, NATIONAL_TEAM)).is_success


async def table(house: House, year: int, caller: Caller = REGULATOR, **query: Any) -> dict[str, Any]:
    answer = await house.trajectory.get("/v1/progress", caller, params={"year": year, **query})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def alone(house: House, ods: str, year: int, caller: Caller = REGULATOR) -> list[dict[str, Any]]:
    answer = await house.trajectory.get(f"/v1/organisations/{ods}/progress?year={year}", caller)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def lines_of(answer: dict[str, Any], ods: str) -> list[dict[str, Any]]:
    return [line for line in answer["items"] if line["organisation"] == ods]


async def same_as_alone(house: House, ods: str, year: int) -> list[dict[str, Any]]:
    lines, every = lines_of(await table(house, year), ods), await alone(house, ods, year)
    own = [item for item in every if item["goal"][0]["organisation"] == ods]
    assert [{name: line[name] for name in TOLD} for line in lines] == [
        {name: item[name] for name in TOLD} for item in own
    ]
    assert [[line["goal"]] for line in lines] == [item["goal"] for item in own]
    return lines


@pytest.mark.parametrize("year", [2016, 2017, 2018])
async def test_every_line_is_the_one_under_the_organisations_own_address(house: House, year: int) -> None:
    for ods, lines in (("R1A", 2), ("R1B", 1), ("R1D", 1)):
        assert len(await same_as_alone(house, ods, year)) == lines
    answer = await table(house, year)
    assert answer["total"] == len(answer["items"]) == 4


async def test_where_goals_stand_is_told_line_by_line_and_together(house: House) -> None:
    answer = await table(house, 2018)
    standing = [(line["organisation"], line["band"], line["status"], line["reason"]) for line in answer["items"]]
    assert standing == [
        ("R1A", "8a", "behind", None),
        ("R1A", "bands_8a_to_vsm", "not_assessable", "goal-year-passed"),
        ("R1B", "8a", "not_assessable", "too-few-posts"),
        ("R1D", "8a", "not_assessable", "no-return"),
    ]
    assert [line["outcome"] for line in answer["items"]] == [None, "missed", None, None]
    told = answer["significance"]
    assert [told[name] for name in ("tested", "behind", "not_assessable")] == [1, 1, 3]
    assert answer["items"][0]["goal"]["agreed_at"] is not None


async def test_a_revised_goal_gives_one_line_and_a_proposal_none(house: House) -> None:
    address = "/v1/organisations/R1A/goals/8a/transitions"
    assert (await house.trajectory.post(address, {"to": "revised"}, NATIONAL_TEAM)).is_success
    assert [line["goal"]["revision"] for line in lines_of(await table(house, 2018), "R1A")] == [1, 1]
    assert (await house.trajectory.post(address, {"to": "agreed"}, provider("R1A"))).is_success
    assert [line["goal"]["revision"] for line in await same_as_alone(house, "R1A", 2018)] == [2, 1]


async def test_what_is_not_published_is_not_told(house: House) -> None:
    document = staffed("R1D", 2018, 12, 90)
    assert (await house.indicators.put("/v1/organisations/R1D/returns/2018", document)).is_success
    (line,) = lines_of(await table(house, 2018), "R1D")
    assert (line["reason"], line["actual"]) == ("no-return", None)


@pytest.mark.parametrize("caller", [ADMINISTRATOR, NATIONAL_TEAM, REGULATOR, OVERSIGHT], ids=lambda each: each.kind)
async def test_those_who_see_every_body_read_all_or_some(house: House, caller: Caller) -> None:
    assert len((await table(house, 2018, caller))["items"]) == 4
    some = await table(house, 2018, caller, organisation=["R1B", "R1D", "R1Z"])
    assert {line["organisation"] for line in some["items"]} == {"R1B", "R1D"}
    assert some["without_goals"] == ["R1Z"]


async def test_others_read_those_whose_exact_figures_they_see_and_have_to_name_them(house: House) -> None:
    await house.indicators.put("/v1/organisations/RY1", {"name": "Hill CCG", "type": "ccg"})
    for ods in ("R1A", "R1B"):
        answer = await house.indicators.put(f"/v1/commissioners/RY1/providers/{ods}", {"from": "2015-04-01"})
        assert answer.is_success
    every = await table(house, 2018)
    for caller, own in ((provider("R1A"), ["R1A"]), (commissioner("RY1"), ["R1A", "R1B"])):
        read = await table(house, 2018, caller, organisation=own)
        assert read["items"] == [line for line in every["items"] if line["organisation"] in own]


@pytest.mark.parametrize(
    ("caller", "named"),
    [
        (provider("R1A"), []),
        (provider("R1A"), ["R1B"]),
        (provider("R1A"), ["R1A", "R1B"]),
        (commissioner("R1A"), ["R1A", "R1B"]),
        (PUBLIC, []),
        (PUBLIC, ["R1A"]),
    ],
)
async def test_nobody_else_reads_it(house: House, caller: Caller, named: list[str]) -> None:
    answer = await house.trajectory.get("/v1/progress", caller, params={"year": 2018, "organisation": named})
    assert answer.status_code == refused(caller)


async def test_a_goal_of_before_another_body_joined_is_not_held_against_both(house: House) -> None:
    await returned(house, "R1D", {2017: (10, 92)})
    acquired = {"on": "2017-10-01", "kind": "acquisition"}
    assert (await house.indicators.put("/v1/organisations/R1B/successors/R1D", acquired, NATIONAL_TEAM)).is_success
    await returned(house, "R1D", {2018: (12, 120)})
    (line,) = await same_as_alone(house, "R1D", 2018)
    assert (line["status"], line["reason"]) == ("not_assessable", "another-body-joined-since-the-goal")
    england = (await house.trajectory.get("/v1/areas/england/progress?year=2018", REGULATOR)).json()
    assert england["together"]["tested"] == 1


async def test_a_body_without_goals_of_its_own_has_no_line_for_those_it_was_made_of(house: House) -> None:
    await register(house, "R1C", opened="2017-10-01")
    for ods in ("R1A", "R1B"):
        await register(house, ods, closed="2017-10-01", successors=["R1C"])
    await returned(house, "R1C", {2018: (11, 149)})
    answer = await table(house, 2018, organisation="R1C")
    assert (answer["items"], answer["without_goals"]) == ([], ["R1C"])
    await agreed(house, "R1C", baseline_year=2018)
    await returned(house, "R1C", {2019: (14, 146)})
    (line,) = await same_as_alone(house, "R1C", 2019)
    assert line["status"] == "on_track"


async def test_the_same_lines_come_as_csv(house: House) -> None:
    answer = await house.trajectory.get("/v1/progress?year=2018&format=csv", REGULATOR)
    assert answer.headers["content-type"].startswith("text/csv")
    rows, lines = list(csv.DictReader(io.StringIO(answer.text))), (await table(house, 2018))["items"]
    assert [(row["organisation"], row["band"], row["status"]) for row in rows] == [
        (line["organisation"], line["band"], line["status"]) for line in lines
    ]
    first, line = rows[0], lines[0]
    for name, value in (
        ("goal_share", line["goal"]["share"]),
        ("baseline_year", line["goal"]["baseline_year"]),
        ("interest", line["actual"]["interest"]),
        ("total", line["actual"]["total"]),
        ("expected", line["expected"]),
        ("lower", line["interval"]["lower"]),
        ("tail_probability", line["tail_probability"]),
        ("power", line["power"]),
    ):
        assert float(first[name]) == value
    assert rows[3]["interest"] == ""


async def test_an_unchanged_table_is_not_sent_again_and_a_change_is(house: House) -> None:
    path = "/v1/progress?year=2018"
    first = await house.trajectory.get(path, REGULATOR)

    async def again() -> int:
        return (
            await house.trajectory.get(path, REGULATOR, headers={"if-none-match": first.headers["etag"]})
        ).status_code

    assert await again() == 304
    await returned(house, "R1D", {2018: (12, 90)})
    assert await again() == 200
    known = (await table(house, 2018))["items"]
    await agreed(house, "R1D", "bands_8a_to_vsm")
    now = (await table(house, 2018))["items"]
    assert len(now) == len(known) + 1
    before = max(line["goal"]["agreed_at"] for line in known)
    assert (await table(house, 2018, as_of=before))["items"] != now
    assert len((await table(house, 2018, as_of=before))["items"]) == len(known)


@pytest.mark.parametrize(
    "query",
    [{}, {"year": 2014}, {"year": 2018, "organisation": "r1a"}, {"year": 2018, "organisation": ["R1A"] * 501}],
)
async def test_a_call_that_is_not_right_is_refused(house: House, query: dict[str, Any]) -> None:
    assert (await house.trajectory.get("/v1/progress", REGULATOR, params=query)).status_code == 422
