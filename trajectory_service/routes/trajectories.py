"""Trajectories: of a band computed and forgotten, and of an organisation's stored return."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from services.as_of import AsOf, as_known
from services.conditional import answer_made_once
from services.idempotency import IdempotentRoute
from services.identity import HEADER, Calling
from services.peers import peer_of
from trajectory_service.answers import horizons_from, refused, strata_out
from trajectory_service.domain.assumptions import Assumption, given
from trajectory_service.domain.confidence import DEFAULT_PROBABILITY
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.strata import Baseline, Stratum, Target, written
from trajectory_service.domain.trajectory import METHOD_VERSION, project
from trajectory_service.domain.turnover import Frame, default_turnover
from trajectory_service.following import counted, turnover_of
from trajectory_service.returned import cells_of_indicators, strata
from trajectory_service.routes.asked import (
    Asked,
    Bands,
    Confidence,
    Footprinted,
    Horizons,
    Ods,
    TurnoverFrom,
    YearAsked,
)
from trajectory_service.schemas.trajectories import (
    StratumOut,
    TrajectoriesOut,
    stratum_out,
)
from trajectory_service.schemas.trajectory_asked import TrajectoryIn

router = APIRouter(prefix="/v1", tags=["trajectories"], route_class=IdempotentRoute)


@router.post("/trajectories:compute")
async def compute_trajectory(body: TrajectoryIn, _caller: Calling) -> StratumOut:
    """Compute the trajectory of one band: what it takes, with what probability. Nothing is stored."""
    try:
        # Cuts are followed year by year, which takes a while: other calls go on beside it.
        trajectory = await asyncio.to_thread(project, _stratum(body), body.horizons, body.probability)
        return stratum_out(trajectory, METHOD_VERSION)
    except InputError as error:
        raise refused(error) from error


def _stratum(body: TrajectoryIn) -> Stratum:
    return Stratum(
        staff_group="",
        band=body.band or "",
        baseline=Baseline(body.baseline.year, body.baseline.interest, body.baseline.total),
        target=_target(body),
        turnover=_given("turnover", body.turnover) or default_turnover(Frame.NATIONAL, body.band),
        turnover_interest=_given("turnover_interest", body.turnover_interest),
        growth=_given("growth", body.growth),
        recruitment_share=_given("recruitment_share", body.recruitment_share),
        cut_selection=_given("cut_selection", body.cut_selection),
    )


def _target(body: TrajectoryIn) -> Target:
    workforce, community = body.target.workforce, body.target.community
    target = (
        Target.of_workforce(workforce.interest, workforce.total)
        if workforce is not None
        else Target.of_share(body.target.share or 0.0)
    )
    if community is None and not body.target.change_a_year:
        return target
    return replace(
        target,
        change_a_year=written(body.target.change_a_year),
        from_year=body.baseline.year,
        community=None if community is None else written(community),
        source=target.source + ("" if community is None else ", and never below the community's share"),
    )


def _given(name: str, value: float | None) -> Assumption | None:
    return None if value is None else given(name, value)


@router.get("/organisations/{ods}/trajectories", response_model=TrajectoriesOut)
async def read_trajectories(
    request: Request,
    ods: Ods,
    _caller: Calling,
    year: YearAsked = None,
    horizon: Horizons = None,
    bands: Bands = None,
    probability: Confidence = DEFAULT_PROBABILITY,
    footprint: Footprinted = "reported",
    turnover_from: TurnoverFrom = "default",
    as_of: AsOf = None,
) -> Response:
    """Read what every band and grade of an organisation has to recruit to match its own workforce.

    Starts from the stored return of ``year``, by default the newest that the caller may see; with today's footprint,
    from those of the bodies that are one today. Where returns do not tell turnover, the default is used and said.
    """
    parameters: dict[str, str | int] = {"indicator": "1", "footprint": footprint, **as_known(as_of)}
    parameters |= {} if year is None else {"year": year}
    indicators = await peer_of(request, "indicators").ask(
        f"/v1/organisations/{ods}/indicators", request.headers[HEADER], parameters
    )
    asked = Asked(horizon, bands, probability)
    answered = json.loads(indicators.body)
    turnover = None
    if turnover_from == "returns":
        newest = int(answered["year"])
        turnover = turnover_of(await counted(request, ods, (newest - 1, newest), as_of), newest)
    key = ("trajectories", indicators.tag, asked.key, turnover)
    return await answer_made_once(
        request, key, lambda: asyncio.to_thread(_trajectories_json, answered, asked, turnover)
    )


def _trajectories_json(indicators: Mapping[str, Any], asked: Asked, turnover: Assumption | None) -> bytes:
    year = int(indicators["year"])
    horizons = horizons_from(year, asked.horizons)
    returned = strata(cells_of_indicators(indicators), year, Frame.LOCAL, asked.bands, turnover=turnover)
    answered = TrajectoriesOut(
        organisation=indicators["organisation"],
        year=year,
        revision=indicators["revision"],
        document=indicators["document"],
        published=indicators["published"],
        combined=indicators["footprint"]["sentences"] if indicators["footprint"] else [],
        trajectories=strata_out(returned, horizons, year, asked.probability),
        method_version=METHOD_VERSION,
    )
    return answered.model_dump_json().encode()
