"""Providers' reports to their co-ordinating commissioners in the database: a document for each body and year."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.contract_report import ContractReport, FiveYearPlan, TargetBasis
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.store.documents import newest
from oversight_service.tables import DocumentRow


async def contract_reports_of(
    session: AsyncSession, bodies: Collection[str] | None, year: int, as_of: datetime | None = None
) -> Mapping[str, ContractReport]:
    """Return what providers stated last of their reports for a year, by ODS code; who stated nothing is not there.

    Args:
        session: the unit of work.
        bodies: of which providers; of all where it is ``None``.
        year: the reporting year.
        as_of: only what was recorded by this instant.
    """
    rows = await newest(session, DocumentKind.CONTRACT_REPORT, ods=bodies, year=year, as_of=as_of)
    return {row.ods: contract_report_in(row) for row in rows}


def contract_report_in(row: DocumentRow) -> ContractReport:
    """Return the report that a revision holds."""
    told = json.loads(row.document)
    return ContractReport(
        ods=row.ods,
        year=row.year,
        coordinating_commissioner=told["coordinating_commissioner"],
        sent_on=_day(told["sent_on"]),
        published_link=told["published_link"],
        board_approved_on=_day(told["board_approved_on"]),
        five_year_plan=_plan(told["five_year_plan"]),
        note=told["note"],
        revision=row.revision,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _plan(told: dict[str, Any] | None) -> FiveYearPlan | None:
    if told is None:
        return None
    basis = told["target_basis"]
    return FiveYearPlan(**(told | {"target_basis": None if basis is None else TargetBasis(basis)}))
