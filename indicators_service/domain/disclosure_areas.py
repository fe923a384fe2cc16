"""Areas as sums: which rows a publication has, and every way in which one row is the sum of others.

Bodies come first, each a row. Every area is a row: the sum of its bodies. Areas overlap: a region is its ICSs, and
also its types, each less what they leave out. All of these are sums that a reader can set against each other.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain.possible_values import ROWS, Flags, Ints, Sum

Keys = NDArray[np.uint64]

_LEFT_OUT: Final = 3
"""How many bodies two crossing areas may leave out of a third for the three to be set against each other."""

_SEED: Final = 20190118
"""Any number would do: it makes the marks that bodies are told apart by the same in every run."""


def row_sums(members: Flags) -> list[Sum]:
    """Return the sums of rows, smaller areas first.

    Args:
        members: which bodies each area has, (areas, bodies).

    Returns:
        For each area the sum of its bodies, and sums of disjoint areas inside it with the bodies these leave out.
        The row of an area is its place in ``members`` after all bodies.
    """
    sizes = members.sum(axis=1)
    inside = (members.astype(np.float32) @ members.T.astype(np.float32)).astype(np.int64) == sizes
    order = np.argsort(sizes, kind="stable")
    found: list[Sum] = []
    for area in order[sizes[order] > 1]:
        smaller = [other for other in order[::-1] if inside[area, other] and 1 < sizes[other] < sizes[area]]
        for parts in _partitions(members, int(area), smaller):
            found.append(Sum(ROWS, members.shape[1] + int(area), parts))
    return found


def _partitions(members: Flags, area: int, smaller: list[np.intp]) -> Iterator[NDArray[np.intp]]:
    bodies = members.shape[1]
    yield np.flatnonzero(members[area])
    while smaller:
        taken: list[np.intp] = []
        left: list[np.intp] = []
        covered = np.zeros(bodies, np.bool_)
        for other in smaller:
            disjoint = not (covered & members[other]).any()
            (taken if disjoint else left).append(other)
            covered |= members[other] & disjoint
        smaller = left
        yield np.concatenate([np.flatnonzero(members[area] & ~covered), bodies + np.array(taken, np.intp)])


def crossing_sums(members: Flags) -> list[Sum]:
    """Return what areas that cross tell together: A and B add up to what they cover and, once more, what they share.

    Each such sum of two areas is a row of its own, after all others, that nobody publishes. Only areas that between
    them cover another one, but for few bodies, are looked at: what is left out blurs the rest.
    """
    people = members.astype(np.float32)
    sizes, shared = members.sum(axis=1), (people @ people.T).astype(np.int64)
    crossing = np.triu((shared > 0) & (shared < sizes) & (shared < sizes[:, np.newaxis]))
    found: list[Sum] = []
    row = members.shape[1] + len(members)
    for one, other in np.argwhere(crossing):
        covered = members[one] | members[other]
        left = (members & ~covered).sum(axis=1)
        holds = (members & covered).sum(axis=1) == covered.sum()
        for whole in np.flatnonzero(holds & (left <= _LEFT_OUT)):
            apart = np.flatnonzero(members[whole] & ~covered)
            both = np.flatnonzero(members[one] & members[other])
            pair, areas = np.array([one, other]) + members.shape[1], np.array([whole]) + members.shape[1]
            found.append(Sum(ROWS, row, np.concatenate([pair, apart])))
            found.append(Sum(ROWS, row, np.concatenate([areas, both])))
            row += 1
    return found


def sums_over(members: Flags, counts: Ints) -> Ints:
    """Return the sum of the bodies' counts for each area, (areas, items, groups)."""
    sums = [counts[own].sum(axis=0) for own in members]
    return np.array(sums, np.int64).reshape(len(members), *counts.shape[1:])


def same_people(members: Flags, present: Flags) -> NDArray[np.intp]:
    """Return a number for each cell of bodies and areas: equal where the same bodies are behind the counts.

    Args:
        members: which bodies each area has, (areas, bodies).
        present: in which items a body has anybody, (bodies, items).

    Returns:
        (bodies and areas, items). Cells with the same number hold the same counts.
    """
    marks: Keys = np.random.default_rng(_SEED).integers(1, 1 << 63, len(present), dtype=np.uint64)
    own: Keys = np.where(present, marks[:, None], np.uint64(0))
    of_areas = [own[bodies].sum(axis=0, dtype=np.uint64) for bodies in members]
    keys = np.concatenate([own, np.array(of_areas, np.uint64).reshape(len(members), present.shape[1])])
    columns: Keys = np.arange(present.shape[1], dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    _, numbers = np.unique(keys + columns, return_inverse=True)
    return np.asarray(numbers.reshape(keys.shape), np.intp)


def hidden_alike(hidden: Flags, numbers: NDArray[np.intp]) -> Flags:
    """Return the cells to hide so that cells of the same people are hidden alike, group by group."""
    count = int(numbers.max(initial=0)) + 1
    groups = [
        (np.bincount(numbers.ravel(), hidden[:, :, group].ravel(), count) > 0)[numbers]
        for group in range(hidden.shape[2])
    ]
    return np.stack(groups, axis=2)
