"""The wire: chosen rows of every organisation with a published return of a year, in one answer."""

from datetime import date, datetime

from pydantic import BaseModel

from indicators_service.schemas.results import ResultOut
from indicators_service.schemas.values import Body


class RowAskedOut(BaseModel):
    """A row as it was understood: an indicator, one of its measures, and the part measured."""

    indicator: str
    measure: str
    part: dict[str, str] | None


class BodyResultsOut(BaseModel):
    """One organisation's results, in the order of the rows, and the published return behind them.

    ``document`` names the return: to those who see it exact, by the digest (SHA-256) of what is stored.
    ``submitted_at`` and ``late`` are those of the year's first submission; ``late_reason`` says why ``late`` is not
    told: ``restricted`` to those who see the body's exact figures, ``no-deadline`` of that year, ``no-submission`` on
    record.
    """

    organisation: Body
    revision: int
    document: str
    published_at: datetime
    edition: str
    submitted_at: datetime | None
    late: bool | None
    late_reason: str | None
    results: list[ResultOut]


class CodeOnly(BaseModel):
    """An organisation by its code, and what is recorded of it; all else is null where nothing is."""

    ods: str
    name: str | None = None
    type: str | None = None
    region: str | None = None
    ics: str | None = None
    synthetic: bool | None = None


class WithoutResultsOut(BaseModel):
    """An organisation without results, and why.

    ``not-published``: it was open on 31 March and has no published return. Only of organisations asked by name:
    ``not-registered``; ``not-open`` on 31 March of the year; ``not-in-filter``, left out by type, region or ICS.
    """

    organisation: CodeOnly
    reason: str


class SelectedResultsOut(BaseModel):
    """Chosen rows of many organisations. ``deadline`` is the last day on which the year's return was in time."""

    year: int
    deadline: date | None
    rows: list[RowAskedOut]
    missing: list[WithoutResultsOut]
    total: int
    items: list[BodyResultsOut]
