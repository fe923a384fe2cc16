"""Goals that organisations and the national team set, every revision of them, and every step of their life."""

from datetime import date, datetime

from sqlmodel import Field

from services.instants import Instant
from trajectory_service.tables.base import Table


class GoalRow(Table, table=True):
    """One revision of a goal: the BME share that a band is to reach by a year. Never changed, only followed.

    The baseline is kept as it was counted when the goal was set, so that its path never moves. It is absent in goals
    of before it was kept. ``target_interest`` of ``target_total`` is the share exactly, where it is a workforce's.
    """

    __tablename__ = "goal_revision"

    ods: str = Field(primary_key=True, max_length=6)
    staff_group: str = Field(primary_key=True, max_length=30)
    band: str = Field(primary_key=True, max_length=30)
    kind: str = Field(primary_key=True, max_length=10)
    revision: int = Field(primary_key=True)
    follows: int | None
    party: str = Field(max_length=20)
    share: float
    target_interest: int | None
    target_total: int | None
    year: int
    baseline_year: int
    baseline_interest: int | None
    baseline_total: int | None
    turnover: float | None
    turnover_origin: str | None = Field(max_length=40)
    turnover_interest: float | None
    recruitment_share: float | None
    board_discussed_on: date | None
    note: str = Field(max_length=2_000)
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)


class GoalStepRow(Table, table=True):
    """One step in the life of a revision: agreed by a party, or withdrawn."""

    __tablename__ = "goal_step"

    ods: str = Field(primary_key=True, max_length=6)
    staff_group: str = Field(primary_key=True, max_length=30)
    band: str = Field(primary_key=True, max_length=30)
    kind: str = Field(primary_key=True, max_length=10)
    revision: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    to: str = Field(max_length=20)
    party: str = Field(max_length=20)
    note: str = Field(max_length=2_000)
    board_discussed_on: date | None
    at: datetime = Field(sa_type=Instant)
    by: str = Field(max_length=64)
