"""The whole evidence pack over HTTP, on both databases: history, peers, goals, the plan, and who is told of them."""

import csv
import io
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.settings import Settings
from tests.callers import NATIONAL_TEAM, PUBLIC, REGULATOR, House, provider, publish
from tests.documents import complete
from tests.oversight_service.record_house import OWN, READERS, STRANGERS, open_records
from tests.oversight_service.test_actions import MENTOR
from tests.trajectory_service.staffed import GOAL, register, returned

PACK = "/v1/organisations/RX1/well-led?year=2018"
PLAN = "/v1/organisations/RX1/actions"
QUESTIONS = ("harassment_staff", "equal_opportunities", "discrimination")
FIGURES = {"year", "value", "lower", "upper", "compared_with", "probability"}
KNOWN_TO_THE_BODY = ("Mentor BME staff", "Chief People Officer", "25.0% of posts by 2028", "2016-06-01")


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_records(settings) as opened:
        await returned(opened, "RX1", {2016: (10, 90), 2017: (11, 91), 2018: (7, 96)})
        await returned(opened, "RX2", {2018: (20, 80)})
        assert (
            await opened.indicators.put("/v1/deadlines/2018", {"submit_by": "2018-08-10", "source": "A letter."})
        ).is_success
        yield opened


async def agree(house: House) -> None:
    """Put a goal and an action on record: 25 % of band 8a by 2028, and a mentoring scheme for indicators 9 and 1."""
    goal = "/v1/organisations/RX1/goals/8a"
    assert (await house.trajectory.put(goal, GOAL | {"board_discussed_on": "2016-06-01"}, OWN)).is_success
    assert (await house.trajectory.post(f"{goal}/transitions", {"to": "agreed"}, NATIONAL_TEAM)).is_success
    assert (await house.oversight.post(PLAN, MENTOR, OWN)).is_success


def _as_json(column: str, cell: str) -> str | float | None:
    """Return a cell as the JSON has it: an empty one is not known."""
    return (float(cell) if column in FIGURES else cell) if cell else None


async def pack(house: House, caller: Any = REGULATOR, path: str = PACK) -> dict[str, Any]:
    answer = await house.oversight.get(path, caller)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def metric(found: dict[str, Any], key: str) -> dict[str, Any]:
    return next(each for each in found["metrics"] if each["id"] == key)


async def test_the_pack_tells_history_peers_goals_plan_and_how_the_return_came_in(house: House) -> None:
    await agree(house)
    found = await pack(house)
    ratio = metric(found, "2")
    assert [point["year"] for point in ratio["trend"]["points"]] == [2016, 2017, 2018]
    assert [each["group"] for each in ratio["comparisons"]] == ["nearest", "region", "type"]
    assert {each["of"] for each in ratio["comparisons"]} == {2}
    (goal,) = found["targets"]["items"]
    assert (goal["state"], goal["board_discussed_on"], goal["actual"]) == ("agreed", "2016-06-01", 7)
    assert goal["status"] == "behind"
    (action,) = found["action_plan"]["items"]
    assert (action["title"], action["overdue"]) == (MENTOR["title"], True)
    assert metric(found, "1a")["actions"] == metric(found, "9")["actions"] == [action["id"]]
    assert metric(found, "3")["actions"] == []
    assert found["return_life"]["published_at"]
    assert found["return_life"]["late"] is True, "returns of 2018 were due in that year"


async def test_progress_in_the_pack_is_that_of_the_service_that_follows_it(house: House) -> None:
    await agree(house)
    (goal,) = (await pack(house))["targets"]["items"]
    told = (await house.trajectory.get(goal["source"]["href"], REGULATOR)).json()
    (line,) = told["items"]
    assert (goal["expected"], goal["actual"]) == (line["expected"], line["actual"]["interest"])
    assert goal["tail_probability"] == pytest.approx(line["tail_probability"], abs=1e-6)


async def test_comparisons_and_trends_are_those_of_the_addresses_that_they_name(house: House) -> None:
    found = await pack(house)
    for each in found["metrics"]:
        source = each["trend"]["source"]
        answered = (await house.indicators.get(source["href"], REGULATOR)).json()["items"]
        rows = [row for row in answered if (row["part"], row["measure"]) == (source["part"], source["measure"])]
        assert [[point["value"] for point in row["points"]] for row in rows] == [
            [point["value"] for point in each["trend"]["points"]]
        ]
        for compared in each["comparisons"]:
            source = compared["source"]
            answered = (await house.indicators.get(source["href"], REGULATOR)).json()["items"]
            rows = [row for row in answered if (row["part"], row["measure"]) == (source["part"], source["measure"])]
            assert [(row["value"], row["pooled"], row["rank"]) for row in rows if row["value"] is not None] == (
                [(compared["value"], compared["pooled"], compared["rank"])] if compared["reason"] is None else []
            )


async def test_goals_and_plan_are_told_to_those_who_may_read_them_and_to_nobody_else(house: House) -> None:
    await agree(house)
    every = [(caller, "json") for caller in (*READERS, *STRANGERS)]
    for caller, form in (*every, (OWN, "csv"), (OWN, "html"), (PUBLIC, "csv"), (PUBLIC, "html")):
        answer = await house.oversight.get(f"{PACK}&format={form}", caller)
        assert answer.status_code == 200
        if caller in READERS:
            assert all(words in answer.text for words in KNOWN_TO_THE_BODY[:2]), (caller, form)
        else:
            assert not any(words in answer.text for words in KNOWN_TO_THE_BODY), (caller, form)


async def test_what_is_withheld_is_said_to_be(house: House) -> None:
    await agree(house)
    found = await pack(house, PUBLIC)
    assert found["targets"]["reason"] == found["action_plan"]["reason"] == "not-visible"
    assert found["return_life"]["reason"] == "not-visible"
    refused = {each["href"]: each["reason"] for each in found["inputs"] if not each["used"]}
    assert "not-visible" in refused.values()
    assert metric(found, "1a")["actions"] == []


async def test_as_of_tells_what_was_known_and_nothing_since(house: House) -> None:
    known = (await house.indicators.get("/v1/organisations/RX1/returns/2018/transitions", REGULATOR)).json()
    instant = max(step["at"] for step in known["items"])
    await agree(house)
    found = await pack(house, path=f"{PACK}&as_of={instant.replace('+', '%2B')}")
    assert (found["targets"]["items"], found["action_plan"]["items"]) == ([], [])
    assert found["targets"]["reason"] == "no-goals"
    assert found["return_life"]["reason"] == "not-told-at-an-instant"
    assert metric(found, "2")["value"] == metric(await pack(house), "2")["value"]


async def test_a_pack_of_an_earlier_year_does_not_know_the_later_one(house: House) -> None:
    found = await pack(house, path="/v1/organisations/RX1/well-led?year=2017")
    for each in found["metrics"]:
        assert max((point["year"] for point in each["trend"]["points"]), default=2017) == 2017
        assert each["trend"]["p_value"] is None, "the test that there is holds 2018 too"


async def test_every_answer_used_is_named_with_what_identifies_its_bytes(house: House) -> None:
    await agree(house)
    inputs = (await pack(house))["inputs"]
    assert len(inputs) == len({each["href"] for each in inputs}) == 9
    for each in inputs:
        assert each["used"], each
        service = house.indicators if each["service"] == "indicators" else house.trajectory
        answer = await service.get(each["href"], REGULATOR)
        assert answer.headers["etag"] == each["tag"], each["href"]


async def test_the_csv_holds_the_figures_of_the_json(house: House) -> None:
    await agree(house)
    found = await pack(house)
    answer = await house.oversight.get(f"{PACK}&format=csv", REGULATOR)
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    def of(kind: str, *columns: str) -> list[tuple[str | float | None, ...]]:
        return [tuple(_as_json(name, row[name]) for name in columns) for row in rows if row["kind"] == kind]

    assert of("metric", "id", "value", "probability", "sentence") == [
        (each["id"], each["value"], each["p_value"], each["sentence"]) for each in found["metrics"]
    ]
    assert of("year", "id", "year", "value", "lower", "upper") == [
        (each["id"], point["year"], point["value"], point["lower"], point["upper"])
        for each in found["metrics"]
        for point in each["trend"]["points"]
    ]
    assert of("comparison", "id", "value", "compared_with", "probability") == [
        (f"{each['id']}/{compared['group']}", compared["value"], compared["pooled"], compared["p_value"])
        for each in found["metrics"]
        for compared in each["comparisons"]
    ]
    assert of("change", "id", "value", "compared_with", "probability") == [
        (each["id"], each["change"]["difference"], each["change"]["previous_value"], each["change"]["p_value"])
        for each in found["metrics"]
        if each["change"]
    ]
    assert of("board_seats", "id", "value", "compared_with", "probability") == [
        (each["membership"], each["actual"], each["expected"], each["probability"]) for each in found["board_seats"]
    ]
    assert of("trajectory", "id", "value", "compared_with", "status") == [
        (each["id"], each["share"], each["target_share"], each["status"]) for each in found["trajectories"]
    ]
    assert of("target", "id", "value", "compared_with", "probability", "status") == [
        (each["id"], each["actual"], each["expected"], each["tail_probability"], each["status"])
        for each in found["targets"]["items"]
    ]
    assert of("action", "id", "status") == [(each["id"], "overdue") for each in found["action_plan"]["items"]]
    assert of("data_quality", "value") == [(found["data_quality"]["completeness"],)]
    assert of("return", "status") == [("late",)]


async def test_a_body_reads_the_pack_of_another_as_the_public_does(house: House) -> None:
    await agree(house)
    # RX2 is among those compared, and knows its own figures exactly: Q02 has none.
    assert await pack(house, provider("Q02")) == await pack(house, PUBLIC)


@pytest.mark.parametrize("small", [2017, 2018])
async def test_a_survey_figure_of_too_few_people_is_nowhere_in_the_pack(house: House, small: int) -> None:
    telling = 12.3456
    for year in (2016, 2017, 2018):
        people = 10 if year == small else 140
        asked = {
            "white": {"percent": 0.0, "respondents": 900},
            "bme": {"percent": telling if year == small else 60.0, "respondents": people},
        }
        survey = {"year": year - 1, "harassment_public": asked} | {key: {} for key in QUESTIONS}
        document = complete(organisation="RX3", year=year, snapshot=None, staff_survey=survey) | {"edition": None}
        if year == 2016:
            await register(house, "RX3")
        assert (await house.indicators.put(f"/v1/organisations/RX3/returns/{year}", document)).is_success
        await publish(house.indicators, "RX3", year)
    for form in ("json", "csv", "html"):
        answer = await house.oversight.get(f"/v1/organisations/RX3/well-led?year=2018&format={form}", REGULATOR)
        assert answer.status_code == 200
        assert not re.search(r"12\.3|47\.6", answer.text), "neither the figure nor the change from it"
    found = metric(await pack(house, path="/v1/organisations/RX3/well-led?year=2018"), "5")
    points = {point["year"]: (point["value"], point["reason"]) for point in found["trend"]["points"]}
    assert points[2016] == (60.0, None)
    assert points[small] == (None, "too-few-respondents")
    assert found["trend"]["p_value"] is None
