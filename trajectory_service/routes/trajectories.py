"""Trajectories: of a band computed and forgotten, and of an organisation's stored return."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from services.conditional import Answer, answer_made_once
from services.identity import HEADER, Calling
from services.peers import peer_of
from services.problems import Problem
from trajectory_service.answers import horizons_from, refused, strata_out
from trajectory_service.domain.assumptions import Assumption, given
from trajectory_service.domain.confidence import DEFAULT_PROBABILITY
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.strata import Baseline, Stratum, Target, written
from trajectory_service.domain.trajectory import METHOD_VERSION, project
from trajectory_service.domain.turnover import Frame, default_turnover
from trajectory_service.returned import WHOLE, added_up, cells_of_indicators, strata
from trajectory_service.schemas.trajectories import (
    AreaTrajectoriesOut,
    StratumOut,
    TrajectoriesOut,
    TrajectoryIn,
    stratum_out,
)
from vocabulary.bands import Band
from vocabulary.organisations import ODS_CODE_PATTERN, REGIONS, TRUST_TYPES, OrganisationType
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["trajectories"])

TRUSTS: Final = tuple(sorted(f"type:{kind}" for kind in TRUST_TYPES))
"""The areas that all NHS trusts are made of."""

Ods = Annotated[str, Path(pattern=ODS_CODE_PATTERN, description="ODS code of the organisation.")]
Horizons = Annotated[
    list[Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]] | None,
    Query(alias="horizon", min_length=1, max_length=10, description="Years to reach equality by; may be repeated."),
]
Bands = Annotated[
    list[Band] | None, Query(description="Only these bands or grades; may be repeated.", max_length=len(Band))
]
Confidence = Annotated[float, Query(gt=0, lt=1, description="Also say what meets the goal with this probability.")]
AreaId = Annotated[
    str,
    Path(
        pattern=rf"^(england|trusts|region:({'|'.join(REGIONS)})|ics:[A-Z0-9]{{3,6}}|type:({'|'.join(OrganisationType)}))$",
        description="england, trusts, region:Y56, ics:QMJ or type:acute.",
    ),
]
YearAsked = Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Return to start from; the newest.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of stored strata: by when, of which bands, and with which probability."""

    horizons: list[int] | None
    bands: list[Band] | None
    probability: float

    @property
    def key(self) -> tuple[tuple[int, ...], tuple[str, ...], float]:
        """The same as a key to remember answers by."""
        return tuple(self.horizons or ()), tuple(self.bands or ()), self.probability


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
) -> Response:
    """Read what every band and grade of an organisation has to recruit to match its own workforce.

    Starts from the stored return of ``year``, by default the newest that the caller may see.
    """
    parameters: dict[str, str | int] = {"indicator": "1"} | ({} if year is None else {"year": year})
    indicators = await peer_of(request, "indicators").ask(
        f"/v1/organisations/{ods}/indicators", request.headers[HEADER], parameters
    )
    asked = Asked(horizon, bands, probability)
    key = ("trajectories", indicators.tag, asked.key)
    return await answer_made_once(
        request, key, lambda: asyncio.to_thread(_trajectories_json, json.loads(indicators.body), asked)
    )


def _trajectories_json(indicators: Mapping[str, Any], asked: Asked) -> bytes:
    year = int(indicators["year"])
    horizons = horizons_from(year, asked.horizons)
    returned = strata(cells_of_indicators(indicators), year, Frame.LOCAL, asked.bands)
    answered = TrajectoriesOut(
        organisation=indicators["organisation"],
        year=year,
        revision=indicators["revision"],
        document=indicators["document"],
        published=indicators["published"],
        trajectories=strata_out(returned, horizons, year, asked.probability),
        method_version=METHOD_VERSION,
    )
    return answered.model_dump_json().encode()


@router.get("/areas/{area}/trajectories", response_model=AreaTrajectoriesOut)
async def read_area_trajectories(
    request: Request,
    area: AreaId,
    _caller: Calling,
    year: Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Year of the returns to start from.")],
    horizon: Horizons = None,
    bands: Bands = None,
    probability: Confidence = DEFAULT_PROBABILITY,
) -> Response:
    """Read what the bands of an area have to recruit: counts are added up, shares never averaged.

    Turnover is the nation's: a move between two organisations leaves no vacancy here. ``trusts`` is all types of NHS
    trust together, which the strategy's Table 2 shows apart from ``type:ccg``.
    """
    answers = await _parts(request, area, year)
    asked = Asked(horizon, bands, probability)
    key = ("area", area, tuple(each.tag for each in answers.values()), asked.key)
    return await answer_made_once(request, key, lambda: asyncio.to_thread(_area_json, area, year, answers, asked))


async def _parts(request: Request, area: str, year: int) -> dict[str, Answer]:
    """Return what the indicators service answers about the areas that an area is made of, those there are.

    Raises:
        Problem: 404 where there is none of them.
    """
    if area != "trusts":
        return {area: await _area_indicators(request, area, year)}
    found = {}
    for part in TRUSTS:
        try:
            found[part] = await _area_indicators(request, part, year)
        except Problem as problem:
            if problem.status != HTTPStatus.NOT_FOUND:
                raise
    if not found:
        raise Problem(404, "No NHS trust is registered.")
    return found


async def _area_indicators(request: Request, area: str, year: int) -> Answer:
    return await peer_of(request, "indicators").ask(
        f"/v1/areas/{area}/indicators", request.headers[HEADER], {"year": year, "indicator": "1"}
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
