"""The evidence pack for an inspection of whether an organisation is well led."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal, TypeVar

from fastapi import APIRouter, Query, Request, Response

from oversight_service import store
from oversight_service.domain.evidence import Absence, EvidencePack, OfficialOutcome
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.pack_rows import pack_rows
from oversight_service.domain.standing import Response as PeerResponse
from oversight_service.domain.well_led import compose_pack, organisation_of
from oversight_service.routes.frameworks import Catalogue, named
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas import pack_csv, pack_json
from services.conditional import JSON, Answer, answer_once
from services.database import Reading
from services.identity import HEADER, Calling
from services.peers import peer_of
from services.problems import Problem
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["evidence"])

NOT_SUBMITTED: Final = "not-submitted"
_T = TypeVar("_T")
_Said = tuple[Answer, Answer | Absence, Answer | Absence]
"""What the peers said of the organisation, its indicators and its trajectories."""

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
    said = await _asked(request, ods, year)
    recorded = await store.newest_outcome(session, ods, framework)
    official = OfficialOutcome(recorded.rating, recorded.decided_on, recorded.source) if recorded else None
    key = ("well-led", year, chosen.key, chosen.version, official, format, *(_named(each) for each in said))
    media_type = "text/csv; charset=utf-8" if format == "csv" else JSON
    return answer_once(request, key, lambda: _pack(said, year, chosen, official, format), media_type)


def _pack(said: _Said, year: int, framework: Framework, official: OfficialOutcome | None, format: str) -> bytes:
    organisation, indicators, trajectories = said
    pack = compose_pack(
        organisation_of(json.loads(organisation.body)),
        year,
        framework,
        _read(indicators),
        _read(trajectories),
        official,
    )
    return pack_csv(pack_rows(pack)) if format == "csv" else pack_json(pack)


def _named(said: Answer | Absence) -> str:
    """Return what names a peer's answer: its entity tag, or the reason why there is none."""
    return said.tag if isinstance(said, Answer) else said.reason


def _read(said: Answer | Absence) -> PeerResponse:
    if isinstance(said, Absence):
        return said
    body: Mapping[str, Any] = json.loads(said.body)
    return body


async def _asked(request: Request, ods: str, year: int) -> _Said:
    """Ask both services at once, as the caller: what the caller may not see, the pack does not hold."""
    organisation, indicators, trajectories = await asyncio.gather(
        peer_of(request, "indicators").ask(f"/v1/organisations/{ods}", request.headers[HEADER]),
        _or_absent(request, "indicators", f"/v1/organisations/{ods}/indicators", year),
        _or_absent(request, "trajectory", f"/v1/organisations/{ods}/trajectories", year),
        # All are waited for, also when one refuses: no call is left running behind an answer already given.
        return_exceptions=True,
    )
    results: Answer | Absence = _or_raised(indicators)
    ways: Answer | Absence = _or_raised(trajectories)
    return _or_raised(organisation), results, ways


def _or_raised(said: _T | BaseException) -> _T:
    if isinstance(said, BaseException):
        raise said
    return said


async def _or_absent(request: Request, service: str, path: str, year: int) -> Answer | Absence:
    try:
        return await peer_of(request, service).ask(path, request.headers[HEADER], {"year": year})
    except Problem as problem:
        if problem.status == HTTPStatus.NOT_FOUND:
            return Absence(NOT_SUBMITTED)
        raise
