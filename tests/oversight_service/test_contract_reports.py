"""A provider's report to its co-ordinating commissioner over HTTP: what it states, what is computed, who reads it."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from oversight_service.domain.contract_report import TargetBasis
from oversight_service.store.contract_reports import contract_reports_of
from services.database import Database
from services.identity import Caller
from services.instants import now
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
    publish,
    refused,
)
from tests.oversight_service.commissioned import commission, register, submit, surveyed
from tests.stocked import Stocked

PATH = "/v1/organisations/RX1/contract-report"
OWN = provider("RX1")
STATED: dict[str, Any] = {
    "coordinating_commissioner": "Q01",
    "sent_on": "2021-09-30",
    "published_link": "https://www.example.nhs.uk/wres-2021.pdf",
    "board_approved_on": "2021-09-20",
    "five_year_plan": {"exists": True, "covers_8a_plus": True, "covers_board": False, "target_basis": "workforce"},
    "note": "Sent with the action plan.",
}
BEFORE: dict[str, Any] = STATED | {"five_year_plan": None}


async def stock(house: House) -> None:
    for ods in ("Q01", "Q02", "Q03"):
        await register(house, ods, "ccg")
    for ods in ("RX1", "RX2"):
        await register(house, ods, "acute")
        await submit(house, surveyed(ods, 2021))
        await commission(house, "Q01", ods, None)
    await commission(house, "Q02", "RX1", None, to="2020-03-31")


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def put(house: House, caller: Caller = OWN, year: int = 2021, path: str = PATH, **changes: Any) -> Any:
    return await house.oversight.put(f"{path}?year={year}", STATED | changes, caller)


async def read(house: House, caller: Caller = OWN, year: int = 2021, **query: Any) -> dict[str, Any]:
    answer = await house.oversight.get(PATH, caller, params={"year": year, **query})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def share(house: House, value: float) -> None:
    body = {"value": value, "published_on": "2012-12-11", "source": "Census 2011, the two boroughs served"}
    path = "/v1/organisations/RX1/figures/community-bme-share?year=2021"
    assert (await house.oversight.put(path, body)).is_success


def points(report: dict[str, Any]) -> dict[str, str]:
    return {point["id"]: point["met"] for point in report["points"]}


async def test_a_report_is_stated_followed_and_stands_beside_what_is_computed(house: House) -> None:
    first = await put(house)
    assert (first.status_code, first.json()["stated"]["revision"]) == (201, 1)
    again = await put(house, note="Corrected.")
    assert (again.status_code, again.json()["stated"]["revision"]) == (200, 2)
    report = await read(house)
    assert report == again.json()
    stated = report["stated"]
    assert (stated["coordinating_commissioner"], stated["sent_on"], stated["note"]) == (
        "Q01",
        "2021-09-30",
        "Corrected.",
    )
    assert stated["five_year_plan"] == STATED["five_year_plan"] | {"link": None}
    assert report["computed_by"].startswith("Computed by Model Employer")
    assert {point["confidence"] for point in report["points"]} == {"unconfirmed"}


async def test_the_nine_indicators_are_told_in_brief_with_the_year_before(house: House) -> None:
    await submit(house, surveyed("RX1", 2020, worse=2.0))
    report, rows = await read(house), {}
    answer = await house.indicators.get("/v1/organisations/RX1/indicators?year=2021", OWN)
    for row in answer.json()["results"]:
        rows[row["indicator"], row["measure"], str(row["part"])] = row
    assert [each["indicator"] for each in report["indicators"]] == [str(number) for number in range(1, 10)]
    for each in report["indicators"]:
        row = rows[each["indicator"], each["measure"], str(each["part"])]
        assert (each["value"], each["unit"], each["reason"]) == (row["value"], row["unit"], row["reason"])
    # Indicator 5: 2 points adverse, 4 the year before.
    five = report["indicators"][4]
    assert (five["value"], five["previous_year"], five["previous"], five["change"]) == (2.0, 2020, 4.0, -2.0)


async def test_without_a_return_or_statement_every_gap_has_its_reason(house: House) -> None:
    report = await read(house, year=2020)
    assert (report["stated"], report["stated_reason"]) == (None, "not-stated")
    assert {each["reason"] for each in report["indicators"]} == {"not-submitted"}
    assert (report["target"]["value"], report["target"]["reason"]) == (None, "no-workforce-share")
    assert report["wres_return"]["reason"] == "not-submitted"
    assert points(report) == {
        "return-submitted": "not_met",
        "return-in-time": "not_known",
        "report-sent": "not_known",
        "report-published": "not_known",
        "board-approved": "not_known",
    }


async def test_the_target_is_the_higher_share_and_says_whose_it_is(house: House) -> None:
    unknown = (await read(house))["target"]
    assert (unknown["value"], unknown["reason"]) == (None, "community-share-not-recorded")
    # 368 of 1,385 staff are BME.
    assert (unknown["workforce"], unknown["community"]["reason"]) == (26.570397, "not-recorded")
    # 8 of the 100 in bands 8a to VSM, and 1 of 13 on the board.
    assert (unknown["senior_share"], unknown["board_share"]) == (8.0, 7.692308)
    await put(house)
    await share(house, 14.4)
    report = await read(house)
    assert (report["target"]["value"], report["target"]["basis"]) == (26.570397, "workforce")
    assert (report["target"]["confidence"], report["target"]["community"]["value"]) == ("unconfirmed", 14.4)
    assert points(report)["plan-target"] == "met"
    await share(house, 40.0)
    report = await read(house)
    assert (report["target"]["value"], report["target"]["basis"]) == (40.0, "community")
    assert points(report)["plan-target"] == "not_met"
    assert report["target"]["sentence"] == (
        "Of the two, the workforce is 26.6 % BME, the community served 40.0 %: the plan is set against the community."
    )


async def test_each_point_of_the_contract_is_told(house: House) -> None:
    deadline = {"submit_by": "2021-08-31", "source": "NHS England"}
    assert (await house.indicators.put("/v1/deadlines/2021", deadline, NATIONAL_TEAM)).is_success
    await put(house, published_link=None)
    assert points(await read(house)) == {
        "return-submitted": "not_met",
        "return-in-time": "not_met",
        "report-sent": "met",
        "report-published": "not_met",
        "board-approved": "met",
        "plan-exists": "met",
        "plan-covers-8a-plus": "met",
        "plan-covers-board": "not_met",
        "plan-target": "not_known",
    }
    await publish(house.indicators, "RX1", 2021)
    report = await read(house)
    assert (points(report)["return-submitted"], report["wres_return"]["state"]) == ("met", "published")
    # It came years after the day.
    assert (report["wres_return"]["late"], report["wres_return"]["deadline"]) == (True, "2021-08-31")


async def test_what_was_stated_can_be_read_as_it_was_known(house: House) -> None:
    begun = now().isoformat()
    await put(house)
    then = now().isoformat()
    await put(house, note="Corrected.")
    await share(house, 14.4)
    report = await read(house, as_of=then)
    assert (report["stated"]["revision"], report["stated"]["note"]) == (1, STATED["note"])
    assert report["target"]["reason"] == "community-share-not-recorded"
    assert (await read(house, as_of=begun))["stated"] is None


async def test_who_may_state_and_who_may_read_a_report(house: House) -> None:
    outsiders = (PUBLIC, provider("RX2"), commissioner("Q02"), commissioner("Q03"), provider("Q01"))
    for caller in (*outsiders, commissioner("Q01"), NATIONAL_TEAM, REGULATOR, OVERSIGHT):
        assert (await put(house, caller)).status_code == refused(caller)
    assert (await read(house))["stated"] is None
    for caller in (OWN, ADMINISTRATOR):
        assert (await put(house, caller)).is_success
    for caller in (OWN, commissioner("Q01"), ADMINISTRATOR, NATIONAL_TEAM, REGULATOR, OVERSIGHT):
        assert (await read(house, caller))["stated"]["coordinating_commissioner"] == "Q01"
    for caller in outsiders:
        answer = await house.oversight.get(f"{PATH}?year=2021", caller)
        assert answer.status_code == refused(caller)


async def test_the_commissioner_that_a_report_names_reads_it_though_its_contract_is_over(house: House) -> None:
    await submit(house, surveyed("RX1", 2020))
    path = f"{PATH}?year=2020"
    # Q02's contract ended in the year to March 2020, and entitles it to nothing today.
    assert (await house.oversight.get(path, commissioner("Q02"))).status_code == 403
    named = BEFORE | {"coordinating_commissioner": "Q02"}
    assert (await house.oversight.put(path, named, OWN)).status_code == 201
    answer = await house.oversight.get(path, commissioner("Q02"))
    assert (answer.status_code, answer.json()["stated"]["revision"]) == (200, 1)
    assert (await house.oversight.get(path, commissioner("Q03"))).status_code == 403
    # And so does whoever succeeded it, which stands in for it.
    await register(house, "QWO", "icb", opened="2022-07-01")
    merger = {"on": "2022-07-01", "kind": "merger"}
    assert (await house.oversight.get(path, commissioner("QWO"))).status_code == 403
    assert (await house.indicators.put("/v1/organisations/Q02/successors/QWO", merger)).is_success
    assert (await house.oversight.get(path, commissioner("QWO"))).status_code == 200


async def test_bad_reports_are_refused_with_the_field_and_nothing_is_kept(house: House) -> None:
    tomorrow = (now() + timedelta(days=1)).date().isoformat()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"coordinating_commissioner": "Q02"}, "$.coordinating_commissioner"),
        ({"coordinating_commissioner": "Q03"}, "$.coordinating_commissioner"),
        ({"coordinating_commissioner": "Q99"}, "$.coordinating_commissioner"),
        ({"coordinating_commissioner": "the CCG"}, "$.coordinating_commissioner"),
        ({"sent_on": tomorrow}, "$.sent_on"),
        ({"sent_on": "2021-03-30"}, "$.sent_on"),
        ({"board_approved_on": "2021-03-30"}, "$.board_approved_on"),
        ({"published_link": "the intranet"}, "$.published_link"),
        ({"published_link": "https://example.nhs.uk/jo.bloggs@nhs.net"}, "$.published_link"),
        ({"note": "Ask jo.bloggs@nhs.net"}, "$.note"),
        ({"five_year_plan": {"exists": False, "covers_board": True}}, "$.five_year_plan"),
        ({"five_year_plan": {"exists": True, "target_basis": "region"}}, "$.five_year_plan.target_basis"),
        ({"rating": "good"}, "$.rating"),
    ]
    for changes, path in wrong:
        answer = await put(house, **changes)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path), answer.text
    missing = await put(house, year=2022, sent_on=None, board_approved_on=None)
    assert (missing.status_code, missing.json()["errors"][0]["code"]) == (422, "no-return")
    await submit(house, surveyed("RX1", 2020))
    early = await put(house, year=2020)
    assert (early.status_code, early.json()["errors"][0]["code"]) == (422, "too-early")
    for year in (2020, 2021):
        assert (await read(house, year=year))["stated"] is None
    unknown = await put(house, ADMINISTRATOR, path=PATH.replace("RX1", "RZ9"))
    assert unknown.status_code == 404


async def test_a_stale_tag_keeps_a_report_from_being_followed(house: House) -> None:
    assert (await put(house)).status_code == 201
    tag = (await house.oversight.get(f"{PATH}?year=2021", OWN)).headers["etag"]
    for status in (200, 412):
        answer = await house.oversight.put(f"{PATH}?year=2021", STATED, OWN, headers={"if-match": tag})
        assert answer.status_code == status


async def test_a_commissioner_lists_the_reports_to_it_and_who_has_sent_none(house: House) -> None:
    await submit(house, surveyed("RX1", 2020))
    named = BEFORE | {"coordinating_commissioner": "Q02", "sent_on": "2020-09-30", "board_approved_on": None}
    assert (await house.oversight.put(f"{PATH}?year=2020", named, OWN)).is_success
    await put(house)
    path = "/v1/commissioners/{}/contract-reports?year={}"
    listed = (await house.oversight.get(path.format("Q01", 2021), commissioner("Q01"))).json()
    assert [(each["organisation"], each["stated"]["revision"]) for each in listed["items"]] == [("RX1", 1)]
    assert (listed["without_report"], listed["total"]) == (["RX2"], 1)
    # For 2020 it named another, which is no lack of a report.
    other = (await house.oversight.get(path.format("Q01", 2020), REGULATOR)).json()
    assert (other["items"], other["without_report"]) == ([], ["RX2"])
    over = (await house.oversight.get(path.format("Q02", 2020), commissioner("Q02"))).json()
    assert (over["items"][0]["stated"]["sent_on"], over["without_report"]) == ("2020-09-30", [])
    for caller in (PUBLIC, OWN, commissioner("Q02")):
        answer = await house.oversight.get(path.format("Q01", 2021), caller)
        assert answer.status_code == refused(caller)
    text = (await house.oversight.get(path.format("Q01", 2021) + "&format=csv")).text
    lines = {row["organisation"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (lines["RX1"]["sent_on"], lines["RX1"]["five_year_plan_exists"]) == ("2021-09-30", "True")
    assert lines["RX2"]["coordinating_commissioner"] == ""


async def test_the_csv_has_the_numbers_of_the_json(house: House) -> None:
    await put(house, note="=1+1")
    await share(house, 14.4)
    report = await read(house)
    answer = await house.oversight.get(f"{PATH}?year=2021&format=csv", OWN)
    assert answer.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    told = {(line["kind"], line["id"]): line for line in lines}
    for each in report["indicators"]:
        value = told["indicator", each["indicator"]]["value"]
        assert (None if value == "" else float(value)) == each["value"]
    assert float(told["target", "leadership-target"]["value"]) == report["target"]["value"]
    assert {key[1]: line["value"] for key, line in told.items() if key[0] == "point"} == points(report)
    assert told["stated", "note"]["value"] == "'=1+1"
    again = await house.oversight.get(
        f"{PATH}?year=2021&format=csv", OWN, headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304


async def test_the_report_stands_in_the_commissioners_row(house: House) -> None:
    await put(house)
    answer = await house.oversight.get("/v1/commissioners/Q01/assurance?year=2021", commissioner("Q01"))
    rows = {row["organisation"]: row["computed"]["report"] for row in answer.json()["providers"]}
    assert rows["RX1"] == {
        "published": True,
        "link": STATED["published_link"],
        "sent_on": "2021-09-30",
        "board_approved_on": "2021-09-20",
        "reason": None,
    }
    assert rows["RX2"]["reason"] == "not-stated-by-the-provider"


async def test_the_store_finds_reports_by_body_and_year(house: House) -> None:
    await put(house)
    database: Database = house.oversight.app.state.database
    async with database.reading() as session:
        found = await contract_reports_of(session, None, 2021)
        assert set(found) == {"RX1"}
        plan = found["RX1"].five_year_plan
        assert plan is not None
        assert (plan.target_basis, plan.covers_board) == (TargetBasis.WORKFORCE, False)
        assert await contract_reports_of(session, ["RX2"], 2021) == {}
        assert await contract_reports_of(session, None, 2020) == {}
