"""Power: whether a stratum that goes on at today's pace would be seen to fall behind, or be taken for chance.

A headcount is ``behind`` when its lower tail on the path, with half the weight of the headcount itself (mid-p), is
below 2.5 %. With few posts no headcount is that unlikely, not even none at all: then nothing can be told.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.course import Chances, followed
from trajectory_service.domain.distribution import Posts, cumulative, probability_at_least
from trajectory_service.domain.outlook import Paths, course_of, cuts
from trajectory_service.domain.projection import POWER_WANTED
from trajectory_service.domain.question import Question
from trajectory_service.domain.replacement import posts_after

TAIL: Final = 0.025
"""A mid-p tail below this is told: 2.5 % at either end, so 5 % of paths that are kept are told by chance."""


@dataclass(frozen=True, slots=True, eq=False)
class Powers:
    """The power at each row's horizon, and in which year after the baseline it is first enough; -1 for none."""

    by_horizon: FloatArray
    detectable: IntArray


def lower_tail(posts: Posts, counts: IntArray) -> FloatArray:
    """Return for each row the mid-p probability of ``counts`` or fewer: those below, and half of the count itself."""
    below, there = cumulative(posts, counts)
    return np.asarray(below + 0.5 * there)


def behind_at_most(posts: Posts, lower: IntArray) -> IntArray:
    """Return the largest headcount that is told to be behind, -1 where none is. ``lower`` is the band's lower end.

    The probability below the band's end is less than 2.5 %, so it is the end itself or the count below it.
    """
    return np.asarray(np.where(lower_tail(posts, lower) < TAIL, lower, lower - 1))


def powers(question: Question, share: FloatArray, paths: Paths) -> Powers:
    """Return the power of every row's path, which recruits at ``share``, against today's pace."""
    seen = np.zeros(len(paths.row))
    cut = cuts(question.stock)[paths.row]
    plain = np.flatnonzero(~cut)
    row, elapsed = paths.row[plain], paths.elapsed[plain]
    stock = question.stock.rows(row)
    behind = behind_at_most(posts_after(stock, share[row], elapsed), paths.lower[plain])
    seen[plain] = 1.0 - probability_at_least(posts_after(stock, question.pace[row], elapsed), behind + 1)
    for one in np.flatnonzero(cuts(question.stock)).tolist():
        seen[paths.row == one] = _with_cuts(question, share, one)
    last = np.cumsum(question.years) - 1
    enough = np.where(seen >= POWER_WANTED, paths.elapsed, np.iinfo(np.int64).max)
    first = np.minimum.reduceat(enough, last - question.years + 1) if len(last) else enough
    return Powers(seen[last], np.where(first == np.iinfo(np.int64).max, -1, first))


def _with_cuts(question: Question, share: FloatArray, row: int) -> list[float]:
    course = course_of(question.stock, row, float(share[row]), int(question.years[row]))
    kept, stalled = followed(course), followed(course.recruiting(float(question.pace[row])))
    return [pace.at_most(_behind(path)) for path, pace in zip(kept[1:], stalled[1:], strict=True)]


def _behind(path: Chances) -> int:
    tails = np.cumsum(path.of_count) - 0.5 * path.of_count
    return int(np.searchsorted(tails, TAIL)) - 1
