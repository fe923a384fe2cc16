"""One indicator across organisations, as it goes over the wire: JSON, and the same rows as CSV."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from indicators_service.schemas.results import ResultOut
from services.delimited import csv_of


class Body(BaseModel):
    """The organisation that a row is about."""

    ods: str
    name: str
    type: str
    region: str | None
    ics: str | None
    synthetic: bool


class ValueOut(BaseModel):
    """One organisation's result, and its p-value once hundreds of tests are allowed for."""

    organisation: Body
    p_adjusted: float | None
    result: ResultOut


class DiscoveriesOut(BaseModel):
    """How many bodies are significantly different: as tested one by one, and with false discoveries controlled."""

    tested: int
    undefined: int
    before: int
    after: int
    level: float
    control: str


class ValuesOut(BaseModel):
    """One measure of one part across organisations: a page of results, and what all of them show together."""

    indicator: str
    year: int
    measure: str
    part: dict[str, str] | None
    unit: str
    orientation: str
    polarity: str
    parity: float | None
    items: list[ValueOut]
    next: str | None
    total: int
    defined: int
    median: float | None
    significant: DiscoveriesOut


_COLUMNS = (
    "ods",
    "name",
    "type",
    "region",
    "ics",
    "value",
    "unit",
    "reason",
    "lower",
    "upper",
    "p_value",
    "p_adjusted",
    "significant",
    "favours",
    "four_fifths",
    "small_number",
    "controlled",
)


def values_csv(items: Sequence[ValueOut]) -> bytes:
    """Return a page's rows as CSV."""
    return csv_of(_COLUMNS, [[_cells(item)[column] for column in _COLUMNS] for item in items])


def _cells(item: ValueOut) -> Mapping[str, object]:
    interval = item.result.interval
    return {
        **item.organisation.model_dump(),
        **item.result.model_dump(
            include={"value", "unit", "reason", "p_value", "significant", "favours", "four_fifths", "small_number"}
        ),
        "lower": interval and interval.lower,
        "upper": interval and interval.upper,
        "p_adjusted": item.p_adjusted,
        "controlled": item.result.disclosure.controlled,
    }
