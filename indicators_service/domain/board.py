"""Indicator 9: each group's share of the board minus its share of the whole workforce."""

from typing import Final

from indicators_service.domain.items import BOARD_STAFF
from indicators_service.domain.representation_gap import body_gap
from indicators_service.domain.results import Heading
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import Rows, told
from vocabulary.indicators import INDICATORS, Membership

_RECORD: Final = INDICATORS["9"]
_GROUPS: Final = ("reference", "interest", "unknown")


def _heading(membership: str, group: str) -> Heading:
    part = {"membership": membership, "group": group}
    return Heading("9", part, "gap", _RECORD.unit, _RECORD.orientation, _RECORD.polarity, _RECORD.parity)


def board(tally: Tally) -> Rows:
    """Return, per body, for every membership the gap of the reference group, of interest, and of the unknown.

    In percentage points; negative is under-represented. Unknown members stay in the denominators.
    """
    members = tally.take([f"board/{membership.value}" for membership in Membership])
    staff = tally.take([BOARD_STAFF])
    groups = [
        told(body_gap(members, staff, place), [_heading(m.value, group) for m in Membership], tally.rule)
        for place, group in enumerate(_GROUPS)
    ]
    return [[result for trio in zip(*body, strict=True) for result in trio] for body in zip(*groups, strict=True)]
