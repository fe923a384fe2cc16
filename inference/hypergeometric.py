"""The distribution of one cell of a two-by-two table when its margins are fixed.

``events`` of ``people`` in the first group, ``other_events`` of ``other_people`` in the second. Given the
margins, the first cell is hypergeometric under equal rates. Each table has its own support, so supports are
laid end to end in one flat array and summed per table.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.normal import Floats

Ints = NDArray[np.int64]

_TABLE: Final = np.array([math.lgamma(n + 1) for n in range(32)])
_BLOCK: Final = 1 << 20
"""How many points of support are held in memory at once."""

_TIE: Final = 1 + 1e-7
"""Two probabilities this close are one and the same but for rounding."""


@dataclass(frozen=True, slots=True)
class Tails:
    """Probabilities of a column of tables, each between 0 and 1.

    ``observed`` is the table itself; ``below`` and ``above`` are fewer or more events in the first group;
    ``as_extreme`` is every table no more probable than the one observed.
    """

    observed: Floats
    below: Floats
    above: Floats
    as_extreme: Floats


def log_factorial(n: Ints) -> Floats:
    """Return log n!, exact from a table up to 31 and by Stirling's series beyond (error under 1e-14)."""
    x = np.maximum(n, 1).astype(np.float64)
    inverse = 1 / x
    series = inverse * (1 / 12 - inverse**2 * (1 / 360 - inverse**2 * (1 / 1260 - inverse**2 / 1680)))
    stirling = (x + 0.5) * np.log(x) - x + 0.5 * math.log(2 * math.pi) + series
    return np.where(n < len(_TABLE), _TABLE[np.minimum(n, len(_TABLE) - 1)], stirling)


def tails(events: Ints, people: Ints, other_events: Ints, other_people: Ints) -> Tails:
    """Return the tails of each table. Columns of one length; each group must hold 0 <= events <= people."""
    total = events + other_events
    first = np.maximum(0, total - other_people)
    width = np.minimum(people, total) - first + 1
    found = np.zeros((4, len(events)))
    for rows in blocks(width):
        found[:, rows] = _tails_of(events[rows], people[rows], other_people[rows], total[rows], first[rows])
    return Tails(*np.minimum(found, 1.0))


def blocks(width: Ints) -> Iterator[slice]:
    """Yield runs of rows whose supports together stay near the block size."""
    block = np.cumsum(width) // _BLOCK
    edges = [0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(width)]
    for start, stop in pairwise(edges):
        if stop > start:
            yield slice(start, stop)


def _tails_of(events: Ints, people: Ints, other: Ints, total: Ints, first: Ints) -> Floats:
    width = np.minimum(people, total) - first + 1
    starts = np.cumsum(width) - width
    row = np.repeat(np.arange(len(width)), width)
    cell = np.arange(len(row)) - starts[row] + first[row]
    logs = -(
        log_factorial(cell)
        + log_factorial(people[row] - cell)
        + log_factorial(total[row] - cell)
        + log_factorial(other[row] - total[row] + cell)
    )
    weight = np.exp(logs - np.maximum.reduceat(logs, starts)[row])
    weight /= np.add.reduceat(weight, starts)[row]
    observed = weight[starts + events - first]
    chosen = (
        weight * (cell < events[row]),
        weight * (cell > events[row]),
        weight * (weight <= observed[row] * _TIE),
    )
    return np.vstack([observed, *(np.add.reduceat(part, starts) for part in chosen)])
