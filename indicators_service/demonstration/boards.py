"""Boards of every body (indicator 9). Those of trusts add up to what the strategy says of boards in 2018.

Source: the strategy's section 03. All trusts 88 % white, 7 % BME, 5 % unknown; London 16 % BME; the South 4 % BME.
"""

from fractions import Fraction
from typing import Final

import numpy as np

from indicators_service.demonstration.apportionment import apportion_within, half_up
from indicators_service.demonstration.bodies import bodies
from indicators_service.demonstration.draws import ONE, Whole, bell, uniform
from indicators_service.demonstration.margins import Kind
from indicators_service.demonstration.published import TABLE_1
from indicators_service.demonstration.roster import bme_shares, rows, trust_areas, unknown_shares

CELLS: Final = ((True, True), (True, False), (False, True), (False, False))
"""(voting, executive) in the order of the arrays."""

TRUST_BME_2018: Final = Fraction(7, 100)
TRUST_UNKNOWN: Final = Fraction(5, 100)
AREA_BME_2018: Final = {"london": Fraction(16, 100), "south": Fraction(4, 100)}

_SEATS: Final = {
    Kind.TRUST: ((5, 7), (6, 8), (1, 4), (0, 1)),
    Kind.CCG: ((3, 5), (6, 9), (1, 3), (0, 2)),
    Kind.ARMS_LENGTH: ((3, 5), (5, 8), (1, 2), (0, 1)),
}
_OTHER_BME: Final = {Kind.CCG: Fraction(13, 100), Kind.ARMS_LENGTH: Fraction(8, 100)}
_OTHER_UNKNOWN: Final = Fraction(6, 100)


def _seats(year: int) -> Whole:
    seats = np.zeros((len(bodies()), len(CELLS)), np.int64)
    for kind, limits in _SEATS.items():
        where = rows(kind)
        drawn = [uniform(f"seats-{kind}-{cell}", where.shape, *limits[cell]) for cell in range(len(CELLS))]
        seats[where] = np.stack(drawn, axis=-1)
    seats[:, 2] += uniform(f"seat-added-{year}", (len(bodies()),), 0, 9) == 0  # one board in ten adds a director
    return seats


def _trend(year: int) -> Fraction:
    """Boards before 2018 are not published here: they are assumed to have moved as bands 8a to VSM did."""
    return Fraction(TABLE_1[year].senior_share, TABLE_1[max(TABLE_1)].senior_share)


def _area_totals(seats: Whole, year: int) -> dict[str, int]:
    """Return BME members by area: London and the South as published, elsewhere what the nation leaves."""
    found = {
        area: half_up(int(seats[trust_areas()[area]].sum()) * share * _trend(year))
        for area, share in AREA_BME_2018.items()
    }
    trusts = half_up(int(seats[rows(Kind.TRUST)].sum()) * TRUST_BME_2018 * _trend(year))
    return found | {"elsewhere": trusts - sum(found.values())}


def _bme(seats: Whole, year: int) -> Whole:
    weights = seats * (bme_shares()[:, None] * bell("board-share", seats.shape, 900) // ONE)
    parts = [(trust_areas()[area], total) for area, total in _area_totals(seats, year).items()]
    for kind, share in _OTHER_BME.items():
        parts.append((rows(kind), half_up(int(seats[rows(kind)].sum()) * share * _trend(year))))
    bme = np.zeros_like(seats)
    for where, total in parts:
        bme[where] = apportion_within(total, weights[where], seats[where])
    return bme


def _unknown(seats: Whole, bme: Whole) -> Whole:
    rest, unknown = seats - bme, np.zeros_like(seats)
    weights = rest * unknown_shares(max(TABLE_1))[:, None]
    for kind in Kind:
        where, share = rows(kind), TRUST_UNKNOWN if kind is Kind.TRUST else _OTHER_UNKNOWN
        total = half_up(int(seats[where].sum()) * share)
        unknown[where] = apportion_within(total, weights[where], rest[where])
    return unknown


def boards(year: int) -> Whole:
    """Return members on 31 March of the year as ``[body, cell, group]``; groups white, BME, unknown."""
    seats = _seats(year)
    bme = _bme(seats, year)
    unknown = _unknown(seats, bme)
    return np.stack([seats - bme - unknown, bme, unknown], axis=-1)
