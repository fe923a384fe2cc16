"""The evidence pack for an inspection of whether an organisation is well led."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from oversight_service.domain.evidence import Absence, EvidencePack, OfficialOutcome
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.pack_rows import pack_rows
from oversight_service.domain.well_led import compose_pack, organisation_of
from oversight_service.routes.frameworks import Catalogue, named
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas.evidence import pack_csv, pack_json
from oversight_service.store import outcomes as store
from services.conditional import JSON, Answer, answer_once
from services.database import Reading
from services.identity import HEADER, Calling
from services.peers import peer_of
from services.problems import Problem
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["evidence"])

NOT_SUBMITTED: Final = "not-submitted"
_NOTHING_TO_SHOW: Final[dict[int, str]] = {
    HTTPStatus.NOT_FOUND: NOT_SUBMITTED,
    HTTPStatus.UNPROCESSABLE_ENTITY: "not-computable",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the peers said. The organisation is asked about only where its indicators do not tell of it."""

    indicators: Answer | Absence
    trajectories: Answer | Absence
    organisation: Answer | Absence

    def names(self) -> list[str]:
        """Return what names the three: entity tags, or the reason why there is nothing."""
        each = (self.indicators, self.trajectories, self.organisation)
        return [said.tag if isinstance(said, Answer) else said.reason for said in each]


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
    key = ("well-led", year, chosen.key, chosen.version, official, format, *said.names())
    media_type = "text/csv; charset=utf-8" if format == "csv" else JSON
    return answer_once(request, key, lambda: _pack(said, year, chosen, official, format), media_type)


def _pack(said: Said, year: int, framework: Framework, official: OfficialOutcome | None, format: str) -> bytes:
    indicators, trajectories = _read(said.indicators), _read(said.trajectories)
    about = indicators["organisation"] if isinstance(indicators, Mapping) else _read(said.organisation)
    pack = compose_pack(organisation_of(about), year, framework, indicators, trajectories, official)
    return pack_csv(pack_rows(pack)) if format == "csv" else pack_json(pack)


def _read(said: Answer | Absence) -> Any:
    return said if isinstance(said, Absence) else json.loads(said.body)


async def _asked(request: Request, ods: str, year: int) -> Said:
    """Ask both services at once, as the caller: what the caller may not see, the pack does not hold."""
    indicators, trajectories = await asyncio.gather(
        _or_absent(request, "indicators", f"/v1/organisations/{ods}/indicators", {"year": year}),
        _or_absent(request, "trajectory", f"/v1/organisations/{ods}/trajectories", {"year": year}),
        # Both are waited for, also when one refuses: no call is left running behind an answer already given.
        return_exceptions=True,
    )
    if isinstance(indicators, BaseException):
        raise indicators
    if isinstance(trajectories, BaseException):
        raise trajectories
    if isinstance(indicators, Answer):
        return Said(indicators, trajectories, Absence(NOT_SUBMITTED))
    about = await peer_of(request, "indicators").ask(f"/v1/organisations/{ods}", request.headers[HEADER])
    return Said(indicators, trajectories, about)


async def _or_absent(
    request: Request, service: str, path: str, parameters: Mapping[str, str | int]
) -> Answer | Absence:
    try:
        return await peer_of(request, service).ask(path, request.headers[HEADER], parameters)
    except Problem as problem:
        if problem.status in _NOTHING_TO_SHOW:
            return Absence(_NOTHING_TO_SHOW[problem.status])
        raise
