"""The WRES in FHIR R4: a Measure for each indicator, and a summary MeasureReport of a body and year.

A MeasureReport has a group for each figure, with the ethnic groups as strata. FHIR has no null: what is not known
carries the extension ``data-absent-reason``, with the code of R4 that comes nearest and our own reason as text.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from vocabulary.years import reporting_period

MEDIA_TYPE: Final = "application/fhir+json"
ODS: Final = "https://fhir.nhs.uk/Id/ods-organization-code"

_TERMS: Final = "http://terminology.hl7.org/CodeSystem"
_POPULATION: Final = f"{_TERMS}/measure-population"
_SCORING: Final = f"{_TERMS}/measure-scoring"
_IMPROVEMENT: Final = f"{_TERMS}/measure-improvement-notation"
_ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_UNITS: Final = "http://unitsofmeasure.org"

_WHY_ABSENT: Final[Mapping[str, str]] = {
    "suppressed": "masked",
    "not-collected": "not-asked",
    "no-denominator": "not-applicable",
    "no-events-in-reference": "not-applicable",
    "not-comparable": "not-applicable",
}
"""Our reasons in the words of R4; any other is ``unknown``."""

_UCUM: Final[Mapping[str, tuple[str, str]]] = {
    "percent": ("%", "%"),
    "percentage_points": ("percentage points", "{percentage points}"),
    "ratio": ("ratio", "1"),
}
_NOTATION: Final = {"higher_is_better": "increase", "lower_is_better": "decrease"}
_SCORED_AS: Final = {"ratio": "ratio"}

Json = dict[str, Any]


def _concept(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def _absent(reason: str | None) -> list[Json]:
    return [{"url": _ABSENT, "valueCode": _WHY_ABSENT.get(reason or "", "unknown")}]


def organisation_resource(organisation: Mapping[str, Any]) -> Json:
    """Return a body as an Organization, by its ODS code."""
    return {
        "resourceType": "Organization",
        "id": organisation["ods"],
        "identifier": [{"system": ODS, "value": organisation["ods"]}],
        "active": organisation["closed"] is None,
        "type": [{"text": organisation["type"].replace("_", " ")}],
        "name": organisation["name"],
    }


def measure_resource(base: str, definition: Mapping[str, Any]) -> Json:
    """Return an indicator as a Measure: its wording, formula, scoring, and which way it improves."""
    measure: Json = {
        "resourceType": "Measure",
        "id": _id(definition["id"]),
        "url": canonical(base, definition["id"]),
        "version": definition["version"],
        "name": "Wres" + "".join(each.capitalize() for each in definition["id"].split("-")),
        "title": definition["title"],
        "status": "active",
        "subjectCodeableConcept": {"text": "Organisation"},
        "description": definition["why"],
        "publisher": definition["owner"],
        "scoring": _concept(_SCORING, _SCORED_AS.get(definition["unit"], "proportion")),
        "rateAggregation": definition["formula"],
    }
    notation = _NOTATION.get(definition["polarity"])
    return measure | ({"improvementNotation": _concept(_IMPROVEMENT, notation)} if notation else {})


def canonical(base: str, indicator: str) -> str:
    """Return the canonical address of an indicator's Measure."""
    return f"{base.rstrip('/')}/v1/measures/{indicator}"


def _id(indicator: str) -> str:
    return f"wres-{indicator}"


def measure_report(base: str, indicator: str, version: str, told: Mapping[str, Any]) -> Json:
    """Return the summary of one indicator from the answer of ``GET /v1/organisations/{ods}/indicators``."""
    organisation, year = told["organisation"], told["year"]
    first, last = reporting_period(year)
    results = [each for each in told["results"] if each["indicator"] == indicator]
    return {
        "resourceType": "MeasureReport",
        "id": f"{organisation['ods']}-{year}-{_id(indicator)}",
        "identifier": [{"system": f"{base.rstrip('/')}/revisions", "value": _revision(told)}],
        "status": "complete",
        "type": "summary",
        "measure": f"{canonical(base, indicator)}|{version}",
        "reporter": {
            "type": "Organization",
            "identifier": {"system": ODS, "value": organisation["ods"]},
            "display": organisation["name"],
        },
        "period": {"start": first.isoformat(), "end": last.isoformat()},
        "group": [_group(each) for each in results],
    }


def _revision(told: Mapping[str, Any]) -> str:
    return f"{told['organisation']['ods']}-{told['year']}-{told['revision']}-{told['state']}"


def _group(result: Mapping[str, Any]) -> Json:
    strata = [_stratum(name, figures, result) for name, figures in result["groups"].items()]
    group: Json = {
        "code": {"text": _named(result)},
        "measureScore": _score(result["value"], result["unit"], result["reason"]),
    }
    return group | ({"stratifier": [{"code": [{"text": "ethnicity"}], "stratum": strata}]} if strata else {})


def _named(result: Mapping[str, Any]) -> str:
    part = " ".join(str(each) for each in (result["part"] or {}).values())
    return " ".join(each for each in (result["measure"], part) if each).replace("_", " ")


def _stratum(name: str, figures: Mapping[str, Any], result: Mapping[str, Any]) -> Json:
    counts = [_population(code, figures[code], result["reason"]) for code in ("numerator", "denominator")]
    score = _score(figures["rate"], "percent", result["reason"])
    return {"value": {"text": name}, "population": counts, "measureScore": score}


def _population(code: str, count: int | None, reason: str | None) -> Json:
    concept = {"code": _concept(_POPULATION, code)}
    return concept | ({"_count": {"extension": _absent(reason)}} if count is None else {"count": count})


def _score(value: float | None, unit: str, reason: str | None) -> Json:
    if value is None:
        return {"extension": _absent(reason)}
    name, code = _UCUM.get(unit, (unit, f"{{{unit}}}"))
    return {"value": value, "unit": name, "system": _UNITS, "code": code}


def bundle(base: str, resources: Sequence[Json]) -> Json:
    """Return several resources as one collection."""
    entries = [
        {"fullUrl": f"{base.rstrip('/')}/fhir/{each['resourceType']}/{each['id']}", "resource": each}
        for each in resources
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}
