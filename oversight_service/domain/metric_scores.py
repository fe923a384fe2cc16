"""Scores of one metric from 1.00, the best, to 4.00: every body ranked among the others, in the metric's direction.

The standard scoring model of the NHS Oversight Framework 2025/26, as its methodology manual states it: who reaches a
standard scores 1.00; who misses a floor scores 4.00; the others are ordered and spread evenly between two bookends,
1.00 and 4.00, of which a standard moves the better to 2.00 and a floor the worse to 3.00. Bodies that tie all get the
best score of those that tie. Scores have two places.

Ours, where the manual is silent: halves are rounded up; a body alone between the bookends gets the better one; a body
that is alone altogether has no score; and parity is ranked by the distance from it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from oversight_service.domain.framework_words import Direction

BEST: Final = Fraction(1)
WORST: Final = Fraction(4)

_HUNDREDTHS: Final = 100

_Rank = tuple[bool, Fraction]


class Parity(StrEnum):
    """Where parity lies: at 1 for a ratio, at 0 for a difference."""

    RATIO = "ratio"
    DIFFERENCE = "difference"


class NoScore(StrEnum):
    """Why a metric has no score for a body."""

    NOT_SENT = "not-sent"
    NOBODY_ELSE = "nobody-to-rank-against"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How a metric's values are ordered, and what it takes to score 1.00 at once or 4.00 at once.

    Raises:
        ValueError: values without a direction cannot be ranked, or the floor is not below the standard.
    """

    direction: Direction
    parity: Parity = Parity.DIFFERENCE
    standard: Fraction | None = None
    floor: Fraction | None = None

    def __post_init__(self) -> None:
        if self.direction is Direction.CONTEXT:
            raise ValueError("a figure for context has no direction to rank it in")
        if self.standard is None or self.floor is None:
            return
        if self._rank(self.floor) <= self._rank(self.standard):
            raise ValueError("the floor must be worse than the standard")

    def _rank(self, value: Fraction) -> _Rank:
        """Return what orders values, the best first. A ratio is as far from 1 as its inverse, on a log scale."""
        if self.direction is Direction.LOW:
            return False, value
        if self.direction is Direction.HIGH:
            return False, -value
        if self.parity is Parity.DIFFERENCE:
            return False, abs(value)
        if value < 0:
            raise ValueError("a ratio is not below 0")
        # The larger of a ratio and its inverse grows with the distance of its logarithm from 0, and is exact.
        return (True, Fraction(0)) if value == 0 else (False, max(value, 1 / value))

    def scores(self, values: Sequence[Fraction | None]) -> list[Fraction | NoScore]:
        """Return a score of two places for every value, in their order, or why there is none."""
        ranks = [None if value is None else self._rank(value) for value in values]
        known = [rank for rank in ranks if rank is not None]
        alone = len(known) == 1 and self.standard is None and self.floor is None
        between = sorted(rank for rank in known if self._at_once(rank) is None)
        return [
            NoScore.NOT_SENT if rank is None else NoScore.NOBODY_ELSE if alone else self._score(rank, between)
            for rank in ranks
        ]

    def _at_once(self, rank: _Rank) -> Fraction | None:
        if self.standard is not None and rank <= self._rank(self.standard):
            return BEST
        if self.floor is not None and rank > self._rank(self.floor):
            return WORST
        return None

    def _score(self, rank: _Rank, between: Sequence[_Rank]) -> Fraction:
        at_once = self._at_once(rank)
        if at_once is not None:
            return at_once
        best = BEST if self.standard is None else BEST + 1
        worst = WORST if self.floor is None else WORST - 1
        # The first place of those that tie, so that all of them get its score.
        spread = Fraction(bisect_left(between, rank), max(len(between) - 1, 1))
        return to_hundredths(best + (worst - best) * spread)


def to_hundredths(value: Fraction) -> Fraction:
    """Return a value of 0 or above to two places, halves up."""
    return Fraction((2 * _HUNDREDTHS * value + 1) // 2, _HUNDREDTHS)
