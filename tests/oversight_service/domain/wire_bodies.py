"""Small bodies in the shape of the wire, for tests of the evidence pack. All figures are invented."""

from collections.abc import Mapping, Sequence
from functools import cache

from oversight_service.domain.evidence import EvidencePack, OfficialOutcome, Organisation
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.pack_extras import Response
from oversight_service.domain.well_led import compose_pack
from oversight_service.frameworks.catalogue import load_catalogue

Json = dict[str, object]

ODS = "ZT001"
YEAR = 2018
ORGANISATION = Organisation(ODS, "Invented Trust", "acute", "Y56", synthetic=True)
WHOLE = {"staff_group": "all", "band": "all"}
CLINICAL = {"staff_group": "clinical_non_medical", "band": "bands_8a_to_vsm"}
NON_CLINICAL = {"staff_group": "non_clinical", "band": "bands_8a_to_vsm"}
MEMBERSHIPS = ("all", "voting", "non_voting", "executive", "non_executive")


@cache
def framework() -> Framework:
    return load_catalogue()["cqc-well-led-2017"]


def group(numerator: int | None, denominator: int | None, rate: float | None = None) -> Json:
    if rate is None and numerator is not None and denominator:
        rate = 100 * numerator / denominator
    return {"numerator": numerator, "denominator": denominator, "rate": rate}


def row(
    indicator: str,
    measure: str,
    value: float | None,
    unit: str,
    part: Mapping[str, str] | None = None,
    groups: Json | None = None,
    **judged: object,
) -> Json:
    return {
        "indicator": indicator,
        "part": part,
        "measure": measure,
        "value": value,
        "unit": unit,
        "polarity": "closer_to_parity",
        "reason": None,
        "groups": groups or {},
        "interval": None,
        "p_value": None,
        "test": None,
        "four_fifths": None,
        "significant": None,
        "favours": None,
        "small_number": False,
        "completeness": None,
        "previous": None,
        "benchmark": None,
        "disclosure": {"controlled": False, "rule": None},
        "method_version": "1",
    } | judged


def chance(favours: str = "neither") -> Json:
    return {"p_value": 0.4, "test": "score", "significant": False, "favours": favours}


def proven(favours: str = "reference") -> Json:
    return {"p_value": 0.001, "test": "score", "significant": True, "favours": favours}


def workforce(bme: int = 200, white: int = 770, unknown: int = 30) -> Json:
    total = bme + white + unknown
    groups: Json = {name: group(n, total) for name, n in (("white", white), ("bme", bme), ("unknown", unknown))}
    known = 100 * (total - unknown) / total
    return row("1", "share", 100 * bme / total, "percent", WHOLE, groups, completeness=known)


def senior(part: Mapping[str, str], verdict: Json) -> list[Json]:
    return [
        row("1", "share", 8.0, "percent", part, {"white": group(90, 100), "bme": group(8, 100)}),
        row("1", "gap", -12.0, "percentage_points", part, {}, **verdict),
    ]


def ratio(indicator: str, verdict: Json, four_fifths: str = "within", value: float = 1.1) -> Json:
    groups: Json = {"white": group(60, 600), "bme": group(18, 200)}
    previous = {"year": YEAR - 1, "value": 1.5}
    return row(
        indicator, "rate_ratio", value, "ratio", None, groups, four_fifths=four_fifths, previous=previous, **verdict
    )


def survey_gap(indicator: str, verdict: Json, white: int | None = 900, bme: int | None = 140) -> Json:
    groups: Json = {"white": group(None, white, 28.0), "bme": group(None, bme, 31.5)}
    return row(indicator, "gap", 3.5, "percentage_points", None, groups, **verdict)


def board(membership: str, verdict: Json, actual: int = 0, members: int = 15) -> Json:
    part = {"membership": membership, "group": "bme"}
    groups: Json = {"white": group(members - actual, members), "bme": group(actual, members)}
    value = 100 * actual / members - 20 if members else None
    return row("9", "gap", value, "percentage_points", part, groups, **verdict)


def results(verdict: Json | None = None) -> list[Json]:
    """Rows for all ten metrics, with one verdict on every difference: by default, it could be chance."""
    said = chance() if verdict is None else verdict
    return [
        workforce(),
        *senior(CLINICAL, said),
        *senior(NON_CLINICAL, said),
        *(ratio(indicator, said) for indicator in "234"),
        *(survey_gap(indicator, said) for indicator in "5678"),
        *(board(membership, said) for membership in MEMBERSHIPS),
    ]


def replaced(rows: Sequence[Json], *changed: Json) -> list[Json]:
    """The rows with each changed one in the place of the row that measures the same."""

    def place(one: Json) -> object:
        return one["indicator"], one["part"], one["measure"]

    return [next((new for new in changed if place(new) == place(old)), old) for old in rows]


def indicators(rows: Sequence[Json] | None = None, **changed: object) -> Json:
    return {
        "organisation": {"ods": ODS, "name": "Invented Trust", "type": "acute", "region": "Y56", "synthetic": True},
        "year": YEAR,
        "revision": 2,
        "document": "ab" * 32,
        "edition": "wres-2018",
        "published": True,
        "state": "published",
        "snapshot": "2018-03-31",
        "results": results() if rows is None else list(rows),
    } | changed


def horizon(year: int = 2028, **changed: object) -> Json:
    return {
        "year": year,
        "required_share": 0.26,
        "one_in": 3.85,
        "k_in_n": "1 in 4",
        "recruits_per_year": 10.0,
        "interest_recruits_per_year": 2.6,
        "additional_per_year": 1.8,
        "path": [],
        "probability_met": 0.52,
        "reachable": True,
        "earliest_year": 2021,
        "reason": None,
        "for_probability": {"probability": 0.8, "required_share": 0.31, "k_in_n": "1 in 3"},
    } | changed


def trajectory(band: str = "8a", staff_group: str = "non_clinical", **changed: object) -> Json:
    return {
        "staff_group": staff_group,
        "band": band,
        "baseline": {"year": YEAR, "interest": 8, "total": 98, "unknown": 2, "share": 8 / 98},
        "target": {"share": 0.2, "source": "share of the whole workforce"},
        "status": "not_met",
        "reason": None,
        "horizons": [horizon(2023), horizon(2028), horizon(2033)],
        "assumptions": [],
    } | changed


def trajectories(items: Sequence[Json] | None = None, **changed: object) -> Json:
    return {
        "organisation": {"ods": ODS},
        "year": YEAR,
        "revision": 2,
        "document": "ab" * 32,
        "trajectories": [trajectory(), trajectory("7")] if items is None else list(items),
        "method_version": "1",
    } | changed


def pack(
    indicators_response: Response | None = None,
    trajectories_response: Response | None = None,
    official: OfficialOutcome | None = None,
    organisation: Organisation = ORGANISATION,
    year: int = YEAR,
) -> EvidencePack:
    return compose_pack(
        organisation,
        year,
        framework(),
        indicators() if indicators_response is None else indicators_response,
        trajectories() if trajectories_response is None else trajectories_response,
        official,
    )
