"""The life of a return: each step that a revision took, when it counted as published, and the deadlines.

A step is never changed. What the state was at an instant is the last step recorded by then. A publication is
open from its embargo until a later revision or a withdrawal ends it, so that an instant picks one revision.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from indicators_service.tables.base import SCHEMA, Table
from services.instants import Instant

_REVISION = ("ods", "year", "revision")


def _of_a_revision() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(_REVISION, [f"{SCHEMA}.annual_return.{column}" for column in _REVISION])


class TransitionRow(Table, table=True):
    """One step in the life of a revision: to which state, when, by whom, and why."""

    __tablename__ = "transition"
    __table_args__ = (_of_a_revision(), Index("ix_transition_revision", *_REVISION, "id"))

    id: int | None = Field(default=None, primary_key=True)
    ods: str = Field(max_length=6)
    year: int
    revision: int
    state: str = Field(max_length=20)
    at: datetime = Field(sa_type=Instant)
    by: str = Field(max_length=64)
    embargo: datetime | None = Field(default=None, sa_type=Instant)
    note: str | None = Field(default=None, max_length=2_000)
    explanations: str | None = None


class PublicationRow(Table, table=True):
    """The time in which a revision is the published one: from an instant, up to and without another."""

    __tablename__ = "publication"
    __table_args__ = (
        _of_a_revision(),
        Index("ix_publication_ods", "ods", "year"),
        Index("ix_publication_year", "year", "effective_from"),
        Index("ix_publication_ended", "year", "effective_to"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ods: str = Field(max_length=6)
    year: int
    revision: int
    effective_from: datetime = Field(sa_type=Instant)
    effective_to: datetime | None = Field(default=None, sa_type=Instant)
    recorded_at: datetime = Field(sa_type=Instant)


class DeadlineRow(Table, table=True):
    """The last day on which the return of a year may be submitted without being late."""

    __tablename__ = "deadline"

    year: int = Field(primary_key=True)
    submit_by: date
    source: str = Field(max_length=500)
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)


class GenerationRow(Table, table=True):
    """How often something that answers are made from has changed; counted in the unit of work of each change.

    A reader that made an answer knows by this one number whether it still stands.
    """

    __tablename__ = "generation"

    name: str = Field(primary_key=True, max_length=40)
    number: int
