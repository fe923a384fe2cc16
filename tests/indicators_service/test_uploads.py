"""Uploading returns as files: what becomes of each, who may, and every mistake by its cell."""

import asyncio
import gc
import io
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import openpyxl
import pytest

from indicators_service.intake import national_csv
from services.settings import Settings
from tests.callers import ADMINISTRATOR, NATIONAL_TEAM, PUBLIC, REGULATOR, House, open_house, provider, refused
from tests.documents import complete
from tests.stocked import Stocked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWN = provider("RX1")


async def stock(house: House) -> None:
    for ods in ("RX1", "RX2", "RX3"):
        body = {"name": f"Trust {ods}", "type": "acute", "region": "Y56"}
        await house.indicators.put(f"/v1/organisations/{ods}", body)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


def national(*documents: Mapping[str, Any]) -> str:
    return "".join(national_csv(documents))


async def uploaded(
    house: House, content: bytes | str, caller: Any = ADMINISTRATOR, media: str = "text/csv", **query: Any
) -> dict[str, Any]:
    sent = content.encode() if isinstance(content, str) else content
    answer = await house.indicators.call(
        "POST", "/v1/returns:upload", caller, {"content-type": media}, content=sent, params=query
    )
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/v1/batches/{answer.json()['id']}"
    for _ in range(400):
        batch: dict[str, Any] = (await house.indicators.get(answer.headers["location"], caller)).json()
        if batch["state"] in ("finished", "refused"):
            return batch
        await asyncio.sleep(0.05)
    raise AssertionError(batch)


async def results(house: House, ods: str, year: int = 2018) -> list[dict[str, Any]]:
    answer = (await house.indicators.get(f"/v1/organisations/{ods}/indicators?year={year}")).json()
    found: list[dict[str, Any]] = answer["results"]
    return found


async def test_a_national_file_is_taken_return_by_return_and_faults_are_told_by_cell(house: House) -> None:
    documents = [complete(organisation=ods) for ods in ("RX1", "RX2", "RX3")]
    lines = national(*documents).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("RX2,2018,recruitment/appointed"))
    lines[at] = "RX2,2018,recruitment/appointed,48,<5,1"
    over = next(n for n, line in enumerate(lines) if line.startswith("RX3,2018,recruitment/appointed"))
    lines[over] = "RX3,2018,recruitment/appointed,48,900,1"
    batch = await uploaded(house, "\n".join(lines))
    assert (batch["state"], batch["format"]) == ("finished", "national-csv")
    assert (batch["accepted"], batch["rejected"], batch["total"], batch["done"]) == (1, 2, 3, 3)
    told = {(e["organisation"], e["row"], e["column"], e["cell"], e["code"]) for e in batch["errors"]}
    assert told == {
        ("RX2", at + 1, "bme", f"E{at + 1}", "not-exact"),
        ("RX3", over + 1, "bme", f"E{over + 1}", "appointed-above-shortlisted"),
    }
    stored = await house.indicators.get("/v1/organisations/RX1/returns/2018")
    assert stored.json()["state"] == "draft"
    assert (await house.indicators.get("/v1/organisations/RX2/returns/2018")).status_code == 404


async def test_a_file_that_is_asked_for_as_a_whole_is_taken_whole_or_not_at_all(house: House) -> None:
    bad = complete(
        organisation="RX2", recruitment={"shortlisted": {"white": 1, "bme": 1}, "appointed": {"white": 2, "bme": 1}}
    )
    content = national(complete(organisation="RX1"), bad)
    batch = await uploaded(house, content, whole=True)
    assert (batch["state"], batch["accepted"], batch["rejected"]) == ("refused", 0, 2)
    assert (await house.indicators.get("/v1/organisations/RX1/returns/2018")).status_code == 404
    parts = await uploaded(house, content)
    assert (parts["state"], parts["accepted"], parts["rejected"]) == ("finished", 1, 1)


async def test_an_uploaded_return_gives_the_same_results_as_the_json(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())
    await uploaded(house, national(complete(organisation="RX2")))
    assert await results(house, "RX2") == await results(house, "RX1")


def filled(template: bytes, document: Mapping[str, Any]) -> bytes:
    """Fill the template's current-year cells as a person would, line by line."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["WRES return"]
    lines = {row[3].value: row for row in sheet.iter_rows() if isinstance(row[3].value, str)}
    rows = (line.split(",") for line in national(document).splitlines()[1:])
    for _, _, item, *figures in rows:
        _fill(lines, item, figures)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(lines: Mapping[str, Sequence[Any]], item: str, figures: Sequence[str]) -> None:
    if item not in lines:
        return
    for cell, text in zip(lines[item][7:10], figures, strict=True):
        if text:
            cell.value = float(text) if "." in text else int(text)


async def test_a_template_filled_by_hand_gives_the_same_results_as_the_json(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())
    answer = await house.indicators.get("/v1/returns/template.xlsx?year=2018&organisation=RX2", provider("RX2"))
    assert answer.headers["content-type"] == XLSX
    assert 'filename="wres-RX2-2018.xlsx"' in answer.headers["content-disposition"]
    batch = await uploaded(house, filled(answer.content, complete()), provider("RX2"), XLSX)
    assert (batch["state"], batch["accepted"], batch["errors"]) == ("finished", 1, [])
    assert batch["format"] == "form-xlsx"
    assert await results(house, "RX2") == await results(house, "RX1")


async def test_a_template_holds_last_years_figures_for_those_who_may_see_them(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX1/returns/2017", complete(year=2017, snapshot=None, edition=None))
    for kind in ("csv", "xlsx"):
        path = f"/v1/returns/template.{kind}?year=2018&organisation=RX1"
        for caller in (OWN, REGULATOR):
            assert (await house.indicators.get(path, caller)).status_code == 200
        for caller in (provider("RX2"), PUBLIC):
            assert (await house.indicators.get(path, caller)).status_code == refused(caller)
        assert (await house.indicators.get(f"/v1/returns/template.{kind}?year=2018", PUBLIC)).status_code == 200
    text = (await house.indicators.get("/v1/returns/template.csv?year=2018&organisation=RX1", OWN)).text
    line = next(line for line in text.splitlines() if "recruitment/shortlisted" in line)
    assert "603" in line


async def test_the_same_file_twice_changes_nothing(house: House) -> None:
    content = national(complete(organisation="RX1"))
    assert (await uploaded(house, content))["accepted"] == 1
    again = await uploaded(house, content)
    assert (again["accepted"], again["unchanged"], again["rejected"]) == (0, 1, 0)
    revisions = await house.indicators.get("/v1/organisations/RX1/returns/2018/revisions")
    assert revisions.json()["total"] == 1


async def test_a_body_uploads_for_itself_alone(house: House) -> None:
    content = national(complete(organisation="RX1"), complete(organisation="RX2"), complete(organisation="RX9"))
    batch = await uploaded(house, content, OWN)
    assert (batch["accepted"], batch["rejected"]) == (1, 2)
    assert {e["organisation"]: e["code"] for e in batch["errors"]} == {"RX2": "not-yours", "RX9": "not-yours"}
    everybody = await uploaded(house, content)
    assert {e["organisation"]: e["code"] for e in everybody["errors"]} == {"RX9": "not-registered"}


async def test_who_may_upload_and_who_may_follow(house: House) -> None:
    content = national(complete(organisation="RX1"))
    for caller in (REGULATOR, PUBLIC, NATIONAL_TEAM):
        answer = await house.indicators.call(
            "POST", "/v1/returns:upload", caller, {"content-type": "text/csv"}, content=content
        )
        assert answer.status_code == refused(caller)
    batch = await uploaded(house, content, OWN)
    path = f"/v1/batches/{batch['id']}"
    for caller, status in (
        (OWN, 200),
        (ADMINISTRATOR, 200),
        (NATIONAL_TEAM, 200),
        (provider("RX2"), 404),
        (PUBLIC, 404),
    ):
        assert (await house.indicators.get(path, caller)).status_code == status
    assert (await house.indicators.get("/v1/batches", OWN)).json()["total"] == 1
    assert (await house.indicators.get("/v1/batches", provider("RX2"))).json()["total"] == 0


async def test_warnings_are_told_by_cell_and_kept_with_the_return(house: House) -> None:
    many = complete(disciplinary={"entered": {"white": 17, "bme": 9000, "unknown": 0}})
    batch = await uploaded(house, national(many))
    warned = next(each for each in batch["warnings"] if each["code"] == "entered-above-staff")
    assert (warned["column"], warned["organisation"], warned["year"]) == ("bme", "RX1", 2018)
    stored = (await house.indicators.get("/v1/organisations/RX1/returns/2018")).json()
    assert "entered-above-staff" in {warning["code"] for warning in stored["warnings"]}


async def test_a_year_in_the_file_is_held_against_the_year_before_in_the_file(house: House) -> None:
    def staffed(year: int, white: int) -> dict[str, Any]:
        rows = [{"staff_group": "non_clinical", "band": "5", "white": white, "bme": 400, "unknown": 0}]
        changes = {"year": year, "snapshot": None, "workforce": rows, "disciplinary": None, "training": None}
        return complete(**changes, edition=None, staff_survey=None)

    batch = await uploaded(house, national(staffed(2018, 900), staffed(2017, 2000)))
    assert {(each["year"], each["code"]) for each in batch["warnings"]} >= {(2018, "headcount-jump")}


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [(b"", "text/csv", 422), (b"{}", "application/json", 415), (b"x", "image/png", 415)],
)
async def test_what_is_no_file_is_refused_at_once(house: House, content: bytes, media: str, status: int) -> None:
    answer = await house.indicators.call(
        "POST", "/v1/returns:upload", ADMINISTRATOR, {"content-type": media}, content=content
    )
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"organisation,year,item,white\nRX1,2018,x,1\n", "wrong-columns"),
        (b"\xff\xfea", "not-text"),
        (b"PK\x03\x04 no archive", None),
        (b"\xd0\xcf\x11\xe0 old", "old-workbook"),
        (b"one,two\n1,2\n", None),
    ],
)
async def test_a_file_that_cannot_be_read_says_what_to_do(house: House, content: bytes, code: str | None) -> None:
    batch = await uploaded(house, content)
    assert batch["state"] == "refused"
    (error,) = batch["errors"]
    assert error["message"].endswith(".")
    assert code in (None, error["code"])


async def test_a_form_field_named_file_is_taken_too(house: House) -> None:
    files = {"file": ("returns.csv", national(complete()), "text/csv")}
    answer = await house.indicators.call("POST", "/v1/returns:upload", ADMINISTRATOR, files=files)
    assert (answer.status_code, answer.json()["name"]) == (202, "returns.csv")
    answer = await house.indicators.call(
        "POST", "/v1/returns:upload", ADMINISTRATOR, files=files, data={"year": "2018"}
    )
    assert answer.json()["errors"][0]["path"] == "$.year"


async def test_a_file_left_by_a_process_that_died_is_dealt_with_by_the_next(settings: Settings) -> None:
    async with open_house(settings) as first:
        await first.indicators.put("/v1/organisations/RX1", {"name": "Trust RX1", "type": "acute"})
        app = first.indicators.app
        app.state.uploads = asyncio.Event()  # nobody hears of the file here
        answer = await first.indicators.call(
            "POST", "/v1/returns:upload", ADMINISTRATOR, {"content-type": "text/csv"}, content=national(complete())
        )
        assert answer.json()["state"] == "queued"
    async with open_house(settings) as second:
        for _ in range(400):
            batch = (await second.indicators.get(answer.headers["location"])).json()
            if batch["state"] == "finished":
                break
            await asyncio.sleep(0.05)
        assert (batch["state"], batch["accepted"]) == ("finished", 1)


async def test_a_line_without_its_year_withholds_every_return_that_it_may_belong_to(house: House) -> None:
    lines = national(complete(organisation="RX1"), complete(organisation="RX2")).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("RX1,2018,training"))
    lines[at] = lines[at].replace("2018", "20l8")
    batch = await uploaded(house, "\n".join(lines))
    assert (batch["accepted"], batch["rejected"] >= 1) == (1, True)
    assert {(each["organisation"], each["code"]) for each in batch["errors"]} == {
        ("RX1", "not-a-year"),
        ("RX1", "line-without-year"),
    }
    assert (await house.indicators.get("/v1/organisations/RX1/returns/2018")).status_code == 404


async def test_a_blank_return_does_not_replace_figures(house: House) -> None:
    await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())
    batch = await uploaded(house, "organisation,year,item,white,bme,unknown\nRX1,2018,training/accessed,,,\n")
    assert (batch["accepted"], [each["code"] for each in batch["errors"]]) == (0, ["nothing-given"])
    assert (await house.indicators.get("/v1/organisations/RX1/returns/2018")).json()["revision"] == 1


async def test_while_a_file_is_dealt_with_no_full_garbage_collection_holds_up_other_calls(house: House) -> None:
    seen: set[int] = set()

    def note(_phase: str, _told: Mapping[str, int]) -> None:
        seen.add(gc.get_threshold()[2])

    usual = gc.get_threshold()[2]
    gc.callbacks.append(note)
    try:
        batch = await uploaded(house, national(*(complete(organisation=ods) for ods in ("RX1", "RX2", "RX3"))))
    finally:
        gc.callbacks.remove(note)
    assert batch["accepted"] == 3
    assert max(seen) > usual
    # The file is finished for its reader a moment before it is for its worker.
    for _ in range(400):
        if gc.get_threshold()[2] == usual:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(gc.get_threshold())
