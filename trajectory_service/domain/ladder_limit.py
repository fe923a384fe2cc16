"""Where a ladder comes to rest when everybody goes on moving as today, and what each rung then needs below it.

In the long run as many of each group come to a rung as leave it. With c climbers a year from below, R recruits of
whom a share e is of the group of interest, and d the chance to leave or be promoted, the stock of a group is (c +
R·e) / d. A rung that keeps its size recruits the R that makes the stocks of both groups add up to it, or none where
the climbers alone are more. Recruits are not rounded here.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.ladder import INTEREST, OTHERS, Ladder

_ROUNDING: Final = 1e-12
_NOBODY: Final = 1e-9
"""Less than this chance a year is none: the long run would be longer than any ladder lasts."""


class NoLimit(StrEnum):
    """Why there is no share in the long run, or none that would do below."""

    NOBODY_LEAVES = "nobody-leaves-the-rung"
    GROWS = "size-does-not-settle"
    EMPTY = "nobody-comes-to-the-rung"
    NO_PROMOTION = "nobody-is-promoted-into-the-rung"
    LOWEST = "no-rung-below"
    NOT_ENOUGH = "no-share-below-is-enough"


@dataclass(frozen=True, slots=True)
class Rest:
    """A rung in the long run: expected people of each group, recruits a year; ``reason`` where there is no limit."""

    interest: float = 0.0
    others: float = 0.0
    recruits: float = 0.0
    reason: NoLimit | None = None

    @property
    def people(self) -> float:
        """People expected on the rung."""
        return self.interest + self.others

    @property
    def share(self) -> float | None:
        """Share of the group of interest in the long run; ``None`` where there is a reason."""
        return self.interest / self.people if self.reason is None else None


@dataclass(frozen=True, slots=True)
class Need:
    """The share, 0 to 1, that the rung below needs for this one to rest at the target, or why there is none."""

    share: float | None
    reason: NoLimit | None = None


def rests(ladder: Ladder) -> list[Rest]:
    """Return where each rung comes to rest, lowest first: one without a limit leaves none to those it promotes to."""
    found: list[Rest] = []
    climbing, lost = np.zeros(2), None
    for rung in range(ladder.rungs):
        rest = Rest(reason=lost) if lost else _rest(ladder, rung, climbing)
        found.append(rest)
        climbing = np.array([rest.interest, rest.others]) * ladder.promotion[rung]
        passes_on = rest.reason is not NoLimit.EMPTY and ladder.promotion[rung].any()
        lost = rest.reason if passes_on else None
    return found


def needs_below(ladder: Ladder, target: float) -> list[Need]:
    """Return what each rung needs below it: people promoted and recruited as in the long run of today's behaviour.

    With a share x below, x·m of the rung's people climb of the group of interest and (1 - x)·m' of the others: the
    share above is at the target where a straight line in x is 0. 0 where recruitment alone is enough.
    """
    at_rest = rests(ladder)
    return [Need(None, NoLimit.LOWEST), *(_need(ladder, rung, at_rest, target) for rung in range(1, ladder.rungs))]


def _rest(ladder: Ladder, rung: int, climbing: FloatArray) -> Rest:
    if ladder.growth[rung]:
        return Rest(reason=NoLimit.GROWS)
    going = ladder.leaving[rung] + ladder.promotion[rung]
    if (going < _NOBODY).any():
        return Rest(reason=NoLimit.NOBODY_LEAVES)
    entering = np.array([ladder.recruitment_share[rung], 1.0 - ladder.recruitment_share[rung]])
    recruits = float(ladder.recruits[rung])
    if ladder.held[rung]:
        size = ladder.people[rung].sum()
        recruits = max(float((size - (climbing / going).sum()) / (entering / going).sum()), 0.0)
    interest, others = (climbing + recruits * entering) / going
    if interest + others <= _ROUNDING:
        return Rest(reason=NoLimit.EMPTY)
    return Rest(float(interest), float(others), recruits)


def _need(ladder: Ladder, rung: int, at_rest: list[Rest], target: float) -> Need:
    own, below, up = at_rest[rung], at_rest[rung - 1], ladder.promotion[rung - 1]
    if own.reason or below.reason:
        return Need(None, own.reason or below.reason)
    if not up.any():
        return Need(None, NoLimit.NO_PROMOTION)
    weight = np.array([1.0 - target, target]) / (ladder.leaving[rung] + ladder.promotion[rung])
    recruited = own.recruits * ladder.recruitment_share[rung]
    others = below.people * up[OTHERS] + own.recruits - recruited
    missing = float(weight[OTHERS] * others - weight[INTEREST] * recruited)
    gained = below.people * float(weight @ up)
    if gained <= _ROUNDING:
        return Need(0.0) if missing <= _ROUNDING else Need(None, NoLimit.NOT_ENOUGH)
    share = max(missing / gained, 0.0)
    # Where nobody of the group would come even so, the line is 0 only on an empty rung.
    coming = share * below.people * up[INTEREST] + recruited
    enough = share <= 1.0 + _ROUNDING and (coming > _NOBODY or target == 0.0)
    return Need(min(share, 1.0)) if enough else Need(None, NoLimit.NOT_ENOUGH)
