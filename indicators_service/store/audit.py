"""The audit trail: who changed what, and when. Collected in the unit of work of the change itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.tables import AUDIT
from services import audit


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its kind, the body, year and revision it concerns, and what is different now."""

    kind: str
    change: dict[str, Any]
    ods: str | None = None
    year: int | None = None
    revision: int | None = None

    @property
    def action(self) -> str:
        """What was done, as far as the change says."""
        if self.kind == "transition":
            return str(self.change["to"])
        if "before" not in self.change:
            return "recorded"
        if self.change["before"] is None:
            return "added"
        return "removed" if self.change["after"] is None else "changed"


async def record(session: AsyncSession, at: datetime, by: str, entries: Iterable[Entry]) -> None:
    """Say of some changes that one client made them at one instant."""
    said = (
        audit.Entry(each.kind, each.action, each.change, each.ods, None, each.year, each.revision, at, by)
        for each in entries
    )
    audit.record(session, *said)


async def of_body(session: AsyncSession, ods: str, before: int | None, limit: int) -> Sequence[Row[Any]]:
    """Return the newest lines about a body, of lower numbers than ``before`` where one is named."""
    query = select(AUDIT).where(AUDIT.c.organisation == ods)
    if before is not None:
        query = query.where(AUDIT.c.number < before)
    query = query.order_by(AUDIT.c.number.desc()).limit(limit)
    return (await (await session.connection()).execute(query)).all()
