"""Exact acceptance regions of a count: which numbers of events are not too few and not too many."""

from collections.abc import Sequence

import numpy as np

from inference.hypergeometric import Ints, blocks, log_factorial
from inference.normal import Floats

_DEVIATIONS = 8
_COUNTS = 40
"""The support is summed this many deviations, and this many counts, around its mean: all but 1e-14 of it."""


def acceptance(people: Ints, rate: Floats, tails: Sequence[float]) -> tuple[Ints, Ints]:
    """Return the fewest and the most events that are within, each (tails, bodies).

    A count is within while the probability of it or anything farther out on its side is above the tail, if
    each of the people has the event with probability ``rate``. So no more than the tail is ever called out by
    chance on either side, and people x rate itself, where whole, is always within.
    """
    mean = people * rate
    reach = _DEVIATIONS * np.sqrt(mean * (1 - rate)) + _COUNTS
    first = np.maximum(np.floor(mean - reach), 0).astype(np.int64)
    width = np.minimum(np.ceil(mean + reach), people).astype(np.int64) - first + 1
    fewest, most = (np.zeros((len(tails), len(people)), np.int64) for _ in range(2))
    for rows in blocks(width):
        fewest[:, rows], most[:, rows] = _acceptance(people[rows], rate[rows], first[rows], width[rows], tails)
    return fewest, most


def _acceptance(people: Ints, rate: Floats, first: Ints, width: Ints, tails: Sequence[float]) -> tuple[Ints, Ints]:
    """Supports are laid end to end, cumulated, and the counts outside are counted per body."""
    starts = np.cumsum(width) - width
    row = np.repeat(np.arange(len(width)), width)
    count = np.arange(len(row)) - starts[row] + first[row]
    weight = _weights(count, people[row], rate[row])
    upto = np.cumsum(weight)
    upto -= (upto[starts] - weight[starts])[row]
    whole = upto[starts + width - 1][row]
    below, from_here = upto / whole, 1 - (upto - weight) / whole
    fewest = [first + np.add.reduceat(below <= tail, starts, dtype=np.int64) for tail in tails]
    most = [first - 1 + np.add.reduceat(from_here > tail, starts, dtype=np.int64) for tail in tails]
    return np.stack(fewest), np.stack(most)


def _weights(count: Ints, people: Ints, rate: Floats) -> Floats:
    """Return the probabilities of the counts; a rate of 0 or 1 leaves a single one."""
    sure = (rate <= 0) | (rate >= 1)
    p = np.where(sure, 0.5, rate)
    ways = log_factorial(people) - log_factorial(count) - log_factorial(people - count)
    found = np.exp(ways + count * np.log(p) + (people - count) * np.log1p(-p))
    return np.where(sure, count == np.where(rate >= 1, people, 0), found)
