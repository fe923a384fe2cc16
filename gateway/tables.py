"""What the gateway stores: who may call, and what each one proves it with. Never a key that opens anything."""

from datetime import datetime
from typing import Final

from sqlalchemy import Double, MetaData, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.audit_table import audit_table
from services.idempotency import idempotency_table
from services.instants import Instant

SCHEMA: Final = "gateway"
metadata: Final = MetaData(schema=SCHEMA)
IDEMPOTENCY: Final = idempotency_table(metadata)
AUDIT: Final = audit_table(metadata)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """The base of the gateway's tables."""


class ClientRow(Table, table=True):
    """One client. A revoked one stays, so that old records still say who it was.

    ``issuer`` and ``subject`` are the name that another authority's tokens give it, where it comes with those.
    """

    __tablename__ = "registered_client"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: str = Field(primary_key=True, max_length=32)
    name: str = Field(max_length=100)
    kind: str = Field(max_length=20)
    body: str | None = Field(default=None, max_length=6)
    issuer: str | None = Field(default=None, max_length=300)
    subject: str | None = Field(default=None, max_length=200)
    created_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class ApiKeyRow(Table, table=True):
    """One API key of a client: where to find it, the digest to check it against, and how long it opens anything."""

    __tablename__ = "api_key"

    id: str = Field(primary_key=True, max_length=32)
    client: str = Field(foreign_key=f"{SCHEMA}.registered_client.id", index=True, max_length=32)
    prefix: str = Field(max_length=16, unique=True)
    key_hash: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)


class PublicKeyRow(Table, table=True):
    """A public key that a client signs its assertions with: a JWK, by the name that the client gives it."""

    __tablename__ = "public_key"

    client: str = Field(primary_key=True, foreign_key=f"{SCHEMA}.registered_client.id", max_length=32)
    kid: str = Field(primary_key=True, max_length=100)
    algorithm: str = Field(max_length=10)
    jwk: str = Field(max_length=8_000)
    created_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class AssertionRow(Table, table=True):
    """An assertion that was taken, until it would have expired anyway: it is not taken twice."""

    __tablename__ = "assertion"

    client: str = Field(primary_key=True, max_length=32)
    digest: str = Field(primary_key=True, max_length=64)
    expires_at: datetime = Field(sa_type=Instant, index=True)


class CallCountRow(Table, table=True):
    """What a client spent of its limit on every gateway: the instant, in seconds of the Unix epoch, until which its
    calls are paid for at the even pace of the limit. ``name`` is a keyed digest.
    """

    __tablename__ = "call_count"

    name: str = Field(primary_key=True, max_length=32)
    paid_until: float = Field(sa_type=Double)


from gateway.webhooks import tables as _webhook_tables  # noqa: E402, F401 - they stand on Table, and belong to it
