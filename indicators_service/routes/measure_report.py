"""FHIR R4: the Measure of an indicator, and what a body's return comes to as summary MeasureReports."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import JSONResponse

from indicators_service.library.records import Record
from indicators_service.routes.definitions import IndicatorId, record_of, shown
from indicators_service.routes.organisations import Ods
from indicators_service.routes.results import YearOrNewest, read_indicators
from indicators_service.schemas.fhir import (
    MEDIA_TYPE,
    bundle,
    measure_report,
    measure_resource,
    organisation_resource,
)
from services.as_of import AsOf
from services.conditional import answer
from services.database import Reading
from services.identity import Calling
from services.settings import Settings

router = APIRouter(prefix="/v1", tags=["FHIR"])


class FhirResponse(JSONResponse):
    """An answer in FHIR's own media type, for the contract."""

    media_type = MEDIA_TYPE


IndicatorAsked = Annotated[
    str | None,
    Query(max_length=40, description="One indicator: its MeasureReport alone; without, a Bundle of all."),
]


@router.get("/measures/{indicator}", response_model=dict[str, Any], response_class=FhirResponse)
async def read_measure(request: Request, indicator: IndicatorId, _caller: Calling) -> Response:
    """Read an indicator as a FHIR R4 Measure."""
    return _told(request, _measure(request, record_of(indicator)))


@router.get("/organisations/{ods}/measure-report", response_model=dict[str, Any], response_class=FhirResponse)
async def read_measure_report(
    request: Request,
    ods: Ods,
    session: Reading,
    caller: Calling,
    year: YearOrNewest = None,
    indicator: IndicatorAsked = None,
    as_of: AsOf = None,
) -> Response:
    """Read a body's year as FHIR R4: the MeasureReport of one indicator, or a Bundle of all with what they refer to.

    The figures are those of ``/indicators`` for the same caller, withheld and rounded alike.
    """
    asked = None if indicator is None else record_of(indicator)
    figures = await read_indicators(
        _for_the_whole(request), ods, session, caller, year, None, None, "reported", as_of
    )
    told: Mapping[str, Any] = json.loads(bytes(figures.body))
    if asked is not None:
        return _told(request, measure_report(_base(request), asked.id, asked.version, told))
    known = dict.fromkeys(result["indicator"] for result in told["results"])
    records = [record_of(each) for each in known]
    reports = [measure_report(_base(request), record.id, record.version, told) for record in records]
    measures = [_measure(request, record) for record in records]
    whole = bundle(_base(request), [organisation_resource(told["organisation"]), *measures, *reports])
    return _told(request, whole)


def _for_the_whole(request: Request) -> Request:
    """Return the request without the tag that it names: that is of this answer, and never of the figures behind."""
    headers = [(name, value) for name, value in request.scope["headers"] if name != b"if-none-match"]
    return Request({**request.scope, "headers": headers}, request.receive)


def _measure(request: Request, record: Record) -> dict[str, Any]:
    return measure_resource(_base(request), shown(record).model_dump(mode="json"))


def _base(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return settings.public_url or f"http://{settings.host}:{settings.port}"


def _told(request: Request, resource: Mapping[str, Any]) -> Response:
    return answer(request, json.dumps(resource, separators=(",", ":"), ensure_ascii=False).encode(), MEDIA_TYPE)
