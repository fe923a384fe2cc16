"""What a plain list of successors means: which kind of succession each is, and on which day.

A body that closes has one successor, by a merger unless something else is said, or several, between which it is
split. They follow it on its closing day, and when that day is corrected they move with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indicators_service.domain.succession import Succession, SuccessionFault, SuccessionKind, on_closing_day


@dataclass(frozen=True, slots=True)
class Naming:
    """The successors that are named for a body; ``kind`` where one is given.

    ``only`` says that bodies which are not named are no successors of it.
    """

    successors: tuple[str, ...]
    kind: SuccessionKind | None = None
    only: bool = True


def moved(recorded: Iterable[Succession], closed: date | None, closes: date | None) -> list[Succession]:
    """Return a body's successions as they are when its closing day is corrected from ``closed`` to ``closes``."""
    if closes is None or closes == closed:
        return list(recorded)
    return [replace(each, on=closes) if on_closing_day(each.on, closed) else each for each in recorded]


def named(
    ods: str, naming: Naming, recorded: Sequence[Succession], closed: date | None
) -> tuple[list[Succession], list[SuccessionFault]]:
    """Return the successions of a body of which successors are named, and a fault for each that has no day.

    Parts that were split off before the body closed stay as they are recorded.
    """
    parts = {each.successor for each in recorded if not each.whole and not on_closing_day(each.on, closed)}
    rest = [code for code in dict.fromkeys(naming.successors) if code not in parts]
    known = {each.successor: each for each in recorded}
    kept = [
        each
        for each in recorded
        if each.successor not in rest and (each.successor in naming.successors or not naming.only)
    ]
    if closed is None:
        return kept, [_undated(ods, code) for code in rest]
    return kept + [_one(ods, code, known.get(code), naming.kind, len(rest) > 1, closed) for code in rest], []


def _one(
    ods: str, successor: str, known: Succession | None, kind: SuccessionKind | None, several: bool, closed: date
) -> Succession:
    usual = SuccessionKind.MERGER if known is None else known.kind
    chosen = kind or (SuccessionKind.SPLIT if several else usual)
    same_day = known is not None and on_closing_day(known.on, closed)
    return Succession(ods, successor, known.on if known is not None and same_day else closed, chosen)


def _undated(ods: str, successor: str) -> SuccessionFault:
    words = f"Say when {ods} closed: {successor} followed it on that day."
    return SuccessionFault(ods, "closing-day-missing", "closed", words)
