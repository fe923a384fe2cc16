"""What indicators 2 to 4 share.

One relative likelihood of an event, oriented as the indicator's record says.
"""

from dataclasses import dataclass
from typing import Final

from indicators_service.domain.rate_ratio import rate_ratio
from indicators_service.domain.results import Heading
from indicators_service.domain.tally import INTEREST, REFERENCE, Ints, Tally
from indicators_service.domain.telling import Rows, told
from vocabulary.indicators import INDICATORS, Orientation

_ON_TOP: Final = {Orientation.WHITE_OVER_BME: REFERENCE, Orientation.BME_OVER_WHITE: INTEREST}


@dataclass(frozen=True, slots=True)
class RelativeLikelihood:
    """An indicator that is a ratio of rates: which item holds the events, which the people they happen to."""

    indicator: str
    events: str
    people: str
    welcome: bool

    def of(self, tally: Tally, years: Ints | int = 1) -> Rows:
        """Return one result per body."""
        record = INDICATORS[self.indicator]
        found = rate_ratio(
            tally.take([self.events]),
            tally.take([self.people]),
            top=_ON_TOP[record.orientation],
            welcome=self.welcome,
            years=years,
        )
        heading = Heading(
            record.id, None, "rate_ratio", record.unit, record.orientation, record.polarity, record.parity
        )
        return told(found, [heading], tally.rule)
