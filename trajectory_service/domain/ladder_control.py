"""How a ladder answers to shares of recruitment and promotion: expected stocks as straight lines in them.

With the people promoted and recruited in each year held as numbers, whatever their group, expected stocks are
straight lines in the shares: e, of recruits to each rung, and s, of those promoted into each rung but the lowest.
So targets and limits on the people there are to promote are linear inequalities, and the shares required a convex
programme.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray
from trajectory_service.domain.bounded_least_squares import Limits
from trajectory_service.domain.ladder import INTEREST, OTHERS, Bounds
from trajectory_service.domain.ladder_course import Course, expected, promoted

NOBODY: Final = 1e-9
"""Fewer expected people than this are nobody."""


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """Expected stocks in every year as constant + slope · shares.

    The shares are e for every rung, then s for every rung but the lowest. ``constant`` is years + 1 × rungs ×
    groups and ``slope`` the same × shares. ``recruits`` and ``climbers`` are people a year joining a rung and
    promoted out of it, years × rungs; ``today`` how many of them are of the group of interest as things go.

    In a year in which nobody of one group can be on a rung yet, whatever the shares, there is no choice of whom to
    promote from it: its promotions are today's, and not among the ``climbers``. A share would otherwise be held at 0
    for all years by the first.
    """

    constant: FloatArray
    slope: FloatArray
    leaving: FloatArray
    recruits: FloatArray
    climbers: FloatArray
    today: FloatArray

    @property
    def rungs(self) -> int:
        """How many rungs there are."""
        return int(self.recruits.shape[1])

    def flow(self, years: int) -> FloatArray:
        """Return the people a year whom each share is of, on average over so many years."""
        return np.concatenate([self.recruits[:years].mean(axis=0), self.climbers[:years, :-1].mean(axis=0)])

    def pace(self, years: int) -> FloatArray:
        """Return today's shares over so many years: of all who join or are promoted in them; 0 where nobody is."""
        rungs = self.rungs
        of_interest = np.concatenate(
            [self.today[:years, :rungs].mean(axis=0), self.today[:years, rungs:].mean(axis=0)]
        )
        flow = self.flow(years)
        pace: FloatArray = np.divide(of_interest, flow, out=np.zeros_like(flow), where=flow > NOBODY)
        return pace

    def stocks(self, shares: FloatArray, year: int) -> FloatArray:
        """Return expected people at the end of a year (0: at the baseline), rungs × groups."""
        return np.asarray(self.constant[year] + self.slope[year] @ shares)


def control_of(today: Course) -> Control:
    """Return how a course answers to other shares, with today's numbers of recruits and promotions."""
    climbing = promoted(today, expected(today))
    stays, shares = 1.0 - today.leaving, 2 * today.recruits.shape[1] - 1
    constant, slope = [today.start], [np.zeros((*today.start.shape, shares))]
    steered = climbing.copy()
    for year, recruits in enumerate(today.recruits):
        steered[year, _settled(constant[-1], slope[-1])] = 0.0
        more, known = _entering(recruits, steered[year].sum(axis=1))
        constant.append(constant[-1] * stays + known + _moved_up(climbing[year] - steered[year]))
        slope.append(slope[-1] * stays[..., None] + more)
    of_interest = np.hstack([today.recruits * today.share, steered[:, :-1, INTEREST]])
    return Control(
        np.stack(constant), np.stack(slope), today.leaving, today.recruits, steered.sum(axis=2), of_interest
    )


def _settled(constant: FloatArray, slope: FloatArray) -> BoolArray:
    """Say from which rungs only one group can be promoted: nobody of the other is there, whatever the shares."""
    return np.asarray(((constant <= NOBODY) & (np.abs(slope).max(axis=2) <= NOBODY)).any(axis=1))


def _moved_up(climbing: FloatArray) -> FloatArray:
    """Return what people who are promoted, rungs × groups, bring to each rung and take from it."""
    return np.vstack([np.zeros((1, 2)), climbing[:-1]]) - climbing


def _entering(recruits: FloatArray, climbers: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what a year brings to each cell: slope (rungs × groups × shares) and constant."""
    rungs = len(recruits)
    slope = np.zeros((rungs, 2, 2 * rungs - 1))
    rung, above = np.arange(rungs), np.arange(1, rungs)
    promotion = rungs + above - 1
    slope[rung, INTEREST, rung] = recruits
    slope[above, INTEREST, promotion] = climbers[:-1]
    slope[above - 1, INTEREST, promotion] = -climbers[:-1]
    slope[:, OTHERS] = -slope[:, INTEREST]
    nobody = np.zeros(rungs)
    return slope, np.stack([nobody, recruits], axis=1) + _moved_up(np.stack([nobody, climbers], axis=1))


def bounded(recruitment: list[Bounds], promotion: list[Bounds]) -> tuple[FloatArray, FloatArray]:
    """Return the least and the most of every share, those of promotion from the second rung up."""
    every = [*recruitment, *promotion[1:]]
    return np.array([each.least for each in every]), np.array([each.most for each in every])


def supply(control: Control, years: int) -> Limits:
    """Return the limits that the people there set: of neither group more are promoted than stay to be.

    In every year before the horizon, and for each group, those promoted out of a rung are at most those expected
    there less their leavers.
    """
    rungs = control.rungs
    below = np.arange(rungs - 1)
    stays = (1.0 - control.leaving)[None, :-1]
    normals = control.slope[:years, :-1] * stays[..., None]
    known = control.constant[:years, :-1] * stays
    climbers = control.climbers[:years, :-1]
    normals[:, below, INTEREST, rungs + below] -= climbers
    normals[:, below, OTHERS, rungs + below] += climbers
    known[:, :, OTHERS] -= climbers
    promoting = np.broadcast_to(climbers[..., None] > NOBODY, known.shape)
    return Limits(normals[promoting], -known[promoting])


def short_of(control: Control, target: float, year: int) -> tuple[FloatArray, FloatArray]:
    """Return a slope and a constant for every rung that are at least 0 together where the rung meets the target.

    (1 - target)·interest - target·others, for a whole rung of people: in shares where it is divided by its size.
    """
    weight = np.array([1.0 - target, -target])
    return np.einsum("kgv,g->kv", control.slope[year], weight), control.constant[year] @ weight
