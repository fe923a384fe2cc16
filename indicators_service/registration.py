"""Registering bodies and their successions: what is to change, what is wrong with it, and all of it written at once.

One body and a file of them take the same path. Writers wait for one another, so that no two of them can make a
cycle together that neither could make alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain.succession import (
    Span,
    Succession,
    SuccessionFault,
    date_faults,
    faults,
    on_closing_day,
)
from indicators_service.domain.successors import Naming, moved, named
from indicators_service.store import audit, generations, organisations, successions
from indicators_service.store.members import Member
from services.instants import now

_UNSAID: Final[Mapping[str, Any]] = dict.fromkeys(("region", "ics", "opened", "closed")) | {"synthetic": False}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is said of one body. Fields that are not said stay as they are; so do successors without a naming."""

    ods: str
    fields: Mapping[str, Any]
    naming: Naming | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Bodies and successions as they are, and as they are to be. ``after`` holds the bodies that change."""

    before: Mapping[str, Member]
    after: Mapping[str, Member]
    old: tuple[Succession, ...]
    new: tuple[Succession, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """How many bodies were added, changed and left, or else what was wrong: then nothing was written."""

    added: int
    changed: int
    unchanged: int
    faults: tuple[SuccessionFault, ...] = ()


async def begin(session: AsyncSession) -> datetime:
    """Wait until no other change of organisations is under way; return the instant of this one."""
    await generations.bump(session, (generations.ORGANISATIONS,))
    return now()


async def register(session: AsyncSession, by: str, wishes: Sequence[Wish]) -> Registered:
    """Register or change some bodies, all of them or none; no code comes twice."""
    at = await begin(session)
    before = await organisations.some(session, [wish.ods for wish in wishes])
    wanted = {wish.ods: _described(wish, before.get(wish.ods)) for wish in wishes}
    old = await successions.successions(session)
    new, missing = _succeeded(wishes, before, wanted, old)
    after = {ods: member for ods, member in wanted.items() if member != before.get(ods)}
    wrong = missing or await carry_out(session, at, by, Change(before, after, old, new))
    touched = {*after, *(each.predecessor for each in {*old} ^ {*new})}
    added = len(after.keys() - before.keys())
    return Registered(added, len(touched) - added, len(wishes) - len(touched), tuple(wrong))


def _described(wish: Wish, before: Member | None) -> Member:
    known = _UNSAID if before is None else before._asdict()
    return Member(**{**known, **wish.fields, "ods": wish.ods})


def _succeeded(
    wishes: Sequence[Wish], before: Mapping[str, Member], wanted: Mapping[str, Member], old: Iterable[Succession]
) -> tuple[tuple[Succession, ...], list[SuccessionFault]]:
    outgoing: dict[str, list[Succession]] = {wish.ods: [] for wish in wishes}
    new = [each for each in old if each.predecessor not in outgoing]
    for each in old:
        outgoing.get(each.predecessor, []).append(each)
    wrong: list[SuccessionFault] = []
    for wish in wishes:
        known, closes = before.get(wish.ods), wanted[wish.ods].closed
        recorded = moved(outgoing[wish.ods], known.closed if known else None, closes)
        if wish.naming is not None:
            recorded, undated = named(wish.ods, wish.naming, recorded, closes)
            wrong += undated
        new += recorded
    return tuple(new), wrong


async def succeed(
    session: AsyncSession, by: str, succession: Succession, note: str | None
) -> tuple[bool, list[SuccessionFault]]:
    """Record or correct one succession between registered bodies; return whether it is new, and what is wrong.

    A body that goes to another as a whole closes on that day, where it is open or this very succession closed it.
    """
    at = await begin(session)
    old = await successions.successions(session)
    known = next((each for each in old if _pair(each) == _pair(succession)), None)
    before = await organisations.some(session, (succession.predecessor, succession.successor))
    body = before[succession.predecessor]
    closes_it = body.closed is None or (known is not None and known.whole and on_closing_day(known.on, body.closed))
    after = {body.ods: body._replace(closed=succession.on)} if succession.whole and closes_it else {}
    after = {} if after.get(body.ods) == body or known == succession else after
    new = (*(each for each in old if each != known), succession)
    return known is None, await carry_out(session, at, by, Change(before, after, old, new), note)


def _pair(each: Succession) -> tuple[str, str]:
    return each.predecessor, each.successor


async def take_back(session: AsyncSession, by: str, predecessor: str, successor: str) -> bool:
    """Take back a succession; return whether there was one."""
    at = await begin(session)
    old = await successions.successions(session)
    new = tuple(each for each in old if _pair(each) != (predecessor, successor))
    await _write(session, at, by, Change({}, {}, old, new), None)
    return new != old


async def carry_out(
    session: AsyncSession, at: datetime, by: str, change: Change, note: str | None = None
) -> list[SuccessionFault]:
    """Write a change, its versions and its audit; write nothing where something is wrong with it."""
    added = {*change.new} - {*change.old}
    redated = [each for each in change.new if {each.predecessor, each.successor} & change.after.keys()]
    recorded = [each for each in redated if each not in added]
    spans = await _spans(session, change, [*added, *recorded])
    wrong = [*_backwards(change), *faults(sorted(added, key=_pair), change.new, spans), *date_faults(recorded, spans)]
    if not wrong:
        await _write(session, at, by, change, note)
    return wrong


async def _write(session: AsyncSession, at: datetime, by: str, change: Change, note: str | None) -> None:
    await organisations.keep(session, at, by, change.before, list(change.after.values()))
    told = [_told(change.before.get(ods), member) for ods, member in change.after.items()]
    told += await successions.replace(session, at, by, change.old, change.new, note)
    await audit.record(session, at, by, told)


def _backwards(change: Change) -> Iterable[SuccessionFault]:
    for ods, member in change.after.items():
        if member.opened is not None and member.closed is not None and member.closed < member.opened:
            words = f"{ods} would close on {member.closed}, before it opened on {member.opened}."
            yield SuccessionFault(ods, "closes-before-it-opens", "closed", words)


async def _spans(session: AsyncSession, change: Change, asked: Iterable[Succession]) -> dict[str, Span]:
    known = {**change.before, **change.after}
    codes = {code for each in asked for code in (each.predecessor, each.successor)}
    known |= await organisations.some(session, codes - known.keys())
    return {ods: Span(member.opened, member.closed) for ods, member in known.items()}


def _told(before: Member | None, after: Member) -> audit.Entry:
    """Return the audit's line about a body: the fields that changed, before and after."""
    new = {name: getattr(after, name) for name in organisations.FIELDS}
    if before is None:
        return audit.Entry("organisation", {"before": None, "after": new}, after.ods)
    names = [name for name, value in new.items() if value != getattr(before, name)]
    old = {name: getattr(before, name) for name in names}
    return audit.Entry("organisation", {"before": old, "after": {name: new[name] for name in names}}, after.ods)
