"""ICBs answered for by the CCGs that they succeeded, by hand, and CCGs after they ended."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.identity import Caller
from tests.callers import PUBLIC, REGULATOR, House, commissioner, open_house, provider, refused
from tests.oversight_service.commissioned import commission, engage, register, submit, surveyed
from tests.stocked import Stocked

ENDED = "2022-07-01"
BOARD = commissioner("QWO")
SUCCESSION = {"on": ENDED, "kind": "merger"}


async def stock(house: House) -> None:
    for ods in ("00A", "00B"):
        await register(house, ods, "ccg")
    await register(house, "QWO", "icb", opened=ENDED)
    for ods in ("RX1", "RX2", "RX3"):
        await register(house, ods, "acute")
        await submit(house, surveyed(ods))
    for ods in ("00A", "00B"):
        path = f"/v1/organisations/{ods}/successors/QWO"
        assert (await house.indicators.put(path, SUCCESSION)).is_success
    # RX1 is shared: 12 million pounds with one and 8 with the other make 20.
    await commission(house, "00A", "RX1", 12e6)
    await commission(house, "00A", "RX2", 10e6)
    await commission(house, "00B", "RX1", 8e6, first="2016-04-01")
    await commission(house, "00B", "RX3", 10e6)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def ask(house: House, ods: str, year: int, caller: Caller = BOARD, **query: Any) -> Any:
    path = f"/v1/commissioners/{ods}/assurance"
    return await house.oversight.get(path, caller, params={"year": year, "weight_basis": "financial_flow", **query})


async def read(house: House, ods: str, year: int, caller: Caller = BOARD, **query: Any) -> dict[str, Any]:
    answer = await ask(house, ods, year, caller, **query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def state(house: House, ods: str, about: str, level: str) -> None:
    body = {"level_of_compliance": level, "assessor_role": "Head of quality"}
    path = f"/v1/commissioners/{ods}/assurance/{about}?year=2018"
    assert (await house.oversight.put(path, body, commissioner(ods))).status_code == 201


async def test_an_icb_is_answered_for_by_its_ccgs_and_the_weights_of_a_shared_provider_are_added(
    house: House,
) -> None:
    await engage(house, "RX1", 7.2)
    await engage(house, "RX2", 6.3)
    answer = await read(house, "QWO", 2018)
    assert [(row["organisation"], row["weight"]) for row in answer["providers"]] == [
        ("RX1", 20e6),
        ("RX2", 10e6),
        ("RX3", 10e6),
    ]
    # Weights 2, 1 and 1: (2 x 0.075 + 0.045) / 3 and (2 x 7.2 + 6.3) / 3.
    found, engaged = answer["progress_against_wres"], answer["staff_engagement"]
    assert (found["value"], found["coverage"], engaged["value"], engaged["coverage"]) == (0.065, 0.75, 6.9, 0.75)
    shared = answer["providers"][0]
    assert (shared["commissioned_by"], shared["contract_from"]) == (["00A", "00B"], "2015-04-01")
    assert answer["footprint"] == {
        "asked": "reported",
        "members": ["00A", "00B"],
        "combined": True,
        "complete": True,
        "sentences": [
            "QWO did not exist on 31 March 2018. The contracts of 00A and 00B answer for QWO, and the weights of a "
            "provider that several of them commissioned are added.",
            "Figures for 2018 are those of 00A and 00B together, which merged into QWO on 1 July 2022.",
        ],
    }
    # A provider's headcount is its own, however many commission it: (0.075 + 0.045) / 2.
    alike = await read(house, "QWO", 2018, weight_basis="headcount")
    assert alike["progress_against_wres"]["value"] == 0.06
    assert (await read(house, "QWO", 2018, footprint="current"))["footprint"]["members"] == ["00A", "00B"]


async def test_each_ccg_answers_for_itself_while_it_was_there(house: House) -> None:
    one = await read(house, "00A", 2018, commissioner("00A"))
    # (12 x 0.075 + 10 x 0.045) / 22 = 0.0613636...
    assert (one["progress_against_wres"]["value"], one["footprint"]["combined"]) == (0.061364, False)
    assert one["predecessors"] == []
    assert (await read(house, "00A", 2018))["providers"] == one["providers"]


async def test_a_weight_that_one_of_them_has_not_recorded_is_not_known(house: House) -> None:
    await commission(house, "00B", "RX1", None)
    answer = await read(house, "QWO", 2018)
    assert [row["weight"] for row in answer["providers"]] == [None, 10e6, 10e6]
    assert answer["progress_against_wres"]["reason"] == "no-weight"


async def test_a_ccg_after_its_closure_names_its_successor(house: House) -> None:
    await commission(house, "00A", "RX1", 12e6, 2023)
    answer = await ask(house, "00A", 2023, REGULATOR)
    assert answer.status_code == 404
    assert answer.json()["detail"] == (f"00A closed on {ENDED} and was succeeded by QWO; ask for 2023 there.")
    assert (await ask(house, "00A", 2022, REGULATOR)).status_code == 200
    await register(house, "00Z", "ccg", closed="2020-04-01")
    alone = await ask(house, "00Z", 2021, REGULATOR)
    assert "no successor is recorded" in alone.json()["detail"]


async def test_an_icb_that_is_there_answers_by_its_own_contracts(house: House) -> None:
    await commission(house, "QWO", "RX1", 5e6, 2023, first=ENDED)
    answer = await read(house, "QWO", 2023)
    assert [row["organisation"] for row in answer["providers"]] == ["RX1"]
    assert (answer["footprint"]["members"], answer["footprint"]["sentences"]) == (["QWO"], [])


async def test_statements_of_the_ccgs_stand_in_the_rows_and_the_least_compliance_counts(house: House) -> None:
    await state(house, "00A", "RX1", "full")
    await state(house, "00B", "RX1", "partial")
    await state(house, "00A", "RX2", "full")
    answer = await read(house, "QWO", 2018)
    row = answer["providers"][0]
    assert (row["statement"]["commissioner"], row["statement"]["level_of_compliance"]) == ("00B", "partial")
    assert [each["commissioner"] for each in row["statements"]] == ["00A", "00B"]
    assert answer["compliance"]["this_year"] == {"full": 1, "partial": 1, "none": 0, "not_stated": 1}
    assert [each["organisation"] for each in answer["predecessors"]] == ["00A", "00B"]
    assert answer["own"]["organisation"] == "QWO"


async def test_who_reads_what_the_ccgs_hold(house: House) -> None:
    for caller in (BOARD, REGULATOR):
        assert (await ask(house, "QWO", 2018, caller)).status_code == 200
        assert (await ask(house, "00A", 2018, caller)).status_code == 200
    for caller in (commissioner("00A"), commissioner("QXX"), provider("RX1"), provider("QWO"), PUBLIC):
        assert (await ask(house, "QWO", 2018, caller)).status_code == refused(caller)
    assert (await ask(house, "00B", 2018, commissioner("00A"))).status_code == 403


async def test_where_a_ccg_was_divided_nothing_is_told_of_the_whole(house: House) -> None:
    await register(house, "00C", "ccg")
    await register(house, "QXX", "icb", opened=ENDED)
    for ods in ("QWO", "QXX"):
        path = f"/v1/organisations/00C/successors/{ods}"
        assert (await house.indicators.put(path, {"on": ENDED, "kind": "split"})).is_success
    await commission(house, "00C", "RX2", 10e6)
    answer = await read(house, "QWO", 2018)
    found = answer["progress_against_wres"]
    assert (found["value"], found["reason"], found["providers"]) == (None, "predecessor-divided", 3)
    assert answer["staff_engagement"]["reason"] == "predecessor-divided"
    assert (answer["footprint"]["complete"], answer["footprint"]["members"]) == (False, ["00A", "00B"])
    assert "00C was split between QWO and QXX on 1 July 2022" in answer["footprint"]["sentences"][0]


async def test_an_acquisition_counts_only_with_todays_footprint(house: House) -> None:
    await register(house, "00D", "ccg")
    await commission(house, "00D", "RX3", 30e6)
    path = "/v1/organisations/00D/successors/00A"
    assert (await house.indicators.put(path, {"on": "2020-04-01", "kind": "acquisition"})).is_success
    reported = await read(house, "00A", 2018, commissioner("00A"))
    assert [row["organisation"] for row in reported["providers"]] == ["RX1", "RX2"]
    current = await read(house, "00A", 2018, commissioner("00A"), footprint="current", coverage_floor=0.4)
    assert current["footprint"]["members"] == ["00A", "00D"]
    # 22 of 52 million pounds have an index.
    assert current["progress_against_wres"]["coverage"] == 0.423077
    assert current["footprint"]["sentences"][0].startswith("The contracts of 00A and 00D answer for 00A,")
    # And the ICB's come from all three, two of them in turn.
    whole = await read(house, "QWO", 2018)
    assert whole["footprint"]["members"] == ["00A", "00B", "00D"]
    assert [row["weight"] for row in whole["providers"]] == [20e6, 10e6, 40e6]


async def test_the_trend_goes_through_the_succession(house: House) -> None:
    await commission(house, "QWO", "RX1", None, first=ENDED)
    path = "/v1/commissioners/{}/assurance-trend?from=2018&to=2023&weight_basis=financial_flow"
    answer = await house.oversight.get(path.format("QWO"), BOARD)
    assert answer.status_code == 200, answer.text
    years = {year["year"]: year for year in answer.json()["items"]}
    assert (years[2018]["members"], years[2018]["progress_against_wres"]["value"]) == (["00A", "00B"], 0.065)
    assert (years[2023]["members"], years[2023]["progress_against_wres"]["providers"]) == (["QWO"], 1)
    gone = (await house.oversight.get(path.format("00A"), BOARD)).json()["items"][-1]
    assert (gone["progress_against_wres"]["reason"], gone["progress_against_wres"]["providers"]) == (
        "commissioner-ended",
        0,
    )
    assert gone["sentences"] == [f"00A closed on {ENDED} and was succeeded by QWO; ask for 2023 there."]


async def test_the_successor_reads_each_statement_that_it_reads_in_the_assurance_of_those_it_succeeded(
    house: House,
) -> None:
    await state(house, "00A", "RX1", "partial")
    path = "/v1/commissioners/00A/assurance/RX1?year=2018"
    for caller in (BOARD, commissioner("00A"), REGULATOR):
        assert (await house.oversight.get(path, caller)).json()["level_of_compliance"] == "partial"
    for caller in (commissioner("00B"), provider("QWO"), provider("RX1"), PUBLIC):
        assert (await house.oversight.get(path, caller)).status_code == refused(caller)
    body = {"level_of_compliance": "full", "assessor_role": "Head of quality"}
    assert (await house.oversight.put(path, body, BOARD)).status_code == 403
