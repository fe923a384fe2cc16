"""Alerts for the monitor phase of oversight: what a nightly pull has to look at."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import AfterValidator

from oversight_service import permission
from oversight_service.asked import Asked
from oversight_service.domain.alerts import alerts
from oversight_service.routes.assessments import CSV_ANSWER, Format, assessed, everything, media, require_in_force
from oversight_service.routes.figures import FiguresKnown
from oversight_service.routes.frameworks import Catalogue, Key, named
from oversight_service.routes.well_led import YearAsked
from oversight_service.schemas.alerts import AlertsOut, alerts_csv, alerts_json
from services.as_of import not_to_come
from services.conditional import answer_made_once
from services.database import Reading
from services.identity import Calling
from services.problems import Fault, invalid
from services.wire import Instant
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["assessments"])

Since = Annotated[
    Instant, AfterValidator(not_to_come), Query(description="Compare with what was known at this instant.")
]
Until = Annotated[
    Instant | None, AfterValidator(not_to_come), Query(description="What was known at this instant; now by default.")
]


@router.get("/assessments/{key}/alerts", response_model=AlertsOut, responses=CSV_ANSWER)
async def list_alerts(
    request: Request,
    key: Key,
    year: YearAsked,
    since: Since,
    session: Reading,
    catalogue: Catalogue,
    figures: FiguresKnown,
    caller: Calling,
    until: Until = None,
    format: Format = "json",
) -> Response:
    """Read which rules newly hold, have ceased to hold, or can no longer be tried, for which bodies, and why.

    Both instants are assessed whole from what was published and recorded by then. Figures of too few people raise no
    alert. For those who see every body.
    """
    permission.require(caller, Resource.ALERT, Action.READ)
    framework = named(catalogue, key)
    require_in_force(framework, year)
    if until is not None and until <= since:
        words = "The end must lie after the beginning; leave it out for now."
        raise invalid(Fault("query:until", "not-after-since", words, column="until"))
    then = await everything(request, session, caller, Asked(framework, year, None, since), figures)
    now = await everything(request, session, caller, Asked(framework, year, None, until), figures)

    async def make() -> bytes:
        found = alerts(await assessed(request, then), await assessed(request, now))
        if format == "csv":
            return alerts_csv(found.items)
        return alerts_json(framework, year, since, until, found)

    return await answer_made_once(
        request, ("alerts", since, until, then.version, now.version, format), make, media(format)
    )
