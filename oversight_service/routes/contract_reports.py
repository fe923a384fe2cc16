"""A provider's annual WRES report to its co-ordinating commissioner, as the NHS Standard Contract asks for it."""

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter, Request, Response

from oversight_service import permission
from oversight_service.commissioning import Asking
from oversight_service.domain.contract_report import (
    PLAN_FROM,
    ContractReport,
)
from oversight_service.domain.contracts import read_contract
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.reporting import reported
from oversight_service.routes.assessments import CSV_ANSWER
from oversight_service.routes.figures import require_match
from oversight_service.routes.outcomes import Ods
from oversight_service.routes.statements import require_return
from oversight_service.routes.well_led import YearAsked
from oversight_service.schemas.contract_report_rows import contract_report_csv, contract_reports_csv
from oversight_service.schemas.contract_reports import (
    ContractReportIn,
    ContractReportOut,
    ContractReportsOut,
    ReportedToOut,
    plan_too_early,
    stated_out,
)
from oversight_service.store.contract_reports import contract_report_in, contract_reports_of
from oversight_service.store.documents import following, newest_one
from oversight_service.store.keeping import keep
from services.as_of import AsOf
from services.conditional import IfMatch, answer, answer_model
from services.database import Reading, Writing
from services.delimited import MEDIA_TYPE
from services.identity import Calling
from services.problems import Fault, Problem, invalid
from vocabulary.permissions.resources import Resource
from vocabulary.years import reporting_period, snapshot_date

router = APIRouter(prefix="/v1", tags=["contract reports"])


@router.get("/organisations/{ods}/contract-report", response_model=ContractReportOut, responses=CSV_ANSWER)
async def read_contract_report(
    request: Request,
    ods: Ods,
    year: YearAsked,
    session: Reading,
    caller: Calling,
    format: Literal["json", "csv"] = "json",
    as_of: AsOf = None,
) -> Response:
    """Read a provider's WRES report for a year: what it states, its indicators, and each point of the contract.

    For those who see its exact figures, and the co-ordinating commissioner that it names.
    """
    report = (await contract_reports_of(session, [ods], year, as_of)).get(ods)
    named = report.coordinating_commissioner if report else None
    await permission.require_report_reader(request, caller, ods, named)
    shown = await reported(Asking(request, as_of), session, ods, year, report)
    if format == "csv":
        return answer(request, contract_report_csv(shown), MEDIA_TYPE)
    return answer_model(request, shown)


@router.put("/organisations/{ods}/contract-report", status_code=201, responses={200: {"description": "Followed"}})
async def state_contract_report(
    request: Request,
    response: Response,
    ods: Ods,
    year: YearAsked,
    body: ContractReportIn,
    session: Writing,
    caller: Calling,
    if_match: IfMatch,
) -> ContractReportOut:
    """State of a provider's report to whom and when it was sent: 201 for the first, 200 for one that follows it."""
    await permission.require_keeper(request, caller, Resource.CONTRACT_REPORT, ods)
    _require_days(body, year)
    asking = Asking(request, None)
    await _require_contract(asking, body.coordinating_commissioner, ods, year)
    await require_return(request, ods, year)
    before = await newest_one(session, DocumentKind.CONTRACT_REPORT, ods, year=year)
    if if_match.named is not None or (if_match.needed and before):
        newest = await reported(asking, session, ods, year, contract_report_in(before) if before else None)
        require_match(if_match, newest)
    document = body.model_dump_json()
    row = following(before, DocumentKind.CONTRACT_REPORT, ods, "", year, document, caller.client)
    await keep(session, before, row, "revision of this report")
    response.status_code = 200 if before else 201
    return await reported(asking, session, ods, year, contract_report_in(row))


@router.get("/commissioners/{ods}/contract-reports", response_model=ContractReportsOut, responses=CSV_ANSWER)
async def list_contract_reports(
    request: Request,
    ods: Ods,
    year: YearAsked,
    session: Reading,
    _caller: Calling,
    format: Literal["json", "csv"] = "json",
    as_of: AsOf = None,
) -> Response:
    """List the reports of the providers that name a commissioner as their co-ordinating one for a year.

    For the commissioner itself, its successor and the national bodies. Providers under contract that have stated
    nothing, to whomever, are named too.
    """
    told = await Asking(request, as_of).read("indicators", f"/v1/commissioners/{ods}/providers")
    contracts = [read_contract(each) for each in told]
    held = sorted(each.provider for each in contracts if each.ran_in(reporting_period(year)))
    every = await contract_reports_of(session, None, year, as_of)
    items = [_to(report) for report in every.values() if report.coordinating_commissioner == ods]
    without = [provider for provider in held if provider not in every]
    shown = ContractReportsOut(commissioner=ods, year=year, items=items, without_report=without, total=len(items))
    if format == "csv":
        return answer(request, contract_reports_csv(shown), MEDIA_TYPE)
    return answer_model(request, shown)


def _to(report: ContractReport) -> ReportedToOut:
    href = f"/v1/organisations/{report.ods}/contract-report?year={report.year}"
    return ReportedToOut(organisation=report.ods, stated=stated_out(report), href=href)


def _require_days(body: ContractReportIn, year: int) -> None:
    """Refuse days before the year's own, and a plan before the contract asked for one.

    Raises:
        Problem: 422.
    """
    snapshot = snapshot_date(year)
    faults = [
        Fault(
            f"$.{name}",
            "before-the-snapshot",
            f"The report counts staff on {snapshot}; {day} is before.",
            column=name,
        )
        for name, day in (("sent_on", body.sent_on), ("board_approved_on", body.board_approved_on))
        if day is not None and day < snapshot
    ]
    if body.five_year_plan is not None and year < PLAN_FROM:
        faults.append(Fault("$.five_year_plan", "too-early", plan_too_early(year), column="five_year_plan"))
    if faults:
        raise invalid(*faults)


async def _require_contract(asking: Asking, commissioner: str, ods: str, year: int) -> None:
    """Refuse a co-ordinating commissioner that held no contract with the provider in the year.

    Raises:
        Problem: 422.
    """
    try:
        told = await asking.read("indicators", f"/v1/commissioners/{commissioner}/providers/{ods}")
    except Problem as problem:
        if problem.status != HTTPStatus.NOT_FOUND:
            raise
        told = None
    if told is None or not read_contract(told).ran_in(reporting_period(year)):
        words = f"{commissioner} held no contract with {ods} in the year to 31 March {year}; name one that did."
        where = "$.coordinating_commissioner", "not-commissioned"
        raise invalid(Fault(*where, words, column="coordinating_commissioner"))
