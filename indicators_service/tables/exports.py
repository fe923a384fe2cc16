"""Whole years as files, kept as they were made."""

from datetime import datetime

from sqlmodel import Field

from indicators_service.tables.base import Table
from services.instants import Instant


class ExportRow(Table, table=True):
    """One file: a year in one form as somebody sees it, in the state that the year had when it was made.

    ``content`` is packed with gzip; ``size`` and ``digest`` are of what it unpacks to.
    """

    __tablename__ = "export"

    year: int = Field(primary_key=True)
    view: str = Field(primary_key=True, max_length=10)
    format: str = Field(primary_key=True, max_length=10)
    state: str = Field(max_length=64)
    rows: int
    size: int
    digest: str = Field(max_length=64)
    content: bytes
    made_at: datetime = Field(sa_type=Instant)
