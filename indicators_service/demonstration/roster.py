"""The bodies as columns: which rows of the arrays are which kind of body, and how large each body is."""

from functools import cache
from typing import Final

import numpy as np

from indicators_service.demonstration.apportionment import MILLION, with_odds
from indicators_service.demonstration.bodies import bodies
from indicators_service.demonstration.draws import ONE, Whole, bell, uniform
from indicators_service.demonstration.margins import AREA_SHARES_2018, Kind
from indicators_service.demonstration.published import TABLE_1
from vocabulary.organisations import TRUST_TYPES, OrganisationType

FIRST_YEAR: Final = min(TABLE_1)

_SIZES: Final[dict[OrganisationType, tuple[int, int, int]]] = {
    OrganisationType.ACUTE: (2_900, 13_800, 2),
    OrganisationType.MENTAL_HEALTH: (1_900, 6_500, 2),
    OrganisationType.COMMUNITY: (1_200, 4_000, 2),
    OrganisationType.AMBULANCE: (2_600, 5_600, 2),
    OrganisationType.SPECIALIST: (900, 5_000, 2),
    OrganisationType.CCG: (112, 490, 3),
    OrganisationType.ARMS_LENGTH_BODY: (400, 5_500, 2),
}
"""Smallest, largest, and the power that says how much more often bodies are small than large."""

_REGION_SHARES: Final = {
    "Y56": 420_000,
    "Y58": 100_000,
    "Y59": 160_000,
    "Y60": 170_000,
    "Y61": 170_000,
    "Y62": 115_000,
    "Y63": 90_000,
}
_KIND_ODDS: Final = {
    OrganisationType.MENTAL_HEALTH: 1_100,
    OrganisationType.COMMUNITY: 800,
    OrganisationType.AMBULANCE: 280,
}


def _kind(body_type: OrganisationType) -> Kind:
    if body_type in TRUST_TYPES:
        return Kind.TRUST
    return Kind.CCG if body_type is OrganisationType.CCG else Kind.ARMS_LENGTH


def rows(kind: Kind) -> Whole:
    """Return the rows of the bodies of a kind."""
    return np.array([row for row, body in enumerate(bodies()) if _kind(body.type) is kind], np.int64)


def trusts_in(regions: tuple[str, ...]) -> Whole:
    """Return the rows of the trusts of some regions."""
    trusts = rows(Kind.TRUST)
    chosen = [row for row in trusts.tolist() if bodies()[row].region in regions]
    return np.array(chosen, np.int64)


def trust_areas() -> dict[str, Whole]:
    """Return the rows of the trusts of London, of the South, and of everywhere else."""
    areas = {name: trusts_in(regions) for name, (regions, _) in AREA_SHARES_2018.items()}
    elsewhere = np.setdiff1d(rows(Kind.TRUST), np.concatenate(list(areas.values())))
    return areas | {"elsewhere": elsewhere}


@cache
def sizes() -> Whole:
    """Return the weight of each body in the sum of all staff: its headcount, roughly; more small than large."""
    low, high, power = np.array([_SIZES[body.type] for body in bodies()], np.int64).T
    drawn = uniform("size", low.shape, 0, ONE)
    grown: Whole = low + (high - low) * drawn**power // ONE**power
    return grown


@cache
def bme_shares() -> Whole:
    """Return the underlying share of BME staff of each body in millionths, before totals are met."""
    region = np.array([_REGION_SHARES[body.region] for body in bodies()], np.int64)
    kind = np.array([_KIND_ODDS.get(body.type, ONE) for body in bodies()], np.int64)
    shares: Whole = with_odds(with_odds(region, kind), bell("body-share", region.shape, 850))
    return shares


@cache
def drift(stream: str, year: int, spread: int) -> Whole:
    """Return a factor per body that walks on by up to ``spread`` thousandths a year from one in the first year."""
    if year <= FIRST_YEAR:
        return np.full(len(bodies()), ONE, np.int64)
    step = bell(f"{stream}-{year}", (len(bodies()),), spread)
    walked: Whole = drift(stream, year - 1, spread) * step // ONE
    return walked


def unknown_shares(year: int) -> Whole:
    """Return the underlying share of unknown ethnicity of each body in millionths, before totals are met."""
    drawn = uniform("unknown", (len(bodies()),), 15_000, 90_000)
    shares: Whole = np.minimum(drawn * drift("unknown", year, 120) // ONE, MILLION)
    return shares
