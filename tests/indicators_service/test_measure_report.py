"""FHIR R4 over HTTP: what the standard requires is there, its codes are its own, and the figures are ours."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from tests.callers import ADMINISTRATOR, PUBLIC, House, open_house, provider, publish
from tests.documents import complete
from tests.stocked import Stocked

PATH = "/v1/organisations/RX1/measure-report"
REQUIRED = {
    "MeasureReport": {"status", "type", "measure", "period"},
    "Measure": {"status"},
    "Organization": {"identifier", "name"},
    "Bundle": {"type"},
}
"""What R4 asks of each resource beside its type (an Organization needs an identifier or a name)."""

CODES = {
    "http://terminology.hl7.org/CodeSystem/measure-population": {"numerator", "denominator", "initial-population"},
    "http://terminology.hl7.org/CodeSystem/measure-scoring": {"proportion", "ratio", "continuous-variable", "cohort"},
    "http://terminology.hl7.org/CodeSystem/measure-improvement-notation": {"increase", "decrease"},
}
ABSENT = {"unknown", "asked-unknown", "temp-unknown", "not-asked", "asked-declined", "masked", "not-applicable"}
ABSENT |= {"unsupported", "as-text", "error", "not-a-number", "negative-infinity", "positive-infinity"}
ABSENT |= {"not-performed", "not-permitted"}
STATUSES = {"MeasureReport": {"complete", "pending", "error"}, "Measure": {"draft", "active", "retired", "unknown"}}


async def stock(house: House) -> None:
    body = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
    assert (await house.indicators.put("/v1/organisations/RX1", body)).is_success
    assert (await house.indicators.put("/v1/organisations/RX1/returns/2018", complete())).is_success
    await publish(house.indicators, "RX1", 2018)


@pytest.fixture
async def house(stocked: Stocked) -> AsyncIterator[House]:
    async with open_house(await stocked(stock)) as opened:
        yield opened


async def read(house: House, path: str, caller: Any = ADMINISTRATOR) -> dict[str, Any]:
    answer = await house.indicators.get(path, caller)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/fhir+json"
    found: dict[str, Any] = answer.json()
    return found


def parts(value: Any) -> Iterator[Any]:
    """Every object inside, and the value itself."""
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(inner)


def lawful(resource: dict[str, Any]) -> None:
    """Hold a resource against what R4 says of every one, and of its kind."""
    kind = resource["resourceType"]
    assert resource.keys() >= REQUIRED[kind]
    assert resource.get("status") in STATUSES.get(kind, {None})
    assert kind == "Bundle" or re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", resource["id"])
    for part in parts(resource):
        assert part is not None, "FHIR has no null"
        assert part not in ("", [], {}), "nor anything empty"
        if isinstance(part, dict) and part.get("system") in CODES:
            assert part["code"] in CODES[part["system"]]
        if isinstance(part, dict) and str(part.get("url", "")).endswith("data-absent-reason"):
            assert part["valueCode"] in ABSENT


async def test_a_bundle_holds_the_body_the_measures_and_their_reports(house: House) -> None:
    found = await read(house, f"{PATH}?year=2018")
    lawful(found)
    resources = [entry["resource"] for entry in found["entry"]]
    for resource in resources:
        lawful(resource)
    kinds = [resource["resourceType"] for resource in resources]
    assert (kinds.count("Organization"), kinds.count("Measure")) == (1, kinds.count("MeasureReport"))
    assert len({entry["fullUrl"] for entry in found["entry"]}) == len(resources)
    assert resources[0]["identifier"] == [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "RX1"}]
    measured = {f"{each['url']}|{each['version']}" for each in resources if each["resourceType"] == "Measure"}
    assert measured == {each["measure"] for each in resources if each["resourceType"] == "MeasureReport"}


async def test_a_report_has_the_figures_of_the_indicators(house: House) -> None:
    report = await read(house, f"{PATH}?year=2018&indicator=2")
    lawful(report)
    assert (report["type"], report["period"]) == ("summary", {"start": "2017-04-01", "end": "2018-03-31"})
    assert report["reporter"]["identifier"]["value"] == "RX1"
    results = (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018&indicator=2")).json()["results"]
    (ratio,) = (each for each in results if each["measure"] == "rate_ratio")
    group = next(each for each in report["group"] if each["code"]["text"] == "rate ratio")
    assert group["measureScore"] == {
        "value": ratio["value"],
        "unit": "ratio",
        "system": "http://unitsofmeasure.org",
        "code": "1",
    }
    strata = {each["value"]["text"]: each for each in group["stratifier"][0]["stratum"]}
    for name, figures in ratio["groups"].items():
        counts = {each["code"]["coding"][0]["code"]: each.get("count") for each in strata[name]["population"]}
        assert counts == {"numerator": figures["numerator"], "denominator": figures["denominator"]}
    assert len(report["group"]) == len(results)


async def test_what_is_not_known_says_why_in_the_words_of_the_standard(house: House) -> None:
    report = await read(house, f"{PATH}?year=2018&indicator=6")
    lawful(report)
    for group in report["group"]:
        (extension,) = group["measureScore"]["extension"]
        assert extension["valueCode"] == "not-asked"


async def test_the_public_gets_what_disclosure_control_leaves(house: House) -> None:
    own = await read(house, f"{PATH}?year=2018", provider("RX1"))
    public = await read(house, f"{PATH}?year=2018", PUBLIC)
    assert own != public
    told = (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018", PUBLIC)).json()["results"]
    hidden = sum(each["reason"] == "suppressed" for each in told)
    masked = [each for each in parts(public) if isinstance(each, dict) and each.get("valueCode") == "masked"]
    assert hidden > 0
    assert len(masked) >= hidden
    reports = [entry["resource"] for entry in public["entry"] if entry["resource"]["resourceType"] == "MeasureReport"]
    scores = [group["measureScore"].get("value") for report in reports for group in report["group"]]
    assert sorted(filter(None, scores)) == sorted(each["value"] for each in told if each["value"])


@pytest.mark.parametrize("indicator", [*"123456789", "race-disparity-ratio", "ethnicity-pay-gap"])
async def test_every_indicator_is_a_measure(house: House, indicator: str) -> None:
    measure = await read(house, f"/v1/measures/{indicator}", PUBLIC)
    lawful(measure)
    assert measure["url"].endswith(f"/v1/measures/{indicator}")
    assert re.fullmatch(r"[A-Z][A-Za-z0-9_]{0,254}", measure["name"])


async def test_what_is_not_there_is_a_404_and_an_unchanged_report_a_304(house: House) -> None:
    for path in (f"{PATH}?year=2017", f"{PATH}?year=2018&indicator=12", "/v1/measures/12"):
        assert (await house.indicators.get(path)).status_code == 404
    answer = await house.indicators.get(f"{PATH}?year=2018")
    figures = await house.indicators.get("/v1/organisations/RX1/indicators?year=2018")
    other = await house.indicators.get(f"{PATH}?year=2018", headers={"if-none-match": figures.headers["etag"]})
    assert (other.status_code, other.content) == (200, answer.content), "the tag of the figures is not that of these"
    again = {"if-none-match": answer.headers["etag"]}
    assert (await house.indicators.get(f"{PATH}?year=2018", headers=again)).status_code == 304
