"""The evidence pack for an inspection of whether an organisation is well led."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from oversight_service import store
from oversight_service.domain.evidence import Absence, EvidencePack, OfficialOutcome
from oversight_service.domain.pack_rows import pack_rows
from oversight_service.domain.standing import Response as PeerResponse
from oversight_service.domain.well_led import compose_pack, organisation_of
from oversight_service.routes.frameworks import Catalogue, named
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas import pack_csv, pack_json
from services.conditional import answer
from services.database import Reading
from services.identity import HEADER, Calling
from services.peers import peer_of
from services.problems import Problem
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["evidence"])

NOT_SUBMITTED: Final = "not-submitted"
YearAsked = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year.")]
FrameworkAsked = Annotated[str, Query(pattern=r"^[a-z0-9-]{3,60}$", description="Key of the framework.")]


@router.get(
    "/organisations/{ods}/well-led",
    response_model=EvidencePack,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def read_well_led(
    request: Request,
    ods: Ods,
    year: YearAsked,
    session: Reading,
    catalogue: Catalogue,
    _caller: Calling,
    framework: FrameworkAsked = "cqc-well-led-2017",
    format: Literal["json", "csv"] = "json",
) -> Response:
    """Read the WRES evidence of an organisation for a year, arranged by the framework's questions.

    Facts only: a rating is shown where the regulator's own is recorded, and is never computed.
    """
    chosen = named(catalogue, framework)
    organisation, indicators, trajectories = await _asked(request, ods, year)
    recorded = await store.newest_outcome(session, ods, framework)
    official = OfficialOutcome(recorded.rating, recorded.decided_on, recorded.source) if recorded else None
    pack = compose_pack(organisation_of(organisation), year, chosen, indicators, trajectories, official)
    if format == "csv":
        return answer(request, pack_csv(pack_rows(pack)), "text/csv; charset=utf-8")
    return answer(request, pack_json(pack))


async def _asked(request: Request, ods: str, year: int) -> tuple[Mapping[str, Any], PeerResponse, PeerResponse]:
    """Ask both services at once, as the caller: what the caller may not see, the pack does not hold."""
    token = request.headers[HEADER]
    asked = (
        peer_of(request, "indicators").read(f"/v1/organisations/{ods}", token),
        _or_absent(request, "indicators", f"/v1/organisations/{ods}/indicators", year),
        _or_absent(request, "trajectory", f"/v1/organisations/{ods}/trajectories", year),
    )
    organisation, indicators, trajectories = await asyncio.gather(*asked)
    return organisation, indicators, trajectories


async def _or_absent(request: Request, service: str, path: str, year: int) -> PeerResponse:
    try:
        body: Mapping[str, Any] = await peer_of(request, service).read(path, request.headers[HEADER], {"year": year})
    except Problem as problem:
        if problem.status == HTTPStatus.NOT_FOUND:
            return Absence(NOT_SUBMITTED)
        raise
    return body
