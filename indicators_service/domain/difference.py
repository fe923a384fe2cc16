"""Newcombe's hybrid score interval for a difference of two independent proportions.

Source: Newcombe 1998, method 10.
"""

import numpy as np
from numpy.typing import ArrayLike

from inference.normal import LEVEL, Floats
from inference.proportion import proportion, wilson


def newcombe(
    events: ArrayLike,
    people: ArrayLike,
    other_events: ArrayLike,
    other_people: ArrayLike,
    level: float = LEVEL,
) -> tuple[Floats, Floats]:
    """Return the bounds of ``events/people - other_events/other_people``, between -1 and 1.

    Events need not be whole. Undefined where either proportion is.
    """
    p, q = proportion(events, people), proportion(other_events, other_people)
    p_lower, p_upper = wilson(events, people, level)
    q_lower, q_upper = wilson(other_events, other_people, level)
    lower = p - q - np.hypot(p - p_lower, q_upper - q)
    upper = p - q + np.hypot(p_upper - p, q - q_lower)
    return lower, upper
