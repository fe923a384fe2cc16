"""What an answer over HTTP tells of counts, read as an attacker would: every count by item and group.

The same count stands at several places of an answer, and a reader holds them against each other. A count that is not
shown may be small, or may only stand beside a small one: one group is left out with another.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from indicators_service.domain import items
from indicators_service.domain.tally import COUNTED, Tally
from tests.disclosure_attack import UNBOUNDED, Known
from tests.disclosure_known import leaves_of
from vocabulary.bands import OF_WHICH

GROUPS: Final = ("white", "bme", "unknown")
THRESHOLD: Final = 5
STEP: Final = 2
"""How far a shown count may be from the true one: it is rounded to a multiple of five."""

Cell = tuple[str, str]
Seen = dict[Cell, int | None]
"""A count by item and group, ``None`` where it is collected and nowhere shown."""

_EVENTS: Final = {
    "2": (items.APPOINTED, items.SHORTLISTED),
    "3": (items.ENTERED, items.DISCIPLINARY_STAFF),
    "4": (items.ACCESSED, items.TRAINING_STAFF),
}
_LEAF: Final = {item: place for place, item in enumerate(items.COUNTED)}
_JOINT: Final = {item: [*parts] for item, parts in items.JOINT.items()}
_ORDERED: Final = [
    *(
        (items.workforce("medical_and_dental", a), items.workforce("medical_and_dental", b))
        for a, b in OF_WHICH.items()
    ),
    (items.APPOINTED, items.SHORTLISTED),
]


def _items_of(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the items that a result counts, and in which field of its groups."""
    indicator, part = result["indicator"], result["part"] or {}
    if indicator == "1":
        yield items.workforce(part["staff_group"], part["band"]), "numerator"
    elif indicator in _EVENTS:
        yield from zip(_EVENTS[indicator], ("numerator", "denominator"), strict=True)
    elif indicator == "9":
        yield f"board/{part['membership']}", "numerator"
    elif indicator == "race-disparity-ratio":
        yield items.workforce(part["staff_group"], f"tier_{part['to']}"), "numerator"
        yield items.workforce(part["staff_group"], f"tier_{part['from']}"), "denominator"


def _told(answer: Mapping[str, Any]) -> Iterator[tuple[Cell, int | None]]:
    for result in (each for each in answer["results"] if each["reason"] != "not-collected"):
        for item, field in _items_of(result):
            for group, figures in result["groups"].items():
                yield (item, group), figures[field]
    yield from _told_of_table_1(answer)
    for seats in answer.get("board_seats", ()):
        if seats["reason"] != "not-collected":
            yield (f"board/{seats['membership']}", "bme"), seats["actual"]


def _told_of_table_1(answer: Mapping[str, Any]) -> Iterator[tuple[Cell, int | None]]:
    if "representation" not in answer:
        return
    table = answer["representation"]
    bands = {"workforce": "all", "bands_8a_to_vsm": "bands_8a_to_vsm", "senior": table["senior_cluster"]}
    for name, band in bands.items():
        if table[name]["reason"] != "not-collected":
            yield (items.workforce("all", band), "bme"), table[name]["bme"]


def seen_in(answers: Sequence[Mapping[str, Any]]) -> Seen:
    """Return what answers about one body or area and year show; the same count is the same number everywhere."""
    seen: Seen = {}
    for answer in answers:
        for cell, count in _told(answer):
            before = seen.setdefault(cell)
            assert None in (before, count) or before == count, (cell, before, count)
            seen[cell] = count if before is None else before
    for (item, group), count in seen.items():
        parts = [seen[part, group] for part in _JOINT.get(item, ()) if (part, group) in seen]
        if count is not None and parts and None not in parts:
            assert count == sum(part or 0 for part in parts), (item, group)
    return seen


def seen_of_workforce(answer: Mapping[str, Any], ods: str) -> Seen:
    """Return what an answer about the workforce of many shows of one body; nothing where it is not among them."""
    codes = [body["ods"] for body in answer["organisations"]]
    if ods not in codes or ods in answer["not_collected"]:
        return {}
    place = codes.index(ods)
    names = [items.workforce(each["staff_group"], each["band"]) for each in answer["strata"]]
    columns = ((group, answer[group][place]) for group in GROUPS)
    return {(name, group): count for group, row in columns for name, count in zip(names, row, strict=True)}


def known_of(name: str, seen: Seen, exact: Tally, bodies: Sequence[int], group: str) -> list[Known]:
    """Return what is known of one group of a body, or of an area's bodies together.

    The attacker is told more than the public: which counts of a body are not shown for being small, and which only
    because they stand beside a small one.

    Args:
        name: the body or area.
        seen: what is shown of it.
        exact: the counts behind the figures, for all bodies.
        bodies: the rows that are added.
        group: white, bme or unknown.
    """
    found = [] if len(bodies) > 1 else [_ordered(bodies[0], part, whole) for part, whole in _ORDERED]
    for (item, _), count in ((cell, count) for cell, count in seen.items() if cell[1] == group):
        if item in _JOINT or (count is None and item in items.STAFF_OF):
            # Sums of other shown figures; and the whole workforce again, which stands under its own name.
            continue
        place = items.POSITION[item], GROUPS.index(group)
        collected = [body for body in bodies if exact.status[body][place] == COUNTED]
        form = {body * len(_LEAF) + _LEAF[leaf]: 1.0 for body in collected for leaf in leaves_of(item)}
        true = sum(int(exact.counts[body][place]) for body in collected)
        told = len(bodies) == 1 and item in _LEAF and true < THRESHOLD
        lower, upper = _range(count, told)
        assert lower <= true <= upper, (name, item, group, count)
        found.append(Known(form, lower, upper, hidden=count is None, name=f"{name} {item} {group}"))
    return found


def _range(count: int | None, small: bool) -> tuple[float, float]:
    if count is None:
        return 0, THRESHOLD - 1 if small else UNBOUNDED
    assert count % THRESHOLD == 0
    return (0, 0) if count == 0 else (max(THRESHOLD, count - STEP), count + STEP)


def _ordered(body: int, part: str, whole: str) -> Known:
    form = {body * len(_LEAF) + _LEAF[part]: 1.0, body * len(_LEAF) + _LEAF[whole]: -1.0}
    return Known(form, -UNBOUNDED, 0)
