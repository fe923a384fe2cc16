"""Indicator 3: relative likelihood of entering the formal disciplinary process, interest over reference."""

from typing import Final

from indicators_service.domain.items import DISCIPLINARY_STAFF, ENTERED
from indicators_service.domain.relative import RelativeLikelihood
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import Rows

_ENTRY: Final = RelativeLikelihood("3", events=ENTERED, people=DISCIPLINARY_STAFF, welcome=False)


def disciplinary(tally: Tally) -> Rows:
    """Return one result per body. Above 1, staff of the group of interest are more likely to enter the process.

    Rates are a year's average over the body's window; the ratio is the same for any window. In an area
    whose bodies used different windows the value is null, ``not-comparable``.
    """
    return _ENTRY.of(tally, tally.window_years[:, None])
