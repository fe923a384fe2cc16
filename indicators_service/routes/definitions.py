"""The indicators themselves: what each measures, why it matters, and how to read it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel

from indicators_service.library.records import Record, library
from indicators_service.standards.wres import wres
from services.conditional import answer_model
from services.identity import Calling
from services.problems import Problem

router = APIRouter(prefix="/v1", tags=["reference"])

IndicatorId = Annotated[str, Path(max_length=40, description="1 to 9, race-disparity-ratio or ethnicity-pay-gap.")]
"""A path parameter: the id of an indicator."""


class IndicatorEdition(BaseModel):
    """An edition that has the indicator.

    ``definition`` changes where the series breaks. ``survey_item`` is the Staff Survey's own name of the question.
    """

    key: str
    year: int
    definition: str
    survey_year: int | None
    survey_item: str | None


class Definition(BaseModel):
    """One indicator: wording, formula, why it matters, how to read its headline value, and who answers for it."""

    id: str
    version: str
    title: str
    why: str
    formula: str
    unit: str
    orientation: str
    polarity: str
    parity: float
    period: str
    question: str | None
    editions: list[IndicatorEdition]
    caveats: list[str]
    source: str
    basis: str
    owner: str
    review_date: date


class Definitions(BaseModel):
    """Every indicator, in order."""

    items: list[Definition]
    next: None = None
    total: int


def shown(record: Record) -> Definition:
    """Return an indicator's record as the wire shows it, with the editions that have it."""
    editions = [
        IndicatorEdition(
            key=edition.key,
            year=edition.year,
            definition=edition.version(record.id),
            survey_year=edition.survey_year if record.question else None,
            survey_item=edition.survey_items.get(record.question) if record.question else None,
        )
        for edition in wres().editions
        if edition.year >= record.since
    ]
    return Definition(**record.model_dump(exclude={"since"}), editions=editions)


@router.get("/indicators", response_model=Definitions)
async def list_indicators(request: Request, _caller: Calling) -> Response:
    """List the indicators: definition, formula, why it matters, how to read it, editions, owner and review date."""
    records = [shown(record) for record in library().values()]
    return answer_model(request, Definitions(items=records, total=len(records)))


@router.get("/indicators/{indicator}", response_model=Definition)
async def read_indicator(request: Request, indicator: IndicatorId, _caller: Calling) -> Response:
    """Read one indicator's definition."""
    return answer_model(request, shown(record_of(indicator)))


def record_of(indicator: str) -> Record:
    """Return the record of an indicator.

    Raises:
        Problem: 404 when there is none.
    """
    record = library().get(indicator)
    if record is None:
        raise Problem(404, f"There is no indicator '{indicator}'; there are {', '.join(library())}.")
    return record
