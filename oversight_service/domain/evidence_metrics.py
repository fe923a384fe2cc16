"""What a pack tells of figures: metrics with their tests, trends and comparisons, and seats on the board."""

from collections.abc import Mapping
from dataclasses import dataclass

from oversight_service.domain.binomial import Tail
from oversight_service.domain.facts import Source
from oversight_service.domain.framework_words import Confidence
from oversight_service.domain.results import Group, Interval


@dataclass(frozen=True, slots=True)
class Change:
    """The movement since an earlier year, in the metric's unit.

    ``p_value``, ``test`` and ``significant`` are those of the two-year test, ``None`` where there is none: only a
    significant change is put into words. ``sentence`` says what can be said.
    """

    previous_year: int
    previous_value: float | None
    difference: float | None
    p_value: float | None = None
    test: str | None = None
    significant: bool | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class YearPoint:
    """A metric's value in one year, with its interval; ``reason`` says why there is none."""

    year: int
    value: float | None
    lower: float | None
    upper: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class MetricTrend:
    """A metric over the years to that of the pack, and the test of whether it moves; ``reason`` without a test."""

    points: tuple[YearPoint, ...]
    years: tuple[int, ...]
    direction: str | None
    p_value: float | None
    test: str | None
    significant: bool | None
    reason: str | None
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class PeerComparison:
    """A metric beside a group of others: ``group`` is ``nearest``, ``region`` or ``type``.

    ``measure`` is what is compared: the one that the metric is judged by. ``value`` is the organisation's own, and
    ``pooled`` the group's from summed counts, both in ``unit``. ``verdict`` is better, similar or worse than the
    others pooled, tested at 95 %; ``None`` where there is no test. ``rank`` counts from the best of ``of``.
    """

    group: str
    title: str
    measure: str
    value: float | None
    unit: str | None
    pooled: float | None
    median: float | None
    rank: int | None
    of: int | None
    quartile: int | None
    verdict: str | None
    p_value: float | None
    reason: str | None
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True)
class MetricEvidence:
    """One metric: its value, the test of the difference behind it, and one sentence.

    ``p_value``, ``significant`` and ``favours`` belong to ``tested_measure``, whose value is ``tested_value``
    in ``tested_unit``. Percentages are 0 to 100.
    """

    id: str
    title: str
    questions: tuple[str, ...]
    why: str
    value: float | None
    unit: str | None
    reason: str | None
    groups: Mapping[str, Group]
    interval: Interval | None
    tested_measure: str
    tested_value: float | None
    tested_unit: str | None
    p_value: float | None
    test: str | None
    significant: bool | None
    favours: str | None
    polarity: str | None
    four_fifths: str | None
    small_number: bool | None
    completeness: float | None
    benchmark: Mapping[str, object] | None
    change: Change | None
    sentence: str
    confidence: Confidence
    source: Source
    tested_source: Source
    trend: MetricTrend | None = None
    comparisons: tuple[PeerComparison, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardSeats:
    """Seats that BME people hold on one cut of the board, beside the number the workforce's share gives.

    ``expected`` = members x workforce share; ``shortfall`` = expected - actual; ``probability`` is the exact
    binomial chance of ``actual`` or further from it, on the side that ``tail`` names, at the workforce's share.
    """

    membership: str
    title: str
    questions: tuple[str, ...]
    members: int | None
    actual: int | None
    expected: float | None
    expected_share: float | None
    shortfall: float | None
    probability: float | None
    tail: Tail | None
    reason: str | None
    sentence: str
    source: Source
    workforce_source: Source
