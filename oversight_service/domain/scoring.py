"""What frameworks make of scores by plain arithmetic: averages, segments, the cap of a deficit, and percentages.

None of it is an outcome of the framework's own body. Everything is exact; what a method rounds, it rounds half up.

Sources: NHS Oversight Framework 2025/26, methodology manual, for averages of two places, quartiles and the cap; the
Care Quality Commission's guidance on its single assessment framework for percentages of statement scores. The manual
does not tell where a body goes that stands exactly on the line between two quartiles: here its place is told by the
share of the bodies that have a better average, so that bodies that tie get the same segment, the better one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from oversight_service.domain.framework_scoring import Cap, RatingBand
from oversight_service.domain.metric_scores import to_hundredths


class NoSegment(StrEnum):
    """Why a body has no segment."""

    NO_SCORES = "no-metric-has-a-score"
    TOO_FEW_BODIES = "too-few-bodies-to-divide"
    FIGURE_NOT_SENT = "figure-of-the-cap-not-sent"


class CapOutcome(StrEnum):
    """What the cap made of a segment."""

    NO_CAP = "no-cap"
    NO_SEGMENT = "no-segment"
    NO_BETTER_ANYWAY = "no-better-anyway"
    NOT_ABOVE = "figure-not-above"
    LOWERED = "lowered"
    NOT_KNOWN = "figure-not-sent"


@dataclass(frozen=True, slots=True)
class Percentage:
    """Statement scores as a share of the most there could be, exact and as a whole number, and its band's rating."""

    total: int
    most: int
    exact: Fraction
    rounded: int
    rating: str


@dataclass(frozen=True, slots=True)
class Place:
    """A segment of a framework, or why there is none. ``better`` of ``bodies`` have a better average."""

    segment: str | None
    reason: NoSegment | None
    better: int | None = None
    bodies: int | None = None


@dataclass(frozen=True, slots=True)
class Capped:
    """A segment before and after the cap, and what the cap did."""

    before: str | None
    after: str | None
    outcome: CapOutcome


def statement_percentage(scores: Sequence[int], highest: int, bands: Sequence[RatingBand]) -> Percentage:
    """Return the percentage and the rating of scores from 1 to ``highest``; halves are rounded up.

    Raises:
        ValueError: there are no scores, one is off the scale, or no band holds the percentage.
    """
    if not scores or not all(1 <= score <= highest for score in scores):
        raise ValueError(f"scores are whole numbers from 1 to {highest}, at least one of them")
    total, most = sum(scores), highest * len(scores)
    exact = Fraction(100 * total, most)
    rounded = int((2 * exact + 1) // 2)
    rating = next((band.rating for band in bands if band.low <= rounded <= band.high), None)
    if rating is None:
        raise ValueError(f"no band holds {rounded} %")
    return Percentage(total, most, exact, rounded, rating)


def average(scores: Sequence[Fraction | None]) -> Fraction | None:
    """Return the mean of the scores there are, to two places; ``None`` when there are none.

    A score that is absent counts for nothing: it neither helps nor harms.
    """
    known = [score for score in scores if score is not None]
    return to_hundredths(sum(known, Fraction(0)) / len(known)) if known else None


def segments_by_quartile(averages: Sequence[Fraction | None], segments: Sequence[str]) -> list[Place]:
    """Return every body's segment, in their order: as many equal parts as there are segments, the best first.

    A body is in the first while under one part in all of the bodies have a better average, and so on. Bodies without
    an average are not counted; with fewer bodies than segments there is nothing to divide.
    """
    known = [each for each in averages if each is not None]
    return [_divided(each, known, segments) for each in averages]


def _divided(mean: Fraction | None, known: Sequence[Fraction], segments: Sequence[str]) -> Place:
    if mean is None:
        return Place(None, NoSegment.NO_SCORES)
    better, bodies = sum(other < mean for other in known), len(known)
    if bodies < len(segments):
        return Place(None, NoSegment.TOO_FEW_BODIES, better, bodies)
    return Place(segments[len(segments) * better // bodies], None, better, bodies)


def segments_by_threshold(
    averages: Sequence[Fraction | None], thresholds: Sequence[Fraction], segments: Sequence[str]
) -> list[Place]:
    """Return every body's segment, in their order. A threshold is the largest average of its segment.

    Raises:
        ValueError: there is not one threshold for each segment but the last, or they do not rise.
    """
    if len(thresholds) != len(segments) - 1 or list(thresholds) != sorted(set(thresholds)):
        raise ValueError(f"thresholds rise, and there are {len(segments) - 1} of them")
    return [
        Place(None, NoSegment.NO_SCORES)
        if mean is None
        else Place(segments[sum(mean > threshold for threshold in thresholds)], None)
        for mean in averages
    ]


def capped(segment: str | None, cap: Cap | None, figure: Fraction | None, segments: Sequence[str]) -> Capped:
    """Return a segment after the cap: a body whose figure is above the line gets none better than the cap's.

    Without the figure a segment that the cap could lower is not known; any other is what it was.
    """
    if segment is None:
        return Capped(None, None, CapOutcome.NO_SEGMENT)
    if cap is None:
        return Capped(segment, segment, CapOutcome.NO_CAP)
    if segments.index(segment) >= segments.index(cap.segment):
        return Capped(segment, segment, CapOutcome.NO_BETTER_ANYWAY)
    if figure is None:
        return Capped(segment, None, CapOutcome.NOT_KNOWN)
    if figure > Fraction(repr(cap.above)):
        return Capped(segment, cap.segment, CapOutcome.LOWERED)
    return Capped(segment, segment, CapOutcome.NOT_ABOVE)
