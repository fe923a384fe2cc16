"""The wire: one horizon of every organisation's strata, as JSON or CSV."""

from collections.abc import Iterable, Sequence
from typing import Final

from pydantic import BaseModel

from services.delimited import csv_of


class TrajectoryRowOut(BaseModel):
    """One stratum of one organisation. What recruiting at the required share leads to; ``reason`` says why not."""

    organisation: str
    name: str
    type: str
    region: str | None
    ics: str | None
    staff_group: str
    band: str
    interest: int | None
    total: int | None
    unknown: int | None
    share: float | None
    target_share: float | None
    status: str
    reason: str | None
    goal_posts: int | None
    required_share: float | None
    k_in_n: str | None
    recruits_per_year: float | None
    interest_recruits_per_year: float | None
    additional_per_year: float | None
    lower: int | None
    upper: int | None
    probability_met: float | None
    probability_met_at_pace: float | None
    equality_year_at_pace: int | None
    reachable: bool | None
    earliest_year: int | None
    share_for_probability: float | None


class StandingCountsOut(BaseModel):
    """How many rows stand where: rows are bands of organisations, never averaged."""

    rows: int
    met: int
    not_met: int
    not_assessable: int
    not_reachable: int


class TrajectoryTableOut(BaseModel):
    """The trajectories of every organisation for one horizon."""

    year: int
    horizon: int
    probability: float
    turnover: list[dict[str, str | float]]
    counts: StandingCountsOut
    items: list[TrajectoryRowOut]
    total: int
    method_version: str


HEADER: Final = tuple(TrajectoryRowOut.model_fields)


def table_csv(rows: Iterable[TrajectoryRowOut]) -> bytes:
    """Return rows as CSV with the fields' names as header. What is not there is an empty cell."""
    return csv_of(HEADER, (cells(row) for row in rows))


def cells(row: TrajectoryRowOut) -> Sequence[object]:
    """Return a row's cells in the order of the header."""
    return [getattr(row, name) for name in HEADER]
