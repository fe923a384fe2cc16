"""Events of a year in every body: recruitment, the disciplinary process and training (indicators 2, 3 and 4).

Each body draws a rate for white staff and a relative likelihood for BME staff; both last, with a wobble every year.
The middles of the relative likelihoods are assumptions, set so that the sums over all trusts come near 1.5, 1.3
and 1.1: a ratio of sums lies a little below the middle of its bodies' ratios.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from indicators_service.demonstration.apportionment import MILLION
from indicators_service.demonstration.bodies import bodies
from indicators_service.demonstration.draws import ONE, Whole, bell, chance_rounded, uniform
from indicators_service.demonstration.margins import Kind
from indicators_service.demonstration.roster import drift, rows
from indicators_service.demonstration.workforce import workforce

APPOINTMENT: Final = {2016: 1_630, 2017: 1_660, 2018: 1_515}
"""White over BME, indicator 2, thousandths, by year."""

DISCIPLINE: Final = {2016: 1_450, 2017: 1_390, 2018: 1_310}
"""BME over white, indicator 3."""

TRAINING: Final = {2016: 1_110, 2017: 1_120, 2018: 1_100}
"""White over BME, indicator 4."""

_SHORTLISTED_PER_STAFF: Final = np.array((650, 1_000, 450), np.int64)
"""People shortlisted in a year per thousand staff of each group; many applicants come from outside."""


@dataclass(frozen=True, slots=True)
class Events:
    """People by body and group: shortlisted, appointed, entered the disciplinary process, accessed training."""

    shortlisted: Whole
    appointed: Whole
    entered: Whole
    accessed: Whole


def _relative(stream: str, middle: int, spread: int, year: int) -> Whole:
    lasting = bell(f"{stream}-ratio", (len(bodies()),), spread)
    return middle * lasting // ONE * drift(f"{stream}-ratio", year, spread // 3) // ONE


def _rates(stream: str, limits: tuple[Whole | int, Whole | int], year: int) -> Whole:
    low, high = limits
    drawn = uniform(f"{stream}-rate", (len(bodies()),), 0, ONE)
    rates: Whole = (low + (high - low) * drawn // ONE) * drift(f"{stream}-rate", year, 100) // ONE
    return rates


def _by_group(white: Whole, bme: Whole) -> Whole:
    """Stack rates in millionths by group; those of unknown ethnicity fare as white people do."""
    return np.stack([white, bme, white], axis=-1)


def _discipline_limits() -> tuple[Whole, Whole]:
    low, high = np.full(len(bodies()), 8_000, np.int64), np.full(len(bodies()), 17_000, np.int64)
    for kind in (Kind.CCG, Kind.ARMS_LENGTH):
        low[rows(kind)], high[rows(kind)] = 1_500, 7_000
    return low, high


def events(year: int) -> Events:
    """Return the events of the year to 31 March of 2016, 2017 or 2018."""
    staff = workforce(year).staff
    volume = _rates("shortlist", (750, 1_250), year)[:, None] * _SHORTLISTED_PER_STAFF
    shortlisted = chance_rounded(f"shortlisted-{year}", staff * volume, MILLION)
    appointing = _rates("appoint", (160_000, 230_000), year)
    hired = _by_group(appointing, appointing * ONE // _relative("appoint", APPOINTMENT[year], 500, year))
    charged = _rates("discipline", _discipline_limits(), year)
    entering = _by_group(charged, charged * _relative("discipline", DISCIPLINE[year], 750, year) // ONE)
    trained = _rates("training", (450_000, 800_000), year)
    learning = _by_group(trained, trained * ONE // _relative("training", TRAINING[year], 180, year))
    return Events(
        shortlisted,
        chance_rounded(f"appointed-{year}", shortlisted * hired, MILLION),
        chance_rounded(f"entered-{year}", staff * entering, MILLION),
        chance_rounded(f"accessed-{year}", staff * np.minimum(learning, MILLION), MILLION),
    )
