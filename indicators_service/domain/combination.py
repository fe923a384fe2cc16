"""Says in plain English what the figures of past years were combined from, so that no history jumps silently."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from indicators_service.domain.footprint import Footprint
from indicators_service.domain.succession import Succession, SuccessionKind

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def sentences(footprints: Iterable[Footprint], names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return one sentence for each run of years that were combined in the same way; none where nothing was.

    ``footprints`` are those of one body. ``names`` gives what to call a body; otherwise it is called by its code.
    """
    called = names or {}
    runs = groupby(sorted(footprints, key=lambda each: each.year), _way)
    told = (_sentence([each.year for each in run], each, called) for run, each in _with_first(runs))
    return tuple(sentence for sentence in told if sentence)


def _way(each: Footprint) -> tuple[object, ...]:
    return each.ods, each.members, each.complete, each.steps


def _with_first(
    runs: Iterable[tuple[object, Iterable[Footprint]]],
) -> Iterable[tuple[Sequence[Footprint], Footprint]]:
    for _, run in runs:
        several = list(run)
        yield several, several[0]


def _sentence(years: Sequence[int], each: Footprint, names: Mapping[str, str]) -> str:
    when, body = _list([str(year) for year in years]), names.get(each.ods, each.ods)
    if each.unchanged:
        return ""
    if not each.complete:
        why = "; ".join(_splits(each.steps, names))
        return f"Figures of {body} for {when} cannot be compared with later ones: {why}."
    if not each.members:
        return f"There are no figures for {when}: {body} did not exist yet."
    together = " together" if len(each.members) > 1 else ""
    those = _list([names.get(ods, ods) for ods in each.members])
    return f"Figures for {when} are those of {those}{together}{_how(each, names)}."


def _how(each: Footprint, names: Mapping[str, str]) -> str:
    events = [list(event) for _, event in groupby(sorted(each.steps, key=_event), _event)]
    if len(events) == 1 and {step.predecessor for step in events[0]} == set(each.members):
        return f", {_which(events[0], names)}"
    return ": " + "; ".join(_happened(event, names) for event in events)


def _event(step: Succession) -> tuple[date, str, str]:
    return step.on, step.successor, step.kind.value


def _which(event: Sequence[Succession], names: Mapping[str, str]) -> str:
    if event[0].kind is SuccessionKind.NEW_CODE:
        return f"whose code became {_into(event[0], names)}"
    return f"which {_did(event)} {_into(event[0], names)}"


def _happened(event: Sequence[Succession], names: Mapping[str, str]) -> str:
    those = _list([names.get(step.predecessor, step.predecessor) for step in event])
    if event[0].kind is SuccessionKind.NEW_CODE:
        return f"the code of {those} became {_into(event[0], names)}"
    return f"{those} {_did(event)} {_into(event[0], names)}"


def _did(event: Sequence[Succession]) -> str:
    if event[0].kind is SuccessionKind.MERGER:
        return "merged into"
    return "were acquired by" if len(event) > 1 else "was acquired by"


def _into(step: Succession, names: Mapping[str, str]) -> str:
    return f"{names.get(step.successor, step.successor)} on {_day(step.on)}"


def _splits(steps: Iterable[Succession], names: Mapping[str, str]) -> Iterable[str]:
    parts = sorted((step for step in steps if not step.whole), key=lambda step: (step.on, step.predecessor))
    for (on, ods), event in groupby(parts, lambda step: (step.on, step.predecessor)):
        several = [names.get(step.successor, step.successor) for step in event]
        went = f"split between {_list(several)}" if len(several) > 1 else f"split, in part to {several[0]},"
        yield f"{names.get(ods, ods)} was {went} on {_day(on)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
