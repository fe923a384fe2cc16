"""Figures about a body that others compute and publish, and that a WRES return does not hold.

They are recorded here with their source, never computed: staff engagement comes from the NHS Staff Survey, sickness
absence from the NHS workforce statistics, the BME share of the community from the census.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from oversight_service.domain.framework_words import Confidence


class FigureUnit(StrEnum):
    """What a figure is counted in. Yes is 1 and no is 0; ``POUNDS_MILLION`` is millions of pounds."""

    SCORE_0_10 = "score_0_10"
    PERCENT = "percent"
    POUNDS_MILLION = "pounds_million"
    YES_NO = "yes_no"
    COUNT = "count"


class FigureDirection(StrEnum):
    """Whether high or low is good; ``CONTEXT`` is neither, and tells what other figures are to be seen beside."""

    HIGH_IS_GOOD = "high_is_good"
    LOW_IS_GOOD = "low_is_good"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class FigureDefinition:
    """A figure of the catalogue: what it is, between which bounds it lies, and who publishes it.

    ``period`` says which time the figure of a reporting year tells of; ``note`` is about the source.
    """

    key: str
    title: str
    unit: FigureUnit
    lowest: Fraction
    highest: Fraction
    direction: FigureDirection
    publisher: str
    period: str
    note: str
    confidence: Confidence

    def objection(self, value: Fraction) -> str | None:
        """Return why ``value`` cannot be this figure, ``None`` where it can."""
        if not self.lowest <= value <= self.highest:
            return f"{float(value):g} is not between {float(self.lowest):g} and {float(self.highest):g}."
        if self.unit in (FigureUnit.COUNT, FigureUnit.YES_NO) and value.denominator != 1:
            return f"{float(value):g} is not a whole number."
        return None


@dataclass(frozen=True, slots=True)
class Figure:
    """A body's figure of a reporting year as it was published, in the unit of its definition, exactly as written."""

    ods: str
    key: str
    year: int
    value: Fraction
    published_on: date
    source: str
    link: str | None
    revision: int
    recorded_at: datetime
    recorded_by: str
