"""The evidence pack as rows for a spreadsheet: one row for each metric, board cut and band."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from oversight_service.domain.evidence import BoardSeats, EvidencePack, MetricEvidence, TrajectoryEvidence
from oversight_service.domain.frameworks import EvidenceKind


@dataclass(frozen=True, slots=True)
class PackRow:
    """One row of the pack. ``questions`` are ids with a space between; what is None is not known.

    ``compared_with`` is the number of seats expected, or the target's share. ``probability`` is the p-value of
    a metric, and the binomial chance of board seats.
    """

    kind: EvidenceKind
    id: str
    title: str
    questions: str
    value: float | None
    unit: str
    reason: str | None
    lower: float | None
    upper: float | None
    compared_with: float | None
    probability: float | None
    significant: bool | None
    favours: str | None
    sentence: str
    source_href: str
    revision: int | None
    document: str | None


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(PackRow))
"""The columns in order."""


def pack_rows(pack: EvidencePack) -> tuple[PackRow, ...]:
    """Return the pack's figures as rows: metrics, then board seats, then trajectories, each in the pack's order."""
    return (
        *map(_metric_row, pack.metrics),
        *map(_seats_row, pack.board_seats),
        *map(_trajectory_row, pack.trajectories),
    )


def cells(row: PackRow) -> Mapping[str, object]:
    """Return the cells of a row by column."""
    return {name: getattr(row, name) for name in COLUMNS}


def _metric_row(metric: MetricEvidence) -> PackRow:
    return PackRow(
        kind=EvidenceKind.METRIC,
        id=metric.id,
        title=metric.title,
        questions=" ".join(metric.questions),
        value=metric.value,
        unit=metric.unit or "",
        reason=metric.reason,
        lower=metric.interval.lower if metric.interval else None,
        upper=metric.interval.upper if metric.interval else None,
        compared_with=None,
        probability=metric.p_value,
        significant=metric.significant,
        favours=metric.favours,
        sentence=metric.sentence,
        source_href=metric.source.href,
        revision=metric.source.revision,
        document=metric.source.document,
    )


def _seats_row(seats: BoardSeats) -> PackRow:
    return PackRow(
        kind=EvidenceKind.BOARD_SEATS,
        id=seats.membership,
        title=seats.title,
        questions=" ".join(seats.questions),
        value=seats.actual,
        unit="count",
        reason=seats.reason,
        lower=None,
        upper=None,
        compared_with=seats.expected,
        probability=seats.probability,
        significant=None,
        favours=None,
        sentence=seats.sentence,
        source_href=seats.source.href,
        revision=seats.source.revision,
        document=seats.source.document,
    )


def _trajectory_row(trajectory: TrajectoryEvidence) -> PackRow:
    return PackRow(
        kind=EvidenceKind.TRAJECTORY,
        id=trajectory.id,
        title=trajectory.title,
        questions=" ".join(trajectory.questions),
        value=trajectory.share,
        unit="share",
        reason=trajectory.reason,
        lower=None,
        upper=None,
        compared_with=trajectory.target_share,
        probability=None,
        significant=None,
        favours=None,
        sentence=trajectory.sentence,
        source_href=trajectory.source.href,
        revision=trajectory.source.revision,
        document=trajectory.source.document,
    )
