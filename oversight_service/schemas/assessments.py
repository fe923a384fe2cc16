"""The wire of assessments: one whole, with every rule; and the feed of all bodies, with a line for each metric."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from oversight_service.domain.assessment import Assessment
from oversight_service.domain.theme import AssessedMetric, Theme
from oversight_service.schemas.evidence import rounded
from services.delimited import csv_of

COLUMNS: Final = (
    "organisation",
    "name",
    "type",
    "region",
    "year",
    "framework",
    "version",
    "theme",
    "metric",
    "kind",
    "title",
    "value",
    "unit",
    "threshold",
    "triggered",
    "reason",
    "missing",
    "small_number",
    "confidence",
    "official",
    "official_date",
    "source",
)
"""Columns of the feed as CSV: a row for each piece of evidence under each head."""


class FeedOfficialOut(BaseModel):
    """What the framework's own body decided, as it was recorded here."""

    rating: str
    date: date
    source: str


class FeedMetricOut(BaseModel):
    """One piece of evidence: ``triggered`` is ``null`` where no rule could tell, and ``missing`` says why."""

    id: str
    kind: str
    title: str
    value: str | bool | float | None
    unit: str | None
    threshold: str | None
    triggered: bool | None
    reason: str
    missing: str | None
    small_number: bool
    source: str


class FeedThemeOut(BaseModel):
    """One head of the framework."""

    id: str
    title: str
    potential_support_need: bool | None
    triggered: int
    reason: str
    metrics: list[FeedMetricOut]


class FeedBodyOut(BaseModel):
    """One body: what its evidence points to, and its official outcome beside it."""

    organisation: str
    name: str | None
    type: str | None
    region: str | None
    revision: int | None
    official: FeedOfficialOut | None
    summary: str
    triggered: int
    themes: list[FeedThemeOut]
    href: str


class FeedOut(BaseModel):
    """Every body that a framework assesses in a year. ``triggers`` says what it means that a rule holds."""

    framework: str
    version: str
    year: int
    arranged_by: str
    triggers: str
    computed_by: str
    as_at: date | None
    items: list[FeedBodyOut]
    next: str | None
    total: int
    reason: str | None


def assessment_json(assessment: Assessment) -> bytes:
    """Return one assessment whole: the same assessment gives the same bytes."""
    return json.dumps(rounded(asdict(assessment)), separators=(",", ":"), ensure_ascii=False).encode()


def feed_json(head: dict[str, Any], assessments: Iterable[Assessment], rest: dict[str, Any]) -> bytes:
    """Return a page of the feed: what is said of all, then a body after the other, then where it goes on."""
    told = {**head, "items": [_body(each) for each in assessments], **rest}
    return json.dumps(rounded(told), separators=(",", ":"), ensure_ascii=False).encode()


def href_of(assessment: Assessment) -> str:
    """Return the address of an assessment in whole."""
    ods, key = assessment.organisation.ods, assessment.framework.key
    return f"/v1/organisations/{ods}/assessments/{key}?year={assessment.year}"


def _body(assessment: Assessment) -> dict[str, Any]:
    body = assessment.organisation
    return {
        "organisation": body.ods,
        "name": body.name,
        "type": body.type,
        "region": body.region,
        "revision": assessment.revision,
        "official": asdict(assessment.official) if assessment.official else None,
        "summary": assessment.summary,
        "triggered": assessment.triggered,
        "themes": [_theme(theme) for theme in assessment.themes],
        "href": href_of(assessment),
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "id": theme.id,
        "title": theme.title,
        "potential_support_need": theme.potential_support_need,
        "triggered": theme.triggered,
        "reason": theme.reason,
        "metrics": [_metric(metric) for metric in theme.metrics],
    }


def _metric(metric: AssessedMetric) -> dict[str, Any]:
    shown = {name: getattr(metric, name) for name in FeedMetricOut.model_fields if name != "source"}
    return {**shown, "source": metric.source.href}


def assessments_csv(assessments: Sequence[Assessment]) -> bytes:
    """Return assessments as CSV: the same figures as the JSON."""
    rows = (row for assessment in assessments for row in _rows(assessment))
    return csv_of(COLUMNS, [[rounded(cell) for cell in row] for row in rows])


def _rows(assessment: Assessment) -> Iterator[list[Any]]:
    body, official = assessment.organisation, assessment.official
    own = [body.ods, body.name, body.type, body.region, assessment.year]
    named = [assessment.framework.key, assessment.framework.version]
    decided = [official.rating, official.date] if official else [None, None]
    for theme in assessment.themes:
        for metric in theme.metrics:
            told = [metric.id, metric.kind, metric.title, metric.value, metric.unit, metric.threshold]
            judged = [metric.triggered, metric.reason, metric.missing, metric.small_number, metric.confidence]
            yield [*own, *named, theme.id, *told, *judged, *decided, metric.source.href]
