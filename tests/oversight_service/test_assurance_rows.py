"""The rows of a commissioner's assurance: what is stated beside what is computed, the change since, and the CSV."""

import importlib
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.instants import now
from tests.callers import (
    NATIONAL_TEAM,
    OVERSIGHT,
    REGULATOR,
    House,
    commissioner,
    open_house,
    provider,
    publish,
)
from tests.oversight_service.commissioned import commission, engage, register, submit, surveyed
from tests.stocked import Stocked

PATH = "/v1/commissioners/Q01/assurance"
OWN = commissioner("Q01")
STATED: dict[str, Any] = {
    "level_of_compliance": "partial",
    "note": "=No measure of success.",
    "assessor_role": "Head of quality assurance",
    "evidence": [{"title": "Minutes of the board", "link": "https://www.example.nhs.uk/minutes"}],
}


async def stock(house: House) -> None:
    await register(house, "Q01", "ccg")
    for ods in ("RX1", "RX2", "RX3"):
        await register(house, ods, "acute")
        await commission(house, "Q01", ods, 10e6)
    for ods, worse in (("RX1", 2.0), ("RX2", -1.0)):
        await submit(house, surveyed(ods, 2017, worse=worse))
        await submit(house, surveyed(ods))


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def state(house: House, ods: str, level: str, year: int = 2018, **more: Any) -> Any:
    answer = await house.oversight.put(
        f"{PATH}/{ods}?year={year}", STATED | {"level_of_compliance": level} | more, OWN
    )
    assert answer.is_success, answer.text
    return answer.json()


async def read(house: House, **query: Any) -> dict[str, Any]:
    answer = await house.oversight.get(PATH, REGULATOR, params={"year": 2018, **query})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def rows(house: House, **query: Any) -> dict[str, Any]:
    return {row["organisation"]: row for row in (await read(house, **query))["providers"]}


async def test_the_level_of_compliance_is_told_with_what_became_of_it(house: House) -> None:
    for ods, before, level in (("RX1", "none", "partial"), ("RX2", "full", "partial")):
        await state(house, ods, before, 2017)
        await state(house, ods, level)
    answer = await read(house)
    found = {row["organisation"]: row for row in answer["providers"]}
    assert found["RX1"]["previous_statement"]["level_of_compliance"] == "none"
    changes = [row["compliance_change"] for row in answer["providers"]]
    assert changes == ["better", "worse", None]
    assert answer["compliance"] == {
        "this_year": {"full": 0, "partial": 2, "none": 0, "not_stated": 1},
        "previous_year": {"full": 1, "partial": 0, "none": 1, "not_stated": 1},
    }
    await state(house, "RX1", "none")
    assert (await rows(house))["RX1"]["compliance_change"] == "same"


async def test_a_statement_names_its_evidence_and_who_made_it(house: House) -> None:
    stated = await state(house, "RX1", "partial")
    assert stated["evidence"] == STATED["evidence"]
    row = (await rows(house))["RX1"]
    assert row["statement"] == stated == row["statements"][0]
    assert (stated["commissioner"], stated["provider"], stated["year"]) == ("Q01", "RX1", 2018)
    wrong: list[tuple[dict[str, str], str]] = [
        ({"title": "Minutes", "link": "the intranet"}, "$.evidence[0].link"),
        ({"title": "Mail of jo.bloggs@nhs.net", "link": "https://www.example.nhs.uk"}, "$.evidence[0].title"),
        ({"title": "Minutes"}, "$.evidence[0].link"),
    ]
    for evidence, path in wrong:
        answer = await house.oversight.put(f"{PATH}/RX1?year=2018", STATED | {"evidence": [evidence]}, OWN)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path)


async def test_a_stale_tag_keeps_a_statement_from_being_followed(house: House) -> None:
    await state(house, "RX1", "partial")
    path = f"{PATH}/RX1?year=2018"
    read_tag = (await house.oversight.get(path, OWN)).headers["etag"]
    followed = await house.oversight.put(path, STATED, OWN, headers={"if-match": read_tag})
    assert followed.status_code == 200
    assert (await house.oversight.put(path, STATED, OWN, headers={"if-match": read_tag})).status_code == 412


async def test_the_computed_columns_fill_themselves(house: House) -> None:
    await publish(house.indicators, "RX1", 2018)
    goal = {"year": 2028, "baseline_year": 2017, "share": 0.2}
    path = "/v1/organisations/RX1/goals/8a"
    assert (await house.trajectory.put(path, goal, provider("RX1"))).is_success
    assert (await house.trajectory.post(f"{path}/transitions", {"to": "agreed"}, NATIONAL_TEAM)).is_success
    found = await rows(house)
    one, two, none = (found[ods]["computed"] for ods in ("RX1", "RX2", "RX3"))
    assert (one["data_submitted"], two["data_submitted"], none["data_submitted"]) == (True, False, False)
    # The BME percentages of RX1 were 2 points higher the year before: 2 points worse for three questions, better for
    # the fourth. Those of RX2 were 1 point lower.
    assert one["movement"] == {"change": -0.01, "direction": "better", "reason": None}
    assert two["movement"] == {"change": 0.005, "direction": "worse", "reason": None}
    assert none["movement"] == {"change": None, "direction": None, "reason": "no-index-in-both-years"}
    assert (one["trajectory"]["status"], two["trajectory"]["reason"]) == ("on_track", "no-goal-in-force")
    assert one["indicators_missing"] == []
    assert [each["indicator"] for each in none["indicators_missing"]] == [str(number) for number in range(1, 10)]
    assert {each["reason"] for each in none["indicators_missing"]} == {"not-submitted"}
    assert one["report"]["reason"] == "not-stated-by-the-provider"
    await submit(house, surveyed("RX3", training=None))
    lacking = (await rows(house))["RX3"]["computed"]["indicators_missing"]
    assert [(each["indicator"], each["reason"]) for each in lacking] == [
        ("4", "not-collected"),
        ("6", "not-collected"),
        ("7", "not-collected"),
        ("8", "not-collected"),
    ]


async def test_what_was_stated_can_be_read_as_it_was_known(house: House) -> None:
    await state(house, "RX1", "partial")
    then = now().isoformat()
    await state(house, "RX1", "full")
    await state(house, "RX2", "full")
    before = await read(house, as_of=then)
    assert before["compliance"]["this_year"] == {"full": 0, "partial": 1, "none": 0, "not_stated": 2}
    assert (await read(house))["compliance"]["this_year"]["full"] == 2


async def test_the_csv_opens_in_pandas_with_the_numbers_of_the_json(house: House) -> None:
    await state(house, "RX1", "partial")
    await engage(house, "RX1", 7.25)
    answer = await read(house, weight_basis="financial_flow", coverage_floor=0)
    got = await house.oversight.get(
        PATH,
        OVERSIGHT,
        params={"year": 2018, "weight_basis": "financial_flow", "coverage_floor": 0, "format": "csv"},
    )
    assert got.headers["content-type"].startswith("text/csv")
    table = (
        importlib.import_module("pandas")
        .read_csv(io.StringIO(got.text), keep_default_na=True)
        .set_index("organisation")
    )
    assert list(table["row"]) == ["provider", "provider", "provider", "own"]
    for row in (*answer["providers"], answer["own"]):
        line = table.loc[row["organisation"]]
        pairs = [
            ("weight", row["weight"]),
            ("index_value", row["index"]["value"]),
            ("index_change", row["index"]["change"]),
            ("staff_engagement_value", row["staff_engagement"]["value"]),
            ("compliance_change", row["compliance_change"]),
            ("stated_level_of_compliance", row["statement"] and row["statement"]["level_of_compliance"]),
            *((f"gap_{gap['indicator']}_gap", gap["gap"]) for gap in row["index"]["gaps"]),
        ]
        for column, value in pairs:
            assert (value is None and line[column] != line[column]) or line[column] == value, column
    own = table.loc["Q01"]
    assert own["commissioner_163b_value"] == answer["progress_against_wres"]["value"]
    assert own["commissioner_163a_value"] == answer["staff_engagement"]["value"] == 7.25
    assert table.loc["RX1"]["stated_note"] == "'=No measure of success."
    again = await house.oversight.get(
        PATH,
        OVERSIGHT,
        params={"year": 2018, "weight_basis": "financial_flow", "coverage_floor": 0, "format": "csv"},
        headers={"if-none-match": got.headers["etag"]},
    )
    assert again.status_code == 304
