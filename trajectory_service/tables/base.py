"""The base of the tables, and the schema that is the trajectory service's own."""

from typing import Final

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from services.audit_table import audit_table
from services.changes import change_tables
from services.idempotency import idempotency_table

SCHEMA: Final = "trajectory"
metadata: Final = MetaData(schema=SCHEMA)
IDEMPOTENCY: Final = idempotency_table(metadata)
CHANGES: Final = change_tables(metadata)
AUDIT: Final = audit_table(metadata)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """The base of this service's tables."""
