"""What is hidden is told on no path: two stores that differ in hidden figures alone look the same to the public.

Every address that can be read is asked, of every service: JSON, CSV, pages, files, FHIR, refusals and counts.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet

from services.settings import Settings
from tests.callers import PUBLIC, House, Service, open_house, provider, publish
from tests.databases import migrated
from tests.documents import complete

YEARS = (2017, 2018)
TRUSTS = ("RX1", "RX2", "RX3")
FRAMEWORKS = ("sof-2017", "nof-2025", "ccg-iaf-2018", "edi-plan-2023")

VALUES: dict[str, list[Any]] = {
    "ods": ["RX1"],
    "year": [2018],
    "area": ["england", "region:Y56", "type:acute"],
    "key": [*FRAMEWORKS, "wres", "wdes"],
    "indicator": ["1", "2", "5", "9"],
    "band": ["8b"],
    "row": ["1|share|staff_group=non_clinical,band=8b", "1|gap|staff_group=all,band=bands_8a_to_vsm", "6|gap|"],
    "horizon": [2028],
    "provider": ["RX1"],
    "from": [2017],
    "to": [2018],
    "type": ["acute"],
    "since": ["2020-01-01T00:00:00Z"],
}
FORMS: tuple[dict[str, str], ...] = ({}, {"accept": "text/csv"}, {"accept": "text/html"})
_MOMENTS = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?")
_CALLS = re.compile(rb'"(request_id|etag|tag|cursor|since|until|complete_until)":"(\\"|[^"])*"')
_TAGS = re.compile(rb"(&#34;|&quot;|\"|\\\")[0-9a-f]{32}(&#34;|&quot;|\"|\\\")")


def document(ods: str, year: int, *, other: bool) -> dict[str, Any]:
    """A return whose twin differs where the public must see nothing: a count under 5, and a survey of 9 people."""
    hidden = ods == "RX1"
    # With this the sums of all three are nowhere near where the public's rounding would tip.
    first = complete()["workforce"][0] | ({"bme": 7} if ods == "RX2" else {})
    made: dict[str, Any] = complete(organisation=ods, year=year, snapshot=None) | {"edition": None}
    made["workforce"][0] = first
    bme = 2 if other and hidden else 1
    made["workforce"].append({"staff_group": "non_clinical", "band": "8b", "white": 40, "bme": bme, "unknown": 2})
    answers = 33.3 if other and hidden else 11.1
    made["staff_survey"] |= {
        "year": year - 1,
        "harassment_staff": {
            "white": {"percent": 24.0, "respondents": 900},
            "bme": {"percent": answers, "respondents": 9},
        },
    }
    return made


async def stocked(house: House, *, other: bool) -> None:
    for ods in TRUSTS:
        body = {"name": f"Trust {ods}", "type": "acute", "region": "Y56", "opened": "2000-04-01"}
        assert (await house.indicators.put(f"/v1/organisations/{ods}", body)).is_success
        for year in YEARS:
            path = f"/v1/organisations/{ods}/returns/{year}"
            answer = await house.indicators.put(path, document(ods, year, other=other))
            assert answer.is_success, answer.text
            await publish(house.indicators, ods, year)
    goal = {"share": 0.25, "year": 2028, "baseline_year": 2017}
    for kind in ("local", "national"):
        answer = await house.trajectory.put(f"/v1/organisations/RX1/goals/5?kind={kind}", goal, provider("RX1"))
        assert answer.is_success, answer.text


def calls(service: Service) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """Every read of a service: its address, its parameters and its form."""
    for template, operations in service.app.openapi()["paths"].items():
        if "get" not in operations:
            continue
        needed = [each["name"] for each in operations["get"].get("parameters", ()) if each.get("required")]
        if any(name not in VALUES for name in needed):
            continue
        choices: list[dict[str, Any]] = [{}]
        for name in needed:
            choices = [{**choice, name: value} for choice in choices for value in VALUES[name]]
        optional = {each["name"] for each in operations["get"].get("parameters", ()) if not each.get("required")}
        for choice in choices:
            named = {name: value for name, value in choice.items() if f"{{{name}}}" in template}
            query = {name: value for name, value in choice.items() if name not in named}
            # An optional year is asked for too: the newest may not be the one in which something is hidden.
            query |= {"indicator": "1"} if "indicator" in optional and "measure-report" not in template else {}
            for form in FORMS:
                yield template.format(**named), query, form


def normal(path: str, body: bytes) -> bytes:
    """An answer without what differs from call to call and from store to store by time alone."""
    if path.endswith(".parquet"):
        table = pyarrow.parquet.read_table(io.BytesIO(body))
        return repr(table.drop_columns("published_at").to_pylist()).encode()
    if path.endswith(".sha256"):
        return b""  # of files in which there are moments
    return _TAGS.sub(b"TAG", _CALLS.sub(b"", _MOMENTS.sub(b"MOMENT", body)))


async def seen(folder: Path, *, other: bool) -> dict[str, tuple[int, bytes]]:
    """Everything that the public is told, by call: the status, and what was said."""
    settings = Settings(data=folder, demo=False, log_level="ERROR", export_seconds=0)
    told = {}
    await migrated(settings)
    async with open_house(settings) as house:
        await stocked(house, other=other)
        for service in (house.indicators, house.trajectory, house.oversight):
            for path, query, form in calls(service):
                answer = await service.get(path, PUBLIC, params=query, headers=form)
                assert answer.status_code < 500, (path, answer.text)
                told[f"{path} {query} {form}"] = answer.status_code, normal(path, answer.content)
    return told


async def test_twins_that_differ_in_hidden_figures_look_the_same(tmp_path: Path) -> None:
    first = await seen(tmp_path / "first", other=False)
    second = await seen(tmp_path / "second", other=True)
    assert first.keys() == second.keys()
    different = [call for call in first if first[call] != second[call]]
    assert different == []
    assert sum(status == 200 for status, _ in first.values()) > 150
