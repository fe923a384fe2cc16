"""The wire: what the oversight service takes and gives. Rounding happens here and nowhere else.

A pack goes over the wire in the shape of the domain's own ``EvidencePack``: it is made to be read, and a second
set of a dozen classes beside it would say the same again.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field

from oversight_service.domain.evidence import EvidencePack
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.pack_rows import COLUMNS, PackRow, cells
from services.delimited import csv_of
from services.instants import written
from services.rounding import half_away
from services.wire import Day, Text, Wire

_PLACES: Final = 6


class OutcomeIn(Wire):
    """An official rating or segment as it was published."""

    rating: Annotated[str, Field(min_length=1, max_length=60)]
    date: Day
    source: Annotated[Text, Field(min_length=3, max_length=500)]


class OutcomeOut(BaseModel):
    """The outcome recorded last, and who recorded it when."""

    organisation: str
    framework: str
    revision: int
    rating: str
    date: date
    source: str
    recorded_at: datetime
    recorded_by: str


class FrameworkLine(BaseModel):
    """One framework of the catalogue, in short."""

    key: str
    version: str
    title: str
    body: str
    assesses: list[str]
    in_force_from: date
    in_force_to: date | None
    href: str


class FrameworkList(BaseModel):
    """Every framework that the service knows."""

    items: list[FrameworkLine]
    next: None = None
    total: int


def framework_line(framework: Framework) -> FrameworkLine:
    """Return a framework in short."""
    return FrameworkLine(
        key=framework.key,
        version=framework.version,
        title=framework.title,
        body=framework.body,
        assesses=list(framework.assesses),
        in_force_from=framework.in_force.start,
        in_force_to=framework.in_force.end,
        href=f"/v1/frameworks/{framework.key}",
    )


def rounded(value: Any) -> Any:
    """Return a value with every number in it to six places, half away from zero, and tuples as lists."""
    if isinstance(value, float):
        return half_away(value, _PLACES)
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(inner) for inner in value]
    if isinstance(value, datetime):
        return written(value)
    return value.isoformat() if isinstance(value, date) else value


def pack_json(pack: EvidencePack) -> bytes:
    """Return a pack as JSON: the same pack gives the same bytes."""
    return json.dumps(rounded(asdict(pack)), separators=(",", ":"), ensure_ascii=False).encode()


def framework_json(framework: Framework) -> bytes:
    """Return a whole framework as JSON."""
    return json.dumps(rounded(asdict(framework)), separators=(",", ":"), ensure_ascii=False).encode()


def pack_csv(rows: Sequence[PackRow]) -> bytes:
    """Return a pack as CSV: the same figures as the JSON, one row each."""
    return csv_of(COLUMNS, [[rounded(value) for value in cells(row).values()] for row in rows])
