"""Organisations as they are and as they were, who succeeded whom, and who commissions whom."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from indicators_service.tables.base import SCHEMA, Table
from services.instants import Instant


class OrganisationRow(Table, table=True):
    """A body that submits returns, under its ODS code, as it is known today."""

    __tablename__ = "organisation"

    ods: str = Field(primary_key=True, max_length=6)
    name: str = Field(max_length=200)
    type: str = Field(max_length=30, index=True)
    region: str | None = Field(default=None, max_length=3, index=True)
    ics: str | None = Field(default=None, max_length=6, index=True)
    opened: date | None = None
    closed: date | None = None
    synthetic: bool
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)


class OrganisationVersionRow(Table, table=True):
    """What was recorded of an organisation at an instant. Every change adds a row, and none is changed."""

    __tablename__ = "organisation_version"
    __table_args__ = (Index("ix_organisation_version_ods", "ods", "recorded_at"),)

    id: int | None = Field(default=None, primary_key=True)
    ods: str = Field(max_length=6)
    name: str = Field(max_length=200)
    type: str = Field(max_length=30)
    region: str | None = Field(default=None, max_length=3)
    ics: str | None = Field(default=None, max_length=6)
    opened: date | None = None
    closed: date | None = None
    synthetic: bool
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)


class SuccessionRow(Table, table=True):
    """A body that another took over, wholly (merger, acquisition, new code) or in part (split), on a day."""

    __tablename__ = "succession"
    __table_args__ = (
        ForeignKeyConstraint(["predecessor"], [f"{SCHEMA}.organisation.ods"]),
        ForeignKeyConstraint(["successor"], [f"{SCHEMA}.organisation.ods"]),
        Index("ix_succession_successor", "successor"),
    )

    predecessor: str = Field(primary_key=True, max_length=6)
    successor: str = Field(primary_key=True, max_length=6)
    effective_on: date
    kind: str = Field(max_length=20)
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)


class CommissionedRow(Table, table=True):
    """A provider that a commissioner holds a contract with, from a date to a date; weights as JSON."""

    __tablename__ = "commissioned"
    __table_args__ = (
        ForeignKeyConstraint(["commissioner"], [f"{SCHEMA}.organisation.ods"]),
        ForeignKeyConstraint(["provider"], [f"{SCHEMA}.organisation.ods"]),
    )

    commissioner: str = Field(primary_key=True, max_length=6)
    provider: str = Field(primary_key=True, max_length=6)
    valid_from: date
    valid_to: date | None = None
    weights: str = Field(default="[]", sa_column_kwargs={"server_default": "[]"})
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
