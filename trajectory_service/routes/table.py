"""The national table: every organisation's strata for a year and a horizon in one call, as JSON or CSV."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import StringConstraints

from services import delimited
from services.as_of import AsOf, as_known
from services.conditional import JSON, Answer, answer_made_once
from services.identity import HEADER, Calling
from services.peers import peer_of
from trajectory_service.answers import refused
from trajectory_service.domain.confidence import DEFAULT_PROBABILITY
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.projection import Reason, Status
from trajectory_service.domain.strata import Stratum
from trajectory_service.domain.table import Table, table
from trajectory_service.domain.trajectory import METHOD_VERSION
from trajectory_service.domain.turnover import Frame
from trajectory_service.domain.wording import k_in_n
from trajectory_service.returned import POOLED, TOGETHER, Returned, cells_of_workforce, strata
from trajectory_service.routes.asked import Confidence, YearOfReturns
from trajectory_service.schemas.figures import people_out, share_out
from trajectory_service.schemas.table import StandingCountsOut, TrajectoryRowOut, TrajectoryTableOut, table_csv
from vocabulary.bands import Band, StaffGroup
from vocabulary.organisations import ODS_CODE_PATTERN, OrganisationType, Region
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["trajectories"])

Code = Annotated[str, StringConstraints(pattern=ODS_CODE_PATTERN)]
Groups = Annotated[
    list[StaffGroup | Literal["all"]] | None,
    Query(max_length=4, description="Staff groups; all, the default, is both ladders together. May be repeated."),
]
Chosen = Annotated[list[Code] | None, Query(max_length=500, description="Only these organisations; may be repeated.")]
BandsOrPooled = Annotated[
    list[Band | Literal["bands_8a_to_vsm"]] | None,
    Query(max_length=len(Band) + 1, description=f"Only these bands, grades or {POOLED}; may be repeated."),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of the table."""

    year: int
    horizon: int
    groups: tuple[str, ...]
    bands: tuple[str, ...] | None
    organisations: tuple[str, ...] | None
    probability: float
    format: str


@router.get(
    "/trajectories",
    response_model=TrajectoryTableOut,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def list_trajectories(
    request: Request,
    _caller: Calling,
    year: YearOfReturns,
    horizon: Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Year to reach equality by.")],
    staff_group: Groups = None,
    bands: BandsOrPooled = None,
    organisation: Chosen = None,
    type: OrganisationType | None = None,
    region: Region | None = None,
    ics: Annotated[str | None, Query(pattern=r"^[A-Z0-9]{3,6}$")] = None,
    probability: Confidence = DEFAULT_PROBABILITY,
    format: Literal["json", "csv"] = "json",
    as_of: AsOf = None,
) -> Response:
    """Read what every band of every organisation has to recruit, for one year of returns and one horizon.

    From published returns. Each organisation's target is the share of its own workforce. Rows are never averaged: the
    sums of an area are under its own trajectories.
    """
    wanted = {"year": year, "type": type, "region": region, "ics": ics}
    parameters = {name: value for name, value in wanted.items() if value is not None} | as_known(as_of)
    workforce = await peer_of(request, "indicators").ask("/v1/workforce", request.headers[HEADER], parameters)
    asked = Asked(
        year,
        horizon,
        tuple(staff_group or (TOGETHER,)),
        None if bands is None else tuple(bands),
        None if organisation is None else tuple(sorted(organisation)),
        probability,
        format,
    )
    return await answer_made_once(
        request,
        ("table", workforce.tag, asked),
        lambda: asyncio.to_thread(_made, workforce, asked),
        delimited.MEDIA_TYPE if format == "csv" else JSON,
    )


def _made(workforce: Answer, asked: Asked) -> bytes:
    rows = [
        (body, row)
        for body, cells in cells_of_workforce(workforce.body)
        if asked.organisations is None or body["ods"] in asked.organisations
        for row in strata(cells, asked.year, Frame.LOCAL, asked.bands, asked.groups)
    ]
    assessable = [row.stratum for _, row in rows if row.stratum and row.stratum.baseline.total > 0]
    try:
        found = table(assessable, asked.horizon, asked.probability)
    except InputError as error:
        raise refused(error, "horizon") from error
    shown = _rows(rows, found)
    if asked.format == "csv":
        return table_csv(shown)
    return _answered(asked, assessable, shown).model_dump_json().encode()


def _rows(rows: Sequence[tuple[Mapping[str, Any], Returned]], found: Table) -> list[TrajectoryRowOut]:
    places = iter(range(len(found.lower)))
    return [
        _row(body, row, row.stratum, found, next(places))
        if row.stratum and row.stratum.baseline.total > 0
        else _absent(body, row)
        for body, row in rows
    ]


def _names(body: Mapping[str, Any], row: Returned) -> dict[str, Any]:
    place = {name: body[name] for name in ("name", "type", "region", "ics")}
    return {"organisation": body["ods"], **place, "staff_group": row.staff_group, "band": row.band}


def _row(body: Mapping[str, Any], row: Returned, stratum: Stratum, found: Table, place: int) -> TrajectoryRowOut:
    baseline, solution = stratum.baseline, found.solution
    reached, first = bool(solution.reachable[place]), baseline.year
    share, recruits = float(solution.share[place]), float(solution.recruits[place])
    earliest, equality = int(solution.earliest[place]), int(found.at_pace.equality[place])
    return TrajectoryRowOut.model_construct(
        **_names(body, row),
        interest=baseline.interest,
        total=baseline.total,
        unknown=baseline.unknown,
        share=share_out(baseline.share),
        target_share=share_out(float(found.question.target[place])),
        status=Status.MET if found.standing[place] else Status.NOT_MET,
        reason=None if reached else Reason.NOT_REACHABLE,
        goal_posts=int(solution.goals[place]),
        required_share=share_out(share) if reached else None,
        k_in_n=k_in_n(share) if reached else None,
        recruits_per_year=people_out(recruits),
        interest_recruits_per_year=people_out(recruits * share) if reached else None,
        additional_per_year=people_out(float(found.additional[place])) if reached else None,
        lower=int(found.lower[place]),
        upper=int(found.upper[place]),
        probability_met=share_out(float(solution.met[place])),
        probability_met_at_pace=share_out(float(found.at_pace.met[place])),
        equality_year_at_pace=first + equality if equality >= 0 else None,
        reachable=reached,
        earliest_year=first + earliest if earliest >= 0 else None,
        share_for_probability=share_out(float(solution.sure_share[place])) if solution.sure[place] else None,
    )


def _absent(body: Mapping[str, Any], row: Returned) -> TrajectoryRowOut:
    told: dict[str, Any] = dict.fromkeys(TrajectoryRowOut.model_fields) | _names(body, row)
    told |= {"status": Status.NOT_ASSESSABLE, "reason": row.reason}
    if row.stratum:
        baseline, share = row.stratum.baseline, share_out(row.stratum.target.share)
        told |= {"interest": 0, "total": 0, "unknown": baseline.unknown, "target_share": share}
        told["reason"] = Reason.NO_POSTS
    return TrajectoryRowOut.model_construct(**told)


def _answered(asked: Asked, strata_asked: Sequence[Stratum], shown: list[TrajectoryRowOut]) -> TrajectoryTableOut:
    status = [row.status for row in shown]
    turnover = {(s.turnover.value, s.turnover.origin, s.turnover.note) for s in strata_asked}
    return TrajectoryTableOut(
        year=asked.year,
        horizon=asked.horizon,
        probability=asked.probability,
        turnover=[{"value": value, "origin": origin, "note": note} for value, origin, note in sorted(turnover)],
        counts=StandingCountsOut(
            rows=len(shown),
            met=status.count(Status.MET),
            not_met=status.count(Status.NOT_MET),
            not_assessable=status.count(Status.NOT_ASSESSABLE),
            not_reachable=sum(row.reason == Reason.NOT_REACHABLE for row in shown),
        ),
        items=shown,
        total=len(shown),
        method_version=METHOD_VERSION,
    )
