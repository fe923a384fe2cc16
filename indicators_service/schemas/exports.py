"""Whole-year files as they are listed."""

from datetime import datetime

from pydantic import BaseModel


class ExportFile(BaseModel):
    """One file of a year as it is now. What is not made yet has no size; it is made when it is asked for."""

    year: int
    format: str
    href: str
    rows: int | None
    bytes: int | None
    sha256: str | None
    made_at: datetime | None
    reason: str | None


class ExportList(BaseModel):
    """The files that there are, newest year first. ``definitions`` say what is measured."""

    items: list[ExportFile]
    licence: str
    definitions: str
    reason: str | None
