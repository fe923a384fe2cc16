"""Named what-ifs that an organisation keeps, the newest of each name."""

from datetime import datetime

from sqlmodel import Field

from services.instants import Instant
from trajectory_service.tables.base import Table


class ScenarioRow(Table, table=True):
    """A scenario as it came over the wire. Putting it again replaces it."""

    __tablename__ = "scenario"

    ods: str = Field(primary_key=True, max_length=6)
    name: str = Field(primary_key=True, max_length=60)
    revision: int
    document: str
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str = Field(max_length=64)
