"""Recorded figures over HTTP, on both databases: what may be recorded, by whom, and how it is read back."""

from collections.abc import AsyncIterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from oversight_service.domain.figure_file import parse_figure
from oversight_service.store.figures import figures_of
from services.database import Database
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
    refused,
)
from tests.stocked import Stocked

ENGAGEMENT = "/v1/organisations/RX1/figures/staff-engagement?year=2018"
PUBLISHED: dict[str, Any] = {
    "value": 7.02,
    "published_on": "2018-03-06",
    "source": "NHS Staff Survey 2017, organisation results",
    "link": "https://www.example.nhs.uk/staff-survey-2017",
}


async def stock(house: House) -> None:
    for ods in ("RX1", "RX2"):
        body = {"name": f"Body {ods}", "type": "acute", "region": "Y56"}
        assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).is_success


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def test_a_figure_is_recorded_followed_and_read_by_everybody(house: House) -> None:
    first = await house.oversight.put(ENGAGEMENT, PUBLISHED, provider("RX1"))
    assert (first.status_code, first.json()["revision"], first.json()["value"]) == (201, 1, 7.02)
    again = await house.oversight.put(ENGAGEMENT, PUBLISHED | {"value": 7}, OVERSIGHT)
    assert (again.status_code, again.json()["revision"], again.json()["value"]) == (200, 2, 7.0)
    for caller in (PUBLIC, provider("RX2"), REGULATOR):
        answer = await house.oversight.get(ENGAGEMENT, caller)
        assert answer.json() == again.json()
    assert (answer.json()["unit"], answer.json()["direction"]) == ("score_0_10", "high_is_good")
    assert (answer.json()["confidence"], answer.json()["recorded_by"]) == ("unconfirmed", OVERSIGHT.client)
    same = await house.oversight.get(ENGAGEMENT, headers={"if-none-match": answer.headers["etag"]})
    assert same.status_code == 304


async def test_what_was_known_at_an_instant_and_every_revision_can_be_read(house: House) -> None:
    begun = now().isoformat()
    then = (await house.oversight.put(ENGAGEMENT, PUBLISHED)).json()["recorded_at"]
    await house.oversight.put(ENGAGEMENT, PUBLISHED | {"value": 6.5})
    path = ENGAGEMENT.split("?", maxsplit=1)[0]
    known = await house.oversight.get(path, params={"year": 2018, "as_of": then})
    assert (known.json()["revision"], known.json()["value"]) == (1, 7.02)
    assert (await house.oversight.get(path, params={"year": 2018, "as_of": begun})).status_code == 404
    history = (await house.oversight.get(f"{path}/revisions?year=2018", PUBLIC)).json()
    assert [(each["revision"], each["value"]) for each in history["items"]] == [(1, 7.02), (2, 6.5)]
    assert (await house.oversight.get(f"{path}/revisions?year=2017", PUBLIC)).json()["total"] == 0


async def test_the_list_of_a_year_names_what_is_not_recorded(house: House) -> None:
    await house.oversight.put(ENGAGEMENT, PUBLISHED)
    known = {each["key"] for each in (await house.oversight.get("/v1/figures", PUBLIC)).json()["items"]}
    listed = (await house.oversight.get("/v1/organisations/RX1/figures?year=2018", PUBLIC)).json()
    assert {each["key"] for each in listed["items"]} == known
    assert (listed["recorded"], listed["total"]) == (1, len(known))
    found = {each["key"]: (each["value"], each["reason"]) for each in listed["items"]}
    assert found["staff-engagement"] == (7.02, None)
    assert found["sickness-absence"] == (None, "not-recorded")


async def test_a_deficit_is_above_0_and_a_surplus_below(house: House) -> None:
    path = "/v1/organisations/RX1/figures/financial-deficit?year=2018"
    answer = await house.oversight.put(path, PUBLISHED | {"value": -3.25}, NATIONAL_TEAM)
    assert (answer.status_code, answer.json()["value"]) == (201, -3.25)
    assert "surplus" in answer.json()["title"]


async def test_who_may_record_a_figure(house: House) -> None:
    for caller in (PUBLIC, REGULATOR, provider("RX2"), commissioner("Q01")):
        assert (await house.oversight.put(ENGAGEMENT, PUBLISHED, caller)).status_code == refused(caller)
    assert (await house.oversight.get(ENGAGEMENT)).status_code == 404
    for caller in (ADMINISTRATOR, NATIONAL_TEAM, OVERSIGHT, provider("RX1")):
        assert (await house.oversight.put(ENGAGEMENT, PUBLISHED, caller)).is_success


async def test_bad_figures_are_refused_with_the_field_and_nothing_is_kept(house: House) -> None:
    tomorrow = (now() + timedelta(days=1)).date().isoformat()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"value": 10.1}, "$.value"),
        ({"value": -0.1}, "$.value"),
        ({"value": True}, "$.value"),
        ({"value": "7"}, "$.value"),
        ({"published_on": tomorrow}, "$.published_on"),
        ({"published_on": 20180306}, "$.published_on"),
        ({"source": "ab"}, "$.source"),
        ({"source": "Ask jo.bloggs@nhs.net"}, "$.source"),
        ({"link": "the intranet"}, "$.link"),
        ({"rating": "good"}, "$.rating"),
    ]
    for changes, path in wrong:
        answer = await house.oversight.put(ENGAGEMENT, PUBLISHED | changes)
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path), answer.text
    assert (await house.oversight.get(ENGAGEMENT)).status_code == 404


async def test_a_figure_of_a_yes_or_no_is_written_as_such(house: House) -> None:
    text = """key = "plan-published"
title = "Plan published"
unit = "yes_no"
lowest = 0
highest = 1
direction = "high_is_good"
publisher = "The guild"
period = "The year."
note = "Invented."
confidence = "unconfirmed"
"""
    house.oversight.app.state.figures = {"plan-published": parse_figure("plan-published.toml", text)}
    path = "/v1/organisations/RX1/figures/plan-published?year=2018"
    assert (await house.oversight.put(path, PUBLISHED | {"value": 1})).status_code == 422
    for value in (True, False):
        assert (await house.oversight.put(path, PUBLISHED | {"value": value})).is_success
        assert (await house.oversight.get(path)).json()["value"] is value


async def test_a_body_or_figure_that_is_not_known_is_a_404(house: House) -> None:
    for method in (house.oversight.get, lambda path: house.oversight.put(path, PUBLISHED)):
        answer = await method(ENGAGEMENT.replace("RX1", "RZ9"))
        assert answer.status_code == 404
        answer = await method(ENGAGEMENT.replace("staff-engagement", "happiness"))
        assert answer.status_code == 404
        assert "staff-engagement" in answer.json()["detail"]
    assert (await house.oversight.get("/v1/organisations/RZ9/figures?year=2018")).status_code == 404


async def test_a_stale_tag_keeps_a_figure_from_being_followed(house: House) -> None:
    none_yet = await house.oversight.put(ENGAGEMENT, PUBLISHED, headers={"if-match": '"none"'})
    assert none_yet.status_code == 412
    await house.oversight.put(ENGAGEMENT, PUBLISHED)
    read = (await house.oversight.get(ENGAGEMENT)).headers["etag"]
    assert (await house.oversight.put(ENGAGEMENT, PUBLISHED, headers={"if-match": read})).status_code == 200
    stale = await house.oversight.put(ENGAGEMENT, PUBLISHED, headers={"if-match": read})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")


async def test_the_store_finds_figures_by_body_key_and_year(house: House) -> None:
    for path in (ENGAGEMENT, ENGAGEMENT.replace("2018", "2017"), ENGAGEMENT.replace("RX1", "RX2")):
        assert (await house.oversight.put(path, PUBLISHED)).is_success
    share = ENGAGEMENT.replace("staff-engagement", "community-bme-share")
    assert (await house.oversight.put(share, PUBLISHED | {"value": 14.4})).is_success
    database: Database = house.oversight.app.state.database
    async with database.reading() as session:
        found = await figures_of(session, ["staff-engagement"], [2018])
        assert set(found) == {("RX1", "staff-engagement", 2018), ("RX2", "staff-engagement", 2018)}
        assert found["RX1", "staff-engagement", 2018].value == Fraction(702, 100)
        both = await figures_of(session, ["staff-engagement", "community-bme-share"], [2017, 2018], ["RX1"])
        assert sorted(key[1:] for key in both) == [
            ("community-bme-share", 2018),
            ("staff-engagement", 2017),
            ("staff-engagement", 2018),
        ]
