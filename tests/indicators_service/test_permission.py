"""Three ways round the table that were open once: a year left out, the form of the next year, and steps guessed."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.callers import PUBLIC, REGULATOR, House, commissioner, open_house, provider, publish, refused
from tests.documents import complete
from tests.stocked import Stocked

COMMISSIONER = commissioner("Q01")
LATER = {"from": "2018-04-01"}
"""A contract that entitles to 2019 and after, and to nothing before."""


async def stock(house: House) -> None:
    for ods, kind in (("RX1", "acute"), ("Q01", "ccg")):
        body = {"name": f"Body {ods}", "type": kind, "region": "Y56"}
        assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).status_code == 201
    assert (await house.indicators.put("/v1/commissioners/Q01/providers/RX1", LATER)).status_code == 201


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def submit(house: House, year: int, **changes: Any) -> None:
    document = complete(year=year, snapshot=None, staff_survey=None, **changes) | {"edition": None}
    answer = await house.indicators.put(f"/v1/organisations/RX1/returns/{year}", document, provider("RX1"))
    assert answer.is_success, answer.text


async def test_a_year_left_out_is_the_newest_that_the_caller_may_see_by_its_right_to_that_year(house: House) -> None:
    path = "/v1/organisations/RX1/indicators"
    await submit(house, 2017)
    await publish(house.indicators, "RX1", 2017)
    await submit(house, 2018)
    own, theirs = await house.indicators.get(path, provider("RX1")), await house.indicators.get(path, COMMISSIONER)
    assert (own.json()["year"], own.json()["state"]) == (2018, "draft")
    # The contract runs today and did not in 2018: the draft is not for the commissioner, whether it is named or not.
    assert (await house.indicators.get(f"{path}?year=2018", COMMISSIONER)).status_code == 404
    assert theirs.json() == (await house.indicators.get(f"{path}?year=2017", PUBLIC)).json()
    trajectories = (await house.trajectory.get("/v1/organisations/RX1/trajectories", COMMISSIONER)).json()
    assert (trajectories["year"], trajectories["published"]) == (2017, True)
    await submit(house, 2019)
    newest = (await house.indicators.get(path, COMMISSIONER)).json()
    assert (newest["year"], newest["state"]) == (2019, "draft")


async def test_the_form_of_a_year_shows_last_years_figures_to_those_who_may_read_them(house: House) -> None:
    path = "/v1/returns/template.csv?organisation=RX1"
    await submit(house, 2018, training={"accessed": {"white": 501, "bme": 91, "unknown": 10}})
    for caller, filled_in in ((provider("RX1"), True), (COMMISSIONER, False), (REGULATOR, True)):
        form = await house.indicators.get(f"{path}&year=2019", caller)
        assert (form.status_code, "501" in form.text) == (200, filled_in)
    await submit(house, 2019, training={"accessed": {"white": 501, "bme": 91, "unknown": 10}})
    assert "501" in (await house.indicators.get(f"{path}&year=2020", COMMISSIONER)).text


async def test_who_may_take_no_step_does_not_learn_whether_there_is_a_return(house: House) -> None:
    await submit(house, 2018)
    strangers = (PUBLIC, REGULATOR, provider("Q01"), COMMISSIONER)
    for caller in strangers:
        for headers in ({}, {"if-match": '"1-0-draft"'}):
            answers = [
                await house.indicators.post(
                    f"/v1/organisations/RX1/returns/{year}/transitions", {"to": to}, caller, headers=headers
                )
                for year in (2018, 2019)
                for to in ("submitted", "withdrawn")
            ]
            assert {answer.status_code for answer in answers} == {refused(caller)}
            assert len({answer.json()["detail"] for answer in answers}) == 2
    both = {"to": "submitted", "returns": [{"organisation": "RX1", "year": year} for year in (2018, 2019)]}
    for caller in (PUBLIC, REGULATOR):
        assert (await house.indicators.post("/v1/returns:transition", both, caller)).status_code == refused(caller)
    told = (await house.indicators.post("/v1/returns:transition", both, COMMISSIONER)).json()
    assert (told["taken"], {line["code"] for line in told["refused"]}) == (0, {"not-yours"})
