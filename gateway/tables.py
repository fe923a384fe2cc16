"""What the gateway stores: who may call, and the digest of each one's key. Never a key."""

from datetime import datetime
from typing import Final

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.instants import Instant

SCHEMA: Final = "gateway"
metadata: Final = MetaData(schema=SCHEMA)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """The base of the gateway's tables."""


class ClientRow(Table, table=True):
    """One client and the digest of its key. A revoked client stays, so that old records still say who it was."""

    __tablename__ = "client"

    id: str = Field(primary_key=True, max_length=32)
    name: str = Field(max_length=100)
    kind: str = Field(max_length=20)
    body: str | None = Field(default=None, max_length=6)
    prefix: str = Field(max_length=16, unique=True)
    key_hash: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
