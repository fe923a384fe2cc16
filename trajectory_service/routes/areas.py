"""Trajectories of areas: the nation, its trusts and CCGs apart, regions and ICSs, from summed counts."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request, Response

from services.as_of import AsOf, as_known
from services.conditional import Answer, answer_made_once
from services.identity import HEADER, Calling
from services.peers import Parameters, peer_of
from services.problems import Problem
from trajectory_service.answers import horizons_from, strata_out
from trajectory_service.domain.confidence import DEFAULT_PROBABILITY
from trajectory_service.domain.trajectory import METHOD_VERSION
from trajectory_service.domain.turnover import Frame
from trajectory_service.returned import WHOLE, added_up, cells_of_indicators, strata
from trajectory_service.routes.asked import AreaId, Asked, Bands, Confidence, Horizons, YearOfReturns
from trajectory_service.schemas.trajectories import AreaTrajectoriesOut
from vocabulary.organisations import TRUST_TYPES

router = APIRouter(prefix="/v1", tags=["trajectories"])

TRUSTS: Final = tuple(sorted(f"type:{kind}" for kind in TRUST_TYPES))
"""The areas that all NHS trusts are made of."""


@router.get("/areas/{area}/trajectories", response_model=AreaTrajectoriesOut)
async def read_area_trajectories(
    request: Request,
    area: AreaId,
    _caller: Calling,
    year: YearOfReturns,
    horizon: Horizons = None,
    bands: Bands = None,
    probability: Confidence = DEFAULT_PROBABILITY,
    as_of: AsOf = None,
) -> Response:
    """Read what the bands of an area have to recruit: counts are added up, shares never averaged.

    Turnover is the nation's: a move between two organisations leaves no vacancy here. ``trusts`` is all types of NHS
    trust together, which the strategy's Table 2 shows apart from ``type:ccg``.
    """
    answers = await _parts(request, area, {"year": year, "indicator": "1", **as_known(as_of)})
    asked = Asked(horizon, bands, probability)
    key = ("area", area, tuple(each.tag for each in answers.values()), asked.key)
    return await answer_made_once(request, key, lambda: asyncio.to_thread(_area_json, area, year, answers, asked))


async def _parts(request: Request, area: str, parameters: Parameters) -> dict[str, Answer]:
    """Return what the indicators service answers about the areas that an area is made of, those there are.

    Raises:
        Problem: 404 where there is none of them.
    """
    if area != "trusts":
        return {area: await _area_indicators(request, area, parameters)}
    found = {}
    for part in TRUSTS:
        try:
            found[part] = await _area_indicators(request, part, parameters)
        except Problem as problem:
            if problem.status != HTTPStatus.NOT_FOUND:
                raise
    if not found:
        raise Problem(404, "No NHS trust is registered.")
    return found


async def _area_indicators(request: Request, area: str, parameters: Parameters) -> Answer:
    return await peer_of(request, "indicators").ask(
        f"/v1/areas/{area}/indicators", request.headers[HEADER], parameters
    )


def _area_json(area: str, year: int, answers: Mapping[str, Answer], asked: Asked) -> bytes:
    parts = {name: cells_of_indicators(json.loads(each.body)) for name, each in answers.items()}
    # A type of trust without a return that year adds nothing; it does not hide the others.
    there = {name: cells for name, cells in parts.items() if cells[WHOLE].reason != "not-collected"} or parts
    horizons = horizons_from(year, asked.horizons)
    returned = strata(added_up(list(there.values())), year, Frame.NATIONAL, asked.bands)
    answered = AreaTrajectoriesOut(
        area=area,
        year=year,
        summed_from=list(there),
        trajectories=strata_out(returned, horizons, year, asked.probability),
        method_version=METHOD_VERSION,
    )
    return answered.model_dump_json().encode()
