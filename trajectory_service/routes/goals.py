"""Goals: the share that an organisation proposes for a band, by a year."""

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from services.conditional import answer_model
from services.database import Reading, Writing, keep_or_conflict
from services.identity import Calling
from services.instants import now
from services.problems import Fault, Problem, invalid
from services.wire import Text, Wire
from trajectory_service import permission
from trajectory_service.routes.trajectories import Ods
from trajectory_service.schemas.figures import Share, Year
from trajectory_service.store import goals as store
from trajectory_service.tables import GoalRow
from vocabulary.bands import Band, StaffGroup

router = APIRouter(prefix="/v1", tags=["goals"])

PROPOSED: Final = "proposed"
BandPath = Annotated[Band, Path(description="Band or grade.")]
GroupAsked = Annotated[StaffGroup | Literal["all"], Query(description="Staff group; all is every group together.")]


class GoalIn(Wire):
    """The BME share of known ethnicity to reach by a year, counted from a baseline year."""

    share: Share
    year: Year
    baseline_year: Year
    note: Annotated[Text, Field(max_length=2_000)] = ""


class GoalOut(BaseModel):
    """The newest revision of a goal."""

    organisation: str
    staff_group: str
    band: str
    revision: int
    state: str
    share: float
    year: int
    baseline_year: int
    note: str
    recorded_at: datetime


def shown(row: GoalRow) -> GoalOut:
    """Return a goal as the wire shows it."""
    return GoalOut(organisation=row.ods, **row.model_dump(exclude={"ods", "recorded_by"}))


@router.get("/organisations/{ods}/goals/{band}", response_model=GoalOut)
async def read_goal(
    request: Request, ods: Ods, band: BandPath, session: Reading, caller: Calling, staff_group: GroupAsked = "all"
) -> Response:
    """Read the newest revision of a band's goal."""
    await permission.require_exact(request, caller, ods)
    row = await store.newest(session, ods, staff_group, band)
    if row is None:
        raise Problem(404, f"{ods} has proposed no goal for band {band} of staff group {staff_group}.")
    return answer_model(request, shown(row))


@router.put("/organisations/{ods}/goals/{band}", status_code=201, responses={200: {"description": "Revised"}})
async def propose_goal(
    request: Request,
    response: Response,
    ods: Ods,
    band: BandPath,
    body: GoalIn,
    session: Writing,
    caller: Calling,
    staff_group: GroupAsked = "all",
) -> GoalOut:
    """Propose a goal: 201 for the first, 200 for a revision beside the earlier ones."""
    permission.require_setter(caller, ods)
    await permission.require_exact(request, caller, ods)
    if body.year <= body.baseline_year:
        words = f"The goal's year, {body.year}, must lie after its baseline, {body.baseline_year}."
        raise invalid(Fault("$.year", "not-after-baseline", words, column="year"))
    before = await store.newest(session, ods, staff_group, band)
    row = GoalRow(
        ods=ods,
        staff_group=staff_group,
        band=band,
        revision=before.revision + 1 if before else 1,
        state=PROPOSED,
        recorded_at=now(),
        recorded_by=caller.client,
        **body.model_dump(),
    )
    await keep_or_conflict(session, row, "revision of this goal")
    response.status_code = 200 if before else 201
    return shown(row)
