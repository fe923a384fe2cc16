"""The items that disclosure control reasons about, as columns of one table of sums."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain import items
from indicators_service.domain.possible_values import COLUMNS, Sum, System
from vocabulary.bands import OF_WHICH, StaffGroup


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


def columns() -> Columns:
    """Return the columns of the items of every tally."""
    names = (*items.COUNTED, *items.TREE)
    column = {name: number for number, name in enumerate(names)}
    sums = [
        Sum(COLUMNS, column[total], np.array([column[part] for part in parts], np.intp))
        for total, parts in items.TREE.items()
    ]
    medical = StaffGroup.MEDICAL_AND_DENTAL
    pairs = [(items.workforce(medical, part), items.workforce(medical, whole)) for part, whole in OF_WHICH.items()]
    within = [(column[part], column[whole]) for part, whole in (*pairs, (items.APPOINTED, items.SHORTLISTED))]
    at = items.POSITION
    return Columns(
        places=np.array([at[name] for name in names], np.intp),
        tree=System(sums, within),
        joint={at[total]: [at[part] for part in parts] for total, parts in items.JOINT.items()},
        staff=tuple(at[name] for name in items.STAFF_OF),
        whole=at[items.WHOLE_WORKFORCE],
        whole_column=column[items.WHOLE_WORKFORCE],
    )
