"""Whole years as files: every row as the body's own address tells it, in three forms, for the public and exact."""

import asyncio
import base64
import csv
import hashlib
import io
import json
import threading
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pyarrow.parquet
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators_service import exports
from indicators_service.exporting.building import files
from indicators_service.exporting.file import File, Format
from indicators_service.exporting.layout import KEY, LAYOUT, NAMES, PARTS, Kind
from indicators_service.exporting.rounding import rounded_column
from services.rounding import half_away
from services.settings import Settings
from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    OVERSIGHT,
    PUBLIC,
    REGULATOR,
    House,
    open_house,
    provider,
    publish,
    refused,
)
from tests.documents import complete
from tests.stocked import Stocked

YEAR = 2018
BODIES = ("RX1", "RX2", "RX3")
Row = dict[str, Any]


async def stock(house: House) -> None:
    for ods in BODIES:
        body = {"name": f"=Trust {ods}", "type": "acute", "region": "Y56", "opened": "2000-04-01"}
        assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).is_success
    for year in (YEAR - 1, YEAR):
        for ods in BODIES[:2]:
            await published(house, ods, year)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def published(house: House, ods: str, year: int = YEAR, **more: Any) -> None:
    path = f"/v1/organisations/{ods}/returns/{year}"
    document = complete(organisation=ods, year=year, snapshot=None) | {"edition": None}
    stored = await house.indicators.put(path, document)
    assert stored.is_success, stored.text
    await publish(house.indicators, ods, year, **more)


async def read(house: House, form: str, caller: Any = PUBLIC, view: str = "public", **rest: Any) -> httpx2.Response:
    return await house.indicators.get(f"/v1/exports/{YEAR}.{form}", caller, params={"view": view}, **rest)


def of_csv(content: bytes) -> list[Row]:
    return [
        {name: _parsed(cell, _KINDS[name]) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(content.decode(), newline=""))
    ]


_KINDS = {column.name: column.kind for column in LAYOUT}


def _parsed(cell: str, kind: Kind) -> Any:
    if cell == "":
        return None
    if kind is Kind.TRUTH:
        return {"true": True, "false": False}[cell]
    return {Kind.WHOLE: int, Kind.NUMBER: float}.get(kind, str)(cell)


def of_ndjson(content: bytes) -> list[Row]:
    return [json.loads(line) for line in content.splitlines()]


def of_parquet(content: bytes) -> list[Row]:
    rows: list[Row] = pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()
    return [row | {"published_at": row["published_at"].isoformat().replace("+00:00", "Z")} for row in rows]


READ = {"csv": of_csv, "ndjson": of_ndjson, "parquet": of_parquet}


def as_row(result: Mapping[str, Any]) -> Row:
    """A result of the body's own address under the names of the columns."""
    interval, previous, part = result["interval"] or {}, result["previous"] or {}, result["part"] or {}
    groups = {
        f"{name}_{figure}": (result["groups"].get(name) or {}).get(figure)
        for name in ("white", "bme", "unknown")
        for figure in ("numerator", "denominator", "rate")
    }
    same = ("indicator", "measure", "value", "unit", "orientation", "polarity", "parity", "reason", "p_value", "test")
    more = ("four_fifths", "significant", "favours", "small_number", "completeness", "method_version")
    return {
        **{name: result[name] for name in (*same, *more)},
        **{f"part_{key}": part.get(key) for key in PARTS},
        **{f"interval_{name}": interval.get(name) for name in ("lower", "upper", "level", "method")},
        **{f"previous_{name}": previous.get(name) for name in ("year", "value")},
        **groups,
        **result["disclosure"],
    }


@pytest.mark.parametrize(("caller", "view"), [(PUBLIC, "public"), (REGULATOR, "exact")])
async def test_every_row_is_what_the_bodys_own_address_tells_the_same_reader(
    house: House, caller: Any, view: str
) -> None:
    files = {form: await read(house, form, caller, view) for form in READ}
    rows = {form: parse(files[form].content) for form, parse in READ.items()}
    for ods in BODIES[:2]:
        own = (await house.indicators.get(f"/v1/organisations/{ods}/indicators?year={YEAR}", caller)).json()
        expected = [as_row(result) for result in own["results"]]
        assert len(expected) > 150
        for form, found in rows.items():
            told = [row for row in found if row["organisation"] == ods]
            assert [{name: row[name] for name in expected[0]} for row in told] == expected, form
            assert {row["revision"] for row in told} == {own["revision"]}
            assert {row["edition"] for row in told} == {own["edition"]}
    assert rows["ndjson"] == rows["parquet"]
    marked = [row | {"name": row["name"].removeprefix("'")} for row in rows["csv"]]
    assert marked == rows["ndjson"], "but for the mark before a name that a spreadsheet would run"
    assert {row["name"] for row in rows["csv"]} == {"'=Trust RX1", "'=Trust RX2"}
    keys = [tuple(row[name] for name in KEY) for row in rows["ndjson"]]
    assert len(set(keys)) == len(keys)


async def test_each_file_has_its_digest_length_and_name(house: House) -> None:
    listed = (await house.indicators.get(f"/v1/exports/{YEAR}.sha256", PUBLIC)).text
    for form, parse in READ.items():
        answer = await read(house, form)
        digest = hashlib.sha256(answer.content)
        assert answer.headers["content-length"] == str(len(answer.content))
        assert answer.headers["repr-digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
        assert answer.headers["content-disposition"] == f'attachment; filename="{YEAR}.{form}"'
        assert f"{digest.hexdigest()}  {YEAR}.{form}\n" in listed
        again = await read(house, form, headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        items = (await house.indicators.get("/v1/exports", PUBLIC)).json()["items"]
        (item,) = [each for each in items if (each["year"], each["format"]) == (YEAR, form)]
        assert (item["bytes"], item["sha256"]) == (len(answer.content), digest.hexdigest())
        assert item["rows"] == len(parse(answer.content))


async def test_the_same_state_gives_the_same_bytes(house: House) -> None:
    first = {form: (await read(house, form)).content for form in READ}
    async with open_house(house.settings) as other:
        await other.indicators.app.state.exports._make(YEAR, "public")
        assert {form: (await read(other, form)).content for form in READ} == first


async def test_what_is_published_or_withdrawn_since_is_in_the_next_file(house: House) -> None:
    before = await read(house, "csv")
    await published(house, "RX3")
    after = await read(house, "csv")
    assert {row["organisation"] for row in of_csv(after.content)} == set(BODIES)
    assert after.headers["etag"] != before.headers["etag"]
    path = f"/v1/organisations/RX3/returns/{YEAR}/transitions"
    gone = await house.indicators.post(path, {"to": "withdrawn", "note": "Sent in error."}, NATIONAL_TEAM)
    assert gone.is_success, gone.text
    assert {row["organisation"] for row in of_csv((await read(house, "csv")).content)} == set(BODIES[:2])


async def test_a_file_is_given_though_the_year_moves_on_while_it_is_made(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    built, moved_on = threading.Event(), threading.Event()

    def slowly(*seen: Any) -> Mapping[Format, File]:
        made = files(*seen)
        built.set()
        assert moved_on.wait(30)
        return made

    monkeypatch.setattr(exports, "files", slowly)
    reading = asyncio.create_task(read(house, "csv"))
    assert await asyncio.to_thread(built.wait, 30)
    await published(house, "RX3")
    moved_on.set()
    first = await reading
    assert first.status_code == 200, first.text
    assert {row["organisation"] for row in of_csv(first.content)} == set(BODIES[:2])
    assert {row["organisation"] for row in of_csv((await read(house, "csv")).content)} == set(BODIES)


@pytest.mark.parametrize("view", ["public", "exact"])
async def test_a_draft_or_a_return_under_embargo_is_in_no_file(house: House, view: str) -> None:
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    await published(house, "RX3", embargo=later)
    assert {row["organisation"] for row in of_csv((await read(house, "csv", REGULATOR, view)).content)} == set(
        BODIES[:2]
    )


async def test_files_are_made_ahead_and_again_when_the_year_has_moved_on(house: House) -> None:
    exports = house.indicators.app.state.exports
    listed = (await house.indicators.get("/v1/exports", PUBLIC)).json()["items"]
    assert {each["reason"] for each in listed} == {"It is made when it is asked for."}
    await exports.prepare()
    made = (await house.indicators.get("/v1/exports", PUBLIC)).json()["items"]
    assert [each["year"] for each in made] == [YEAR] * 3 + [YEAR - 1] * 3
    assert all(each["rows"] and each["made_at"] and each["reason"] is None for each in made)
    await exports.prepare()
    assert (await house.indicators.get("/v1/exports", PUBLIC)).json()["items"] == made, "nothing has moved on"
    await published(house, "RX3")
    await exports.prepare()
    again = (await house.indicators.get("/v1/exports", PUBLIC)).json()["items"]
    assert again[0]["rows"] > made[0]["rows"]


@pytest.mark.parametrize("caller", [PUBLIC, provider("RX1")])
async def test_exact_figures_of_all_are_refused_to_others(house: House, caller: Any) -> None:
    for path in (f"/v1/exports/{YEAR}.csv", f"/v1/exports/{YEAR}.sha256", "/v1/exports"):
        answer = await house.indicators.get(path, caller, params={"view": "exact"})
        assert answer.status_code == refused(caller)
    assert (await read(house, "csv", caller)).status_code == 200


@pytest.mark.parametrize("caller", [ADMINISTRATOR, NATIONAL_TEAM, REGULATOR, OVERSIGHT])
async def test_the_national_bodies_read_both(house: House, caller: Any) -> None:
    public, exact = [of_ndjson((await read(house, "ndjson", caller, view)).content) for view in ("public", "exact")]
    assert [row["controlled"] for row in exact] == [False] * len(exact)
    assert any(row["controlled"] for row in public)


async def test_a_year_without_anything_published_is_a_404_and_the_list_says_why_it_is_empty(
    settings: Settings,
) -> None:
    async with open_house(settings) as empty:
        assert (await read(empty, "csv")).status_code == 404
        listed = (await empty.indicators.get("/v1/exports", PUBLIC)).json()
        assert (listed["items"], listed["reason"]) == ([], "Nothing is published yet.")


async def test_the_metadata_describe_every_column_as_the_file_has_it(house: House) -> None:
    answer = await house.indicators.get(f"/v1/exports/{YEAR}.csv-metadata.json", PUBLIC)
    assert answer.headers["content-type"] == "application/csvm+json"
    document = answer.json()
    file = await read(house, "csv")
    assert f"{YEAR}.csv-metadata.json>" in file.headers["link"]
    header = next(csv.reader(io.StringIO(file.text)))
    columns = document["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == header == list(NAMES)
    assert set(document["tableSchema"]["primaryKey"]) <= set(header)
    rows = list(csv.DictReader(io.StringIO(file.text, newline="")))
    for column in columns:
        cells = [row[column["name"]] for row in rows]
        assert all(cells) or not column["required"], column["name"]
        for cell in cells:
            _parsed(cell, Kind(column["datatype"]))


@given(st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), max_size=30), st.sampled_from([2, 4]))
@example([1.00005, -1.00005, 0.00004, -0.00004, 2.5, 12345678.00005], 4)
@example([n / 20_000 for n in range(-50, 50)], 4)
def test_a_column_is_rounded_as_each_figure_is(values: list[float | None], places: int) -> None:
    assert rounded_column(values, places) == [None if value is None else half_away(value, places) for value in values]
