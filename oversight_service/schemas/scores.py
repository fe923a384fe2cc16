"""The wire of scores: every body of a type by a framework's own arithmetic, its official outcome beside it."""

from datetime import date

from pydantic import BaseModel

from oversight_service.schemas.calculated import CapOut, MetricScoreOut


class ScoredBodyOut(BaseModel):
    """One body: scores, average, and the segment that the arithmetic leads to. ``official`` is what was decided."""

    organisation: str
    organisation_name: str | None
    official: str | None
    official_date: date | None
    official_source: str | None
    metrics: list[MetricScoreOut]
    scored: int
    average: float | None
    better: int | None
    segment_before_cap: str | None
    before_sentence: str
    segment: str | None
    sentence: str
    reason: str | None
    cap: CapOut | None


class ScoresOut(BaseModel):
    """All bodies of a type, by code, with the method and how sure it is."""

    framework: str
    version: str
    year: int
    method: str
    confidence: str
    note: str
    computed_by: str
    items: list[ScoredBodyOut]
    next: None = None
    total: int
    reason: str | None
