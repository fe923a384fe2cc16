"""A provider's report to its co-ordinating commissioner, brought together from the other services and the store."""

from collections.abc import Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Final

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.commissioning import Asking
from oversight_service.domain.contract_report import (
    ContractReport,
    ReturnStanding,
    leadership_target,
    points,
)
from oversight_service.domain.headlines import HEADLINES, board_share, headlines, workforce_share
from oversight_service.domain.peer_body import Body
from oversight_service.domain.provider_row import NOT_SUBMITTED
from oversight_service.schemas.contract_reports import (
    ContractReportOut,
    ReportedReturnOut,
    StatedReportOut,
    headline_out,
    points_out,
    stated_out,
    target_out,
)
from oversight_service.store.figures import figures_of
from services.problems import Problem

COMPUTED_BY: Final = (
    "Computed by Model Employer from the provider's WRES return, recorded figures and what it states. It is not a "
    "decision under the contract."
)
COMMUNITY: Final = "community-bme-share"
"""The key of the figure that stands beside the workforce's share."""


async def reported(
    asking: Asking, session: AsyncSession, ods: str, year: int, report: ContractReport | None
) -> ContractReportOut:
    """Return a provider's report of a year: what it states, and everything that is computed beside it."""
    content = await asking.if_any(
        "indicators", f"/v1/organisations/{ods}/indicators", year, {"indicator": tuple(HEADLINES)}
    )
    rows = Body("indicators", content or {}).each("results")
    figure = (await figures_of(session, [COMMUNITY], [year], [ods], asking.as_of)).get((ods, COMMUNITY, year))
    target = leadership_target(workforce_share(rows), figure.value if figure else None)
    told, standing = await _return(asking, ods, year, content)
    found = headlines(rows, NOT_SUBMITTED if content is None else "not-in-response")
    return ContractReportOut(
        organisation=ods,
        year=year,
        computed_by=COMPUTED_BY,
        stated=_stated(report),
        stated_reason=None if report else "not-stated",
        wres_return=told,
        indicators=[headline_out(each) for each in found],
        target=target_out(target, figure, found[0].value, board_share(rows)),
        points=points_out(points(year, standing, report, target)),
        href=f"/v1/organisations/{ods}/indicators?year={year}",
    )


def _stated(report: ContractReport | None) -> StatedReportOut | None:
    return stated_out(report) if report else None


async def _return(
    asking: Asking, ods: str, year: int, content: Mapping[str, Any] | None
) -> tuple[ReportedReturnOut, ReturnStanding]:
    """Return how far the return is, and what the points know of it.

    A client that is not entitled to the year sees neither a return that is not published nor when it came.
    """
    life = await _life(asking, ods, year)
    state = content["state"] if content else None
    late, reason = _lateness(life, asking.as_of)
    told = ReportedReturnOut(
        state=state,
        published=bool(content and content["published"]),
        revision=content["revision"] if content else None,
        reason=None if content else NOT_SUBMITTED,
        deadline=date.fromisoformat(life["deadline"]) if life and life["deadline"] else None,
        late=late,
        late_reason=reason,
    )
    return told, ReturnStanding(state, late, hidden=life is None)


async def _life(asking: Asking, ods: str, year: int) -> Mapping[str, Any] | None:
    """Return the steps of a return; ``None`` where the reader may not see them."""
    try:
        found: Mapping[str, Any] = await asking.read(
            "indicators", f"/v1/organisations/{ods}/returns/{year}/transitions"
        )
    except Problem as problem:
        if problem.status != HTTPStatus.FORBIDDEN:
            raise
        return None
    return found


def _lateness(life: Mapping[str, Any] | None, as_of: datetime | None) -> tuple[bool | None, str | None]:
    if life is None:
        return None, "restricted"
    if life["deadline"] is None:
        return None, "no-deadline"
    first = life["first_submitted"]
    if as_of is not None and (first is None or datetime.fromisoformat(first) > as_of):
        # The steps are told as they are now; whether a return not yet there was late then, they do not say.
        return None, "not-known-at-that-instant"
    return life["late"], None
