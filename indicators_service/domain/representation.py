"""Indicator 1: the share of the group of interest in each band and grade, beside the whole workforce."""

from typing import Final

from indicators_service.domain.items import ALL, CLINICAL, LADDER_GROUPS, WHOLE_WORKFORCE, workforce
from indicators_service.domain.representation_gap import stratum_gap
from indicators_service.domain.results import Heading
from indicators_service.domain.share import share
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import Rows, told
from vocabulary.bands import BANDS_OF, CLUSTERS, StaffGroup
from vocabulary.indicators import INDICATORS, Orientation, Polarity

_RECORD: Final = INDICATORS["1"]

PARTS: Final[tuple[tuple[str, str], ...]] = (
    *((group.value, band) for group in LADDER_GROUPS for band in (*BANDS_OF[group], *CLUSTERS, ALL)),
    *((StaffGroup.MEDICAL_AND_DENTAL.value, g) for g in (*BANDS_OF[StaffGroup.MEDICAL_AND_DENTAL], ALL)),
    (CLINICAL, ALL),
    *((ALL, cluster) for cluster in CLUSTERS),
    (ALL, ALL),
)
"""Staff group and band, in order: each ladder with its clusters and total, medical grades and their total,
clinical staff, the clusters of both ladders together, the whole workforce. Senior medical managers are of which
consultants: shown, never added again."""


def _heading(staff_group: str, band: str, measure: str) -> Heading:
    part = {"staff_group": str(staff_group), "band": str(band)}
    if measure == "gap":
        return Heading("1", part, measure, _RECORD.unit, _RECORD.orientation, _RECORD.polarity, _RECORD.parity)
    return Heading("1", part, measure, "percent", Orientation.NONE, Polarity.NEUTRAL, None)


_HEADINGS: Final = {
    measure: [_heading(group, band, measure) for group, band in PARTS]
    for measure in ("share", "share_of_known", "gap")
}


def representation(tally: Tally) -> Rows:
    """Return, per body, three results for every part: ``share``, ``share_of_known`` and ``gap``.

    ``share`` keeps unknown staff in the denominator, ``share_of_known`` leaves them out; ``gap`` is stratum
    minus workforce in percentage points. A stratum with nobody in it is null with ``no-denominator``.
    """
    strata = tally.take([workforce(group, band) for group, band in PARTS])
    measures = (
        told(share(strata, with_unknown=True), _HEADINGS["share"], tally.rule),
        told(share(strata, with_unknown=False), _HEADINGS["share_of_known"], tally.rule),
        told(stratum_gap(strata, tally.take([WHOLE_WORKFORCE])), _HEADINGS["gap"], tally.rule),
    )
    return [[result for trio in zip(*body, strict=True) for result in trio] for body in zip(*measures, strict=True)]
