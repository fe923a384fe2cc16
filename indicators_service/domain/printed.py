"""Printed figures and the slips behind those that are wrong.

Usual slips are rates that were rounded before they were divided, digits cut off instead of rounded, a ratio upside
down, and a percentage or a rate in the place of a ratio.
"""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from indicators_service.domain.rules import Stated

MOST_PLACES: Final = 6
"""Decimal places that are compared. Nobody prints more; a figure with more comes out of a spreadsheet's cell."""

_RATE_PLACES: Final = (0, 1, 2, 3)
"""Decimal places, in percent, to which rates are commonly rounded before they are divided."""


def places_of(stated: Stated) -> int:
    """Return to how many decimal places a stated figure is compared."""
    return min(stated.places, MOST_PLACES)


def stated_value(stated: Stated) -> Decimal:
    """Return a stated figure, to the decimal places that are compared."""
    return Decimal(str(stated.value)).quantize(Decimal(1).scaleb(-places_of(stated)), rounding=ROUND_HALF_UP)


def rounded(exact: Fraction, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Return an exact figure to some decimal places, half away from zero unless told otherwise."""
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return value.quantize(Decimal(1).scaleb(-places), rounding=rounding)


def slip(stated: Stated, exact: Fraction, rates: tuple[Fraction, Fraction] | None) -> str | None:
    """Return the sentence about the slip that reproduces a stated figure, if one does.

    ``rates`` are the rate on top and the rate in the divisor where the figure is a ratio.
    """
    if rounded(exact, places_of(stated), ROUND_DOWN) == stated_value(stated):
        return "It looks cut off instead of rounded."
    return None if rates is None else next(_of_a_ratio(stated, exact, rates), None)


def _of_a_ratio(stated: Stated, exact: Fraction, rates: tuple[Fraction, Fraction]) -> Iterator[str]:
    value, places = stated_value(stated), places_of(stated)
    if exact and rounded(1 / exact, places) == value:
        yield "It looks upside down: the other group stands on top."
    for digits in _RATE_PLACES:
        top, divisor = (Fraction(rounded(100 * rate, digits)) for rate in rates)
        if divisor and rounded(top / divisor, places) == value:
            places_said = f"{digits} decimal place{'' if digits == 1 else 's'}"
            yield f"It looks like rates rounded to {places_said} before they were divided."
    if any(rounded(100 * rate, places) == value for rate in rates):
        yield "It looks like a rate in percent."
    if rounded(100 * exact, places) == value:
        yield "It looks like a percentage."
