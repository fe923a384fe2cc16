"""The audit trail: who changed what, and when. Written in the unit of work of the change itself."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.tables import AuditRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its kind, the body, year and revision it concerns, and what is different now."""

    kind: str
    change: dict[str, Any]
    ods: str | None = None
    year: int | None = None
    revision: int | None = None


async def record(session: AsyncSession, at: datetime, by: str, entries: Iterable[Entry]) -> None:
    """Write the lines of some changes by one client at one instant."""
    params = [
        {
            "at": at,
            "by": by,
            "kind": entry.kind,
            "ods": entry.ods,
            "year": entry.year,
            "revision": entry.revision,
            "change": json.dumps(entry.change, separators=(",", ":"), sort_keys=True, default=str),
        }
        for entry in entries
    ]
    if params:
        await session.exec(insert(AuditRow), params=params)


async def of_body(session: AsyncSession, ods: str, before: int | None, limit: int) -> Sequence[AuditRow]:
    """Return the newest lines about a body, older than line ``before`` where one is named."""
    query = select(AuditRow).where(AuditRow.ods == ods)
    if before is not None:
        query = query.where(col(AuditRow.id) < before)
    return (await session.exec(query.order_by(col(AuditRow.id).desc()).limit(limit))).all()
