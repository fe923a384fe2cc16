"""The wire of a framework's own arithmetic: what is sent to be computed. Nothing of it is stored."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field, model_validator

from oversight_service.schemas.impersonal import Impersonal
from services.wire import Text, Whole, Wire

Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e9, le=1e9)]
"""A number as it is written; neither text nor true."""

Score = Annotated[Whole, Field(strict=True, ge=1)]
MetricScore = Annotated[float, Field(strict=True, ge=1, le=4)]
Id = Annotated[Text, Field(min_length=1, max_length=60)]


class MetricIn(Wire):
    """A metric of one body: the score it was given, or the figure to be ranked. ``null`` was not submitted."""

    score: MetricScore | None = None
    value: Number | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "MetricIn":
        if len(self.model_fields_set) != 1:
            raise ValueError("send either score or value")
        return self

    @property
    def ranked(self) -> bool:
        """Whether a figure was sent that is to be ranked, rather than a score."""
        return "value" in self.model_fields_set

    @property
    def number(self) -> Fraction | None:
        """What was sent, exactly as written."""
        sent = self.value if self.ranked else self.score
        return None if sent is None else exactly(sent)


class BodyIn(Wire):
    """One body: what it is called in the answer, its metrics, and the figures that a cap looks at."""

    name: Annotated[Impersonal, Field(min_length=1, max_length=100)]
    metrics: Annotated[dict[Id, MetricIn], Field(min_length=1, max_length=100)]
    figures: Annotated[dict[Id, Number], Field(max_length=20, default_factory=dict)]


class CalculationIn(Wire):
    """What a framework's arithmetic needs: scores of statements, or ``bodies`` of one kind with their metrics.

    ``scores`` are by the framework's own statements; ``score_list`` holds any others.
    ``standards`` and ``floors`` are figures by metric: who reaches a standard scores 1.00, who misses a floor 4.00.
    ``thresholds`` stand in for those of the framework's file.
    """

    scores: Annotated[dict[Id, Score], Field(min_length=1, max_length=100)] | None = None
    score_list: Annotated[list[Score], Field(min_length=1, max_length=100)] | None = None
    bodies: Annotated[list[BodyIn], Field(min_length=1, max_length=500)] | None = None
    standards: Annotated[dict[Id, Number], Field(max_length=100, default_factory=dict)]
    floors: Annotated[dict[Id, Number], Field(max_length=100, default_factory=dict)]
    thresholds: Annotated[list[Number], Field(min_length=1, max_length=10)] | None = None


def exactly(value: float) -> Fraction:
    """Return the number as it was written: 0.1 is one tenth."""
    return Fraction(Decimal(repr(value)))
