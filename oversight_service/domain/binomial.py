"""Exact tails of the binomial distribution, in whole numbers until the last division."""

from enum import StrEnum
from fractions import Fraction
from math import comb


class Tail(StrEnum):
    """Which outcomes are counted: those up to the one seen, or those from it on."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


def binomial_tail(successes: int, trials: int, share: Fraction, tail: Tail) -> float:
    """Return the exact chance of at most, or at least, ``successes`` in ``trials``, as a number from 0 to 1.

    With share = a/d the chance is the sum of C(n, k) a^k (d - a)^(n - k) over d^n: one division, one rounding.

    Raises:
        ValueError: ``successes`` is outside 0 to ``trials``, or ``share`` outside 0 to 1.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes in {trials} trials cannot be")
    if not 0 <= share <= 1:
        raise ValueError(f"a share of {share} is outside 0 to 1")
    counted = range(successes + 1) if tail is Tail.AT_MOST else range(successes, trials + 1)
    hit, miss = share.numerator, share.denominator - share.numerator
    ways: int = sum(comb(trials, k) * hit**k * miss ** (trials - k) for k in counted)
    everything: int = share.denominator**trials
    return ways / everything
