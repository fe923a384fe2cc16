"""The invented bodies: 220 trusts, 190 CCGs and 12 arm's-length bodies, each with a code that no real body has.

How many of each kind a region has follows the NHS of 2018 roughly. Integrated care systems are invented too, six to
a region: ``ZS1A`` to ``ZS7F``, the digit being the region in the order of ``vocabulary.organisations.REGIONS``.
Arm's-length bodies serve the nation and belong to no system.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from indicators_service.demonstration.places import places
from vocabulary.organisations import REGIONS, OrganisationType

_SYSTEMS: Final = "ABCDEF"
_OPENED: Final = ("1992-04-01", "1994-04-01", "1999-04-01", "2002-04-01", "2007-10-01", "2011-04-01", None)
_CCGS_BEGAN: Final = "2013-04-01"

TRUSTS_OF: Final[dict[str, dict[OrganisationType, int]]] = {
    region: dict(zip(tuple(OrganisationType)[:5], numbers, strict=True))
    for region, numbers in {
        "Y56": (19, 9, 3, 1, 4),
        "Y58": (15, 5, 2, 1, 1),
        "Y59": (21, 7, 2, 2, 1),
        "Y60": (23, 9, 3, 2, 3),
        "Y61": (15, 5, 2, 1, 1),
        "Y62": (21, 7, 2, 1, 3),
        "Y63": (18, 6, 2, 2, 1),
    }.items()
}
"""Trusts by region: acute, mental health, community, ambulance, specialist."""

CCGS_OF: Final = {"Y56": 32, "Y58": 18, "Y59": 30, "Y60": 36, "Y61": 19, "Y62": 30, "Y63": 25}
"""CCGs by region."""

NAMES: Final[dict[OrganisationType, tuple[str, ...]]] = {
    OrganisationType.ACUTE: (
        "{} Valley NHS Foundation Trust",
        "{} Hospitals NHS Foundation Trust",
        "{} General Hospitals NHS Trust",
        "{} Infirmary NHS Foundation Trust",
    ),
    OrganisationType.MENTAL_HEALTH: ("{} Partnership NHS Foundation Trust", "{} Mental Health NHS Trust"),
    OrganisationType.COMMUNITY: ("{} Community Health NHS Trust", "{} Community Care NHS Foundation Trust"),
    OrganisationType.AMBULANCE: ("{} Ambulance Service NHS Trust",),
    OrganisationType.SPECIALIST: (
        "{} Orthopaedic Hospital NHS Foundation Trust",
        "{} Children's Hospital NHS Foundation Trust",
        "{} Heart and Chest Hospital NHS Trust",
        "{} Eye and Ear Hospital NHS Foundation Trust",
    ),
    OrganisationType.CCG: ("NHS {} CCG",),
    OrganisationType.ARMS_LENGTH_BODY: (
        "{} Agency for Care Standards",
        "{} Health Records Authority",
        "{} Institute for Clinical Learning",
        "{} Medicines Supply Agency",
        "{} Office for Health Statistics",
        "{} Patient Complaints Service",
    ),
}
"""How bodies of a kind are called after their place, taken in turn."""


@dataclass(frozen=True, slots=True)
class Body:
    """An invented NHS body."""

    ods: str
    name: str
    type: OrganisationType
    region: str
    ics: str | None
    opened: str | None


def _ics(region: str, number: int) -> str:
    return f"ZS{tuple(REGIONS).index(region) + 1}{_SYSTEMS[number % len(_SYSTEMS)]}"


def _name(kind: OrganisationType, number: int, names: Iterator[str]) -> str:
    patterns = NAMES[kind]
    return patterns[number % len(patterns)].format(next(names))


def _trusts(names: Iterator[str]) -> Iterator[Body]:
    serial = 0
    for region, kinds in TRUSTS_OF.items():
        for kind, number in kinds.items():
            for turn in range(number):
                serial += 1
                name, opened = _name(kind, turn, names), _OPENED[serial % len(_OPENED)]
                yield Body(f"ZT{serial:03}", name, kind, region, _ics(region, serial), opened)


def _ccgs(names: Iterator[str]) -> Iterator[Body]:
    kind, seats = OrganisationType.CCG, (region for region, number in CCGS_OF.items() for _ in range(number))
    for serial, region in enumerate(seats, start=1):
        yield Body(f"ZC{serial:03}", _name(kind, serial, names), kind, region, _ics(region, serial), _CCGS_BEGAN)


def _arms_length_bodies(names: Iterator[str]) -> Iterator[Body]:
    kind, regions = OrganisationType.ARMS_LENGTH_BODY, tuple(REGIONS)
    for serial in range(1, 13):
        region = regions[serial % len(regions)]
        yield Body(f"ZA{serial:03}", _name(kind, serial, names), kind, region, None, None)


@cache
def bodies() -> tuple[Body, ...]:
    """Return every body in order of kind and code: trusts, then CCGs, then arm's-length bodies."""
    names = iter(places())
    return (*_trusts(names), *_ccgs(names), *_arms_length_bodies(names))
