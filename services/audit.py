"""The audit trail: who changed what, and when; written in the unit of work of the change, and never changed after.

A unit of work collects what is to be said of it. All of it is written in one place, right before the commit, so that
a line is there when its change is, and not otherwise. A call that changes something and of which nothing was said
still leaves a line, with its address and a digest of what was sent.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from fastapi import Request
from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services import records
from services.audit_table import LONGEST_ADDRESS, TABLE, chained, newest, table_of
from services.chain import End, canonical
from services.identity import caller_of
from services.instants import now

CALL: Final = "call"
"""The kind of a line of which no more is known than the call that it was."""

BY_ITSELF: Final = "service"
"""The kind of client that a service is where nobody called it."""

LONGEST_CHANGE: Final = 4_000
"""Characters of a change that are told whole; of a longer one, its fields and digests are."""

_TRAIL: Final = "audit"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its kind, what was done, and what is different now, which names no secret.

    ``subject`` tells things of one kind apart. ``at`` is the instant of the commit where it is left out; ``by`` and
    ``client_kind`` are those of the unit of work.
    """

    kind: str
    action: str
    change: Mapping[str, Any]
    organisation: str | None = None
    subject: str | None = None
    year: int | None = None
    revision: int | None = None
    at: datetime | None = None
    by: str | None = None
    client_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit of work comes from: a client's call, or work that has a name in place of an address."""

    by: str
    client_kind: str
    address: str
    method: str | None = None
    request_id: str | None = None
    content: Callable[[], Awaitable[bytes | None]] | None = None


@dataclass(slots=True)
class _Trail:
    origin: Origin
    entries: list[Entry] = field(default_factory=list)


def work(name: str, by: str | None = None, client_kind: str = BY_ITSELF) -> Origin:
    """Return the origin of work that no call waits for: by itself, or for the client that asked for it."""
    return Origin(by or name, client_kind, name)


async def call_of(request: Request) -> Origin:
    """Return the origin of what a call changes.

    The address is told without its parameters, in which somebody may have put a secret by mistake.

    Raises:
        Problem: 401 when nobody says who is calling; nothing is changed by nobody.
    """
    caller = await caller_of(request)

    async def content() -> bytes | None:
        try:
            return await request.body()
        except RuntimeError:
            # A form was read as it came, and not kept.
            return None

    path = request.url.path[:LONGEST_ADDRESS]
    return Origin(caller.client, caller.kind, path, request.method, records.request_id.get() or None, content)


def begin(session: AsyncSession, origin: Origin) -> None:
    """Begin to collect what is to be said of a unit of work."""
    session.info[_TRAIL] = _Trail(origin)


def record(session: AsyncSession, *entries: Entry) -> None:
    """Say what a unit of work changes; it is written when that is kept."""
    trail: _Trail = session.info[_TRAIL]
    trail.entries += entries


def difference(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what changes, before and after: the fields that differ, or all where there is nothing on one side.

    What is long is told by its fields and the digests of both sides.
    """
    names = sorted({*(before or ()), *(after or ())})
    if before is not None and after is not None:
        names = [name for name in names if before.get(name) != after.get(name)]
    sides = {"before": before, "after": after}
    told = {side: None if said is None else {name: said.get(name) for name in names} for side, said in sides.items()}
    if len(canonical(told)) <= LONGEST_CHANGE:
        return told
    digests = {side: None if said is None else digest(canonical(said).encode()) for side, said in sides.items()}
    return {"fields": names, "digests": digests}


def digest(content: bytes) -> str:
    """Return the SHA-256 of some content, by which it can be known again and not be read."""
    return hashlib.sha256(content).hexdigest()


async def append(session: AsyncSession, schema: str) -> None:
    """Write what was collected of a unit of work: the last thing before its commit."""
    trail: _Trail = session.info.pop(_TRAIL)
    if not session.in_transaction():
        # Taken back before its end, for a twin was faster: nothing was changed.
        return
    entries = trail.entries or await _of_the_call(trail.origin)
    if not entries:
        return
    # Before the lock: this may have to wait for rows that others hold, and who holds the lock waits for nobody.
    await session.flush()
    connection, table, at = await session.connection(), table_of(schema), now()
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{schema}.{TABLE}"))))
    last = (await connection.execute(newest(table))).first()
    end = End() if last is None else End(last.number, last.hash)
    rows = [_row(trail.origin, entry, at) for entry in entries]
    await connection.execute(table.insert(), chained(schema, rows, end))


async def _of_the_call(origin: Origin) -> Sequence[Entry]:
    """Return what is known of a call of which nothing was said; nothing of other work, which keeps house."""
    if origin.content is None:
        return ()
    sent = await origin.content()
    return (Entry(CALL, "accepted", {"content": None if sent is None else digest(sent)}),)


def _row(origin: Origin, entry: Entry, at: datetime) -> dict[str, Any]:
    own = entry.by is None or entry.by == origin.by
    return {
        "at": entry.at or at,
        "by": entry.by or origin.by,
        "client_kind": entry.client_kind or (origin.client_kind if own else None),
        "kind": entry.kind,
        "action": entry.action,
        "organisation": entry.organisation,
        "subject": entry.subject,
        "year": entry.year,
        "revision": entry.revision,
        "method": origin.method,
        "address": origin.address,
        "request_id": origin.request_id,
        "change": canonical(entry.change),
    }
