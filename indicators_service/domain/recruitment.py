"""Indicator 2: relative likelihood of being appointed from shortlisting, reference over interest."""

from typing import Final

from indicators_service.domain.items import APPOINTED, SHORTLISTED
from indicators_service.domain.relative import RelativeLikelihood
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import Rows

_APPOINTMENT: Final = RelativeLikelihood("2", events=APPOINTED, people=SHORTLISTED, welcome=True)


def recruitment(tally: Tally) -> Rows:
    """Return one result per body. Above 1, people of the reference group are more likely to be appointed."""
    return _APPOINTMENT.of(tally)
