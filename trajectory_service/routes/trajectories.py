"""Trajectories: of a band computed and forgotten, and of an organisation's stored return."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from services.conditional import answer_once
from services.identity import HEADER, Calling
from services.peers import peer_of
from services.problems import Fault, invalid
from trajectory_service.domain.assumptions import Assumption, given
from trajectory_service.domain.confidence import DEFAULT_PROBABILITY
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.projection import Projection, Reason, Status
from trajectory_service.domain.strata import Baseline, Stratum, Target, written
from trajectory_service.domain.trajectory import METHOD_VERSION, project, project_many
from trajectory_service.domain.turnover import Frame, default_turnover
from trajectory_service.returned import Returned, strata
from trajectory_service.schemas.trajectories import (
    BaselineOut,
    StratumOut,
    TargetOut,
    TrajectoriesOut,
    TrajectoryIn,
    horizon_out,
    stratum_out,
)
from vocabulary.bands import Band
from vocabulary.organisations import ODS_CODE_PATTERN
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["trajectories"])

STRATEGY_HORIZONS: Final = (2023, 2028, 2033)
"""The years by which the strategy's Table 2 asks for equality."""

Ods = Annotated[str, Path(pattern=ODS_CODE_PATTERN, description="ODS code of the organisation.")]
Horizons = Annotated[
    list[Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]] | None,
    Query(alias="horizon", min_length=1, max_length=10, description="Years to reach equality by; may be repeated."),
]
Bands = Annotated[
    list[Band] | None, Query(description="Only these bands or grades; may be repeated.", max_length=len(Band))
]
YearAsked = Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Return to start from; the newest.")]


@router.post("/trajectories:compute")
async def compute_trajectory(body: TrajectoryIn, _caller: Calling) -> StratumOut:
    """Compute the trajectory of one band: what it takes, with what probability. Nothing is stored."""
    try:
        # Cuts are followed year by year, which takes a while: other calls go on beside it.
        trajectory = await asyncio.to_thread(project, _stratum(body), body.horizons, body.probability)
        return stratum_out(trajectory, METHOD_VERSION)
    except InputError as error:
        raise invalid(Fault(f"$.{error.field}", "not-computable", str(error), column=error.field)) from error


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
) -> Response:
    """Read what every band and grade of an organisation has to recruit to match its own workforce.

    Starts from the stored return of ``year``, by default the newest that the caller may see.
    """
    parameters: dict[str, str | int] = {"indicator": "1"} | ({} if year is None else {"year": year})
    indicators = await peer_of(request, "indicators").ask(
        f"/v1/organisations/{ods}/indicators", request.headers[HEADER], parameters
    )
    key = ("trajectories", indicators.tag, tuple(horizon or ()), tuple(bands or ()))
    return answer_once(request, key, lambda: _trajectories_json(json.loads(indicators.body), horizon, bands))


def _trajectories_json(indicators: Mapping[str, Any], horizon: list[int] | None, bands: list[Band] | None) -> bytes:
    baseline_year = int(indicators["year"])
    horizons = horizon or _default_horizons(baseline_year)
    answered = TrajectoriesOut(
        organisation=indicators["organisation"],
        year=baseline_year,
        revision=indicators["revision"],
        document=indicators["document"],
        published=indicators["published"],
        trajectories=_projected(strata(indicators, bands), horizons, baseline_year),
        method_version=METHOD_VERSION,
    )
    return answered.model_dump_json().encode()


def _default_horizons(baseline_year: int) -> list[int]:
    """Return the strategy's horizons that lie ahead, and ten years ahead when none does."""
    ahead = [year for year in STRATEGY_HORIZONS if year > baseline_year]
    return ahead or [min(baseline_year + 10, LAST_YEAR)]


def _projected(returned: list[Returned], horizons: list[int], year: int) -> list[StratumOut]:
    try:
        projected = iter(
            project_many([row.stratum for row in returned if row.stratum], horizons, DEFAULT_PROBABILITY)
        )
    except InputError as error:
        raise invalid(Fault("query:horizon", "horizon", f"horizon {error.message}", column="horizon")) from error
    return [
        stratum_out(next(projected), METHOD_VERSION) if row.stratum else _not_assessable(row, horizons, year)
        for row in returned
    ]


def _not_assessable(row: Returned, horizons: list[int], year: int) -> StratumOut:
    projections = [Projection.not_assessable(later, DEFAULT_PROBABILITY, Reason.NOT_KNOWN) for later in horizons]
    return StratumOut(
        staff_group=row.staff_group,
        band=row.band,
        baseline=BaselineOut(year=year, interest=None, total=None, unknown=None, share=None),
        target=TargetOut(share=None, source="whole workforce"),
        status=Status.NOT_ASSESSABLE,
        reason=row.reason,
        horizons=[horizon_out(projection) for projection in projections],
        assumptions=[],
        method_version=METHOD_VERSION,
    )
