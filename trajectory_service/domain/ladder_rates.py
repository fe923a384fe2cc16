"""What moves the people of a ladder: as given, as counted, or as assumed, each with where it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from trajectory_service.domain.assumptions import DEFAULT, GIVEN, Assumption, given
from trajectory_service.domain.inputs import require
from trajectory_service.domain.ladder import Count, Counted, Ladder, Rung
from trajectory_service.domain.ladder_refusal import check
from trajectory_service.domain.turnover import Frame, default_turnover

_MOST: Final = 1.0 + 1e-12

_NO_PROMOTION: Final = "No promotion was given or counted: nobody is taken to be promoted from here."
_TOP: Final = "The top rung: a promotion beyond it is out of the ladder, and counts as leaving."
_HELD: Final = (
    "No recruits were given: each year the whole number of recruits joins that brings the rung's expected size "
    "nearest to what it is to be, at least none; what rounding leaves is carried to the next year."
)
_OWN_SHARE: Final = "No recruitment share was given: today's pace is taken to be the rung's share at its baseline."
_LADDER_SHARE: Final = "No recruitment share was given and the rung is empty: the share of the whole ladder is taken."


@dataclass(frozen=True, slots=True)
class _Chances:
    """A chance a year for each group, and what was assumed."""

    interest: float
    others: float
    assumptions: tuple[Assumption, ...]


def ladder_of(rungs: Sequence[Rung]) -> Ladder:
    """Return the rungs as columns, with every value that was not given counted or assumed.

    Leaving that was neither given nor counted is the default turnover of a band in one organisation. There a move up
    leaves a vacancy too, so the rung's own promotion rate is taken off it: what stays is leaving the ladder. Both
    groups are then taken to leave alike.

    Raises:
        InputError: the rungs are not a ladder, or somebody leaves or is promoted with a probability above 1.
    """
    check(rungs)
    promotion = [_promotion(rung, top=place == len(rungs) - 1) for place, rung in enumerate(rungs)]
    leaving = [_leaving(rung, up) for rung, up in zip(rungs, promotion, strict=True)]
    for place, (out, up) in enumerate(zip(leaving, promotion, strict=True)):
        together = max(out.interest + up.interest, out.others + up.others)
        words = f"leaving and promotion of one group add up to {together:g}, more than 1"
        require(together <= _MOST, f"rungs[{place}].promotion", words)
    shares = [_recruitment_share(rung, rungs) for rung in rungs]
    return Ladder(
        bands=tuple(rung.band for rung in rungs),
        people=np.array([[rung.interest, rung.total - rung.interest] for rung in rungs], dtype=np.float64),
        leaving=np.array([[each.interest, each.others] for each in leaving]),
        promotion=np.array([[each.interest, each.others] for each in promotion]),
        recruits=np.array([float(rung.recruits or 0) for rung in rungs]),
        held=np.array([rung.recruits is None for rung in rungs]),
        growth=np.array([rung.growth or 0.0 for rung in rungs]),
        recruitment_share=np.array([share.value for share in shares]),
        assumptions=tuple(
            (*out.assumptions, *up.assumptions, *_size(rung), share)
            for rung, out, up, share in zip(rungs, leaving, promotion, shares, strict=True)
        ),
    )


def _promotion(rung: Rung, *, top: bool) -> _Chances:
    note = _TOP if top else _NO_PROMOTION
    none = Assumption("promotion", 0.0, DEFAULT, note)
    return _chances("promotion", rung.promotion, rung.promotion_interest, rung.promotions, lambda: none)


def _leaving(rung: Rung, promotion: _Chances) -> _Chances:
    return _chances(
        "leaving", rung.leaving, rung.leaving_interest, rung.leavers, lambda: _default_leaving(rung, promotion)
    )


def _default_leaving(rung: Rung, promotion: _Chances) -> Assumption:
    turnover = default_turnover(Frame.LOCAL, rung.band)
    part = rung.share if rung.share is not None else 0.5
    upward = part * promotion.interest + (1.0 - part) * promotion.others
    room = 1.0 - max(promotion.interest, promotion.others)
    value = min(max(turnover.value - upward, 0.0), room)
    note = (
        f"{turnover.note} A move up leaves a vacancy too: the {100 * upward:.2f} % of the rung promoted in a year "
        f"are taken off the {100 * turnover.value:g} %. Both groups are taken to leave alike."
    )
    return Assumption("leaving", value, DEFAULT, note)


def _chances(
    name: str,
    value: float | None,
    of_interest: float | None,
    counted: Counted | None,
    default: Callable[[], Assumption],
) -> _Chances:
    """Return what was given before what was counted, and that before the default."""
    usual = given(name, value) if value is not None else _of_others(name, counted) or default()
    own: Assumption | None = None
    if of_interest is not None:
        own = given(f"{name}_interest", of_interest)
    elif value is None and counted is not None and counted.interest.people:
        own = _counted(f"{name}_interest", counted.interest)
    return _Chances(own.value if own else usual.value, usual.value, (usual, own) if own else (usual,))


def _of_others(name: str, counted: Counted | None) -> Assumption | None:
    if counted is None or counted.interest.people + counted.others.people == 0:
        return None
    # Where nobody of a group was there to be counted, the other group's rate is the only evidence.
    return _counted(name, counted.others if counted.others.people else counted.interest)


def _counted(name: str, count: Count) -> Assumption:
    note = f"Counted, as given with the request: {count.events} of {count.people} people."
    return Assumption(name, count.events / count.people, GIVEN, note)


def _size(rung: Rung) -> tuple[Assumption, ...]:
    if rung.recruits is not None:
        return (given("recruits", float(rung.recruits)),)
    if rung.growth is not None:
        return (given("growth", rung.growth, f"Given with the request. {_HELD}"),)
    return (Assumption("growth", 0.0, DEFAULT, f"The rung is to keep its size. {_HELD}"),)


def _recruitment_share(rung: Rung, rungs: Sequence[Rung]) -> Assumption:
    if rung.recruitment_share is not None:
        return given("recruitment_share", rung.recruitment_share)
    if rung.share is not None:
        return Assumption("recruitment_share", rung.share, DEFAULT, _OWN_SHARE)
    everybody = sum(each.total for each in rungs)
    share = sum(each.interest for each in rungs) / everybody if everybody else 0.0
    return Assumption("recruitment_share", share, DEFAULT, _LADDER_SHARE)
