"""Reports to co-ordinating commissioners as CSV, with the numbers of the JSON."""

from typing import Any, Final

from oversight_service.schemas.contract_reports import (
    ContractReportOut,
    ContractReportsOut,
    FiveYearPlanOut,
    LeadershipTargetOut,
    StatedReportOut,
)
from services.delimited import csv_of

_COLUMNS: Final = ("kind", "id", "title", "value", "unit", "previous", "change", "reason", "sentence")


def contract_report_csv(report: ContractReportOut) -> bytes:
    """Return a report as CSV: a row for each thing stated, each indicator, the target and each point."""
    rows = [*_stated_rows(report.stated), *_indicator_rows(report), _target_row(report.target)]
    rows += [
        {"kind": "point", "id": each.id, "title": each.title, "value": each.met, "sentence": each.sentence}
        for each in report.points
    ]
    return csv_of(_COLUMNS, [[row.get(column) for column in _COLUMNS] for row in rows])


def _stated_rows(stated: StatedReportOut | None) -> list[dict[str, Any]]:
    if stated is None:
        return []
    told = stated.model_dump(exclude={"five_year_plan"})
    plan = stated.five_year_plan.model_dump() if stated.five_year_plan else {}
    told |= {f"five_year_plan_{name}": value for name, value in plan.items()}
    return [{"kind": "stated", "id": name, "value": value} for name, value in told.items()]


def _indicator_rows(report: ContractReportOut) -> list[dict[str, Any]]:
    return [
        {"kind": "indicator", "id": each.indicator, "title": each.measure}
        | each.model_dump(include={"value", "unit", "previous", "change", "reason"})
        for each in report.indicators
    ]


def _target_row(target: LeadershipTargetOut) -> dict[str, Any]:
    told = target.model_dump(include={"value", "reason", "sentence"})
    return {"kind": "target", "id": "leadership-target", "title": target.basis, "unit": "percent"} | told


def contract_reports_csv(reports: ContractReportsOut) -> bytes:
    """Return the reports to a commissioner as CSV: a row for each provider."""
    plan = tuple(f"five_year_plan_{name}" for name in FiveYearPlanOut.model_fields)
    header = ("organisation", *(name for name in StatedReportOut.model_fields if name != "five_year_plan"), *plan)
    rows = []
    for item in reports.items:
        told = {row["id"]: row["value"] for row in _stated_rows(item.stated)}
        rows.append([item.organisation, *(told.get(column) for column in header[1:])])
    rows += [[ods, *(None for _ in header[1:])] for ods in reports.without_report]
    return csv_of(header, rows)
