"""Complementary suppression: which further figures to hide, so that sums leave every hidden one open.

What to hide is decided from what would be published and from which cells are small, never from hidden figures.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from indicators_service.domain.possible_values import COLUMNS, ROWS, Flags, Ints, Ranges, Sum, System, tightened

_NONE: Final = 1 << 60
"""Slack where no published total stands above."""

EDGE: Final = 2
"""How far a total in a row of few stays from giving a part away by itself, because columns tell of it too."""

NEAR: Final = 1
"""How near to giving a cell away sums over few rows may bring it where they narrow it at all."""

Settled = Callable[[Flags], Flags]
"""Adds the cells that must be hidden because others are."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Figures about to be published, (rows, columns, groups).

    Attributes:
        shown: what a published figure tells of its cell.
        veiled: what is known of a cell that is hidden.
        hidden: which cells are hidden.
        unasked: cells that are no figure of the publication: not shown, and not to be protected.
        bodies: how many rows, from the first, hold bodies; the others are sums of them.
        few: the difference between highest and lowest below which a hidden figure is too well known.
    """

    shown: Ranges
    veiled: Ranges
    hidden: Flags
    unasked: Flags
    bodies: int
    few: int = 2

    def known(self, system: System) -> Ranges:
        """Return what a reader can work out about each cell."""
        lower = np.where(self.hidden, self.veiled.lower, self.shown.lower)
        upper = np.where(self.hidden, self.veiled.upper, self.shown.upper)
        return tightened(Ranges(lower, upper), system)

    def with_hidden(self, more: Flags, settled: Settled) -> "Table":
        """Return the table with more hidden, and with what goes with it."""
        return replace(self, hidden=settled(self.hidden | more))

    def protected(self) -> Flags:
        """Say which cells must stay open."""
        return self.hidden & ~self.unasked


def hide_in_rows(table: Table, tree: System, small: Flags, settled: Settled) -> Table:
    """Hide the nearest visible total above each small cell that its own row gives away."""
    while True:
        known = table.known(tree)
        more = _nearest_in_tree((known.upper - known.lower < table.few) & small, table.hidden, tree)
        if not more.any():
            return table
        table = table.with_hidden(more, settled)


def _nearest_in_tree(unsafe: Flags, hidden: Flags, tree: System) -> Flags:
    """Mark the first visible total above each unsafe cell; climb past totals that are already hidden."""
    wanted, marked = _with_ordered(unsafe, hidden, tree), np.zeros_like(unsafe)
    for total in (relation for relation in tree.sums if relation.axis == COLUMNS):
        asked = wanted[:, total.parts].any(axis=1)
        marked[:, total.total] = asked & ~hidden[:, total.total]
        wanted[:, total.total] |= asked & hidden[:, total.total]
    return marked


def _with_ordered(unsafe: Flags, hidden: Flags, system: System) -> Flags:
    """Add the hidden cells that an unsafe one is at most, or at least: one may be known through the other."""
    wanted = unsafe.copy()
    for part, whole in system.within:
        wanted[:, [part, whole]] |= unsafe[:, [whole, part]] & hidden[:, [part, whole]]
    return wanted


def hide_across_rows(table: Table, system: System, margin: int, small: Flags, settled: Settled) -> Table:
    """Hide sums over rows, and where these are not enough totals in a row, until every hidden cell is open.

    Args:
        table: figures whose rows by themselves give nothing away.
        system: every relation.
        margin: how much nearer a published sum over rows could come without giving a hidden part away.
        small: which rows are sums over few others, or, where there are few rows at all, every row: there, rows and
            columns together tell most.
        settled: adds the cells that must be hidden because others are.
    """
    tree = System([relation for relation in system.sums if relation.axis == COLUMNS], system.within)
    while True:
        alone, known = table.known(tree), table.known(system)
        more = _exposing(table, known, system, margin, small)
        if not more.any():
            unsafe = (known.upper - known.lower < table.few) & table.protected()
            near = _narrowed(known, alone, table.few) & table.protected()
            slacks = [_slack(table, known, relation) for relation in system.sums]
            more = (
                _nearest(unsafe, table, slacks, system)
                if unsafe.any()
                else _of_few(near, table, slacks, system, small)
            )
        if not more.any():
            return table
        table = table.with_hidden(more, settled)


def _narrowed(known: Ranges, alone: Ranges, few: int) -> Flags:
    """Say which cells sums over rows have narrowed to near too few values.

    Rows and columns together tell more than each by itself, and that is not propagated: so a cell that sums over
    rows have narrowed is taken for known a little before it is.
    """
    width, before = known.upper - known.lower, alone.upper - alone.lower
    return np.asarray((width < few + NEAR) & (width < before))


def _slack(table: Table, known: Ranges, relation: Sum) -> Ints:
    """Return how far a total stays from what would pin its parts, where it is shown."""
    total, parts = relation.total, relation.parts
    room_above = relation.ints(known.upper)[parts].sum(axis=0) - relation.ints(table.shown.lower)[total]
    room_below = relation.ints(table.shown.upper)[total] - relation.ints(known.lower)[parts].sum(axis=0)
    slack = np.where(relation.flags(table.hidden)[total], _NONE, np.minimum(room_above, room_below))
    if relation.axis == COLUMNS:
        slack[: table.bodies] = _NONE
    return slack


def _exposing(table: Table, known: Ranges, system: System, margin: int, small: Flags) -> Flags:
    """Mark shown totals that leave hidden parts less than the margin; in rows of few, totals of columns too."""
    more, protected = np.zeros_like(table.hidden), table.protected()
    for relation in system.sums:
        edge = np.where(small, EDGE, 0)[:, np.newaxis]
        least = table.few + (margin if relation.axis == ROWS else edge)
        guarded = relation.flags(protected)[relation.parts].any(axis=0)
        relation.flags(more)[relation.total] |= guarded & (_slack(table, known, relation) < least)
    return more


def _of_few(near: Flags, table: Table, slacks: list[Ints], system: System, small: Flags) -> Flags:
    """Mark for each cell that is nearly known the figure of a sum over few rows that says most about it.

    Where none is shown any more, the nearest total of its own row goes instead, if that is a row of few itself.
    """
    kept = []
    for relation, slack in zip(system.sums, slacks, strict=True):
        own = small[relation.total] if relation.axis == ROWS else small[:, np.newaxis]
        kept.append(np.where(own, slack, _NONE))
    more = _climbing(near, table, kept, system)
    return more if more.any() else _nearest_in_tree(near & small[:, np.newaxis, np.newaxis], table.hidden, system)


def _nearest(unsafe: Flags, table: Table, slacks: list[Ints], system: System) -> Flags:
    """Mark for each unsafe cell the shown total that says most about it, past totals already hidden.

    A body's own totals come last: they are what readers want most.
    """
    more = _climbing(unsafe, table, slacks, system)
    return more if more.any() else _nearest_in_tree(unsafe, table.hidden, system)


def _climbing(unsafe: Flags, table: Table, slacks: list[Ints], system: System) -> Flags:
    wanted, climbing = _with_ordered(unsafe, table.hidden, system), True
    while climbing:
        more = _telling_most(wanted, slacks, system)
        if more.any():
            return more
        above = _hidden_above(wanted, table, system)
        climbing = bool((above & ~wanted).any())
        wanted = wanted | above
    return np.zeros_like(unsafe)


def _telling_most(wanted: Flags, slacks: list[Ints], system: System) -> Flags:
    least = np.full(wanted.shape, _NONE)
    for relation, slack in zip(system.sums, slacks, strict=True):
        cells = relation.ints(least)
        cells[relation.parts] = np.minimum(cells[relation.parts], slack)
    more = np.zeros_like(wanted)
    for relation, slack in zip(system.sums, slacks, strict=True):
        tells = relation.flags(wanted)[relation.parts] & (relation.ints(least)[relation.parts] == slack)
        relation.flags(more)[relation.total] |= tells.any(axis=0) & (slack < _NONE)
    return more


def _hidden_above(wanted: Flags, table: Table, system: System) -> Flags:
    above = np.zeros_like(wanted)
    for relation in system.sums:
        asked = relation.flags(wanted)[relation.parts].any(axis=0)
        relation.flags(above)[relation.total] |= asked & relation.flags(table.hidden)[relation.total]
    return above
