"""What the indicators service stores: organisations, who commissions whom, and returns as they came.

A return is immutable. A change is a new revision beside the old one, so any read can be asked what was
known at a past moment. Its counts are stored a second time as columns, so that areas are summed by the
database.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy import ForeignKeyConstraint, Index, MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.instants import Instant

SCHEMA: Final = "indicators"
metadata: Final = MetaData(schema=SCHEMA)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """The base of this service's tables."""


class OrganisationRow(Table, table=True):
    """A body that submits returns, under its ODS code."""

    __tablename__ = "organisation"

    ods: str = Field(primary_key=True, max_length=6)
    name: str = Field(max_length=200)
    type: str = Field(max_length=30, index=True)
    region: str | None = Field(default=None, max_length=3, index=True)
    ics: str | None = Field(default=None, max_length=6, index=True)
    opened: date | None = None
    closed: date | None = None
    successors: str = Field(default="", max_length=200)
    synthetic: bool
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)


class CommissionedRow(Table, table=True):
    """A provider that a commissioner holds a contract with, from a date to a date."""

    __tablename__ = "commissioned"
    __table_args__ = (
        ForeignKeyConstraint(["commissioner"], [f"{SCHEMA}.organisation.ods"]),
        ForeignKeyConstraint(["provider"], [f"{SCHEMA}.organisation.ods"]),
    )

    commissioner: str = Field(primary_key=True, max_length=6)
    provider: str = Field(primary_key=True, max_length=6)
    valid_from: date
    valid_to: date | None = None
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)


class ReturnRow(Table, table=True):
    """One revision of one organisation's return for one year, exactly as it came."""

    __tablename__ = "annual_return"
    __table_args__ = (
        ForeignKeyConstraint(["ods"], [f"{SCHEMA}.organisation.ods"]),
        Index("ix_annual_return_year", "year", "ods", "revision"),
    )

    ods: str = Field(primary_key=True, max_length=6)
    year: int = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    state: str = Field(max_length=20)
    edition: str = Field(max_length=20)
    window_years: int
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
    digest: str = Field(max_length=64)
    document: str


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
