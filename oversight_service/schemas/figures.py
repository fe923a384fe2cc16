"""The wire of recorded figures: the catalogue, what is recorded, and what there is not."""

from collections.abc import Sequence
from datetime import date, datetime
from math import isfinite
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from oversight_service.domain.figure import Figure, FigureDefinition, FigureUnit
from oversight_service.schemas.impersonal import Impersonal, Link
from services.instants import now
from services.rounding import half_away
from services.wire import Day, Wire

_PLACES = 6


def _plain(value: object) -> object:
    if isinstance(value, bool | int) or (isinstance(value, float) and isfinite(value)):
        return value
    raise ValueError("write a number, or true or false for a figure that is a yes or no")


def _not_to_come(day: date) -> date:
    if day > now().date():
        raise ValueError("the day lies in the future; only what has happened is recorded")
    return day


PastDay = Annotated[Day, AfterValidator(_not_to_come)]
"""A day that has come."""


class RecordedFigureIn(Wire):
    """A figure as it was published: its value in the unit of the catalogue, when, and where it can be read."""

    value: Annotated[bool | float, BeforeValidator(_plain)]
    published_on: PastDay
    source: Annotated[Impersonal, Field(min_length=3, max_length=500)]
    link: Link | None = None


class FigureDefinitionOut(BaseModel):
    """A figure of the catalogue. ``lowest`` and ``highest`` are the bounds of what may be recorded."""

    key: str
    title: str
    unit: str
    lowest: float
    highest: float
    direction: str
    publisher: str
    period: str
    note: str
    confidence: str


class FigureCatalogueOut(BaseModel):
    """Every figure that may be recorded."""

    items: list[FigureDefinitionOut]
    next: None = None
    total: int


class RecordedFigureOut(BaseModel):
    """A body's figure of a year; ``reason`` says why there is none. ``confidence`` is that of the definition."""

    organisation: str
    key: str
    title: str
    unit: str
    direction: str
    confidence: str
    year: int
    value: bool | float | None
    reason: str | None
    published_on: date | None
    source: str | None
    link: str | None
    revision: int | None
    recorded_at: datetime | None
    recorded_by: str | None


class RecordedFiguresOut(BaseModel):
    """Every figure of the catalogue for a body and year, those that are not recorded among them."""

    organisation: str
    year: int
    items: list[RecordedFigureOut]
    next: None = None
    total: int
    recorded: int


class RecordedFigureRevisionsOut(BaseModel):
    """Every revision of a figure, oldest first."""

    organisation: str
    key: str
    year: int
    items: list[RecordedFigureOut]
    total: int


def definition_out(definition: FigureDefinition) -> FigureDefinitionOut:
    """Return a figure of the catalogue as the wire shows it."""
    return FigureDefinitionOut(
        key=definition.key,
        title=definition.title,
        unit=definition.unit,
        lowest=float(definition.lowest),
        highest=float(definition.highest),
        direction=definition.direction,
        publisher=definition.publisher,
        period=definition.period,
        note=definition.note,
        confidence=definition.confidence,
    )


def figure_out(definition: FigureDefinition, ods: str, year: int, figure: Figure | None) -> RecordedFigureOut:
    """Return a body's figure as the wire shows it, or that none is recorded."""
    return RecordedFigureOut(
        organisation=ods,
        key=definition.key,
        title=definition.title,
        unit=definition.unit,
        direction=definition.direction,
        confidence=definition.confidence,
        year=year,
        value=_shown(definition, figure) if figure else None,
        reason=None if figure else "not-recorded",
        published_on=figure.published_on if figure else None,
        source=figure.source if figure else None,
        link=figure.link if figure else None,
        revision=figure.revision if figure else None,
        recorded_at=figure.recorded_at if figure else None,
        recorded_by=figure.recorded_by if figure else None,
    )


def _shown(definition: FigureDefinition, figure: Figure) -> bool | float:
    if definition.unit is FigureUnit.YES_NO:
        return figure.value == 1
    return half_away(float(figure.value), _PLACES)


def figures_out(ods: str, year: int, items: Sequence[RecordedFigureOut]) -> RecordedFiguresOut:
    """Return a year's figures of a body as the wire shows them."""
    recorded = sum(item.value is not None for item in items)
    return RecordedFiguresOut(organisation=ods, year=year, items=list(items), total=len(items), recorded=recorded)
