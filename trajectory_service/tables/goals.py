"""Goals that organisations set themselves, every revision of them."""

from datetime import datetime

from sqlmodel import Field

from services.instants import Instant
from trajectory_service.tables.base import Table


class GoalRow(Table, table=True):
    """One revision of a goal: the BME share that a band is to reach by a year. Never changed, only followed."""

    __tablename__ = "goal"

    ods: str = Field(primary_key=True, max_length=6)
    staff_group: str = Field(primary_key=True, max_length=30)
    band: str = Field(primary_key=True, max_length=30)
    revision: int = Field(primary_key=True)
    state: str = Field(max_length=20)
    share: float
    year: int
    baseline_year: int
    note: str = Field(max_length=2_000)
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
