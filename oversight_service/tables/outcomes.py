"""Official outcomes, as the bodies that decide them published them."""

from datetime import date, datetime

from sqlmodel import Field

from oversight_service.tables.base import Table
from services.instants import Instant


class OutcomeRow(Table, table=True):
    """One official rating or segment, recorded with its day and source. Never computed, never overwritten."""

    __tablename__ = "official_outcome"

    ods: str = Field(primary_key=True, max_length=6)
    framework: str = Field(primary_key=True, max_length=60)
    revision: int = Field(primary_key=True)
    rating: str = Field(max_length=60)
    decided_on: date
    source: str = Field(max_length=500)
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
