"""How the national totals are shared between kinds of body, tiers and regions before any body is drawn.

Where no figure is published, the split is an assumption, named here. Sources: the strategy's section 03 (London and
the South), its Table 2 (one in so many of known ethnicity) and the fit of that table in the definition of the
trajectory (1,769 very senior managers of known ethnicity in trusts in 2017, 5.7 % of them BME; about 1,050 in CCGs).
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from indicators_service.demonstration.apportionment import half_up
from indicators_service.demonstration.published import TABLE_1, totals
from indicators_service.demonstration.strata import Tier


class Kind(StrEnum):
    """Kinds of body with national totals of their own. Table 1 is the sum of trusts and CCGs."""

    TRUST = "trust"
    CCG = "ccg"
    ARMS_LENGTH = "arms_length"


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts of very senior managers: how many with known ethnicity, and how many of them BME."""

    known: int
    bme: int


VSM: Final[dict[Kind, dict[int, Posts]]] = {
    Kind.TRUST: {2016: Posts(1740, 96), 2017: Posts(1769, 101), 2018: Posts(1800, 102)},
    Kind.CCG: {2016: Posts(1040, 104), 2017: Posts(1050, 110), 2018: Posts(1060, 111)},
}
"""Trusts' 2017 follows the source; every year prints as 1 in 18 and 1 in 10, as Table 2 does."""

VSM_KNOWN: Final = Fraction(95, 100)
"""Very senior managers of known ethnicity: assumed, as on trusts' boards."""

SMALL_STAFF: Final = {
    Kind.CCG: {2016: 39_600, 2017: 40_200, 2018: 40_800},
    Kind.ARMS_LENGTH: {2016: 24_000, 2017: 24_300, 2018: 24_600},
}
"""Staff of CCGs and arm's-length bodies: assumed. Trusts have the rest of Table 1's staff."""

SENIOR_OF_SMALL: Final = Fraction(30, 100)
"""Bands 8a to 9 in CCGs and arm's-length bodies: assumed. Trusts have the rest of Table 1's senior staff."""

CCG_BME_OF_KNOWN: Final = {2016: Fraction(134, 1000), 2017: Fraction(138, 1000), 2018: Fraction(142, 1000)}
"""BME staff of CCGs among those of known ethnicity: 1 in 7 by Table 2, 1 in 7.25 in 2017 by its fit."""

AREA_SHARES_2018: Final = {
    "london": (("Y56",), Fraction(44, 100)),
    "south": (("Y58", "Y59"), Fraction(14, 100)),
}
"""BME staff of the trusts of London and of the South in 2018 (strategy, section 03)."""


def vsm_staff(kind: Kind, year: int) -> int:
    """Return all posts of very senior managers, with those of unknown ethnicity."""
    if kind is Kind.ARMS_LENGTH:
        return SMALL_STAFF[kind][year] // 50
    return half_up(VSM[kind][year].known / VSM_KNOWN)


def staff(kind: Kind, tier: Tier, year: int) -> int:
    """Return how many staff all bodies of a kind have in a tier."""
    if tier is Tier.VSM:
        return vsm_staff(kind, year)
    national = totals(year)
    if kind is Kind.TRUST:
        senior = national.senior_staff - vsm_staff(kind, year)
        senior -= sum(staff(Kind.CCG, part, year) for part in (Tier.SENIOR, Tier.VSM))
        all_staff = national.staff - SMALL_STAFF[Kind.CCG][year]
    else:
        all_staff = SMALL_STAFF[kind][year]
        senior = half_up(all_staff * SENIOR_OF_SMALL)
    return senior if tier is Tier.SENIOR else all_staff - senior - vsm_staff(kind, year)


def senior_bme(year: int) -> int:
    """Return BME staff in bands 8a to 9 of trusts and CCGs: Table 1 without very senior managers."""
    return totals(year).senior_bme - sum(posts[year].bme for posts in VSM.values())


def ccg_bme(year: int) -> int:
    """Return BME staff of all CCGs; ethnicity is assumed to be as well known there as in the nation."""
    national = totals(year)
    known = Fraction(national.staff - national.unknown, national.staff)
    return half_up(SMALL_STAFF[Kind.CCG][year] * known * CCG_BME_OF_KNOWN[year])


def area_bme(area: str, area_staff: int, year: int) -> int:
    """Return BME staff in the trusts of London or the South, who number ``area_staff``.

    Only 2018 is published; before it the share is assumed to have moved as the nation's did.
    """
    trend = Fraction(TABLE_1[year].share, TABLE_1[max(TABLE_1)].share)
    return half_up(area_staff * AREA_SHARES_2018[area][1] * trend)
