"""What is stored of subscriptions: where to, how far they are, what was sent, and what came of it. No secret."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from gateway.tables import SCHEMA, Table
from services.instants import Instant


class SubscriptionRow(Table, table=True):
    """One subscription: to which address a client's changes are sent, and how far that is.

    ``kinds`` and ``organisations`` are words joined by commas, and empty for all. ``cursor`` is where the feed goes
    on. ``due_at`` is when what waits is to be tried; without one nothing waits. Who sends holds the lease: no other
    gateway sends for this subscription until it runs out. ``revision`` counts what its client changed.
    """

    __tablename__ = "subscription"
    __table_args__ = (Index("ix_gateway_subscription_order", "created_at", "id"),)

    id: str = Field(primary_key=True, max_length=32)
    client: str = Field(foreign_key=f"{SCHEMA}.registered_client.id", index=True, max_length=32)
    url: str = Field(max_length=2_000)
    description: str | None = Field(default=None, max_length=200)
    kinds: str = Field(default="", max_length=100)
    organisations: str = Field(default="", max_length=4_000)
    state: str = Field(index=True, max_length=10)
    reason: str | None = Field(default=None, max_length=300)
    cursor: str = Field(max_length=100)
    revision: int = 1
    secret_version: int = 1
    earlier_secret_until: datetime | None = Field(default=None, sa_type=Instant)
    deliveries: int = 0
    dead_in_a_row: int = 0
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    lease_owner: str | None = Field(default=None, max_length=32)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class DeliveryRow(Table, table=True):
    """What is, was, or could not be sent to a subscription: the bytes, and how that goes.

    ``number`` is its place in the order of its subscription. ``tries`` are those of this round, ``attempts`` those of
    all: a replay begins a new round. ``oldest_at`` is the instant of its first change.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("subscription", "number"),
        Index("ix_gateway_delivery_subscription", "subscription", "state", "number"),
        Index("ix_gateway_delivery_ended", "state", "ended_at"),
    )

    id: str = Field(primary_key=True, max_length=32)
    subscription: str = Field(foreign_key=f"{SCHEMA}.subscription.id", max_length=32)
    number: int
    content: str = Field(sa_type=Text)
    changes: int
    oldest_at: datetime = Field(sa_type=Instant)
    state: str = Field(max_length=10)
    tries: int = 0
    attempts: int = 0
    next_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class AttemptRow(Table, table=True):
    """One attempt to deliver: the status that came back, or why none did, and how long it took."""

    __tablename__ = "delivery_attempt"

    delivery: str = Field(primary_key=True, foreign_key=f"{SCHEMA}.delivery.id", max_length=32)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    status: int | None = None
    error: str | None = Field(default=None, max_length=300)
    milliseconds: int
