"""Keeping what is put on record: a revision that follows the one before, and the line of the audit that says so."""

import json
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.tables import DocumentRow, OutcomeRow, StatementRow
from services import audit
from services.database import keep_or_conflict

Recorded = DocumentRow | OutcomeRow | StatementRow


async def keep(session: AsyncSession, before: Recorded | None, row: Recorded, what: str) -> None:
    """Keep a revision that follows ``before``, or the first.

    Raises:
        Problem: 409 when a racing write kept the same revision of ``what``.
    """
    await keep_or_conflict(session, row, what)
    kind, organisation, subject, year = _named(row)
    change = audit.difference(_said(before) if before is not None else None, _said(row))
    action = "added" if before is None else "changed"
    audit.record(
        session, audit.Entry(kind, action, change, organisation, subject, year, row.revision, row.recorded_at)
    )


def _named(row: Recorded) -> tuple[str, str, str | None, int | None]:
    """Return of which kind a record is, about whom and what, and of which reporting year."""
    if isinstance(row, OutcomeRow):
        return "official_outcome", row.ods, row.framework, None
    if isinstance(row, StatementRow):
        return "statement", row.commissioner, row.provider, row.year
    return row.kind, row.ods, row.name or None, row.year or None


def _said(row: Recorded) -> dict[str, Any]:
    if isinstance(row, OutcomeRow):
        return {"rating": row.rating, "date": row.decided_on, "source": row.source}
    said: dict[str, Any] = json.loads(row.document)
    return said
