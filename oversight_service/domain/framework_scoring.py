"""How a framework makes one figure of many, as its body describes it."""

from dataclasses import dataclass
from enum import StrEnum

from oversight_service.domain.framework_words import Confidence


class ScoringMethod(StrEnum):
    """How a framework's own arithmetic turns scores into a place on its scale."""

    QUARTILE_AVERAGE = "quartile_average"
    THRESHOLD_AVERAGE = "threshold_average"
    STATEMENT_PERCENTAGE = "statement_percentage"


@dataclass(frozen=True, slots=True)
class Cap:
    """A body whose recorded figure is above ``above`` is given no better segment than ``segment``."""

    figure: str
    above: float
    segment: str


@dataclass(frozen=True, slots=True)
class RatingBand:
    """A rating and the whole percentages that give it, both ends inclusive."""

    low: int
    high: int
    rating: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """A framework's own arithmetic, applied to what is sent to us: never the body's own decision.

    ``segments`` are best first; ``thresholds`` are the largest average of each but the last.
    """

    method: ScoringMethod
    confidence: Confidence
    note: str
    metrics: tuple[str, ...]
    segments: tuple[str, ...]
    thresholds: tuple[float, ...]
    cap: Cap | None
    highest_score: int | None
    bands: tuple[RatingBand, ...]
