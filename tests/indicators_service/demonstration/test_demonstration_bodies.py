"""The invented bodies: how many, where, and that none can be taken for a real one."""

import re
from collections import Counter
from datetime import date
from typing import Any

from vocabulary.organisations import REGIONS, TRUST_TYPES, OrganisationType, is_ods_code

Documents = list[dict[str, Any]]
REAL_PLACES = (
    *("Barking", "Barnet", "Bath", "Birmingham", "Blackpool", "Bolton", "Bradford", "Brent", "Brighton", "Bristol"),
    *("Bromley", "Burton", "Camden", "Chester", "Cornwall", "Coventry", "Croydon", "Cumbria", "Derby", "Devon"),
    *("Dorset", "Dudley", "Durham", "Ealing", "Epsom", "Essex", "Exeter", "Frimley", "Gateshead", "Harrogate"),
    *("Harrow", "Hull", "Ipswich", "Kent", "Kettering", "Kingston", "Leeds", "Leicester", "Lewisham", "Lincoln"),
    *(
        "Liverpool",
        "London",
        "Luton",
        "Manchester",
        "Newcastle",
        "Norfolk",
        "Northampton",
        "Nottingham",
        "Oxford",
        "Plymouth",
    ),
    *(
        "Portsmouth",
        "Preston",
        "Salford",
        "Sheffield",
        "Southampton",
        "Stockport",
        "Sunderland",
        "Surrey",
        "Sussex",
        "Tameside",
    ),
    *("Torbay", "Wakefield", "Walsall", "Warrington", "Wigan", "Wirral", "York"),
)


def test_there_are_220_trusts_190_ccgs_and_12_arms_length_bodies(bodies: Documents) -> None:
    counts = Counter(body["type"] for body in bodies)
    assert sum(counts[kind] for kind in TRUST_TYPES) == 220
    assert all(counts[kind] >= 10 for kind in TRUST_TYPES)
    assert (counts[OrganisationType.CCG], counts[OrganisationType.ARMS_LENGTH_BODY]) == (190, 12)
    assert len(bodies) == 422


def test_codes_are_in_series_that_no_real_body_has(bodies: Documents) -> None:
    codes = [body["ods"] for body in bodies]
    expected = [
        f"{series}{n:03}" for series, last in (("ZT", 220), ("ZC", 190), ("ZA", 12)) for n in range(1, last + 1)
    ]
    assert codes == expected
    assert all(is_ods_code(code) for code in codes)


def test_names_are_unique_and_hold_no_real_place(bodies: Documents) -> None:
    names = [body["name"] for body in bodies]
    assert len(set(names)) == len(names)
    assert [(name, place) for name in names for place in REAL_PLACES if re.search(rf"\b{place}\b", name)] == []
    firsts = [name.removeprefix("NHS ").split()[0] for name in names]
    assert len(set(firsts)) == len(firsts)


def test_every_body_has_every_field_and_is_marked_synthetic(bodies: Documents) -> None:
    fields = ["ods", "name", "type", "region", "ics", "opened", "closed", "successors", "synthetic"]
    for body in bodies:
        assert list(body) == fields
        assert body["synthetic"] is True
        assert (body["closed"], body["successors"]) == (None, [])
        assert body["opened"] is None or date.fromisoformat(body["opened"]) <= date(2013, 4, 1)


def test_every_region_has_each_kind_of_trust_and_six_systems_of_its_own(bodies: Documents) -> None:
    for region in REGIONS:
        inside = [body for body in bodies if body["region"] == region]
        assert {body["type"] for body in inside} >= TRUST_TYPES | {OrganisationType.CCG}
        assert len({body["ics"] for body in inside} - {None}) == 6
    regions_of = {(body["ics"], body["region"]) for body in bodies if body["ics"]}
    assert len(regions_of) == len({ics for ics, _ in regions_of}) == 42
