"""Who changed what, and when: one line per accepted write, in the same unit of work as the write."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from indicators_service.tables.base import Table
from services.instants import Instant


class AuditRow(Table, table=True):
    """One accepted write: its kind, what it concerns, and what changed, as JSON."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_ods", "ods", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    by: str = Field(max_length=64)
    kind: str = Field(max_length=30)
    ods: str | None = Field(default=None, max_length=6)
    year: int | None = None
    revision: int | None = None
    change: str
