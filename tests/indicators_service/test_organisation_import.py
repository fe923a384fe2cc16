"""Importing organisations from a CSV file, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from services.settings import Settings
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

HEADER = "ods,name,type,region,ics,opened,closed,successors,succession_kind,synthetic"
MERGER = f"""{HEADER}
R1A,Test Vale Trust,acute,Y56,QMJ,,2017-10-01,R1C,,no
R1B,"Test Dale, Hill and Moor Trust",community,Y56,QMJ,,2017-10-01,R1C,merger,no
R1C,Test Vale and Dale Trust,acute,Y56,QMJ,2017-10-01,,,,no
"""


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings) as opened:
        yield opened


async def send(house: House, text: str | bytes, kind: str = "text/csv", caller: Any = NATIONAL_TEAM) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    headers = {"content-type": kind}
    return await house.indicators.call("POST", "/v1/organisations:import", caller, headers, content=content)


async def wrong(house: House, text: str | bytes) -> list[tuple[int | None, str | None, str]]:
    answer = await send(house, text)
    assert answer.status_code == 422, answer.json()
    return [(error["row"], error["column"], error["code"]) for error in answer.json()["errors"]]


async def body(house: House, ods: str) -> Any:
    answer = await house.indicators.get(f"/v1/organisations/{ods}", PUBLIC)
    return answer.json() if answer.status_code == 200 else None


async def test_rows_name_one_another_in_any_order_and_a_second_time_change_nothing(house: House) -> None:
    assert (await send(house, MERGER)).json() == {"added": 3, "changed": 0, "unchanged": 0}
    merged = await body(house, "R1C")
    assert (merged["predecessors"], merged["opened"]) == (["R1A", "R1B"], "2017-10-01")
    assert (await body(house, "R1B"))["name"] == "Test Dale, Hill and Moor Trust"
    assert (await send(house, MERGER)).json() == {"added": 0, "changed": 0, "unchanged": 3}
    lines = (await house.indicators.get("/v1/organisations/R1A/audit")).json()["items"]
    assert [(line["kind"], line["by"]) for line in lines] == [
        ("succession", "wres-team"),
        ("organisation", "wres-team"),
    ]
    again = MERGER.replace("Test Vale Trust", "Test Vale NHS Trust").replace("R1C,merger", "R1C,acquisition")
    assert await wrong(house, again) == [(3, "succession_kind", "acquired-by-a-new-body")]
    assert (await body(house, "R1A"))["name"] == "Test Vale Trust"
    renamed = MERGER.replace("Test Vale Trust", "Test Vale NHS Trust")
    assert (await send(house, renamed)).json() == {"added": 0, "changed": 1, "unchanged": 2}


async def test_only_stewards_import(house: House) -> None:
    for caller in (provider("R1A"), commissioner("R1A"), REGULATOR, OVERSIGHT, PUBLIC):
        assert (await send(house, MERGER, caller=caller)).status_code == refused(caller)
    assert await body(house, "R1A") is None
    for caller in (NATIONAL_TEAM, ADMINISTRATOR):
        assert (await send(house, MERGER, caller=caller)).status_code == 200


async def test_what_a_file_does_not_say_stays_as_it_is(house: House) -> None:
    await send(house, MERGER)
    short = "NAME, Type ,ODS\nTest Vale NHS Trust,ACUTE,R1A\n\n,,\n"
    assert (await send(house, short)).json() == {"added": 0, "changed": 1, "unchanged": 0}
    kept = await body(house, "R1A")
    assert (kept["name"], kept["region"], kept["successors"]) == ("Test Vale NHS Trust", "Y56", ["R1C"])
    emptied = "ods,name,type,region,successors,succession_kind\nR1A,Test Vale NHS Trust,acute,,,\n"
    assert (await send(house, emptied)).json()["changed"] == 1
    kept = await body(house, "R1A")
    assert (kept["region"], kept["closed"], kept["successors"]) == (None, "2017-10-01", ["R1C"])


async def test_several_successors_divide_a_body_and_a_moved_closing_day_moves_them(house: House) -> None:
    text = (
        f"{HEADER}\nR1A,Test Trust A,acute,,,,2017-10-01,R1B R1C,,\nR1B,Test B,acute\nR1C,Test C,acute,,,,,,,TRUE\n"
    )
    assert (await send(house, text)).json()["added"] == 3
    assert (await body(house, "R1C"))["synthetic"] is True
    assert (await send(house, text.replace("2017-10-01", "2018-04-01"))).json()["changed"] == 1
    told = (await house.indicators.get("/v1/organisations/R1A/successions")).json()["successors"]
    assert [(each["on"], each["kind"]) for each in told] == [("2018-04-01", "split")] * 2


async def test_every_wrong_cell_is_named_by_row_and_column_and_nothing_is_taken(house: House) -> None:
    text = f"""{HEADER}
R1A,Test Vale Trust,bakery,Y56,QMJ,,,,,
r1b,Test Dale Trust,acute,Y99,QMJ,2017-13-01,,,,perhaps
R1C,Test Moor Trust,acute,Y56,qmj,2018-04-01,2017-04-01,,,
R1D,Test Hill Trust,acute,Y56,QMJ,,,,merger,
R1E,Te,acute,Y56,QMJ,,,R1A x,wedding,
R1F,Test Wood Trust,acute,Y56,QMJ,,,,,,,
R1G,Test Well Trust,acute
R1G,Test Well Trust,acute
"""
    assert await wrong(house, text) == [
        (2, "type", "enum"),
        (3, "ods", "ods-code"),
        (3, "synthetic", "not-true-or-false"),
        (3, "region", "enum"),
        (3, "opened", "date-from-datetime-parsing"),
        (4, "ics", "string-pattern-mismatch"),
        (5, "succession_kind", "no-successor"),
        (6, "succession_kind", "succession-kind"),
        (6, "name", "string-too-short"),
        (6, "successors", "string-pattern-mismatch"),
        (7, None, "too-many-cells"),
        (9, "ods", "double"),
    ]
    assert await body(house, "R1G") is None
    assert await wrong(house, f"{HEADER}\nR1C,Test Moor,acute,,,2018-04-01,2017-04-01\n") == [
        (2, "closed", "value-error")
    ]


async def test_wrong_successions_are_named_by_the_row_of_the_body_that_ended(house: House) -> None:
    rows = ("R1A,Test A,acute,2017-10-01,R1B", "R1B,Test B,acute,2017-10-01,R1A", "R1C,Test C,acute,,R1B")
    short = "ods,name,type,closed,successors\n"
    assert await wrong(house, short + "\n".join(rows)) == [(4, "closed", "closing-day-missing")]
    assert await wrong(house, short + "\n".join(rows[:2])) == [(2, "successors", "cycle"), (3, "successors", "cycle")]
    assert await wrong(house, short + rows[0]) == [(2, "successors", "not-registered")]
    await send(house, MERGER)
    assert await wrong(house, "ods,name,type,opened\nR1C,Test C,acute,2018-04-01\n") == [
        (None, None, "successor-not-open"),
        (None, None, "successor-not-open"),
    ]


async def test_a_file_that_is_no_such_table_is_refused_as_a_whole(house: House) -> None:
    assert await wrong(house, "code;name\nR1A;Test\n") == [
        (1, "code;name", "unknown-column"),
        *[(1, name, "missing-column") for name in ("ods", "name", "type")],
    ]
    assert await wrong(house, "ods,name,type,ODS\n") == [(1, "ods", "double-column")]
    assert await wrong(house, 'ods,name,type\nR1A,"Test" Trust,acute\n') == [(2, None, "csv")]
    assert await wrong(house, "ods,name,type\nR1A,Caf\u00e9 Trust,acute\n".encode("latin-1")) == [
        (2, None, "encoding")
    ]
    assert await wrong(house, "ods,name,type\nR1A,Test\x00Trust,acute\n") == [(2, "name", "string-pattern-mismatch")]
    assert (await send(house, b" \n")).status_code == 422
    assert (await send(house, "ods,name,type\n")).json() == {"added": 0, "changed": 0, "unchanged": 0}
    for kind in ("application/json", "text/csv; charset=windows-1252", ""):
        assert (await send(house, MERGER, kind)).status_code == 415


async def test_utf_8_is_taken_with_and_without_a_byte_order_mark(house: House) -> None:
    text = "ods,name,type\r\nR1A,Caf\u00e9 Trust,acute\r\n"
    assert (await send(house, text.encode("utf-8-sig"), "text/csv; header=present; charset=UTF-8")).status_code == 200
    assert (await send(house, text)).json()["unchanged"] == 1
    assert (await body(house, "R1A"))["name"] == "Caf\u00e9 Trust"


async def test_at_most_a_thousand_faults_are_listed(house: House) -> None:
    answer = await send(house, "ods,name,type\n" + "".join(f"R{n:04},Te,acute\n" for n in range(1_200)))
    assert len(answer.json()["errors"]) == 1_000
    assert "1,200" in answer.json()["detail"]


@contextmanager
def counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_five_hundred_rows_take_as_few_statements_as_five(house: House) -> None:
    def rows(first: int, number: int) -> str:
        pairs = range(first, first + number)
        lines = [f"R{n:04},Trust {n},acute,2017-10-01,S{n:04}\nS{n:04},Trust {n} again,acute,," for n in pairs]
        return "ods,name,type,closed,successors\n" + "\n".join(lines)

    counts = []
    for first, number in ((0, 3), (1_000, 250)):
        for text in (rows(first, number), rows(first, number).replace("Trust", "NHS Trust")):
            with counted() as statements:
                assert (await send(house, text)).status_code == 200
            counts.append(len(statements))
    few_added, few_changed, many_added, many_changed = counts
    assert many_added <= few_added + 4
    assert many_changed <= few_changed + 4
    assert (await house.indicators.get("/v1/organisations?limit=1")).json()["total"] == 506
