"""Goals: proposed, agreed by the national team and the organisation, and revised from newer returns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from services import conditional
from services.as_of import AsOf
from services.changes import Change, feed_of
from services.conditional import Condition, IfMatch, answer_model
from services.database import Reading, Writing, keep_or_conflict
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.instants import now
from services.problems import Fault, Problem, invalid
from trajectory_service import permission
from trajectory_service.domain.goal import Goal, Key, Kind, State, Step, in_force, objection, states
from trajectory_service.domain.plan import plan
from trajectory_service.goal_setting import proposed, rebased, same, stratum_behind
from trajectory_service.routes.asked import Ods
from trajectory_service.schemas.goals import (
    GoalIn,
    GoalOut,
    GoalRevisionsOut,
    GoalsOut,
    GoalStepIn,
    revision_out,
)
from trajectory_service.store import audit
from trajectory_service.store import goals as store
from vocabulary.bands import Band, StaffGroup

router = APIRouter(prefix="/v1", tags=["goals"], route_class=IdempotentRoute)

BandPath = Annotated[
    Band | Literal["bands_8a_to_vsm"], Path(description="Band or grade, or bands_8a_to_vsm for leadership together.")
]
GroupAsked = Annotated[StaffGroup | Literal["all"], Query(description="Staff group; all is every group together.")]
KindAsked = Annotated[
    Kind, Query(description="national: agreed with the national team. local: the organisation's own.")
]


def _key(ods: Ods, band: BandPath, staff_group: GroupAsked = "all", kind: KindAsked = Kind.NATIONAL) -> Key:
    return Key(ods, staff_group, band, kind)


KeyAsked = Annotated[Key, Depends(_key)]
"""A route parameter: which goal is meant."""


def _shown(revisions: Sequence[Goal], goal: Goal) -> GoalOut:
    key, force = goal.key, in_force(revisions)
    shown = revision_out(goal, states(revisions)[goal.revision], plan(goal))
    return GoalOut(
        **shown.model_dump(),
        organisation=key.ods,
        staff_group=key.staff_group,
        band=key.band,
        kind=key.kind,
        in_force=force.revision if force else None,
    )


async def _revisions(session: AsyncSession, key: Key, as_of: datetime | None = None) -> Sequence[Goal]:
    return (await store.goals_of(session, [key.ods], as_of)).get(key, ())


async def _known(session: AsyncSession, key: Key, as_of: datetime | None = None) -> Sequence[Goal]:
    """Return the revisions of a goal.

    Raises:
        Problem: 404 when none was proposed.
    """
    revisions = await _revisions(session, key, as_of)
    if not revisions:
        words = f"No {key.kind} goal of {key.ods} is proposed for band {key.band} of staff group {key.staff_group}."
        raise Problem(404, words)
    return revisions


def _require_match(if_match: Condition, revisions: Sequence[Goal]) -> None:
    """Refuse a write on a goal that has moved on since it was read.

    Raises:
        Problem: 412, or 428.
    """
    shown = [_shown(revisions, revisions[-1])] if revisions else []
    if_match.require(*(conditional.entity_tag(each.model_dump_json().encode()) for each in shown), what="the goal")


@router.get("/organisations/{ods}/goals", response_model=GoalsOut)
async def list_goals(request: Request, ods: Ods, session: Reading, caller: Calling, as_of: AsOf = None) -> Response:
    """List every goal of an organisation, national and local, each by its newest revision."""
    await permission.require_readable(request, caller, ods)
    found = await store.goals_of(session, [ods], as_of)
    items = [_shown(revisions, revisions[-1]) for revisions in found.values()]
    return answer_model(request, GoalsOut(organisation=ods, items=items, total=len(items)))


@router.get("/organisations/{ods}/goals/{band}", response_model=GoalOut)
async def read_goal(
    request: Request, key: KeyAsked, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read the newest revision of a band's goal, with its path and its life."""
    await permission.require_readable(request, caller, key.ods)
    revisions = await _known(session, key, as_of)
    return answer_model(request, _shown(revisions, revisions[-1]))


@router.get("/organisations/{ods}/goals/{band}/revisions", response_model=GoalRevisionsOut)
async def list_revisions(
    request: Request, key: KeyAsked, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read every revision of a goal, oldest first, each with the path that it was set with."""
    await permission.require_readable(request, caller, key.ods)
    revisions = await _known(session, key, as_of)
    force, where = in_force(revisions), states(revisions)
    items = [revision_out(goal, where[goal.revision], plan(goal)) for goal in revisions]
    shown = GoalRevisionsOut(
        organisation=key.ods,
        staff_group=key.staff_group,
        band=key.band,
        kind=key.kind,
        in_force=force.revision if force else None,
        items=items,
        total=len(items),
    )
    return answer_model(request, shown)


@router.put("/organisations/{ods}/goals/{band}", status_code=201, responses={200: {"description": "Revised"}})
async def propose_goal(
    request: Request,
    response: Response,
    key: KeyAsked,
    body: GoalIn,
    session: Writing,
    caller: Calling,
    if_match: IfMatch,
) -> GoalOut:
    """Propose a goal: 201 for the first, 200 for a revision beside the earlier ones.

    Proposing is agreeing: the other party's agreement puts it in force, and until then an earlier goal stays so. The
    same proposal again changes nothing.
    """
    party = permission.party_of(caller, key.ods, key.kind)
    await permission.require_readable(request, caller, key.ods)
    if body.year <= body.baseline_year:
        words = f"The goal's year, {body.year}, must lie after its baseline, {body.baseline_year}."
        raise invalid(Fault("$.year", "not-after-baseline", words, column="year"))
    # Before the unit of work begins with its first question: whoever else writes must not wait for another service.
    _, stratum = await stratum_behind(request, key, body.baseline_year)
    revisions = await _revisions(session, key)
    _require_match(if_match, revisions)
    goal = proposed(key, body, stratum, caller, party, now())
    if revisions and states(revisions)[revisions[-1].revision] is State.PROPOSED and same(revisions[-1], goal):
        response.status_code = 200
        return _shown(revisions, revisions[-1])
    goal = _numbered(goal, revisions)
    await keep_or_conflict(session, store.row_of(goal), "revision of this goal")
    audit.proposed(session, revisions[-1] if revisions else None, goal)
    response.status_code = 200 if revisions else 201
    await _tell(request, session, goal)
    return _shown([*revisions, goal], goal)


async def _tell(request: Request, session: AsyncSession, goal: Goal) -> None:
    """Tell those who may read the body's goals that one has changed."""
    key = goal.key
    href = f"/v1/organisations/{key.ods}/goals/{key.band}?staff_group={key.staff_group}&kind={key.kind}"
    etag = f"{goal.revision}-{len(goal.steps)}"
    await feed_of(request).append(session, [Change("goal", key.ods, goal.year, href, etag, public=False)])


def _numbered(goal: Goal, revisions: Sequence[Goal]) -> Goal:
    force = in_force(revisions)
    return replace(
        goal,
        revision=revisions[-1].revision + 1 if revisions else 1,
        follows=force.revision if force else None,
    )


@router.post("/organisations/{ods}/goals/{band}/transitions")
async def move_goal(
    request: Request, key: KeyAsked, body: GoalStepIn, session: Writing, caller: Calling, if_match: IfMatch
) -> GoalOut:
    """Take the next step with a goal: agree to what the other party proposed, revise what is agreed, or withdraw.

    Revising sets the same goal from a newer return, as a proposal; the agreed one stays in force until it is agreed.
    """
    party = permission.party_of(caller, key.ods, key.kind)
    await permission.require_readable(request, caller, key.ods)
    to = State(body.to)
    # Before the unit of work begins with its first question: whoever else writes must not wait for another service.
    newer = await stratum_behind(request, key, body.baseline_year) if to is State.REVISED else None
    revisions = await _known(session, key)
    _require_match(if_match, revisions)
    goal = _meant(revisions, body)
    against = objection(goal, states(revisions)[goal.revision], to, party)
    if against is not None:
        raise Problem(409, against)
    if newer is not None:
        year, stratum = newer
        _require_newer(goal, year)
        revised = _numbered(rebased(goal, body, year, stratum, caller, party, now()), revisions)
        await keep_or_conflict(session, store.row_of(revised), "revision of this goal")
        audit.proposed(session, goal, revised)
        await _tell(request, session, revised)
        return _shown([*revisions, revised], revised)
    step = Step(to, party, now(), caller.client, body.note, body.board_discussed_on)
    await keep_or_conflict(session, store.step_row(goal, step), "step with this goal")
    audit.moved(session, goal, step)
    moved = replace(goal, steps=(*goal.steps, step))
    await _tell(request, session, moved)
    return _shown([moved if each.revision == goal.revision else each for each in revisions], moved)


def _meant(revisions: Sequence[Goal], body: GoalStepIn) -> Goal:
    """Return the revision that a step is about: the one named, else the one in force to revise, else the newest.

    Raises:
        Problem: 422 when a revision is named that there is not.
    """
    if body.revision is not None:
        named = [goal for goal in revisions if goal.revision == body.revision]
        if not named:
            words = f"There is no revision {body.revision}; the newest is {revisions[-1].revision}."
            raise invalid(Fault("$.revision", "no-such-revision", words, column="revision"))
        return named[0]
    return (in_force(revisions) if body.to == "revised" else None) or revisions[-1]


def _require_newer(goal: Goal, year: int) -> None:
    """Refuse a revision that does not start later than what it revises, or not before the goal's year.

    Raises:
        Problem: 422.
    """
    if goal.baseline_year < year < goal.year:
        return
    words = f"A revision starts from a return after {goal.baseline_year} and before {goal.year}; {year} is not."
    raise invalid(Fault("$.baseline_year", "not-newer", words, column="baseline_year"))
