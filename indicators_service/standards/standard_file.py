"""The format of a standard's file, and its check: a field that is not known is refused, one that is missing named."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from indicators_service.domain.standard import Operator
from vocabulary.indicators import Polarity

Name = Annotated[str, Field(pattern=r"^[a-z0-9_/{}-]+$", max_length=120)]
Words = Annotated[str, Field(min_length=1, max_length=1000)]
Group = Literal["reference", "interest", "unknown"]
Basis = Literal["published", "known", "assumed"]


class FromFile(BaseModel):
    """The base of every table of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GroupsTable(FromFile):
    """What the standard calls its groups."""

    reference: Name
    interest: Name
    unknown: Name


class CountedTable(FromFile):
    """Counted items. Those collected ``together`` are one section: an item without a row has nobody in it."""

    items: tuple[Name, ...]
    together: bool = False


class SumTable(FromFile):
    """A total or joint item and what it is the sum of."""

    item: Name
    of: Annotated[tuple[Name, ...], Field(min_length=1)]


class LayoutTable(FromFile):
    """What is counted, and which sums are taken."""

    whole: Name
    windowed: Name | None = None
    questions: tuple[Name, ...] = ()
    counted: Annotated[tuple[CountedTable, ...], Field(min_length=1)]
    totals: tuple[SumTable, ...] = ()
    joint: tuple[SumTable, ...] = ()
    staff_of: dict[Name, Name] = {}


class PartTable(FromFile):
    """What is measured, an item or question; what it is compared with if not with the measure's; and its labels."""

    of: Name
    against: Name | None = None
    part: dict[Name, Name] = {}


class MeasureTable(FromFile):
    """One measure. Without a unit of its own it is the indicator's headline and is read as the indicator is."""

    name: Name
    operator: Operator
    against: Name | None = None
    groups: tuple[Group, ...] = ()
    welcome: bool | None = None
    window_years: Annotated[int, Field(ge=1, le=10)] | Literal["stated"] = 1
    unit: Name | None = None
    polarity: Polarity | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.unit is None) != (self.polarity is None):
            raise ValueError("a measure with a unit of its own has a polarity of its own, and the other way round")
        if self.against is not None and self.operator not in COMPARING:
            raise ValueError(f"'{self.operator}' is not against another item")
        if (self.operator in RATIOS) != (self.welcome is not None):
            raise ValueError("a ratio, and nothing else, says whether its event is welcome")
        return self


RATIOS = (Operator.RATE_RATIO, Operator.ODDS_RATIO)
"""Operators with one group on top of another."""

COMPARING = (*RATIOS, Operator.STRATUM_GAP, Operator.BODY_GAP)
"""Operators that compare an item with another."""


class IndicatorTable(FromFile):
    """One indicator."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    title: Words
    formula: Words
    unit: Literal["ratio", "percent", "percentage_points"]
    orientation: Name
    polarity: Polarity
    parity: float
    period: Words
    basis: Basis
    note: str = ""
    parts: Annotated[tuple[PartTable, ...], Field(min_length=1)]
    measures: Annotated[tuple[MeasureTable, ...], Field(min_length=1)]


class EditionTable(FromFile):
    """One edition. What is left out is taken from the edition it inherits from."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]+-20\d\d$", max_length=20)]
    year: int
    inherits: str | None = None
    window_years: int | None = None
    senior: Name | None = None
    survey: dict[Name, str] = {}
    versions: dict[str, Name] = {}
    assumed: tuple[str, ...] | None = None


class StandardFile(FromFile):
    """A standard's file whole."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,40}$")]
    version: Words
    title: Words
    about: Words
    groups: GroupsTable
    lists: dict[Name, tuple[Name, ...]] = {}
    layout: LayoutTable
    indicators: Annotated[tuple[IndicatorTable, ...], Field(min_length=1)]
    editions: Annotated[tuple[EditionTable, ...], Field(min_length=1)]
