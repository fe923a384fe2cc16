"""Assessments: one body under a framework, and the feed of all the bodies that it assesses."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from oversight_service import permission
from oversight_service.asked import Asked
from oversight_service.domain.applies import why_not
from oversight_service.domain.assessment import Assessment, assess
from oversight_service.domain.frameworks import Framework
from oversight_service.gathering import Gathered, gathered, givens
from oversight_service.own_records import own_records
from oversight_service.routes.figures import FiguresKnown
from oversight_service.routes.frameworks import Catalogue, Key, named
from oversight_service.routes.outcomes import Ods
from oversight_service.routes.well_led import YearAsked
from oversight_service.schemas.assessments import FeedOut, assessment_json, assessments_csv, feed_json
from services import delimited, paging
from services.as_of import AsOf
from services.conditional import JSON, answer_made_once
from services.database import Reading
from services.identity import Caller, Calling
from services.memory import Remembered
from services.problems import Fault, Problem, invalid
from vocabulary.organisations import OrganisationType, Region

router = APIRouter(prefix="/v1", tags=["assessments"])


Format = Annotated[Literal["json", "csv"], Query(description="JSON, or CSV with a row for each piece of evidence.")]
CSV_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


@router.get("/organisations/{ods}/assessments/{key}", response_model=Assessment, responses=CSV_ANSWER)
async def read_assessment(
    request: Request,
    ods: Ods,
    key: Key,
    year: YearAsked,
    session: Reading,
    catalogue: Catalogue,
    figures: FiguresKnown,
    caller: Calling,
    format: Format = "json",
    as_of: AsOf = None,
) -> Response:
    """Read the evidence on one organisation under a framework: every rule with its inputs, threshold and reason.

    From its published return, exact for those entitled and under disclosure control for everybody else. An official
    segment or rating is shown where it is recorded; it is never computed.
    """
    framework = named(catalogue, key)
    require_in_force(framework, year)
    entitled = await permission.sees_records(request, caller, ods)
    own = await own_records(session, framework, figures, year, [ods], as_of)
    found = await gathered(request, session, Asked(framework, year, ods, as_of), own, entitled)
    _require_assessed(found, ods)

    def make() -> bytes:
        assessment = assess(framework, givens(found)[0])
        return assessments_csv([assessment]) if format == "csv" else assessment_json(assessment)

    return await _answered(request, ("assessment", format, found.version), make, format)


@router.get("/assessments/{key}", response_model=FeedOut, responses=CSV_ANSWER)
async def list_assessments(
    request: Request,
    key: Key,
    year: YearAsked,
    session: Reading,
    catalogue: Catalogue,
    figures: FiguresKnown,
    caller: Calling,
    type: OrganisationType | None = None,
    region: Region | None = None,
    triggered: Annotated[bool | None, Query(description="Only bodies for which some rule holds, or none.")] = None,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 500,
    format: Format = "json",
    as_of: AsOf = None,
) -> Response:
    """Read every organisation that a framework assesses, in one call: the feed for oversight.

    From published returns. Goals and what organisations put on record are for those who see every body; others read
    that they may not see them.
    """
    framework = named(catalogue, key)
    require_in_force(framework, year)
    found = await everything(request, session, caller, Asked(framework, year, None, as_of), figures)
    after = paging.after(cursor)
    wanted = (type, region, triggered)
    kept = (*wanted, after, limit, format)

    async def make() -> bytes:
        every = await assessed(request, found)
        chosen = [each for each in every if _wanted(each, *wanted)]
        page = [each for each in chosen if each.organisation.ods > after][:limit]
        if format == "csv":
            return assessments_csv(page)
        onward = bool(page) and page[-1] is not chosen[-1]
        following = paging.cursor(page[-1].organisation.ods) if onward else None
        return feed_json(_head(found), page, _rest(chosen, following))

    return await answer_made_once(request, ("assessments", found.version, kept), make, media(format))


def require_in_force(framework: Framework, year: int) -> None:
    """Refuse a year that a framework does not speak of.

    Raises:
        Problem: 422 naming when it was in force.
    """
    reason = why_not(framework, None, year)
    if reason is not None:
        raise invalid(Fault("query:year", reason.code, reason.sentence, column="year"))


async def everything(
    request: Request, session: Reading, caller: Caller, asked: Asked, figures: FiguresKnown
) -> Gathered:
    """Return what is known of every body that a framework assesses."""
    own = await own_records(session, asked.framework, figures, asked.year, None, asked.as_of)
    return await gathered(request, session, asked, own, permission.sees_all(caller))


async def assessed(request: Request, found: Gathered) -> Sequence[Assessment]:
    """Return the assessments of everything gathered, made once for each state of it, apart from other calls."""
    kept: Remembered[Any, Any] = request.app.state.assessed
    known: Sequence[Assessment] | None = kept.get(found.version)
    if known is None:
        known = kept.keep(found.version, await asyncio.to_thread(_assessed, found))
    return known


def _assessed(found: Gathered) -> Sequence[Assessment]:
    return [assess(found.asked.framework, given) for given in givens(found)]


def _require_assessed(found: Gathered, ods: str) -> None:
    """Refuse a body that is not registered, or that the framework does not assess.

    Raises:
        Problem: 404 for the first, 422 for the second.
    """
    told = json.loads(found.results.body)
    missing = next((each for each in told["missing"] if each["organisation"]["ods"] == ods), None)
    if missing is None:
        return
    if missing["reason"] == "not-registered":
        raise Problem(404, f"No organisation is registered under {ods}.")
    reason = why_not(found.asked.framework, missing["organisation"]["type"], found.asked.year)
    if reason is not None:
        raise invalid(Fault("path:ods", reason.code, reason.sentence, column="ods"))


def _wanted(each: Assessment, type: OrganisationType | None, region: Region | None, triggered: bool | None) -> bool:
    body = each.organisation
    held = triggered is None or triggered == bool(each.triggered)
    return type in (None, body.type) and region in (None, body.region) and held


def _head(found: Gathered) -> dict[str, Any]:
    framework = found.asked.framework
    return {
        "framework": framework.key,
        "version": framework.version,
        "year": found.asked.year,
        "arranged_by": framework.arranged_by,
        "triggers": framework.triggers,
        "computed_by": framework.computed_by,
        "as_at": found.own.day,
    }


def _rest(chosen: Sequence[Assessment], following: str | None) -> dict[str, Any]:
    reason = None if chosen else "No registered organisation fits what was asked for."
    return {"next": following, "total": len(chosen), "reason": reason}


def media(format: str) -> str:
    """Return the media type of a format."""
    return delimited.MEDIA_TYPE if format == "csv" else JSON


async def _answered(request: Request, key: Any, make: Callable[[], bytes], format: str) -> Response:
    async def made() -> bytes:
        return await asyncio.to_thread(make)

    return await answer_made_once(request, key, made, media(format))
