"""Who succeeded whom: the kinds of succession, and what must be true of one.

``on`` is the first day of the new order: from then on the successor answers. A merger, an acquisition and a new
code end the predecessor; a split divides it, and it may go on as a smaller body under its own code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class SuccessionKind(StrEnum):
    """How one body followed another."""

    MERGER = "merger"
    ACQUISITION = "acquisition"
    SPLIT = "split"
    NEW_CODE = "new_code"


@dataclass(frozen=True, slots=True)
class Succession:
    """A body that another succeeded, wholly or (split) in part, from the day ``on``."""

    predecessor: str
    successor: str
    on: date
    kind: SuccessionKind

    @property
    def whole(self) -> bool:
        """Say whether all of the predecessor went to this one successor."""
        return self.kind is not SuccessionKind.SPLIT


@dataclass(frozen=True, slots=True)
class Span:
    """When a body existed: from the day it opened up to, and without, the day it closed. ``None`` is not known."""

    opened: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class SuccessionFault:
    """What is wrong with a succession: of which body, a stable code, the field to look at, and what to do."""

    ods: str
    code: str
    field: str
    message: str


_DAY: Final = timedelta(days=1)


def on_closing_day(on: date, closed: date | None) -> bool:
    """Say whether a succession happens as a body closes: on its closing day or, as some write it, the day after."""
    return closed is not None and on in (closed, closed + _DAY)


def faults(
    asked: Iterable[Succession], every: Sequence[Succession], spans: Mapping[str, Span]
) -> list[SuccessionFault]:
    """Return what is wrong with the successions ``asked``, which are among ``every`` one there is to be.

    ``spans`` holds the bodies that ``asked`` names, as far as they are registered.
    """
    out, into = by_predecessor(every), by_successor(every)
    return [fault for each in asked for fault in _faults_of(each, out, into, spans)]


def date_faults(recorded: Iterable[Succession], spans: Mapping[str, Span]) -> list[SuccessionFault]:
    """Return what is wrong with successions on record, now that ``spans`` of bodies that they name have changed."""
    return [SuccessionFault(each.predecessor, *words) for each in recorded for words in _against_dates(each, spans)]


def by_predecessor(every: Iterable[Succession]) -> dict[str, list[Succession]]:
    """Return successions by the body that was succeeded."""
    found: dict[str, list[Succession]] = {}
    for each in every:
        found.setdefault(each.predecessor, []).append(each)
    return found


def by_successor(every: Iterable[Succession]) -> dict[str, list[Succession]]:
    """Return successions by the body that succeeded."""
    found: dict[str, list[Succession]] = {}
    for each in every:
        found.setdefault(each.successor, []).append(each)
    return found


def _faults_of(
    each: Succession,
    out: Mapping[str, Sequence[Succession]],
    into: Mapping[str, Sequence[Succession]],
    spans: Mapping[str, Span],
) -> list[SuccessionFault]:
    first, second = each.predecessor, each.successor
    if first == second:
        return [SuccessionFault(first, "own-successor", "successors", f"{first} cannot succeed itself.")]
    if second not in spans:
        return [SuccessionFault(first, "not-registered", "successors", f"No body is registered under {second}.")]
    if _reaches(second, first, out):
        words = f"{first} already comes after {second}; a body cannot succeed one that it came before."
        return [SuccessionFault(first, "cycle", "successors", words)]
    found = (
        *_against_dates(each, spans),
        *_against_siblings(each, out[first]),
        *_against_new_code(each, into[second]),
    )
    return [SuccessionFault(first, *words) for words in found]


def _reaches(start: str, goal: str, out: Mapping[str, Sequence[Succession]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for following in out.get(waiting.pop(), ()):
            if following.successor == goal:
                return True
            if following.successor not in seen:
                seen.add(following.successor)
                waiting.append(following.successor)
    return False


_Words = tuple[str, str, str]


def _against_dates(each: Succession, spans: Mapping[str, Span]) -> Iterable[_Words]:
    first, second = spans[each.predecessor], spans[each.successor]
    if each.whole and not on_closing_day(each.on, first.closed):
        closes = "is not closed" if first.closed is None else f"closes on {first.closed}"
        yield (
            "not-the-closing-day",
            "closed",
            f"{each.predecessor} {closes}; it can be succeeded as a whole on {each.on} only if it closes then.",
        )
    if not each.whole and first.closed is not None and each.on > first.closed + _DAY:
        yield "after-closing", "closed", f"{each.predecessor} closed on {first.closed}, before {each.on}."
    if first.opened is not None and each.on < first.opened:
        yield "before-opening", "opened", f"{each.predecessor} opened on {first.opened}, after {each.on}."
    yield from _against_successor(each, second)


def _against_successor(each: Succession, span: Span) -> Iterable[_Words]:
    opened, closed = span.opened, span.closed
    if closed is not None and closed <= each.on:
        yield "successor-closed", "successors", f"{each.successor} closed on {closed}; it cannot follow on {each.on}."
    if opened is not None and opened > each.on:
        yield "successor-not-open", "successors", f"{each.successor} opens on {opened}, after {each.on}."
    if each.kind is SuccessionKind.ACQUISITION and opened == each.on:
        words = f"{each.successor} opens on {opened}; a new body takes over by a merger or a new code."
        yield "acquired-by-a-new-body", "kind", words


def _against_siblings(each: Succession, siblings: Sequence[Succession]) -> Iterable[_Words]:
    others = [other for other in siblings if other != each]
    if each.whole and any(other.whole or other.on >= each.on for other in others):
        named = ", ".join(sorted(other.successor for other in others))
        words = f"{each.predecessor} also went to {named}; what goes to several is a split for each of them."
        yield "divided", "successors", words
    if not each.whole and any(other.whole and other.on <= each.on for other in others):
        yield "after-closing", "successors", f"{each.predecessor} had gone to another body by {each.on}."


def _against_new_code(each: Succession, others: Sequence[Succession]) -> Iterable[_Words]:
    same_day = [other for other in others if other != each and other.on == each.on]
    one_to_one = SuccessionKind.NEW_CODE
    if any(one_to_one in (each.kind, other.kind) for other in same_day):
        words = f"{each.successor} follows several bodies on {each.on}; a new code stands for one body alone."
        yield "not-one-to-one", "kind", words
