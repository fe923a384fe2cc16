"""The items that disclosure control reasons about, as columns of one table of sums."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain import items
from indicators_service.domain.layout import Layout
from indicators_service.domain.possible_values import COLUMNS, Sum, System
from vocabulary.bands import OF_WHICH, StaffGroup

_MEDICAL: Final = StaffGroup.MEDICAL_AND_DENTAL


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Where a tally's items stand among the columns of the control.

    Attributes:
        places: each column's place in the tally; counted items and the totals of the tree have a column.
        tree: the sums among columns, and which column never exceeds which.
        joint: items that cut across the tree, as places in the tally: total to parts.
        staff: items that repeat the whole workforce for the bodies that collected a section, as places in the tally.
        whole: the whole workforce's place in the tally.
        whole_column: the whole workforce's column.
    """

    places: NDArray[np.intp]
    tree: System
    joint: Mapping[int, list[int]]
    staff: tuple[int, ...]
    whole: int
    whole_column: int


def columns(layout: Layout) -> Columns:
    """Return the columns of a layout's items."""
    names = (*layout.counted, *layout.tree)
    column = {name: number for number, name in enumerate(names)}
    sums = [
        Sum(COLUMNS, column[total], np.array([column[part] for part in parts], np.intp))
        for total, parts in layout.tree.items()
    ]
    within = [(column[part], column[whole]) for part, whole in _WITHIN if part in column and whole in column]
    return Columns(
        places=np.array(layout.places(names), np.intp),
        tree=System(sums, within),
        joint={layout.position[total]: layout.places(parts) for total, parts in layout.joint.items()},
        staff=tuple(layout.places(layout.staff_of)),
        whole=layout.position[layout.whole],
        whole_column=column[layout.whole],
    )


_WITHIN: Final = (
    *((items.workforce(_MEDICAL, part), items.workforce(_MEDICAL, whole)) for part, whole in OF_WHICH.items()),
    (items.APPOINTED, items.SHORTLISTED),
)
"""Items of which the first never exceeds the second: a return in which it does is refused."""
