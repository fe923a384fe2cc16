"""Which bodies of a past year together made up a body of today, and when that cannot be said.

A reporting year Y counts staff on 31 March Y. A succession with ``on`` up to and including that day has happened by
then: the successor's return speaks for both. One from 1 April Y on has not: the predecessor's return of Y is its own.

A split divides a body between several, and counts cannot be divided. What was counted before it belongs to no one
body of today; not even to the smaller one that goes on under the old code.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from indicators_service.domain.succession import Span, Succession, SuccessionKind, by_predecessor, by_successor
from vocabulary.years import snapshot_date

_UNKNOWN: Final = Span()


class FootprintReason(StrEnum):
    """Why the bodies of a year are not the whole of a body of today, and that alone."""

    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Footprint:
    """The bodies, by code, that together made up a body of today on 31 March of a year.

    Where ``complete`` is false the members are those that can be told, and a sum over them is not comparable.
    ``steps`` are the successions that led from them to today's body, in order. No members and ``complete``: there
    was no such body yet.
    """

    ods: str
    year: int
    members: tuple[str, ...]
    complete: bool
    reason: FootprintReason | None
    steps: tuple[Succession, ...]

    @property
    def unchanged(self) -> bool:
        """Say whether the body of today was the same body then."""
        return self.complete and self.members == (self.ods,)


@dataclass(frozen=True, slots=True)
class CurrentBodies:
    """The bodies of a year, each once: by the body of today that they are part of, or why they are of none.

    ``divided`` were split later. ``absorbed`` had been taken over by 31 March, so the successor's figures are
    theirs too. ``discontinued`` closed since, without a successor.
    """

    members: Mapping[str, tuple[str, ...]]
    divided: tuple[str, ...]
    absorbed: tuple[str, ...]
    discontinued: tuple[str, ...]


class Lineage:
    """Who came from whom, up to and including the day ``today``; what is planned for later is left out.

    ``spans`` says when bodies existed. Where it is silent, a body that is there only because others merged or a code
    was renewed began on that day, and every other body has always been.
    """

    def __init__(self, every: Iterable[Succession], today: date, spans: Mapping[str, Span] | None = None) -> None:
        known = sorted((each for each in every if each.on <= today), key=_order)
        self._today = today
        self._spans = spans or {}
        told = _told_apart(known)
        self._out, self._into = by_predecessor(told), by_successor(told)

    def current(self, ods: str) -> str:
        """Return the body of today that a body has become: itself, where nobody succeeded it as a whole."""
        return [ods, *(each.successor for each in self._chain(ods, date.min))][-1]

    def current_members(self, ods: str, year: int, reported: Collection[str] = ()) -> Footprint:
        """Return the bodies that together made up ``ods`` on 31 March of ``year``.

        Bodies in ``reported`` sent a return for that year, so they existed whatever else is known of them.
        """
        snapshot = snapshot_date(year)
        members: set[str] = set()
        steps: set[Succession] = set()
        waiting: list[tuple[str, date]] = [(ods, date.max)]
        seen: set[str] = set()
        while waiting:
            body, until = waiting.pop()
            seen.add(body)
            parted = [each for each in self._splits(body) if snapshot < each.on <= until]
            arrivals = [each for each in self._into.get(body, ()) if snapshot < each.on <= until]
            steps.update(parted, arrivals, *(self._parts(each) for each in arrivals if not each.whole))
            if not parted and self._existed(body, snapshot, reported):
                members.add(body)
            last = max((each.on for each in parted), default=snapshot)
            waiting += [(each.predecessor, each.on) for each in arrivals if each.whole and each.on > last]
            waiting = [each for each in waiting if each[0] not in seen]
        complete = all(each.whole for each in steps)
        reason = None if complete else FootprintReason.SPLIT
        return Footprint(ods, year, tuple(sorted(members)), complete, reason, tuple(sorted(steps, key=_order)))

    def existed(self, ods: str, year: int) -> bool:
        """Say whether a body was there on 31 March of ``year``, as far as its days and successions tell."""
        return self._existed(ods, snapshot_date(year), ())

    def current_bodies(self, reported: Iterable[str], year: int) -> CurrentBodies:
        """Return the bodies that reported for a year, by the bodies of today that they are part of."""
        members: dict[str, list[str]] = {}
        rest: dict[str, list[str]] = {"divided": [], "absorbed": [], "discontinued": []}
        for ods in sorted(set(reported)):
            today, why = self._followed(ods, snapshot_date(year))
            if why is None:
                members.setdefault(today, []).append(ods)
            else:
                rest[why].append(ods)
        return CurrentBodies(
            {ods: tuple(several) for ods, several in sorted(members.items())},
            **{why: tuple(several) for why, several in rest.items()},
        )

    def _followed(self, ods: str, snapshot: date) -> tuple[str, str | None]:
        """Return the body of today that one of the past is part of, and why it is part of none, if so."""
        if self._ended(ods, snapshot):
            return ods, "absorbed"
        chain = self._chain(ods, snapshot)
        bodies = [ods, *(each.successor for each in chain)]
        arrived = [snapshot + timedelta(days=1), *(each.on for each in chain)]
        left = [*(each.on for each in chain), date.max]
        for body, since, until in zip(bodies, arrived, left, strict=True):
            if any(since <= each.on <= until for each in self._splits(body)):
                return body, "divided"
        closed = self._spans.get(bodies[-1], _UNKNOWN).closed
        return bodies[-1], "discontinued" if closed is not None and closed <= self._today else None

    def _chain(self, ods: str, since: date) -> list[Succession]:
        """Return the successions, each as a whole, that lead from a body to the one of today."""
        chain: list[Succession] = []
        seen = {ods}
        while (following := self._whole(ods, since)) is not None and following.successor not in seen:
            chain.append(following)
            ods, since = following.successor, following.on
            seen.add(ods)
        return chain

    def _whole(self, ods: str, since: date) -> Succession | None:
        return next((each for each in self._out.get(ods, ()) if each.whole and each.on >= since), None)

    def _splits(self, ods: str) -> list[Succession]:
        return [each for each in self._out.get(ods, ()) if not each.whole]

    def _parts(self, one: Succession) -> list[Succession]:
        return [each for each in self._splits(one.predecessor) if each.on == one.on]

    def _ended(self, ods: str, day: date) -> bool:
        return any(each.whole and each.on <= day for each in self._out.get(ods, ()))

    def _existed(self, ods: str, day: date, reported: Collection[str]) -> bool:
        if self._ended(ods, day):
            return False
        if ods in reported:
            return True
        span = self._spans.get(ods, _UNKNOWN)
        if span.closed is not None and span.closed <= day:
            return False
        return span.opened <= day if span.opened is not None else not self._begun_after(ods, day)

    def _begun_after(self, ods: str, day: date) -> bool:
        first = next(iter(self._into.get(ods, ())), None)
        return first is not None and first.kind is not SuccessionKind.ACQUISITION and first.on > day


def _order(each: Succession) -> tuple[date, str, str]:
    return each.on, each.predecessor, each.successor


def _told_apart(every: Iterable[Succession]) -> list[Succession]:
    """Return successions in order; a body that went to several as a whole was in truth split between them."""
    found: list[Succession] = []
    for _, group in groupby(sorted(every, key=lambda each: (each.predecessor, *_order(each))), _predecessor):
        several = list(group)
        divided = sum(each.whole for each in several) > 1
        found += [_as_split(each) if divided else each for each in several]
    return sorted(found, key=_order)


def _predecessor(each: Succession) -> str:
    return each.predecessor


def _as_split(each: Succession) -> Succession:
    return Succession(each.predecessor, each.successor, each.on, SuccessionKind.SPLIT)
