"""What a release tells an attacker, as known figures: every body, item and area of one group of people.

The attacker may be given more than the public has: which totals are hidden for being small, or, as an insider, the
exact counts of one body.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from indicators_service.domain import items
from indicators_service.domain.published_rows import rows
from indicators_service.domain.release import Release
from indicators_service.domain.tally import COUNTED, NOT_COLLECTED, Tally, summed
from tests.disclosure_attack import UNBOUNDED, Known
from vocabulary.bands import OF_WHICH

_LEAF = {item: place for place, item in enumerate(items.COUNTED)}
_ITEMS = (*items.COUNTED, *items.TREE, *items.STAFF_OF)
_ORDERED = [
    (items.workforce("medical_and_dental", part), items.workforce("medical_and_dental", whole))
    for part, whole in OF_WHICH.items()
] + [(items.APPOINTED, items.SHORTLISTED)]


def leaves_of(item: str) -> list[str]:
    """The counted items that an item is the sum of."""
    if item in items.STAFF_OF:
        return leaves_of(items.WHOLE_WORKFORCE)
    return [leaf for part in items.TREE[item] for leaf in leaves_of(part)] if item in items.TREE else [item]


_LEAVES = {item: [_LEAF[leaf] for leaf in leaves_of(item)] for item in _ITEMS}


def known_figures(
    exact: Tally,
    made: Release,
    areas: Mapping[str, Sequence[int]],
    group: int,
    *,
    threshold: int = 5,
    base: int = 5,
    insider: int | None = None,
    reasons: bool = False,
) -> list[Known]:
    """Everything an attacker knows of one group's counts.

    Args:
        exact: the counts behind the release.
        made: the release.
        areas: its areas.
        group: 0 reference, 1 interest, 2 unknown.
        threshold: the rule's.
        base: the rule's.
        insider: a body whose exact counts the attacker knows.
        reasons: whether the attacker is even told which hidden totals are hidden for being small. A counted item of a
            body is hidden for nothing else.
    """
    found = []
    for body in range(exact.bodies):
        own = rows(exact, [body])
        found += _figures(exact, own, rows(made.bodies, [body]), [body], group, threshold, base, str(body), reasons)
        for part, whole in _ORDERED:
            form = {body * len(_LEAF) + _LEAF[part]: 1.0, body * len(_LEAF) + _LEAF[whole]: -1.0}
            found.append(Known(form, -UNBOUNDED, 0))
    for name, members in areas.items():
        own = summed(rows(exact, sorted(set(members))))
        found += _figures(exact, own, made.area(name), sorted(set(members)), group, threshold, base, name, reasons)
    if insider is not None:
        theirs = range(insider * len(_LEAF), (insider + 1) * len(_LEAF))
        found = [replace(each, hidden=each.hidden and not all(v in theirs for v in each.form)) for each in found]
        for leaf, place in _LEAF.items():
            count = float(exact.counts[insider, items.POSITION[leaf], group])
            found.append(Known({insider * len(_LEAF) + place: 1.0}, count, count))
    return found


def _figures(
    exact: Tally,
    own: Tally,
    seen: Tally,
    members: Sequence[int],
    group: int,
    threshold: int,
    base: int,
    name: str,
    reasons: bool,
) -> list[Known]:
    found = []
    for item in _ITEMS:
        place = items.POSITION[item]
        if own.status[0, place, group] == NOT_COLLECTED:
            continue
        count, shown = int(own.counts[0, place, group]), int(seen.counts[0, place, group])
        collected = [body for body in members if exact.status[body, place, group] == COUNTED]
        form = {body * len(_LEAF) + leaf: 1.0 for body in collected for leaf in _LEAVES[item]}
        small = count < threshold if reasons else item in _LEAF and name.isdigit()
        veiled = (0, threshold - 1) if small else (threshold if reasons else 0, UNBOUNDED)
        if seen.status[0, place, group] == COUNTED:
            low, high = (0, 0) if shown == 0 else (max(threshold, shown - base // 2), shown - base // 2 + base - 1)
            found.append(Known(form, low, high, name=f"{name} {item}"))
        else:
            found.append(Known(form, veiled[0], veiled[1], hidden=True, name=f"{name} {item}"))
    return found
