"""Turnover where none was given: the defaults, each with the evidence it stands on.

Local and national turnover are different inputs. In one organisation every departure leaves a vacancy; in
the nation a move between two trusts does not.
"""

from enum import StrEnum
from typing import Final

from trajectory_service.domain.assumptions import DEFAULT, Assumption, from_returns
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


def turnover_from_returns(before: int, now: int, appointed: int, year: int) -> Assumption | None:
    """Return the turnover of a whole organisation, from the returns of two years and the appointments between them.

    Every appointment fills a vacancy or a post that was added, so posts that fell vacant are the appointments less
    what the headcount grew by. Appointments within the organisation count: they leave a vacancy behind.

    Args:
        before: people of known ethnicity in the return of the year before, more than 0.
        now: the same in the return of ``year``.
        appointed: people of known ethnicity appointed in the year between (indicator 2).
        year: of the later return.

    Returns:
        The turnover, ``None`` where the counts give none between 0 and 1.
    """
    rate = (appointed - (now - before)) / before
    if not 0.0 < rate <= 1.0:
        return None
    note = (
        f"{appointed} appointments of known ethnicity in the year, and {before} people before it, {now} after: of "
        "the whole organisation, for want of leavers by band."
    )
    return Assumption("turnover", rate, from_returns(year - 1, year), note)
