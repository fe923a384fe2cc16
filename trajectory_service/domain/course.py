"""A stratum followed year by year: cuts of posts, and whatever else changes from one year to the next.

Where every year is like the one before, ``replacement`` has the closed form. Here each year has a rate, a share
and a change of posts of its own, and the exact distribution of who holds the posts is carried from year to year.
In a year

1. posts change hands: each held by the group of interest is lost to it with probability leaving·(1 - share), each
   other is gained with probability leaving·share;
2. then posts are added and filled at the same share, or whole posts are cut. Which posts go is drawn among all of
   them; ``selection`` is the odds that a post of the group of interest is among them, over those of another post.
   At 1 a cut takes no notice of who holds a post. The strategy warns that cuts fall on BME leaders: above 1.

The number cut from the group of interest has Fisher's noncentral hypergeometric distribution.

Source: A Model Employer (2019), section 04; Fog (2008) for the distribution.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Self

import numpy as np

from trajectory_service.domain.arrays import FloatArray

_NEGLIGIBLE: Final = 1e-13
"""Counts at either end that are together less likely than this are dropped."""

_FAINT: Final = -math.log(1e-15)
_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Course:
    """Posts at the start, and what happens in each year: one entry a year in every tuple.

    ``leaving_interest`` and ``leaving_others`` are shares of posts that fall vacant, ``share`` the share of recruits
    from the group of interest, ``change`` the whole posts added, or cut where negative.
    """

    interest: int
    others: int
    leaving_interest: tuple[float, ...]
    leaving_others: tuple[float, ...]
    share: tuple[float, ...]
    change: tuple[int, ...]
    selection: float = 1.0

    @property
    def years(self) -> int:
        """How many years the course runs."""
        return len(self.change)

    @property
    def posts(self) -> list[int]:
        """Posts at the start and at the end of every year."""
        start = self.interest + self.others
        return [start + sum(self.change[:year]) for year in range(self.years + 1)]

    def recruiting(self, share: float) -> Self:
        """Return the same course, recruiting at one share in every year."""
        return replace(self, share=(share,) * self.years)


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """The probability of every count of posts held by the group of interest, from 0 up."""

    of_count: FloatArray

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return len(self.of_count) - 1

    @property
    def expected(self) -> float:
        """Expected count."""
        return float(self.of_count @ np.arange(len(self.of_count)))

    def at_least(self, goal: int) -> float:
        """Return the probability of ``goal`` or more."""
        return float(np.clip(self.of_count[max(goal, 0) :].sum(), 0.0, 1.0))

    def at_most(self, count: int) -> float:
        """Return the probability of ``count`` or fewer."""
        return float(np.clip(self.of_count[: max(count + 1, 0)].sum(), 0.0, 1.0))

    def quantile(self, level: float) -> int:
        """Return the smallest count whose cumulative probability reaches ``level``."""
        return int(np.argmax(np.cumsum(self.of_count) >= level - _ROUNDING))


def followed(course: Course) -> list[Chances]:
    """Return the chances at the start and at the end of every year.

    Raises:
        ValueError: a cut leaves no post.
    """
    if min(course.posts) <= 0:
        raise ValueError("a course needs posts to follow")
    years = [_certain(course.interest, course.interest + course.others)]
    for year in range(course.years):
        years.append(_a_year_later(years[-1], course, year))
    return years


@lru_cache(maxsize=256)
def _certain(interest: int, posts: int) -> Chances:
    of_count = np.zeros(posts + 1)
    of_count[interest] = 1.0
    return Chances(of_count)


def _a_year_later(before: Chances, course: Course, year: int) -> Chances:
    share, change = course.share[year], course.change[year]
    lose, gain = course.leaving_interest[year] * (1.0 - share), course.leaving_others[year] * share
    return _moved(before, lose, gain, share, change, course.selection)


@lru_cache(maxsize=2048)
def _moved(before: Chances, lose: float, gain: float, share: float, change: int, selection: float) -> Chances:
    # The same years are asked for again and again: by every horizon, path and search for a share. Chances are told
    # apart by identity, so what is kept is found again along a course that began alike.
    after = _exchanged(before.of_count, lose, gain)
    if change < 0:
        after = after_cut(after, -change, selection)
    elif change > 0:
        after = np.convolve(after, _binomial(change, share))
    return Chances(after / after.sum())


def recruits(course: Course, chances: list[Chances]) -> float:
    """Return the expected recruits over the whole course: every vacancy of both groups and every post added."""
    total = float(sum(max(change, 0) for change in course.change))
    leaving = zip(course.leaving_interest, course.leaving_others, strict=True)
    for before, (own, other) in zip(chances[:-1], leaving, strict=True):
        total += before.expected * own + (before.posts - before.expected) * other
    return total


def _exchanged(before: FloatArray, lose: float, gain: float) -> FloatArray:
    """Return the chances after posts have changed hands, from the characteristic function of each count's outcome."""
    posts = len(before) - 1
    first, last = _support(before)
    waves = np.zeros((posts + 1) // 2 + 1, dtype=np.complex128)
    kept = _frequencies(posts, first, last, lose, gain)
    turn = np.exp(2j * np.pi * np.arange(kept) / (posts + 1)) - 1.0
    stays = _powers(1.0 + (1.0 - lose) * turn, first, last)
    gains = _powers(1.0 + gain * turn, posts - last, posts - first)[::-1]
    waves[:kept] = np.conj(before[first : last + 1] @ (stays * gains))
    return np.maximum(np.fft.irfft(waves, n=posts + 1), 0.0)


def _support(chances: FloatArray) -> tuple[int, int]:
    """Return the first and the last count that matter."""
    first = int(np.argmax(np.cumsum(chances) > _NEGLIGIBLE))
    return first, len(chances) - 1 - int(np.argmax(np.cumsum(chances[::-1]) > _NEGLIGIBLE))


def _frequencies(posts: int, first: int, last: int, lose: float, gain: float) -> int:
    """Return how many frequencies matter: beyond them the function is below exp(-2·variance·sin²) = 1e-15."""
    variance = min(held * lose * (1.0 - lose) + (posts - held) * gain * (1.0 - gain) for held in (first, last))
    sine = math.sqrt(min(1.0, _FAINT / max(2.0 * variance, _FAINT)))
    return min((posts + 1) // 2, math.ceil(math.asin(sine) * (posts + 1) / math.pi)) + 1


def _powers(factor: np.ndarray, least: int, most: int) -> np.ndarray:
    """Return the powers of each factor from ``least`` to ``most``, a row each, by repeated multiplication."""
    powers = np.broadcast_to(factor, (most - least + 1, len(factor))).copy()
    powers[0] = factor**least
    return np.asarray(np.cumprod(powers, axis=0, out=powers))


def after_cut(before: FloatArray, cut: int, selection: float = 1.0) -> FloatArray:
    """Return the chances of every count after ``cut`` posts have gone, from those before."""
    posts = len(before) - 1
    first, last = _support(before)
    held = np.arange(first, last + 1)[:, None]
    taken = np.arange(cut + 1)
    possible = (taken <= held) & (cut - taken <= posts - held)
    ways = _log_ways(posts, held, np.minimum(taken, held)) + _log_ways(
        posts, posts - held, np.clip(cut - taken, 0, posts - held)
    )
    weight = np.where(possible, ways + taken * np.log(selection), -np.inf)
    weight = np.exp(weight - weight.max(axis=1, keepdims=True))
    weight *= before[held] / weight.sum(axis=1, keepdims=True)
    left = np.where(possible, held - taken, 0)
    return np.asarray(np.bincount(left.ravel(), weights=weight.ravel(), minlength=posts - cut + 1), np.float64)


def _binomial(trials: int, chance: float) -> FloatArray:
    if chance in (0.0, 1.0):
        certain = np.zeros(trials + 1)
        certain[round(trials * chance)] = 1.0
        return certain
    count = np.arange(trials + 1)
    ways = _log_ways(trials, np.full(trials + 1, trials), count)
    return np.asarray(np.exp(ways + count * np.log(chance) + (trials - count) * np.log1p(-chance)))


def _log_ways(most: int, of: np.ndarray, taken: np.ndarray) -> FloatArray:
    """Return the logarithm of the number of ways to take so many of so many, at most ``most``."""
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])
    return np.asarray(log_factorial[of] - log_factorial[taken] - log_factorial[of - taken])
