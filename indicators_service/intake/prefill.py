"""A return's document as the collection form shows it: figures by key, and the block above the table."""

from collections.abc import Mapping
from typing import Any

from indicators_service.intake.assembly import entries_of
from indicators_service.intake.layout import Layout
from vocabulary.years import snapshot_date

Cells = tuple[int | float | None, int | float | None, int | float | None]
"""White, BME and unknown of one line; what is not there is ``None``."""


def figures_by_key(document: Mapping[str, Any] | None) -> dict[str, Cells]:
    """Return the figures of a return's document by item key. Sections that are null have none."""
    if document is None:
        return {}
    return {item: (white, bme, unknown) for item, (white, bme, unknown) in entries_of(document)}


def header_values(
    form: Layout, organisation: str, name: str, year: int, previous: Mapping[str, Any] | None
) -> list[tuple[object, ...]]:
    """Return the block above the table: label, value of the year, and that of the year before."""
    before = previous or {}
    window = (before.get("disciplinary") or {}).get("window_years")
    return [
        (form.title, "Current year", "Previous year"),
        (form.header.layout, form.name),
        (form.header.organisation, organisation),
        (form.header.organisation_name, name),
        (form.header.year, year, year - 1),
        (form.header.snapshot, snapshot_date(year).isoformat(), before.get("snapshot")),
        (form.header.edition, None, before.get("edition")),
        (form.header.window_years, None, window),
    ]
