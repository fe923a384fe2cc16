"""Rounding for display, half away from zero: the one rounding that a number undergoes, on its way out."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache


@cache
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def rounded_decimal(value: float, places: int) -> Decimal:
    """Return ``value`` to so many decimal places. A zero has no sign."""
    # Through the shortest decimal that names the float, so that 1.005 goes up as it is written.
    return Decimal(repr(float(value))).quantize(_step(places), ROUND_HALF_UP) + 0


def half_away(value: float, places: int) -> float:
    """Return ``value`` to so many decimal places, half away from zero."""
    return float(rounded_decimal(value, places))
