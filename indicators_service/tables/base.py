"""The base of the indicators service's tables, all in one schema."""

from typing import Final

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

SCHEMA: Final = "indicators"
metadata: Final = MetaData(schema=SCHEMA)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """The base of this service's tables."""
