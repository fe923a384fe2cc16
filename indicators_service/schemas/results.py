"""Results as they go over the wire. This is the only place of this service where a number is rounded."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from pydantic import BaseModel

from indicators_service.domain.results import Result

PLACES: Final = 4
"""Decimal places of values, rates and intervals. Displays round again, to two places."""

_STEP: Final = Decimal(1).scaleb(-PLACES)
_DISPLAY_STEP: Final = Decimal("0.01")
_P_DIGITS: Final = 4
_GROUP_NAMES: Final = {"reference": "white", "interest": "bme", "unknown": "unknown"}


def rounded(value: float | None, step: Decimal = _STEP) -> float | None:
    """Return ``value`` to the step, half away from zero; ``None`` stays ``None``."""
    if value is None:
        return None
    # Through the shortest decimal that names the float, so that 1.00005 goes up as it is written.
    return float(Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP)) + 0.0


def display(value: float | None) -> str | None:
    """Return ``value`` as text to two places, as NHS bodies print it."""
    if value is None:
        return None
    return str(Decimal(repr(float(value))).quantize(_DISPLAY_STEP, ROUND_HALF_UP))


class GroupFigures(BaseModel):
    """Of so many people in a group, how many; and the rate in percent."""

    numerator: float | None
    denominator: float | None
    rate: float | None


class IntervalOut(BaseModel):
    """A confidence interval. A bound is null where the interval is open on that side."""

    lower: float | None
    upper: float | None
    level: float
    method: str


class PreviousOut(BaseModel):
    """The same value a year before."""

    year: int
    value: float | None


class DisclosureOut(BaseModel):
    """Whether disclosure control was applied, and the rule."""

    controlled: bool
    rule: str | None


class ResultOut(BaseModel):
    """One figure with everything needed to read, judge and trace it."""

    indicator: str
    part: dict[str, str] | None
    measure: str
    value: float | None
    display: str | None
    unit: str
    orientation: str
    polarity: str
    parity: float | None
    reason: str | None
    groups: dict[str, GroupFigures]
    interval: IntervalOut | None
    p_value: float | None
    test: str | None
    four_fifths: str | None
    significant: bool | None
    favours: str | None
    small_number: bool
    completeness: float | None
    previous: PreviousOut | None
    benchmark: None = None
    disclosure: DisclosureOut
    method_version: str
