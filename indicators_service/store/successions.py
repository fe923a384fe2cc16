"""Who succeeded whom, in the database: as it is recorded now, and as it was recorded at an instant.

The table holds what is recorded now. What was recorded before comes from the audit, in which every change of a
succession says how it was before.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import delete, insert, tuple_
from sqlalchemy import select as columns
from sqlmodel import col, or_
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain.succession import Succession, SuccessionKind
from indicators_service.store.audit import Entry
from indicators_service.tables import AUDIT, SuccessionRow

AUDITED: Final = "succession"
"""The kind of the audit's lines about successions."""

_Pair = tuple[str, str]


async def successions(session: AsyncSession, as_of: datetime | None = None) -> tuple[Succession, ...]:
    """Return every succession, by day and codes, as recorded now or at an instant."""
    found = {(each.predecessor, each.successor): each for each in await _recorded(session, as_of=as_of)}
    if as_of is not None:
        for pair, before in (await _undone(session, as_of)).items():
            found.pop(pair, None)
            if before is not None:
                found[pair] = before
    return tuple(sorted(found.values(), key=lambda each: (each.on, each.predecessor, each.successor)))


async def about(session: AsyncSession, bodies: Collection[str], as_of: datetime | None = None) -> list[Succession]:
    """Return the successions from and into some bodies (500 at most), by day and codes."""
    if as_of is not None:
        every = await successions(session, as_of)
        return [each for each in every if each.predecessor in bodies or each.successor in bodies]
    return sorted(await _recorded(session, bodies), key=lambda each: (each.on, each.predecessor, each.successor))


async def _recorded(
    session: AsyncSession, bodies: Collection[str] | None = None, as_of: datetime | None = None
) -> list[Succession]:
    row = SuccessionRow
    query: Any = columns(*map(col, (row.predecessor, row.successor, row.effective_on, row.kind)))
    if bodies is not None:
        query = query.where(or_(col(row.predecessor).in_(bodies), col(row.successor).in_(bodies)))
    if as_of is not None:
        query = query.where(col(row.recorded_at) <= as_of)
    lines = (await session.exec(query)).all()
    return [Succession(first, second, on, SuccessionKind(kind)) for first, second, on, kind in lines]


async def _undone(session: AsyncSession, as_of: datetime) -> Mapping[_Pair, Succession | None]:
    """Return how each pair that changed after an instant was recorded at it; ``None`` where it was not."""
    changed = AUDIT.c.kind == AUDITED, AUDIT.c.at > as_of
    query: Any = columns(AUDIT.c.organisation, AUDIT.c.change).where(*changed).order_by(AUDIT.c.number)
    earliest: dict[_Pair, Succession | None] = {}
    for predecessor, change in (await session.exec(query)).all():
        told = json.loads(change)
        earliest.setdefault((predecessor, told["successor"]), _read(predecessor, told["successor"], told["before"]))
    return earliest


def _read(predecessor: str, successor: str, told: Mapping[str, str] | None) -> Succession | None:
    if told is None:
        return None
    return Succession(predecessor, successor, date.fromisoformat(told["on"]), SuccessionKind(told["kind"]))


def _told(succession: Succession | None) -> dict[str, str] | None:
    return None if succession is None else {"on": succession.on.isoformat(), "kind": succession.kind.value}


def _entry(before: Succession | None, after: Succession | None, note: str | None) -> Entry:
    one = after or before
    if one is None:
        raise ValueError("a change of a succession needs one, before or after")
    change = {"successor": one.successor, "before": _told(before), "after": _told(after)}
    return Entry(AUDITED, change | ({"note": note} if note else {}), one.predecessor)


async def replace(
    session: AsyncSession,
    at: datetime,
    by: str,
    before: Iterable[Succession],
    after: Iterable[Succession],
    note: str | None = None,
) -> list[Entry]:
    """Put the successions ``after`` in the place of those ``before``; return what the audit is to say of it."""
    old = {(each.predecessor, each.successor): each for each in before}
    new = {(each.predecessor, each.successor): each for each in after}
    changed = [pair for pair in sorted({*old, *new}) if old.get(pair) != new.get(pair)]
    await _remove(session, [pair for pair in changed if pair in old])
    await _add(session, at, by, [new[pair] for pair in changed if pair in new])
    return [_entry(old.get(pair), new.get(pair), note) for pair in changed]


async def _remove(session: AsyncSession, pairs: list[_Pair]) -> None:
    row = SuccessionRow
    for start in range(0, len(pairs), 1_000):
        some = pairs[start : start + 1_000]
        await session.exec(delete(row).where(tuple_(col(row.predecessor), col(row.successor)).in_(some)))


async def _add(session: AsyncSession, at: datetime, by: str, added: list[Succession]) -> None:
    params = [
        {
            "predecessor": each.predecessor,
            "successor": each.successor,
            "effective_on": each.on,
            "kind": each.kind.value,
            "recorded_at": at,
            "recorded_by": by,
        }
        for each in added
    ]
    if params:
        await session.exec(insert(SuccessionRow), params=params)
