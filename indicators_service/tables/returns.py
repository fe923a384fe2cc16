"""Returns as they came, and their counts as columns.

A return is immutable. A change is a new revision beside the old one, so any read can be asked what was
known at a past moment. Its counts are stored a second time as columns, so that a year of every body is read
in one query.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from indicators_service.tables.base import SCHEMA, Table
from services.instants import Instant


class ReturnRow(Table, table=True):
    """One revision of one organisation's return for one year, exactly as it came, and its warnings as JSON."""

    __tablename__ = "annual_return"
    __table_args__ = (
        ForeignKeyConstraint(["ods"], [f"{SCHEMA}.organisation.ods"]),
        Index("ix_annual_return_year", "year", "ods", "revision"),
        Index("ix_annual_return_batch", "batch"),
    )

    ods: str = Field(primary_key=True, max_length=6)
    year: int = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    edition: str = Field(max_length=20)
    window_years: int
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
    digest: str = Field(max_length=64)
    document: str
    warnings: str | None = None
    batch: str | None = Field(default=None, max_length=32)


class CountRow(Table, table=True):
    """One counted item of a return: people per group."""

    __tablename__ = "return_count"
    __table_args__ = (
        ForeignKeyConstraint(
            ["ods", "year", "revision"],
            [f"{SCHEMA}.annual_return.{column}" for column in ("ods", "year", "revision")],
        ),
    )

    year: int = Field(primary_key=True)
    ods: str = Field(primary_key=True, max_length=6)
    revision: int = Field(primary_key=True)
    item: str = Field(primary_key=True, max_length=60)
    white: int
    bme: int
    unknown: int


class SurveyRow(Table, table=True):
    """One group's answer to a staff survey question of a return: percent saying yes, and respondents."""

    __tablename__ = "return_survey"
    __table_args__ = (
        ForeignKeyConstraint(
            ["ods", "year", "revision"],
            [f"{SCHEMA}.annual_return.{column}" for column in ("ods", "year", "revision")],
        ),
    )

    year: int = Field(primary_key=True)
    ods: str = Field(primary_key=True, max_length=6)
    revision: int = Field(primary_key=True)
    question: str = Field(primary_key=True, max_length=30)
    ethnic_group: str = Field(primary_key=True, max_length=10)
    percent: float
    respondents: int
