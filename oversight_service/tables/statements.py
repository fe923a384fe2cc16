"""What commissioners state of their providers' implementation of the WRES, every revision of it."""

from datetime import datetime

from sqlmodel import Field

from oversight_service.tables.base import Table
from services.instants import Instant


class StatementRow(Table, table=True):
    """One statement about a provider and year as it came over the wire. Never changed, only followed."""

    __tablename__ = "statement"

    commissioner: str = Field(primary_key=True, max_length=6)
    provider: str = Field(primary_key=True, max_length=6)
    year: int = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    document: str
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
