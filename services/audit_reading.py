"""Reading an audit trail: a page of it, and its end."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Row, Table, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit_filters import NAMED, Filters
from services.chain import End


class AuditEntry(BaseModel):
    """One line: who did what when, by which call, and what is different since.

    ``method`` is null for what a service did by itself; ``address`` is then the name of that work. ``hash`` is the
    SHA-256 of the line as JSON without it: keys in order, no spaces, UTF-8.
    """

    service: str
    number: int
    at: datetime
    by: str
    client_kind: str | None
    kind: str
    action: str
    organisation: str | None
    subject: str | None
    year: int | None
    revision: int | None
    method: str | None
    address: str
    request_id: str | None
    change: dict[str, Any]
    previous: str
    hash: str


class AuditPart(BaseModel):
    """Lines of one service. ``more`` says that there were more than asked for."""

    items: list[AuditEntry]
    more: bool


class AuditHead(BaseModel):
    """The last line of a service's chain: its number, digest and instant; 0, zeros and null of an empty one."""

    service: str
    number: int
    hash: str
    at: datetime | None


async def page(session: AsyncSession, table: Table, filters: Filters, after: int | None, limit: int) -> AuditPart:
    """Return the lines that follow number ``after`` in the order asked for; the first without one."""
    number, newest_first = table.c.number, filters.order == "newest"
    query = select(table).where(*_conditions(table, filters)).limit(limit + 1)
    if after is not None:
        query = query.where(number < after if newest_first else number > after)
    ordered = query.order_by(number.desc() if newest_first else number)
    rows = (await (await session.connection()).execute(ordered)).all()
    return AuditPart(items=[_entry(table, row) for row in rows[:limit]], more=len(rows) > limit)


def _conditions(table: Table, filters: Filters) -> Iterator[ColumnElement[bool]]:
    yield from (table.c[name] == getattr(filters, name) for name in NAMED if getattr(filters, name) is not None)
    if filters.since is not None:
        yield table.c.at >= filters.since
    if filters.until is not None:
        yield table.c.at < filters.until


def _entry(table: Table, row: Row[Any]) -> AuditEntry:
    told = {str(name): value for name, value in row._mapping.items()}
    return AuditEntry(**told | {"service": table.schema, "change": json.loads(told["change"])})


async def head(session: AsyncSession, table: Table) -> AuditHead:
    """Return the last line of a trail."""
    query = select(table.c.number, table.c.hash, table.c.at).order_by(table.c.number.desc()).limit(1)
    row = (await (await session.connection()).execute(query)).first()
    number, digest, at = (0, End().hash, None) if row is None else tuple(row)
    return AuditHead(service=str(table.schema), number=number, hash=digest, at=at)
