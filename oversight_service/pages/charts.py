"""Small drawings for a page: where the marks of a chart stand, in units of its own box, beside words for the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from oversight_service.domain.evidence_metrics import YearPoint

WIDTH: Final = 150.0
HEIGHT: Final = 44.0
_MARGIN: Final = 7.0
_PARITY: Final = {"ratio": 1.0, "percentage_points": 0.0}
"""Where the groups fare alike, by unit; a share has no such line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One year: where its value stands, and the ends of its interval, ``None`` where there is none."""

    year: int
    x: float
    y: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A metric over the years. ``parity`` is the height of the line of parity, ``None`` where it has none."""

    marks: tuple[Mark, ...]
    parity: float | None

    @property
    def line(self) -> str:
        """The points of the line between the years."""
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.marks)


def trend_chart(points: Sequence[YearPoint], unit: str | None) -> TrendChart | None:
    """Return the chart of a metric's years, ``None`` where fewer than two have a value."""
    known = [(point, point.value) for point in points if point.value is not None]
    if len(known) < 2:
        return None
    parity = _PARITY.get(unit or "")
    reached = [each for point, value in known for each in (value, point.lower, point.upper) if each is not None]
    low, high = min((*reached, *_kept(parity))), max((*reached, *_kept(parity)))
    first, last = known[0][0].year, known[-1][0].year

    def across(year: int) -> float:
        return _MARGIN + (WIDTH - 2 * _MARGIN) * (year - first) / (last - first)

    def up(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return HEIGHT - _MARGIN - (HEIGHT - 2 * _MARGIN) * share

    marks = tuple(
        Mark(
            point.year,
            across(point.year),
            up(value),
            None if point.lower is None else up(point.lower),
            None if point.upper is None else up(point.upper),
        )
        for point, value in known
    )
    return TrendChart(marks, None if parity is None else up(parity))


def _kept(parity: float | None) -> tuple[float, ...]:
    return () if parity is None else (parity,)


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A share beside its target, both as lengths of the box."""

    share: float
    target: float | None


def share_bar(share: float | None, target: float | None) -> ShareBar | None:
    """Return the bar of a share, of a box that holds 60 % or as much as is needed; ``None`` without a share."""
    if share is None:
        return None
    whole = max(0.6, share, target or 0.0)
    return ShareBar(WIDTH * share / whole, None if target is None else WIDTH * target / whole)
