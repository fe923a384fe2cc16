"""Documents put on record: actions, implementation, accountability, figures, reports and reviews."""

from datetime import datetime

from sqlmodel import Field

from oversight_service.tables.base import Table
from services.instants import Instant


class DocumentRow(Table, table=True):
    """One revision of one document as it came over the wire. Never changed, only followed.

    ``ods`` is whom it is about. ``name`` tells documents of a kind apart, empty where there is one; ``year`` is the
    reporting year, 0 where the document belongs to none.
    """

    __tablename__ = "document"

    kind: str = Field(primary_key=True, max_length=20)
    ods: str = Field(primary_key=True, max_length=6)
    name: str = Field(primary_key=True, max_length=60)
    year: int = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    document: str
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
