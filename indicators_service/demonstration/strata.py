"""What the workforce of each kind of body looks like: how staff spread over bands, and where BME staff are found.

The tables are assumptions of this generator, in whole thousandths, drawn to look like the NHS of 2018: shares of BME
staff peak at band 5 of clinical staff and fall with every band from there, in both staff groups, up to VSM.
"""

from enum import StrEnum
from typing import Final

import numpy as np

from indicators_service.demonstration.draws import Whole
from vocabulary.bands import BANDS_OF, OF_WHICH, SENIOR_FROM, Band, StaffGroup, bands_from
from vocabulary.organisations import OrganisationType


class Tier(StrEnum):
    """Parts of the workforce whose national totals are known apart."""

    BELOW_SENIOR = "below_senior"
    SENIOR = "senior"
    VSM = "vsm"


Stratum = tuple[StaffGroup, Band]

STRATA: Final[tuple[Stratum, ...]] = tuple(
    (group, band) for group, bands in BANDS_OF.items() for band in bands if band not in OF_WHICH
)
"""Every stratum that adds to the workforce, in the order of the collection form; of-which grades are left out."""

CONSULTANTS: Final = STRATA.index((StaffGroup.MEDICAL_AND_DENTAL, Band.CONSULTANT))
"""Where the consultants are, of whom some are senior medical managers."""

GROUP_MIX: Final[dict[OrganisationType, tuple[int, int, int]]] = {
    OrganisationType.ACUTE: (300, 570, 130),
    OrganisationType.MENTAL_HEALTH: (260, 690, 50),
    OrganisationType.COMMUNITY: (270, 705, 25),
    OrganisationType.AMBULANCE: (250, 748, 2),
    OrganisationType.SPECIALIST: (330, 520, 150),
    OrganisationType.CCG: (800, 185, 15),
    OrganisationType.ARMS_LENGTH_BODY: (860, 130, 10),
}
"""Non-clinical, clinical non-medical, medical and dental staff in a thousand of a body of each kind."""

_SPREAD: Final[dict[StaffGroup, tuple[int, ...]]] = {
    StaffGroup.NON_CLINICAL: (2, 50, 290, 185, 140, 85, 65, 60, 48, 30, 20, 12, 5, 8),
    StaffGroup.CLINICAL_NON_MEDICAL: (1, 4, 170, 110, 45, 310, 210, 103, 32, 10, 4, 2, 1, 1),
    StaffGroup.MEDICAL_AND_DENTAL: (405, 95, 470, 30),
}
_CCG_SPREAD: Final = (0, 2, 15, 60, 110, 120, 150, 180, 130, 90, 65, 40, 18, 30)
_BME_ODDS: Final[dict[StaffGroup, tuple[int, ...]]] = {
    StaffGroup.NON_CLINICAL: (800, 1100, 820, 720, 700, 800, 780, 700, 620, 520, 430, 360, 320, 250),
    StaffGroup.CLINICAL_NON_MEDICAL: (900, 1500, 1150, 850, 720, 1500, 980, 700, 570, 490, 410, 360, 320, 280),
    StaffGroup.MEDICAL_AND_DENTAL: (2600, 5000, 3000, 2000),
}
_OFFICES: Final = (OrganisationType.CCG, OrganisationType.ARMS_LENGTH_BODY)
"""Bodies without wards: many middle managers, few support staff, in either staff group."""


def tier_of(stratum: Stratum) -> Tier:
    """Return the part of the workforce that a stratum belongs to; medical grades are below senior here.

    The strategy's "band 8a to VSM" counts the bands of Agenda for Change alone.
    """
    band = stratum[1]
    if band is Band.VSM:
        return Tier.VSM
    return Tier.SENIOR if band in bands_from(SENIOR_FROM) else Tier.BELOW_SENIOR


def columns(tier: Tier) -> Whole:
    """Return the positions in ``STRATA`` of a tier."""
    return np.array([place for place, stratum in enumerate(STRATA) if tier_of(stratum) is tier], np.int64)


def profile(kind: OrganisationType) -> Whole:
    """Return the weight of each stratum in a body of this kind: about 100,000 in all."""
    weights: list[int] = []
    for share, group in zip(GROUP_MIX[kind], StaffGroup, strict=True):
        medical = group is StaffGroup.MEDICAL_AND_DENTAL
        spread = _CCG_SPREAD if kind in _OFFICES and not medical else _SPREAD[group]
        weights += [share * part // 10 for part in spread]
    return np.array(weights, np.int64)


def bme_odds() -> Whole:
    """Return, per stratum, the odds of BME staff beside those of the whole body, in thousandths."""
    return np.array([odds for group in StaffGroup for odds in _BME_ODDS[group]], np.int64)
