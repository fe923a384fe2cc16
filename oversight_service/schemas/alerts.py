"""The wire of alerts: which rules moved between two instants, for which bodies, and why."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel

from oversight_service.domain.alerts import Alert, Alerts
from oversight_service.domain.frameworks import Framework
from oversight_service.schemas.evidence import rounded
from services.delimited import csv_of

COLUMNS: Final = (
    "organisation",
    "name",
    "evidence",
    "title",
    "themes",
    "rule",
    "movement",
    "value_before",
    "value_after",
    "unit",
    "revision_before",
    "revision_after",
    "reason",
    "source",
)
"""Columns of alerts as CSV."""


class AlertsOut(BaseModel):
    """Movements between ``since`` and ``until`` (``null``: now). ``too_few_people`` counts those not alerted."""

    framework: str
    version: str
    year: int
    triggers: str
    since: datetime
    until: datetime | None
    items: list[Alert]
    total: int
    organisations: list[str]
    too_few_people: int
    reason: str | None


def alerts_json(framework: Framework, year: int, since: datetime, until: datetime | None, found: Alerts) -> bytes:
    """Return alerts as JSON: the same two states give the same bytes."""
    told: dict[str, Any] = {
        "framework": framework.key,
        "version": framework.version,
        "year": year,
        "triggers": framework.triggers,
        "since": since,
        "until": until,
        "items": [asdict(each) for each in found.items],
        "total": len(found.items),
        "organisations": sorted({each.organisation for each in found.items}),
        "too_few_people": found.too_few_people,
        "reason": None if found.items else "No rule holds now that did not hold then, and none has ceased to hold.",
    }
    return json.dumps(rounded(told), separators=(",", ":"), ensure_ascii=False).encode()


def alerts_csv(items: Sequence[Alert]) -> bytes:
    """Return alerts as CSV: the same as the JSON, a row each."""
    return csv_of(COLUMNS, [[rounded(cell) for cell in _cells(each)] for each in items])


def _cells(each: Alert) -> list[Any]:
    named = [each.organisation, each.name, each.evidence, each.title, " ".join(each.themes), each.rule]
    values = [each.before.value, each.after.value, each.after.unit or each.before.unit]
    revisions = [each.before.revision, each.after.revision]
    return [*named, each.movement, *values, *revisions, each.reason, each.source.href]
