"""The evidence pack as rows for a spreadsheet: one row for each figure that the JSON tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from oversight_service.domain.evidence import EvidencePack
from oversight_service.domain.evidence_metrics import BoardSeats, MetricEvidence, PeerComparison, YearPoint
from oversight_service.domain.evidence_records import PlannedAction, ReturnLife, TargetEvidence, Targets
from oversight_service.domain.evidence_trajectories import TrajectoryEvidence


class RowKind(StrEnum):
    """What a row tells of. Changes, years, trends and comparisons have the id of their metric."""

    METRIC = "metric"
    CHANGE = "change"
    YEAR = "year"
    TREND = "trend"
    COMPARISON = "comparison"
    BOARD_SEATS = "board_seats"
    TRAJECTORY = "trajectory"
    TARGET = "target"
    ACTION = "action"
    DATA_QUALITY = "data_quality"
    RETURN = "return"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRow:
    """One row of the pack. ``questions`` are ids with a space between; what is None is not known.

    ``compared_with`` is the number of seats or posts expected, the target's share, the value of the year before, or
    that of the group. ``probability`` is a p-value, the binomial chance of board seats, or the tail of a goal.
    """

    kind: RowKind
    id: str
    title: str
    year: int
    questions: str = ""
    value: float | None = None
    unit: str = ""
    reason: str | None = None
    lower: float | None = None
    upper: float | None = None
    compared_with: float | None = None
    probability: float | None = None
    significant: bool | None = None
    favours: str | None = None
    status: str | None = None
    sentence: str = ""
    source_href: str
    revision: int | None = None
    document: str | None = None


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(PackRow))
"""The columns in order."""


def pack_rows(pack: EvidencePack) -> tuple[PackRow, ...]:
    """Return the pack's figures as rows, kind by kind, each in the pack's order."""
    return (
        *(_metric_row(pack.year, metric) for metric in pack.metrics),
        *(row for metric in pack.metrics for row in _history_rows(pack.year, metric)),
        *(_comparison_row(pack.year, metric, each) for metric in pack.metrics for each in metric.comparisons),
        *(_seats_row(pack.year, seats) for seats in pack.board_seats),
        *(_trajectory_row(pack.year, way) for way in pack.trajectories),
        *_target_rows(pack.year, pack.targets),
        *(_action_row(pack.year, each) for each in (pack.action_plan.items if pack.action_plan else ())),
        *_standing_rows(pack),
    )


def cells(row: PackRow) -> Mapping[str, object]:
    """Return the cells of a row by column."""
    return {name: getattr(row, name) for name in COLUMNS}


def _joined(questions: tuple[str, ...]) -> str:
    return " ".join(questions)


def _metric_row(year: int, metric: MetricEvidence) -> PackRow:
    return PackRow(
        kind=RowKind.METRIC,
        id=metric.id,
        title=metric.title,
        year=year,
        questions=_joined(metric.questions),
        value=metric.value,
        unit=metric.unit or "",
        reason=metric.reason,
        lower=metric.interval.lower if metric.interval else None,
        upper=metric.interval.upper if metric.interval else None,
        probability=metric.p_value,
        significant=metric.significant,
        favours=metric.favours,
        sentence=metric.sentence,
        source_href=metric.source.href,
        revision=metric.source.revision,
        document=metric.source.document,
    )


def _history_rows(year: int, metric: MetricEvidence) -> Iterator[PackRow]:
    """Return the change on an earlier year, each year, and the trend of a metric."""
    change, trend = metric.change, metric.trend
    source = (trend.source if trend else metric.source).href
    if change is not None:
        yield PackRow(
            kind=RowKind.CHANGE,
            id=metric.id,
            title=f"{metric.title}, since {change.previous_year}",
            year=year,
            value=change.difference,
            unit=metric.unit or "",
            compared_with=change.previous_value,
            probability=change.p_value,
            significant=change.significant,
            sentence=change.sentence or "",
            source_href=source,
        )
    if trend is not None:
        yield from (_year_row(metric, point, source) for point in trend.points)
        yield PackRow(
            kind=RowKind.TREND,
            id=metric.id,
            title=f"{metric.title}, trend",
            year=year,
            reason=trend.reason,
            probability=trend.p_value,
            significant=trend.significant,
            status=trend.direction,
            sentence=trend.sentence,
            source_href=source,
        )


def _year_row(metric: MetricEvidence, point: YearPoint, source: str) -> PackRow:
    return PackRow(
        kind=RowKind.YEAR,
        id=metric.id,
        title=metric.title,
        year=point.year,
        value=point.value,
        unit=metric.unit or "",
        reason=point.reason,
        lower=point.lower,
        upper=point.upper,
        source_href=source,
    )


def _comparison_row(year: int, metric: MetricEvidence, compared: PeerComparison) -> PackRow:
    return PackRow(
        kind=RowKind.COMPARISON,
        id=f"{metric.id}/{compared.group}",
        title=f"{metric.title}: {compared.title}",
        year=year,
        value=compared.value,
        unit=compared.unit or "",
        reason=compared.reason,
        compared_with=compared.pooled,
        probability=compared.p_value,
        status=compared.verdict,
        sentence=compared.sentence,
        source_href=compared.source.href,
    )


def _seats_row(year: int, seats: BoardSeats) -> PackRow:
    return PackRow(
        kind=RowKind.BOARD_SEATS,
        id=seats.membership,
        title=seats.title,
        year=year,
        questions=_joined(seats.questions),
        value=seats.actual,
        unit="count",
        reason=seats.reason,
        compared_with=seats.expected,
        probability=seats.probability,
        sentence=seats.sentence,
        source_href=seats.source.href,
        revision=seats.source.revision,
        document=seats.source.document,
    )


def _trajectory_row(year: int, trajectory: TrajectoryEvidence) -> PackRow:
    return PackRow(
        kind=RowKind.TRAJECTORY,
        id=trajectory.id,
        title=trajectory.title,
        year=year if trajectory.source.year is None else trajectory.source.year,
        questions=_joined(trajectory.questions),
        value=trajectory.share,
        unit="share",
        reason=trajectory.reason,
        compared_with=trajectory.target_share,
        status=trajectory.status,
        sentence=trajectory.sentence,
        source_href=trajectory.source.href,
        revision=trajectory.source.revision,
        document=trajectory.source.document,
    )


def _target_rows(year: int, targets: Targets | None) -> tuple[PackRow, ...]:
    return tuple(_target_row(year, each, targets.questions) for each in targets.items) if targets else ()


def _target_row(year: int, target: TargetEvidence, questions: tuple[str, ...]) -> PackRow:
    return PackRow(
        kind=RowKind.TARGET,
        id=target.id,
        title=target.title,
        year=year,
        questions=_joined(questions),
        value=target.actual,
        unit="count",
        reason=target.reason,
        compared_with=target.expected,
        probability=target.tail_probability,
        status=target.status or target.state,
        sentence=target.sentence,
        source_href=target.source.href,
        revision=target.source.revision,
    )


def _action_row(year: int, action: PlannedAction) -> PackRow:
    return PackRow(
        kind=RowKind.ACTION,
        id=action.id,
        title=action.title,
        year=year,
        status="overdue" if action.overdue else action.status,
        sentence=f"{action.aim.rstrip('.')}. Owner: {action.owner_role}. Due on {action.due_on}.",
        source_href=action.source.href,
        revision=action.source.revision,
    )


def _standing_rows(pack: EvidencePack) -> Iterator[PackRow]:
    """Return what the figures rest on, and the body's own rating where one is recorded."""
    quality, life, official = pack.data_quality, pack.return_life, pack.official
    if quality is not None:
        yield PackRow(
            kind=RowKind.DATA_QUALITY,
            id="completeness",
            title="Staff whose ethnicity is known",
            year=pack.year,
            questions=_joined(quality.questions),
            value=quality.completeness,
            unit="percent",
            reason=quality.reason,
            sentence=quality.sentence,
            source_href=quality.source.href,
            revision=quality.source.revision,
            document=quality.source.document,
        )
    if life is not None:
        yield PackRow(
            kind=RowKind.RETURN,
            id="return",
            title="How the return came in",
            year=pack.year,
            reason=life.reason,
            status=_lateness(life),
            sentence=life.sentence,
            source_href=life.source.href,
        )
    if official is not None:
        yield PackRow(
            kind=RowKind.OFFICIAL,
            id=pack.framework.key,
            title=f"Rating by the {pack.framework.body}",
            year=pack.year,
            status=official.rating,
            sentence=f"{official.date}: {official.source}",
            source_href=f"/v1/organisations/{pack.organisation.ods}/official-outcomes/{pack.framework.key}",
        )


def _lateness(life: ReturnLife) -> str | None:
    return None if life.late is None else "late" if life.late else "in-time"
