"""Turnover where none was given: the defaults, each with the evidence it stands on.

Local and national turnover are different inputs. In one organisation every departure leaves a vacancy; in
the nation a move between two trusts does not.
"""

from enum import StrEnum
from typing import Final

from trajectory_service.domain.assumptions import DEFAULT, Assumption
from vocabulary.bands import Band


class Frame(StrEnum):
    """Whose posts are counted: those of one organisation, or of a region or the nation together."""

    LOCAL = "local"
    NATIONAL = "national"


_NATIONAL: Final = Assumption(
    "turnover",
    0.0975,
    DEFAULT,
    "No turnover was given. One rate of 9.75 % a year reproduces every goal the 2019 strategy prints; the "
    "strategy does not print it. Moves between organisations leave no vacancy in this frame.",
)
_VERY_SENIOR: Final = Assumption(
    "turnover",
    0.20,
    DEFAULT,
    "No turnover was given. Executives of trusts left at about 21 % a year; 20 % is taken for very senior managers.",
)
_LOCAL: Final = Assumption(
    "turnover",
    0.12,
    DEFAULT,
    "No turnover was given. 12 % a year is taken for a band or medical grade of one organisation, where a move "
    "to another organisation leaves a vacancy too. All staff left at 8 to 11 % a year, nurses at 9 to 11 %, "
    "consultants at 5 to 6 %.",
)


def default_turnover(frame: Frame, band: Band | None = None) -> Assumption:
    """Return the turnover a year to assume for a band. ``None`` stands for bands pooled together."""
    if frame is Frame.NATIONAL:
        return _NATIONAL
    return _VERY_SENIOR if band is Band.VSM else _LOCAL
