"""A return's document as the collection form shows it: figures by the keys of lines, and the block above the table.

It is the way back from what assembly makes of a form: both name items in the same way.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from indicators_service.intake.layout import Layout
from vocabulary.years import snapshot_date

Cells = tuple[int | float | None, int | float | None, int | float | None]
"""White, BME and unknown of one line; what is not there is ``None``."""


def figures_by_key(document: Mapping[str, Any] | None) -> dict[str, Cells]:
    """Return the figures of a return's document by item key. Sections that are null have none."""
    if document is None:
        return {}
    return {key: cells for part in (_strata, _counted, _survey, _stated) for key, cells in part(document)}


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


def _trio(cell: Mapping[str, Any]) -> Cells:
    return cell.get("white"), cell.get("bme"), cell.get("unknown")


def _strata(document: Mapping[str, Any]) -> Iterator[tuple[str, Cells]]:
    for cell in document.get("workforce") or ():
        yield f"workforce/{cell['staff_group']}/{cell['band']}", _trio(cell)
    for seat in document.get("board") or ():
        vote = "voting" if seat["voting"] else "non_voting"
        role = "executive" if seat["executive"] else "non_executive"
        yield f"board/{vote}/{role}", _trio(seat)


def _counted(document: Mapping[str, Any]) -> Iterator[tuple[str, Cells]]:
    for section in ("recruitment", "disciplinary", "training"):
        for field, cell in (document.get(section) or {}).items():
            if isinstance(cell, Mapping):
                yield f"{section}/{field}", _trio(cell)


def _survey(document: Mapping[str, Any]) -> Iterator[tuple[str, Cells]]:
    for field, answer in (document.get("staff_survey") or {}).items():
        if field == "year":
            yield "survey/year", (answer, None, None)
        elif answer:
            for part in ("percent", "respondents"):
                white, bme = ((answer.get(group) or {}).get(part) for group in ("white", "bme"))
                yield f"survey/{field}/{part}", (white, bme, None)


def _stated(document: Mapping[str, Any]) -> Iterator[tuple[str, Cells]]:
    for each in document.get("stated") or ():
        yield f"stated/{each['figure']}", (each["value"], None, None)
