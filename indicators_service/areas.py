"""Areas: which bodies the nation, a region, an ICS or a type of body is made of, and what each is called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from indicators_service.store.members import Member
from vocabulary.organisations import ENGLAND_TYPES, REGIONS, OrganisationType
from vocabulary.years import snapshot_date

ENGLAND: Final = "england"
AREA_PATTERN: Final = (
    rf"^(england|region:({'|'.join(REGIONS)})|ics:[A-Z0-9]{{3,6}}|type:({'|'.join(OrganisationType)}))$"
)
"""The form of an area's id: england, region:Y56, ics:QMJ or type:acute."""


def area_ids(member: Member) -> list[str]:
    """Return the areas that a body belongs to.

    England, regions and ICSs are NHS trusts and their commissioners, as in the strategy's Table 1; every body
    belongs to its type.
    """
    ids = [f"type:{member.type}"]
    if member.type in ENGLAND_TYPES:
        ids.append(ENGLAND)
        ids += [f"region:{member.region}"] if member.region else []
        ids += [f"ics:{member.ics}"] if member.ics else []
    return ids


def areas_of(members: Iterable[Member], places: Mapping[str, int]) -> dict[str, list[int]]:
    """Return, for each area that has a body, the places of those of its bodies that have one."""
    found: dict[str, list[int]] = defaultdict(list)
    for member in members:
        place = places.get(member.ods)
        for area in area_ids(member):
            found[area] += [] if place is None else [place]
    return dict(found)


def is_open(member: Member, day: date) -> bool:
    """Say whether a body existed on a day: from the day it opened, to the day before it closed."""
    return (member.opened is None or member.opened <= day) and (member.closed is None or member.closed > day)


def expected(area: str, members: Iterable[Member], year: int, reported: Iterable[str]) -> Sequence[Member]:
    """Return the bodies of an area that a year's return is expected from: those open on 31 March, or with one."""
    day, have = snapshot_date(year), set(reported)
    return [each for each in members if area in area_ids(each) and (is_open(each, day) or each.ods in have)]


def area_name(area: str) -> str:
    """Return what an area is called. The id has been held to ``AREA_PATTERN``."""
    kind, _, code = area.partition(":")
    if kind == "region":
        return REGIONS[code]
    if kind == "ics":
        return f"ICS {code}"
    if kind == "type":
        return f"Organisations of type {code}"
    return "England: NHS trusts, CCGs and ICBs"
