"""Chosen rows of every organisation: the same results as under each organisation's own address, in one call."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from indicators_service.app import LARGE_ANSWERS
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
    publish,
)
from tests.documents import complete
from tests.stocked import Stocked

PAY = {
    "hourly": {
        "white": {"mean": 18.5, "median": 16.25, "people": 900},
        "bme": {"mean": 16.1234, "median": 15.0, "people": 8},
        "unknown": None,
    },
    "quartiles": [
        {"quartile": name, "white": 20, "bme": 10, "unknown": 6}
        for name in ("lower", "lower_middle", "upper_middle", "upper")
    ],
    "bands": [
        {
            "staff_group": "non_clinical",
            "band": "5",
            "white": {"mean": 17.0, "median": 16.0, "people": 90},
            "bme": {"mean": 16.0, "median": 15.5, "people": 30},
        }
    ],
}
GAP = "1|gap|staff_group=non_clinical,band=8a"
TRUSTS = {"RX1": "acute", "RX2": "acute", "RX3": "mental_health"}


async def keep(house: House, ods: str, year: int, *, published: bool = True, **changes: Any) -> None:
    document = complete(organisation=ods, year=year, snapshot=None, edition=None, **changes)
    document["staff_survey"]["year"] = year - 1
    answer = await house.indicators.put(f"/v1/organisations/{ods}/returns/{year}", document)
    assert answer.is_success, answer.text
    if published:
        await publish(house.indicators, ods, year)


async def stock(house: House) -> None:
    for ods, kind in TRUSTS.items():
        body = {"name": f"{ods} NHS Trust", "type": kind, "region": "Y56" if ods == "RX1" else "Y58"}
        await house.indicators.put(f"/v1/organisations/{ods}", body)
    for ods, entered in (("RX1", 40), ("RX2", 3)):
        for year, more in ((2017, 0), (2018, 5)):
            cases = {"window_years": 2 if year < 2018 else 1, "entered": {"white": 30, "bme": entered + more}}
            section = PAY if (ods, year) != ("RX2", 2017) else None
            await keep(house, ods, year, disciplinary=cases, pay=section)
    await keep(house, "RX3", 2018, published=False)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def asked(house: House, caller: Caller = REGULATOR, **query: Any) -> dict[str, Any]:
    answer = await house.indicators.get("/v1/results", caller, params={"year": 2018, "row": GAP, **query})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def named(result: dict[str, Any]) -> str:
    part = ",".join(f"{key}={value}" for key, value in (result["part"] or {}).items())
    return f"{result['indicator']}|{result['measure']}|{part}"


@pytest.mark.parametrize("caller", [REGULATOR, PUBLIC, provider("RX2")], ids=lambda caller: caller.kind)
@pytest.mark.parametrize("year", [2017, 2018])
async def test_every_result_is_the_one_under_the_organisations_own_address(
    house: House, caller: Caller, year: int
) -> None:
    alone = {}
    for ods in ("RX1", "RX2"):
        alone[ods] = (await house.indicators.get(f"/v1/organisations/{ods}/indicators?year={year}", caller)).json()
    by_name = {ods: {named(result): result for result in own["results"]} for ods, own in alone.items()}
    every = list(by_name["RX1"])
    assert len(every) > 250
    seen: dict[str, list[Any]] = {"RX1": [], "RX2": []}
    for start in range(0, len(every), 120):
        rows = every[start : start + 120]
        answer = await asked(house, caller, year=year, row=rows)
        assert [named(row) for row in answer["rows"]] == rows
        assert answer["total"] == len(answer["items"]) == 2
        for item in answer["items"]:
            own = alone[item["organisation"]["ods"]]
            assert (item["revision"], item["document"], item["edition"]) == (
                own["revision"],
                own["document"],
                own["edition"],
            )
            seen[item["organisation"]["ods"]] += item["results"]
    assert seen["RX1"] == list(by_name["RX1"].values())
    # Of pay that was not submitted an organisation tells two figures, and this call whatever is asked for.
    told = [result for result in seen["RX2"] if named(result) in by_name["RX2"]]
    assert told == list(by_name["RX2"].values())
    assert {result["reason"] for result in seen["RX2"] if named(result) not in by_name["RX2"]} <= {"not-collected"}
    if year == 2018:
        assert {result["previous"]["year"] for result in seen["RX1"] if result["previous"]} == {2017}


async def test_the_public_and_the_entitled_see_different_figures_of_the_same_body(house: House) -> None:
    def controlled(answer: dict[str, Any]) -> dict[str, bool]:
        return {
            item["organisation"]["ods"]: item["results"][0]["disclosure"]["controlled"] for item in answer["items"]
        }

    await house.indicators.put("/v1/organisations/RY1", {"name": "Hill CCG", "type": "ccg"})
    await house.indicators.put("/v1/commissioners/RY1/providers/RX2", {"from": "2017-04-01"})
    for caller in (ADMINISTRATOR, NATIONAL_TEAM, REGULATOR, OVERSIGHT):
        assert controlled(await asked(house, caller)) == {"RX1": False, "RX2": False}
    assert controlled(await asked(house, PUBLIC)) == {"RX1": True, "RX2": True}
    for caller in (provider("RX2"), commissioner("RY1")):
        assert controlled(await asked(house, caller)) == {"RX1": True, "RX2": False}


async def test_a_contract_of_one_year_does_not_show_the_exact_value_of_the_year_before(house: House) -> None:
    await house.indicators.put("/v1/organisations/RY1", {"name": "Hill CCG", "type": "ccg"})
    await house.indicators.put("/v1/commissioners/RY1/providers/RX2", {"from": "2017-04-01"})
    row = "3|rate_ratio|"

    async def value_and_previous(caller: Caller) -> tuple[float | None, float | None]:
        (item,) = (await asked(house, caller, row=row, organisation="RX2"))["items"]
        return item["results"][0]["value"], item["results"][0]["previous"]["value"]

    exact, controlled = await value_and_previous(REGULATOR), await value_and_previous(PUBLIC)
    assert exact[0] is not None
    assert exact[1] is not None
    assert controlled[1] is None
    assert await value_and_previous(commissioner("RY1")) == (exact[0], controlled[1])


def listed(answer: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    missing = {each["organisation"]["ods"]: each["reason"] for each in answer["missing"]}
    return [item["organisation"]["ods"] for item in answer["items"]], missing


@pytest.mark.parametrize(
    ("query", "items", "missing"),
    [
        ({}, ["RX1", "RX2"], {"RX3": "not-published"}),
        ({"type": "acute"}, ["RX1", "RX2"], {}),
        ({"type": ["mental_health", "ccg"]}, [], {"RX3": "not-published"}),
        ({"region": "Y56"}, ["RX1"], {}),
        ({"ics": "QMJ"}, [], {}),
        ({"organisation": ["RX2", "RX3", "RX9"]}, ["RX2"], {"RX3": "not-published", "RX9": "not-registered"}),
        ({"organisation": ["RX2", "RX1"], "region": "Y56"}, ["RX1"], {"RX2": "not-in-filter"}),
        ({"year": 2017, "organisation": ["RX1", "RX3"]}, ["RX1"], {"RX3": "not-published"}),
    ],
)
async def test_who_has_results_and_who_has_none_is_told_with_the_reason(
    house: House, query: dict[str, Any], items: list[str], missing: dict[str, str]
) -> None:
    for caller in (REGULATOR, PUBLIC):
        answer = await asked(house, caller, **query)
        assert listed(answer) == (items, missing)
        assert answer["total"] == len(items)


async def test_a_body_that_was_closed_is_missing_only_where_it_is_asked_for_by_name(house: House) -> None:
    body = {"name": "RX3 NHS Trust", "type": "mental_health", "closed": "2017-10-01"}
    await house.indicators.put("/v1/organisations/RX3", body)
    assert listed(await asked(house))[1] == {}
    answer = await asked(house, organisation="RX3")
    assert listed(answer)[1] == {"RX3": "not-open"}
    assert answer["missing"][0]["organisation"]["name"] == "RX3 NHS Trust"


async def test_a_draft_changes_nothing_for_anybody(house: House) -> None:
    before = await asked(house, PUBLIC)
    await keep(house, "RX1", 2018, published=False, training=None)
    for ods in ("RX3", "RX1"):
        path = f"/v1/organisations/{ods}/returns/2018/transitions"
        assert (await house.indicators.post(path, {"to": "submitted"}, provider(ods))).is_success
    assert await asked(house, PUBLIC) == before
    assert listed(await asked(house, REGULATOR)) == (["RX1", "RX2"], {"RX3": "not-published"})
    await publish_rest(house, "RX3")
    assert listed(await asked(house, PUBLIC)) == (["RX1", "RX2", "RX3"], {})


async def publish_rest(house: House, ods: str) -> None:
    path = f"/v1/organisations/{ods}/returns/2018"
    warnings = (await house.indicators.get(path)).json()["warnings"]
    explained = [{"code": code, "text": "Checked."} for code in sorted({each["code"] for each in warnings})]
    signed = await house.indicators.post(f"{path}/transitions", {"to": "signed_off", "explanations": explained})
    assert signed.is_success, signed.text
    assert (await house.indicators.post(f"{path}/transitions", {"to": "published"}, NATIONAL_TEAM)).is_success


async def test_whether_a_return_was_late_is_told_to_those_who_see_it(house: House) -> None:
    async def lateness(caller: Caller) -> list[tuple[bool, bool | None, str | None]]:
        items = (await asked(house, caller))["items"]
        return [(item["submitted_at"] is not None, item["late"], item["late_reason"]) for item in items]

    assert await lateness(REGULATOR) == [(True, None, "no-deadline")] * 2
    for day, late in (("2018-08-10", True), ("2099-08-10", False)):
        answer = await house.indicators.put("/v1/deadlines/2018", {"submit_by": day, "source": "The timetable."})
        assert answer.is_success
        assert await lateness(REGULATOR) == [(True, late, None)] * 2
        assert (await asked(house))["deadline"] == day
        life = (await house.indicators.get("/v1/organisations/RX1/returns/2018/transitions")).json()
        item = (await asked(house))["items"][0]
        assert (life["first_submitted"], life["late"]) == (item["submitted_at"], item["late"])
    assert await lateness(PUBLIC) == [(False, None, "restricted")] * 2
    assert await lateness(provider("RX2")) == [(False, None, "restricted"), (True, False, None)]


async def test_an_unchanged_answer_is_not_sent_again_and_a_change_is(house: House) -> None:
    path = f"/v1/results?year=2018&row={GAP}"
    for caller in (REGULATOR, PUBLIC):
        first = await house.indicators.get(path, caller)
        again = await house.indicators.get(path, caller, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    old = {caller: (await house.indicators.get(path, caller)).headers["etag"] for caller in (REGULATOR, PUBLIC)}
    assert old[REGULATOR] != old[PUBLIC]
    await keep(house, "RX1", 2018, training=None)
    for caller, tag in old.items():
        changed = await house.indicators.get(path, caller, headers={"if-none-match": tag})
        assert (changed.status_code, changed.json()["items"][0]["revision"]) == (200, 2)


async def test_an_answer_that_gave_way_to_others_is_given_again_whole(house: House) -> None:
    path = f"/v1/results?year=2018&row={GAP}"
    first = await house.indicators.get(path)
    for band in ("1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c")[: LARGE_ANSWERS + 1]:
        await asked(house, row=f"1|share|staff_group=non_clinical,band={band}")
    again = await house.indicators.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for other in ({}, {"if-none-match": '"another"'}):
        whole = await house.indicators.get(path, headers=other)
        assert (whole.status_code, whole.content, whole.headers["etag"]) == (
            200,
            first.content,
            first.headers["etag"],
        )


async def test_what_was_known_at_an_instant_can_still_be_read(house: House) -> None:
    before = await asked(house, PUBLIC, row="4|rate_ratio|")
    instant = before["items"][1]["published_at"]
    await keep(house, "RX1", 2018, training=None)
    (now, *_) = (await asked(house, PUBLIC, row="4|rate_ratio|"))["items"]
    assert now["results"][0]["reason"] == "not-collected"
    assert await asked(house, PUBLIC, row="4|rate_ratio|", as_of=instant) == before


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("10|rate_ratio|", "race-disparity-ratio, ethnicity-pay-gap"),
        ("2|share|", "rate_ratio"),
        ("1|gap|band=10", "8a"),
        ("5|percentage|group=interest", "white, bme, unknown"),
        ("5|percentage|membership=all", "group: white, bme"),
        ("1|gap|band=8a,band=8b", "once"),
        ("ethnicity-pay-gap|ratio|", "mean_gap"),
        ("ethnicity-pay-gap|quartile_share|group=bme", "quartile=upper_middle"),
        ("1", "indicator|measure|"),
        ("1|gap|band", "indicator|measure|"),
    ],
)
async def test_a_row_that_there_is_not_is_named_with_what_there_is(house: House, row: str, says: str) -> None:
    answer = await house.indicators.get("/v1/results", PUBLIC, params={"year": 2018, "row": [GAP, row]})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["code"] == "no-such-row"
    assert error["message"].startswith(f"'{row}': ")
    assert says in error["message"]


@pytest.mark.parametrize(
    "query",
    [
        {"year": 2018},
        {"row": GAP},
        {"year": 2018, "row": [GAP] * 121},
        {"year": 2018, "row": GAP, "organisation": "rx1"},
        {"year": 2018, "row": GAP, "organisation": ["RX1"] * 501},
        {"year": 2018, "row": GAP, "type": "hospital"},
    ],
)
async def test_a_call_without_a_year_or_rows_or_with_too_many_is_refused(house: House, query: dict[str, Any]) -> None:
    assert (await house.indicators.get("/v1/results", PUBLIC, params=query)).status_code == 422


async def test_what_a_row_leaves_out_is_the_whole(house: House) -> None:
    rows = ["1|share|", "9|gap|", "ethnicity-pay-gap|mean_gap|", "ethnicity-pay-gap|quartile_share|quartile=upper"]
    assert [row["part"] for row in (await asked(house, row=rows))["rows"]] == [
        {"staff_group": "all", "band": "all"},
        {"membership": "all", "group": "bme"},
        {"staff_group": "all", "band": "all"},
        {"quartile": "upper", "group": "bme"},
    ]


async def test_a_year_without_returns_has_no_items_and_says_so_of_every_body(house: House) -> None:
    answer = await asked(house, year=2016)
    assert listed(answer) == ([], dict.fromkeys(TRUSTS, "not-published"))
