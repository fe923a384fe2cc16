"""The race disparity ratio: how much likelier the reference group is to have moved up from tier to tier.

Tiers are lower (to band 5), middle (6 and 7) and upper (8a and above with VSM), non-clinical staff and clinical staff
outside medicine apart. The ratio from lower to middle times that from middle to upper is the one from lower to upper.
"""

from itertools import product
from typing import Final

from indicators_service.domain.items import LADDER_GROUPS, workforce
from indicators_service.domain.odds_ratio import odds_ratio
from indicators_service.domain.results import Heading
from indicators_service.domain.tally import REFERENCE, Tally
from indicators_service.domain.telling import Rows, told
from vocabulary.bands import StaffGroup
from vocabulary.indicators import Orientation, Polarity

INDICATOR: Final = "race-disparity-ratio"
MEASURE: Final = "progression_ratio"

STEPS: Final = (("lower", "middle"), ("middle", "upper"), ("lower", "upper"))
"""From which tier to which, in the order of the results."""

_PARTS: Final = tuple(product(LADDER_GROUPS, STEPS))


def _heading(group: StaffGroup, start: str, end: str) -> Heading:
    return Heading(
        indicator=INDICATOR,
        part={"staff_group": group.value, "from": start, "to": end},
        measure=MEASURE,
        unit="ratio",
        orientation=Orientation.WHITE_OVER_BME,
        polarity=Polarity.CLOSER_TO_PARITY,
        parity=1.0,
    )


_HEADINGS: Final = [_heading(group, *step) for group, step in _PARTS]
_LOWER: Final = [workforce(group, f"tier_{start}") for group, (start, _) in _PARTS]
_UPPER: Final = [workforce(group, f"tier_{end}") for group, (_, end) in _PARTS]


def race_disparity(tally: Tally) -> Rows:
    """Return six results per body: each staff group's three steps, in the order of ``STEPS``.

    Above 1 the reference group is the likelier to have moved up. Null where a tier of the step has nobody of one of
    the two groups in it.
    """
    found = odds_ratio(tally.take(_UPPER), tally.take(_LOWER), top=REFERENCE, welcome=True)
    return told(found, _HEADINGS, tally.rule)
