"""The evidence pack for an inspection of whether an organisation is well led."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from oversight_service.domain.evidence import EvidencePack
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.pack_rows import pack_rows
from oversight_service.domain.well_led import compose_pack, organisation_of
from oversight_service.pack_asking import PackAsked, PackSaid, pack_said
from oversight_service.pages.pack_page import PAGE_POLICY, pack_page
from oversight_service.routes.frameworks import Catalogue, named
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas.evidence import pack_csv, pack_json
from services import delimited
from services.accepting import preferred
from services.as_of import AsOf
from services.conditional import JSON, answer_made_once
from services.database import Reading
from services.identity import Calling
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["evidence"])

_MEDIA_TYPES: Final = {"json": JSON, "csv": delimited.MEDIA_TYPE, "html": "text/html; charset=utf-8"}
_FORMATS: Final = {media_type: name for name, media_type in _MEDIA_TYPES.items()}

YearAsked = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year.")]
FrameworkAsked = Annotated[str, Query(pattern=r"^[a-z0-9-]{3,60}$", description="Key of the framework.")]


@router.get(
    "/organisations/{ods}/well-led",
    response_model=EvidencePack,
    responses={200: {"content": {kind: {"schema": {"type": "string"}} for kind in ("text/csv", "text/html")}}},
)
async def read_well_led(
    request: Request,
    ods: Ods,
    year: YearAsked,
    session: Reading,
    catalogue: Catalogue,
    caller: Calling,
    framework: FrameworkAsked = "cqc-well-led-2017",
    format: Literal["json", "csv", "html"] | None = None,
    as_of: AsOf = None,
) -> Response:
    """Read the WRES evidence of an organisation for a year, arranged by the framework's questions.

    Facts only: a rating is shown where the regulator's own is recorded, and is never computed. As JSON, as CSV with a
    row for each figure, or as a page to print: as ``format`` says, or else as the ``Accept`` header does.
    """
    chosen = named(catalogue, framework)
    kind = format or _FORMATS[preferred(request.headers.get("accept", ""), tuple(_FORMATS))]
    said = await pack_said(request, session, caller, PackAsked(ods, year, as_of), framework)
    key = ("well-led", ods, year, chosen.key, chosen.version, kind, said.version)

    async def make() -> bytes:
        return await asyncio.to_thread(_written, said, year, chosen, kind)

    response = await answer_made_once(request, key, make, _MEDIA_TYPES[kind])
    if kind == "html":
        response.headers["content-security-policy"] = PAGE_POLICY
    return response


def _written(said: PackSaid, year: int, framework: Framework, kind: str) -> bytes:
    indicators = said.read("indicators")
    about = indicators["organisation"] if isinstance(indicators, Mapping) else said.read("organisation")
    organisation = organisation_of(about)
    pack = compose_pack(
        organisation, year, framework, indicators, said.read("trajectories"), said.official, said.extras()
    )
    if kind == "csv":
        return pack_csv(pack_rows(pack))
    return pack_page(pack) if kind == "html" else pack_json(pack)
