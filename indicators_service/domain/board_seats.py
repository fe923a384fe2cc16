"""Board seats held by the group of interest, beside the number that its share of the workforce would give.

Expected seats = seats x share. The chances are exact binomial ones: how likely so few, or so many, would be if every
seat were filled at that share, independently. They describe a board; they do not judge an appointment.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from indicators_service.domain.findings import NO_DENOMINATOR, REASONS, unavailable
from indicators_service.domain.items import BOARD_STAFF
from indicators_service.domain.tally import INTEREST, Ints, Statuses, Tally
from inference.hypergeometric import blocks, log_factorial
from inference.normal import Floats
from vocabulary.indicators import Reason


class Basis(StrEnum):
    """Whether people of unknown ethnicity count, on the board and in the workforce alike."""

    OF_ALL = "of_all"
    OF_KNOWN = "of_known"


MEMBERSHIPS: Final = ("all", "voting", "non_voting", "executive", "non_executive")
"""The cuts of a board, in order."""


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of one cut of one board. Every figure is ``None`` exactly where a reason is given.

    Attributes:
        members: seats filled by people who count under the basis.
        share: the group's share of the workforce, in percent.
        expected: members x share, seldom whole.
        difference: actual - expected seats; below 0 the group has fewer than its share of the workforce.
        needed: how many more seats would bring the board to the share at its present size; 0 where it is there.
        at_most: the chance of at most as many seats as there are, from 0 to 1.
        at_least: the chance of at least as many.
    """

    membership: str
    basis: Basis
    members: int | None
    actual: int | None
    share: float | None
    expected: float | None
    difference: float | None
    needed: int | None
    at_most: float | None
    at_least: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True, eq=False)
class SeatColumns:
    """The seats of many boards as columns of one shape. Undefined figures are ``nan``, ``needed`` is 0 there."""

    share: Floats
    expected: Floats
    difference: Floats
    needed: Ints
    at_most: Floats
    at_least: Floats


def board_seats(tally: Tally, basis: Basis = Basis.OF_ALL) -> list[list[Seats]]:
    """Return, per body, the seats of every membership in the order of ``MEMBERSHIPS``."""
    board, workforce = tally.take([f"board/{cut}" for cut in MEMBERSHIPS]), tally.take([BOARD_STAFF])
    width = 3 if basis is Basis.OF_ALL else 2
    members, staff = (counts[..., :width].sum(axis=-1) for counts in (board[0], workforce[0]))
    reason = unavailable(board[1][..., :width], workforce[1][..., :width])
    reason = np.where((reason == 0) & ((members == 0) | (staff == 0)), NO_DENOMINATOR, reason).astype(np.int8)
    actual = board[0][..., INTEREST]
    columns = seats(actual, members, workforce[0][..., INTEREST], staff)
    return [
        [_told(columns, actual, members, reason, (body, cut), basis) for cut in range(len(MEMBERSHIPS))]
        for body in range(tally.bodies)
    ]


def seats(actual: Ints, members: Ints, interest: Ints, workforce: Ints) -> SeatColumns:
    """Compare ``actual`` of ``members`` seats with ``interest`` of ``workforce`` staff; any common shape.

    Undefined without seats or without staff, and where a part is larger than its whole.
    """
    cells = np.broadcast_arrays(*(np.asarray(column, np.int64) for column in (actual, members, interest, workforce)))
    usable = (cells[0] >= 0) & (cells[0] <= cells[1]) & (cells[2] >= 0) & (cells[2] <= cells[3])
    usable &= (cells[1] > 0) & (cells[3] > 0)
    k, n, b, t = (np.where(usable, column, fill) for column, fill in zip(cells, (0, 1, 0, 1), strict=True))
    at_most, at_least = (_at_most(k, n, b, t), _at_most(n - k, n, t - b, t))
    # One fraction of whole numbers each, so that nothing is rounded before the division.
    figures = (100 * b / t, n * b / t, (k * t - n * b) / t, at_most, at_least)
    share, expected, difference, at_most, at_least = (np.where(usable, figure, np.nan) for figure in figures)
    needed = np.maximum(-(-n * b // t) - k, 0)
    return SeatColumns(share, expected, difference, needed, at_most, at_least)


def _at_most(k: Ints, n: Ints, b: Ints, t: Ints) -> Floats:
    """Return the chance of at most k of n at the share b / t."""
    shape = k.shape
    k, n, b, t = (column.ravel() for column in (k, n, b, t))
    found = np.zeros(k.shape)
    for rows in blocks(k + 1):
        found[rows] = _summed(k[rows], n[rows], b[rows], t[rows])
    found[b == 0] = 1.0
    found[b == t] = (k == n)[b == t]
    return np.minimum(found, 1.0).reshape(shape)


def _summed(k: Ints, n: Ints, b: Ints, t: Ints) -> Floats:
    """Add up the probabilities of 0 to k; every body's outcomes stand end to end in one column."""
    starts = np.cumsum(k + 1) - (k + 1)
    row = np.repeat(np.arange(len(k)), k + 1)
    seat = np.arange(len(row)) - starts[row]
    sure = (b == 0) | (b == t)
    hit, miss = (np.log(np.where(sure, 0.5, count / t)) for count in (b, t - b))
    ways = log_factorial(n)[row] - log_factorial(seat) - log_factorial(n[row] - seat)
    found: Floats = np.add.reduceat(np.exp(ways + seat * hit[row] + (n[row] - seat) * miss[row]), starts)
    return found


def _told(
    columns: SeatColumns, actual: Ints, members: Ints, reason: Statuses, cell: tuple[int, int], basis: Basis
) -> Seats:
    why = REASONS[reason[cell]]

    def shown(column: Floats) -> float | None:
        return float(column[cell]) if why is None else None

    def counted(column: Ints) -> int | None:
        return int(column[cell]) if why is None else None

    return Seats(
        membership=MEMBERSHIPS[cell[1]],
        basis=basis,
        members=counted(members),
        actual=counted(actual),
        share=shown(columns.share),
        expected=shown(columns.expected),
        difference=shown(columns.difference),
        needed=counted(columns.needed),
        at_most=shown(columns.at_most),
        at_least=shown(columns.at_least),
        reason=why,
    )
