"""Staff groups, Agenda for Change bands and medical grades: the strata of WRES indicator 1.

Source: WRES technical guidance as used by the strategy's Annex A, indicator 1.
"""

from enum import StrEnum
from typing import Final


class StaffGroup(StrEnum):
    """The three staff groups that indicator 1 is disaggregated by."""

    NON_CLINICAL = "non_clinical"
    CLINICAL_NON_MEDICAL = "clinical_non_medical"
    MEDICAL_AND_DENTAL = "medical_and_dental"


class Band(StrEnum):
    """A pay band of Agenda for Change, very senior managers, or a medical or dental grade."""

    UNDER_1 = "under_1"
    BAND_1 = "1"
    BAND_2 = "2"
    BAND_3 = "3"
    BAND_4 = "4"
    BAND_5 = "5"
    BAND_6 = "6"
    BAND_7 = "7"
    BAND_8A = "8a"
    BAND_8B = "8b"
    BAND_8C = "8c"
    BAND_8D = "8d"
    BAND_9 = "9"
    VSM = "vsm"
    CONSULTANT = "consultant"
    SENIOR_MEDICAL_MANAGER = "senior_medical_manager"
    NON_CONSULTANT_CAREER_GRADE = "non_consultant_career_grade"
    TRAINEE = "trainee"
    OTHER = "other"


AFC_AND_VSM: Final[tuple[Band, ...]] = tuple(Band)[:14]
"""Bands in ladder order, lowest first, with very senior managers at the top."""

MEDICAL_GRADES: Final[tuple[Band, ...]] = tuple(Band)[14:]
"""Medical and dental grades in the order of the collection form."""

OF_WHICH: Final[dict[Band, Band]] = {Band.SENIOR_MEDICAL_MANAGER: Band.CONSULTANT}
"""Grades counted inside another grade: shown, but never added to a total again."""

BANDS_OF: Final[dict[StaffGroup, tuple[Band, ...]]] = {
    StaffGroup.NON_CLINICAL: AFC_AND_VSM,
    StaffGroup.CLINICAL_NON_MEDICAL: AFC_AND_VSM,
    StaffGroup.MEDICAL_AND_DENTAL: MEDICAL_GRADES,
}

SENIOR_FROM: Final[Band] = Band.BAND_8A
"""Where senior leadership begins in the strategy: band 8a up to VSM. Later frameworks begin at 8c."""


def bands_from(lowest: Band) -> tuple[Band, ...]:
    """Return the bands from ``lowest`` up to VSM.

    Raises:
        ValueError: ``lowest`` is a medical grade, which has no place on the ladder.
    """
    return AFC_AND_VSM[AFC_AND_VSM.index(lowest) :]


CLUSTERS: Final[dict[str, tuple[Band, ...]]] = {
    "bands_1_to_4": AFC_AND_VSM[:5],
    "bands_5_to_7": AFC_AND_VSM[5:8],
    "bands_8a_to_8b": AFC_AND_VSM[8:10],
    "bands_8c_to_vsm": AFC_AND_VSM[10:],
    "bands_8a_to_vsm": bands_from(SENIOR_FROM),
}
"""Pooled bands that reports use. ``bands_1_to_4`` includes staff under band 1."""
