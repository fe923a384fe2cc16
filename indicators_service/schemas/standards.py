"""Standards as they go over the wire: their definitions, and counts to compute by one of them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from indicators_service.domain.edition import Edition
from indicators_service.domain.standard import STATED, Definition, Measure, Standard
from indicators_service.domain.tally import REFERENCE
from indicators_service.schemas.annual_return import Responses
from indicators_service.schemas.counts import People, Year
from indicators_service.schemas.results import ResultOut, part_out
from services.wire import Text, Whole, Wire

Named = Annotated[Text, Field(max_length=120)]


class StandardLine(BaseModel):
    """One standard of the catalogue, in short."""

    key: str
    version: str
    title: str
    about: str
    indicators: list[str]
    editions: list[str]
    href: str


class StandardList(BaseModel):
    """Every standard that the engine computes."""

    items: list[StandardLine]
    next: None = None
    total: int


class PartOut(BaseModel):
    """What a measure is taken of, an item or a survey question; what that is compared with; and its labels."""

    of: str
    against: str | None
    part: dict[str, str] | None


class MeasureOut(BaseModel):
    """One measure as it is declared. ``window_years`` is null where each return states its own."""

    name: str
    operator: str
    group: str
    top: str
    welcome: bool
    window_years: int | None
    unit: str
    orientation: str
    polarity: str
    parity: float | None
    parts: list[PartOut]


class IndicatorDefinition(BaseModel):
    """One indicator of a standard. ``basis`` is published, known or assumed."""

    id: str
    title: str
    formula: str
    unit: str
    orientation: str
    polarity: str
    parity: float
    period: str
    basis: str
    note: str
    measures: list[MeasureOut]


class StandardEdition(BaseModel):
    """What an edition fixes, and which of it is assumed."""

    model_config = ConfigDict(from_attributes=True)

    key: str
    year: int
    window_years: int
    senior: str
    survey_year: int
    survey_items: dict[str, str]
    versions: dict[str, str]
    assumed: tuple[str, ...]


class LayoutOut(BaseModel):
    """What is counted, and which sums are taken of it."""

    model_config = ConfigDict(from_attributes=True)

    counted: tuple[str, ...]
    tree: dict[str, tuple[str, ...]]
    joint: dict[str, tuple[str, ...]]
    staff_of: dict[str, str]
    whole: str
    sections: tuple[tuple[str, ...], ...]
    windowed: str | None
    questions: tuple[str, ...]


class StandardOut(BaseModel):
    """A standard whole: groups, layout, indicators, editions, and where a series breaks."""

    key: str
    version: str
    title: str
    about: str
    groups: dict[str, str]
    layout: LayoutOut
    indicators: list[IndicatorDefinition]
    editions: list[StandardEdition]
    breaks: dict[str, tuple[int, ...]]


class CountedRow(Wire):
    """People counted in one item, by the standard's own names of its groups. Unknown people may be left out."""

    item: Named
    counts: dict[Named, People]


class ToCompute(Wire):
    """Counts of one body, to be computed by a standard and forgotten.

    A counted item without a row was not collected, unless it is of a section of which another item has a row.
    ``window_years`` is the window of the standard's windowed item, by default the edition's.
    """

    year: Year
    edition: Annotated[Text, Field(max_length=20)] | None = None
    window_years: Annotated[Whole, Field(strict=True, ge=1, le=10)] | None = None
    counts: Annotated[list[CountedRow], Field(max_length=500)]
    survey: Annotated[dict[Named, dict[Named, Responses]], Field(default_factory=dict)]


class ComputedByStandard(BaseModel):
    """Results by the standard's own names of its groups, and the edition whose definitions were used."""

    standard: str
    version: str
    year: int
    edition: StandardEdition
    groups: dict[str, str]
    results: list[ResultOut]


def standard_line(standard: Standard) -> StandardLine:
    """Return a standard in short."""
    return StandardLine(
        key=standard.key,
        version=standard.version,
        title=standard.title,
        about=standard.about,
        indicators=[definition.id for definition in standard.definitions],
        editions=[edition.key for edition in standard.editions],
        href=f"/v1/standards/{standard.key}",
    )


def standard_out(standard: Standard) -> StandardOut:
    """Return a standard whole."""
    return StandardOut(
        key=standard.key,
        version=standard.version,
        title=standard.title,
        about=standard.about,
        groups=standard.groups.shown(),
        layout=LayoutOut.model_validate(standard.layout),
        indicators=[_definition(standard, definition) for definition in standard.definitions],
        editions=[edition_out(edition) for edition in standard.editions],
        breaks=dict(standard.breaks()),
    )


def edition_out(edition: Edition) -> StandardEdition:
    """Return an edition."""
    return StandardEdition.model_validate(edition)


def _definition(standard: Standard, definition: Definition) -> IndicatorDefinition:
    return IndicatorDefinition(
        id=definition.id,
        title=definition.title,
        formula=definition.formula,
        unit=definition.unit,
        orientation=definition.orientation,
        polarity=definition.polarity,
        parity=definition.parity,
        period=definition.period,
        basis=definition.basis,
        note=definition.note,
        measures=[_measure(standard, measure) for measure in definition.measures],
    )


def _measure(standard: Standard, measure: Measure) -> MeasureOut:
    first = measure.headings[0]
    groups = standard.groups
    return MeasureOut(
        name=first.measure,
        operator=measure.operator,
        group=groups.names()[measure.group],
        top=groups.reference if measure.top == REFERENCE else groups.interest,
        welcome=measure.welcome,
        window_years=None if measure.window_years == STATED else measure.window_years,
        unit=first.unit,
        orientation=first.orientation,
        polarity=first.polarity,
        parity=first.parity,
        parts=[
            PartOut(
                of=part.of[0],
                against=part.against[0] if part.against else None,
                part=part_out(part.headings[0].part, groups.shown()),
            )
            for part in map(measure.of_part, range(len(measure.of)))
        ],
    )
