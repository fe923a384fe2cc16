"""The indicators themselves: what each measures, and how to read it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict

from services.conditional import answer_model
from services.identity import Calling
from services.problems import Problem
from vocabulary.indicators import INDICATORS, Indicator

router = APIRouter(prefix="/v1", tags=["reference"])


class Definition(BaseModel):
    """One indicator: wording, formula, and how to read its headline value."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    formula: str
    unit: str
    orientation: str
    polarity: str
    parity: float
    period: str


class Definitions(BaseModel):
    """Every indicator, in order."""

    items: list[Definition]
    next: None = None
    total: int


def shown(record: Indicator) -> Definition:
    """Return an indicator's record as the wire shows it."""
    return Definition.model_validate(record)


@router.get("/indicators", response_model=Definitions)
async def list_indicators(request: Request, _caller: Calling) -> Response:
    """List the indicators: definition, formula, polarity, orientation, parity, unit and period."""
    records = [shown(record) for record in INDICATORS.values()]
    return answer_model(request, Definitions(items=records, total=len(records)))


@router.get("/indicators/{indicator}", response_model=Definition)
async def read_indicator(
    request: Request,
    indicator: Annotated[str, Path(max_length=40, description="1 to 9.")],
    _caller: Calling,
) -> Response:
    """Read one indicator's definition."""
    record = INDICATORS.get(indicator)
    if record is None:
        raise Problem(404, f"There is no indicator '{indicator}'; there are {', '.join(INDICATORS)}.")
    return answer_model(request, shown(record))
