"""Sharing a whole total over many cells so that nothing is lost: controlled rounding in whole numbers."""

from fractions import Fraction
from typing import Final

import numpy as np

from indicators_service.demonstration.draws import ONE, Whole

MILLION: Final = 1_000_000
"""A share of one. Shares are whole millionths: 189,400 stands for 18.94 %."""


def half_up(value: Fraction) -> int:
    """Round a value that is not negative to the nearest whole number, halves upward."""
    return int(value + Fraction(1, 2))


def apportion(total: int, weights: Whole) -> Whole:
    """Share ``total`` over cells in proportion to ``weights``; the parts add up to it exactly.

    Each part is its exact proportion rounded up or down, and so is the sum of any run of cells (to one more):
    rounding the running totals rather than the parts keeps each body's sum right, and spreads the few people of
    rare cells over all bodies where the largest remainder would heap them on the largest.

    Raises:
        ValueError: there are people to share but no weight, or the product would not fit 64 bits.
    """
    flat = weights.reshape(-1)
    running = np.cumsum(flat)
    whole = int(running[-1]) if flat.size else 0
    if whole == 0:
        if total:
            raise ValueError(f"{total} people cannot be shared over cells without weight")
        return np.zeros_like(weights)
    if total * whole >= 2**63:
        raise ValueError("total times weights exceeds 64 bits: use coarser weights")
    reached = (total * running + whole // 2) // whole
    return np.diff(reached, prepend=0).reshape(weights.shape)


def apportion_within(total: int, weights: Whole, room: Whole) -> Whole:
    """Share ``total`` as ``apportion`` does, and refuse a part larger than the ``room`` of its cell.

    Raises:
        ValueError: a part would exceed its room: the weights are out of proportion to the total.
    """
    parts = apportion(total, weights)
    if bool((parts > room).any()):
        raise ValueError("a part exceeds the room of its cell")
    return parts


def with_odds(share: Whole, factor: Whole) -> Whole:
    """Return shares in millionths whose odds are ``factor`` thousandths of the odds of ``share``.

    Odds keep every share between 0 and 1, whatever the factor.
    """
    raised = share * factor
    shares: Whole = raised * MILLION // (raised + (MILLION - share) * ONE)
    return shares
