"""Uploaded files as they go over the wire: how far one is, and every cell that was wrong."""

from datetime import datetime

from pydantic import BaseModel


class CellFault(BaseModel):
    """One thing wrong with, or unusual in, an uploaded file: its cell, and what to do."""

    organisation: str | None
    year: int | None
    sheet: str | None
    row: int | None
    column: str | None
    cell: str | None
    path: str | None
    code: str
    message: str


class BatchOut(BaseModel):
    """An uploaded file: its state, and how many of its returns were taken.

    ``state`` goes from queued over reading, checking and storing to finished or refused. Errors are why returns
    were rejected; warnings need an explanation at sign-off. ``unlisted`` counts those beyond the longest list.
    """

    id: str
    state: str
    whole: bool
    format: str | None
    name: str | None
    size: int
    document: str
    total: int
    done: int
    accepted: int
    unchanged: int
    rejected: int
    unlisted: int
    uploaded_at: datetime
    finished_at: datetime | None
    errors: list[CellFault]
    warnings: list[CellFault]


class BatchLine(BaseModel):
    """An uploaded file in a list."""

    id: str
    state: str
    name: str | None
    total: int
    done: int
    accepted: int
    unchanged: int
    rejected: int
    uploaded_at: datetime
    finished_at: datetime | None


class BatchList(BaseModel):
    """The newest uploads."""

    items: list[BatchLine]
    next: None = None
    total: int
