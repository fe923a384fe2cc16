"""The names of everything that a return counts, and their layout.

Clusters of bands stand under staff groups, staff groups under the whole workforce, voting rights under the board.
Across that tree go the bands of both staff groups together, executives across voting rights, and the tiers of the
race disparity ratio.
"""

from typing import Final

from indicators_service.domain.layout import Layout
from indicators_service.domain.survey_tally import QUESTIONS
from vocabulary.bands import BANDS_OF, CLUSTERS, MEDICAL_GRADES, OF_WHICH, Band, StaffGroup

ALL: Final = "all"
CLINICAL: Final = "clinical"
WHOLE_WORKFORCE: Final = "workforce/all/all"
SHORTLISTED: Final = "recruitment/shortlisted"
APPOINTED: Final = "recruitment/appointed"
ENTERED: Final = "disciplinary/entered"
ACCESSED: Final = "training/accessed"
DISCIPLINARY_STAFF: Final = "disciplinary/staff"
TRAINING_STAFF: Final = "training/staff"
BOARD_STAFF: Final = "board/staff"
WHOLE_BOARD: Final = "board/all"

LADDER_GROUPS: Final = (StaffGroup.NON_CLINICAL, StaffGroup.CLINICAL_NON_MEDICAL)
"""The staff groups on the ladder of bands; doctors and dentists have grades instead."""


def workforce(staff_group: str, band: str) -> str:
    """Return the name of a stratum, a cluster or a staff group's total."""
    return f"workforce/{staff_group}/{band}"


def board_seat(*, voting: bool, executive: bool) -> str:
    """Return the name of one of the four kinds of board seat."""
    return f"board/{'voting' if voting else 'non_voting'}/{'executive' if executive else 'non_executive'}"


STRATA: Final = tuple(workforce(group, band) for group, bands in BANDS_OF.items() for band in bands)
SEATS: Final = tuple(board_seat(voting=v, executive=e) for v in (True, False) for e in (True, False))
COUNTED: Final = (*STRATA, SHORTLISTED, APPOINTED, ENTERED, ACCESSED, *SEATS)
"""What a return counts, in order."""

_NESTED: Final = {"bands_8a_to_vsm": ("bands_8a_to_8b", "bands_8c_to_vsm")}
"""A cluster made of clusters."""


def _ladder_totals(group: str) -> dict[str, tuple[str, ...]]:
    totals = {
        workforce(group, cluster): tuple(workforce(group, part) for part in _NESTED.get(cluster, bands))
        for cluster, bands in CLUSTERS.items()
    }
    top = [cluster for cluster in CLUSTERS if not any(cluster in parts for parts in _NESTED.values())]
    totals[workforce(group, ALL)] = tuple(workforce(group, cluster) for cluster in top)
    return totals


def _tree() -> dict[str, tuple[str, ...]]:
    totals: dict[str, tuple[str, ...]] = {}
    for group in LADDER_GROUPS:
        totals |= _ladder_totals(group)
    medical = StaffGroup.MEDICAL_AND_DENTAL
    grades = (grade for grade in MEDICAL_GRADES if grade not in OF_WHICH)
    totals[workforce(medical, ALL)] = tuple(workforce(medical, grade) for grade in grades)
    clinical = (StaffGroup.CLINICAL_NON_MEDICAL, medical)
    totals[workforce(CLINICAL, ALL)] = tuple(workforce(group, ALL) for group in clinical)
    whole = (StaffGroup.NON_CLINICAL, CLINICAL)
    totals[WHOLE_WORKFORCE] = tuple(workforce(group, ALL) for group in whole)
    totals["board/voting"], totals["board/non_voting"] = SEATS[:2], SEATS[2:]
    totals[WHOLE_BOARD] = ("board/voting", "board/non_voting")
    return totals


TREE: Final[dict[str, tuple[str, ...]]] = _tree()
"""Each total and its direct parts, parts before the totals made of them. No item is a part of two totals."""

TIERS: Final[dict[str, tuple[str, ...]]] = {
    "tier_lower": ("bands_1_to_4", Band.BAND_5),
    "tier_middle": (Band.BAND_6, Band.BAND_7),
    "tier_upper": ("bands_8a_to_vsm",),
}
"""The tiers of the race disparity ratio on each ladder: to band 5, 6 and 7, 8a and above."""

JOINT: Final[dict[str, tuple[str, ...]]] = (
    {workforce(ALL, cluster): tuple(workforce(group, cluster) for group in LADDER_GROUPS) for cluster in CLUSTERS}
    | {"board/executive": SEATS[0::2], "board/non_executive": SEATS[1::2]}
    | {
        workforce(group, tier): tuple(workforce(group, part) for part in parts)
        for group in LADDER_GROUPS
        for tier, parts in TIERS.items()
    }
)
"""Sums across the tree."""

STAFF_OF: Final[dict[str, str]] = {
    DISCIPLINARY_STAFF: ENTERED,
    TRAINING_STAFF: ACCESSED,
    BOARD_STAFF: WHOLE_BOARD,
}
"""The whole workforce again, of those bodies alone that collected the section the staff are compared with."""

LAYOUT: Final = Layout(
    counted=COUNTED,
    tree=TREE,
    joint=JOINT,
    staff_of=STAFF_OF,
    whole=WHOLE_WORKFORCE,
    sections=(STRATA, SEATS),
    windowed=ENTERED,
    questions=tuple(question.value for question in QUESTIONS),
)
"""The layout of a return's items."""

ITEMS: Final = LAYOUT.items
"""The items of a tally of returns, in order."""

POSITION: Final = LAYOUT.position
"""Where an item stands in a tally of returns."""
