"""Uploaded files on their way to becoming returns, and what was found wrong with them."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from indicators_service.tables.base import SCHEMA, Table
from services.instants import Instant


class BatchRow(Table, table=True):
    """One uploaded file: how it came, how far it is, and what became of it.

    ``content`` is removed once the file has been dealt with; its digest stays. ``lease`` is the instant until
    which one process has the file in hand; a process that dies leaves it to another after that.
    """

    __tablename__ = "batch"

    id: str = Field(primary_key=True, max_length=32)
    state: str = Field(max_length=20, index=True)
    whole: bool
    body: str | None = Field(default=None, max_length=6)
    media_type: str = Field(max_length=200)
    name: str | None = Field(default=None, max_length=200)
    digest: str = Field(max_length=64)
    size: int
    content: bytes | None = None
    format: str | None = Field(default=None, max_length=40)
    total: int = 0
    done: int = 0
    accepted: int = 0
    rejected: int = 0
    unchanged: int = 0
    unlisted: int = 0
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
    kind: str = Field(max_length=20)
    lease: datetime | None = Field(default=None, sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class BatchErrorRow(Table, table=True):
    """One error or warning of an uploaded file, by its cell."""

    __tablename__ = "batch_error"
    __table_args__ = (ForeignKeyConstraint(["batch"], [f"{SCHEMA}.batch.id"]),)

    batch: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True)
    severity: str = Field(max_length=10)
    organisation: str | None = Field(default=None, max_length=20)
    year: int | None = None
    sheet: str | None = Field(default=None, max_length=60)
    row: int | None = None
    column: str | None = Field(default=None, max_length=60)
    cell: str | None = Field(default=None, max_length=12)
    path: str | None = Field(default=None, max_length=200)
    code: str = Field(max_length=60)
    message: str = Field(max_length=2_000)
