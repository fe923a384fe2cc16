"""Headcounts of every body and stratum by group, adding up to the published totals of the year exactly.

Staff are shared over cells first, then BME staff, then staff of unknown ethnicity; white staff are the rest. The same
underlying shares serve every year, with a small drift, so each year grows out of the one before.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from indicators_service.demonstration import margins
from indicators_service.demonstration.apportionment import MILLION, apportion, apportion_within, with_odds
from indicators_service.demonstration.bodies import bodies
from indicators_service.demonstration.draws import ONE, Whole, bell, chance_rounded
from indicators_service.demonstration.margins import Kind
from indicators_service.demonstration.published import totals
from indicators_service.demonstration.roster import (
    bme_shares,
    drift,
    rows,
    sizes,
    trust_areas,
    unknown_shares,
)
from indicators_service.demonstration.strata import CONSULTANTS, STRATA, Tier, bme_odds, columns, profile

GROUPS = ("white", "bme", "unknown")
"""The groups in the order of the last axis of every array."""

_TABLE_1 = (Kind.TRUST, Kind.CCG)
_SENIOR_MEDICAL_MANAGERS = np.array((45, 22, 20), np.int64)
"""Of a thousand consultants of each group, how many are senior medical managers: assumed."""


@dataclass(frozen=True, slots=True)
class Workforce:
    """People of one year: ``counts[body, stratum, group]`` and ``senior_medical_managers[body, group]``."""

    counts: Whole
    senior_medical_managers: Whole

    @property
    def staff(self) -> Whole:
        """Everybody of each body by group, of-which grades not added again."""
        everybody: Whole = self.counts.sum(axis=1)
        return everybody


def _staff(year: int) -> Whole:
    shape = (len(bodies()), len(STRATA))
    weights = np.stack([profile(body.type) for body in bodies()]) * bell("cell-size", shape, 550) // ONE
    weights = weights * (sizes() * drift("growth", year, 50) // ONE)[:, None]
    staff = np.zeros(shape, np.int64)
    for kind in Kind:
        for tier in Tier:
            cells = np.ix_(rows(kind), columns(tier))
            staff[cells] = apportion(margins.staff(kind, tier, year), weights[cells])
    return staff


def _bme_weights(staff: Whole, year: int) -> Whole:
    body = with_odds(bme_shares(), drift("share", year, 60))
    cell = with_odds(np.broadcast_to(body[:, None], staff.shape), bme_odds())
    return staff * with_odds(cell, bell("cell-share", staff.shape, 450))


def _bme(staff: Whole, year: int) -> Whole:
    weights, bme = _bme_weights(staff, year), np.zeros_like(staff)

    def share_out(total: int, where: Whole, tier: Tier) -> None:
        cells = np.ix_(where, columns(tier))
        bme[cells] = apportion_within(total, weights[cells], staff[cells])

    for kind in _TABLE_1:
        share_out(margins.VSM[kind][year].bme, rows(kind), Tier.VSM)
    table_1 = np.concatenate([rows(kind) for kind in _TABLE_1])
    share_out(margins.senior_bme(year), table_1, Tier.SENIOR)
    for area, total in _area_totals(staff, year).items():
        where = _areas()[area]
        share_out(total - int(bme[where].sum()), where, Tier.BELOW_SENIOR)
    extra = rows(Kind.ARMS_LENGTH)  # outside Table 1: nothing to meet but their own shares
    bme[extra] = apportion_within(int(weights[extra].sum()) // MILLION, weights[extra], staff[extra])
    return bme


def _areas() -> dict[str, Whole]:
    return trust_areas() | {"ccgs": rows(Kind.CCG)}


def _area_totals(staff: Whole, year: int) -> dict[str, int]:
    found = {
        area: margins.area_bme(area, int(staff[trust_areas()[area]].sum()), year) for area in margins.AREA_SHARES_2018
    }
    found["ccgs"] = margins.ccg_bme(year)
    return found | {"elsewhere": totals(year).bme - sum(found.values())}


def _unknown(staff: Whole, bme: Whole, year: int) -> Whole:
    rest, unknown = staff - bme, np.zeros_like(staff)
    weights = rest * unknown_shares(year)[:, None]
    for kind in _TABLE_1:
        cells = np.ix_(rows(kind), columns(Tier.VSM))
        total = margins.vsm_staff(kind, year) - margins.VSM[kind][year].known
        unknown[cells] = apportion_within(total, weights[cells], rest[cells])
    where = np.concatenate([rows(kind) for kind in _TABLE_1])
    cells = np.ix_(where, np.concatenate([columns(Tier.BELOW_SENIOR), columns(Tier.SENIOR)]))
    unknown[cells] = apportion_within(totals(year).unknown - int(unknown.sum()), weights[cells], rest[cells])
    extra = rows(Kind.ARMS_LENGTH)
    unknown[extra] = apportion_within(int(weights[extra].sum()) // MILLION, weights[extra], rest[extra])
    return unknown


@cache
def workforce(year: int) -> Workforce:
    """Return everybody employed on 31 March of 2016, 2017 or 2018."""
    staff = _staff(year)
    bme = _bme(staff, year)
    unknown = _unknown(staff, bme, year)
    counts = np.stack([staff - bme - unknown, bme, unknown], axis=-1)
    managers = chance_rounded("managers", counts[:, CONSULTANTS] * _SENIOR_MEDICAL_MANAGERS, ONE)
    return Workforce(counts, managers)
