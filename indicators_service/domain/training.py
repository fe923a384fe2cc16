"""Indicator 4.

Relative likelihood of accessing non-mandatory training and development, reference over interest.
"""

from typing import Final

from indicators_service.domain.items import ACCESSED, TRAINING_STAFF
from indicators_service.domain.relative import RelativeLikelihood
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import Rows

_ACCESS: Final = RelativeLikelihood("4", events=ACCESSED, people=TRAINING_STAFF, welcome=True)


def training(tally: Tally) -> Rows:
    """Return one result per body. Above 1, staff of the reference group are more likely to get training."""
    return _ACCESS.of(tally)
