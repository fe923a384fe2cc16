"""The parameters of disclosure control, and what a figure under it tells its reader."""

from dataclasses import dataclass

import numpy as np

from indicators_service.domain.complementary import Table
from indicators_service.domain.possible_values import Flags, Ints, Ranges


@dataclass(frozen=True, slots=True)
class Rule:
    """The parameters of the control.

    Raises:
        ValueError: a parameter is below 1, or counts at the threshold would be rounded to zero.
    """

    threshold: int = 5
    survey_threshold: int = 11
    base: int = 5

    def __post_init__(self) -> None:
        if min(self.threshold, self.survey_threshold, self.base) < 1 or 2 * self.threshold < self.base:
            raise ValueError("thresholds and base are at least 1, and the base at most twice the threshold")

    def __str__(self) -> str:
        return (
            f"counts under {self.threshold} and survey groups under {self.survey_threshold} hidden, "
            f"the rest rounded to {self.base}"
        )

    def rounded(self, counts: Ints) -> Ints:
        """Return counts rounded half up to a multiple of the base."""
        return (2 * counts + self.base) // (2 * self.base) * self.base

    def behind(self, shown: Ints) -> Ranges:
        """Return the counts that are shown as these."""
        lower = shown - self.base // 2
        return Ranges(np.maximum(lower, self.threshold), lower + self.base - 1)


def small_counts(counts: Ints, rule: Rule) -> Flags:
    """Say which cells are hidden for their size: below the threshold, unless nobody of any group is there."""
    return np.asarray((counts < rule.threshold) & ~_nobody(counts))


def _nobody(counts: Ints) -> Flags:
    return np.asarray((counts == 0).all(axis=2, keepdims=True))


def table_of(counts: Ints, rule: Rule, bodies: int, unasked: Flags | None = None) -> Table:
    """Return the table of some counts, with the small ones hidden.

    A hidden cell is either small, and may be any number below the threshold, or a total hidden to protect
    another, of which only the threshold is known. A reader may even know which.

    Args:
        counts: exact counts, (rows, columns, groups).
        rule: the rule.
        bodies: how many rows, from the first, hold bodies.
        unasked: cells that are not published; none when left out.
    """
    unpublished = np.zeros(counts.shape, np.bool_) if unasked is None else unasked
    nobody = _nobody(counts) & ~unpublished
    small = (counts < rule.threshold) & ~nobody & ~unpublished
    behind = rule.behind(rule.rounded(counts))
    shown = Ranges(np.where(nobody, 0, behind.lower), np.where(nobody, 0, behind.upper))
    lower = np.where(nobody | small | unpublished, 0, rule.threshold)
    upper = np.where(nobody, 0, np.where(small, rule.threshold - 1, Ranges.UNBOUNDED))
    return Table(shown, Ranges(lower, upper), small | unpublished, unpublished, bodies)
