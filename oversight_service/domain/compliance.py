"""Levels of compliance that a commissioner states of its providers: their order, their change, and how many."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Compliance(StrEnum):
    """How far a provider complies with the WRES, as its commissioner states it."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Movement(StrEnum):
    """What became of something since the year before."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


_ORDER: Final = {Compliance.NONE: 0, Compliance.PARTIAL: 1, Compliance.FULL: 2}


@dataclass(frozen=True, slots=True)
class ComplianceCounts:
    """How many providers are stated to comply how far, and of how many nothing is stated."""

    full: int
    partial: int
    none: int
    not_stated: int


def rank(level: Compliance) -> int:
    """Return the place of a level, the least compliance first."""
    return _ORDER[level]


def compliance_change(before: Compliance | None, now: Compliance | None) -> Movement | None:
    """Return what became of the level of compliance; ``None`` where one of the two is not stated."""
    if before is None or now is None:
        return None
    if before is now:
        return Movement.SAME
    return Movement.BETTER if rank(now) > rank(before) else Movement.WORSE


def compliance_counts(levels: Iterable[Compliance | None]) -> ComplianceCounts:
    """Return how many providers are at each level."""
    counts = Counter(levels)
    return ComplianceCounts(
        full=counts[Compliance.FULL],
        partial=counts[Compliance.PARTIAL],
        none=counts[Compliance.NONE],
        not_stated=counts[None],
    )
