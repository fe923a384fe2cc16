"""Where goals in force stand by the published returns of a year: each body's own goals, for a table and for areas.

A body that was made of others is held against its own goals alone. One that took in another after it had set a goal
is not held against it, for its posts are no longer those that the goal is about.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import Request

from services.as_of import as_known
from services.identity import HEADER
from services.peers import Parameters, peer_of
from trajectory_service.domain.goal import Goal, Key, in_force
from trajectory_service.domain.plan import plans
from trajectory_service.domain.progress import Actual, Progress, Why
from trajectory_service.following import Followed, ancestry, counted, covers, headcount
from trajectory_service.progress_answers import Plans, actual_out, against, against_out, outcome_of
from trajectory_service.returned import Cells
from trajectory_service.schemas.progress import GoalProgressOut

_AT_ONCE: Final = 500
"""Organisations in one page."""


@dataclass(frozen=True, slots=True)
class Held:
    """A goal in force, the headcount of its stratum where one is known, and where it stands."""

    goal: Goal
    actual: Actual | None
    found: Progress


def own_goals(every: Mapping[Key, Sequence[Goal]]) -> list[Goal]:
    """Return the goals in force among all revisions of goals."""
    return [goal for revisions in every.values() if (goal := in_force(revisions)) is not None]


def planned(goals: Sequence[Goal]) -> Plans:
    """Return the plan of each goal."""
    return dict(zip(goals, plans(goals), strict=True))


def held(
    goals: Iterable[Goal], found: Plans, bodies: Mapping[str, Cells], year: int, joined: Collection[Key]
) -> list[Held]:
    """Return where goals stand in a year.

    Args:
        goals: goals in force.
        found: the plan of each.
        bodies: the strata of every body with a published return of the year.
        year: the year of the returns.
        joined: the goals whose body took in another since.
    """
    return [_held(goal, found, bodies.get(goal.key.ods), year, goal.key in joined) for goal in goals]


def _held(goal: Goal, found: Plans, cells: Cells | None, year: int, joined: bool) -> Held:
    name = goal.key.staff_group, goal.key.band
    actual = Why.NO_RETURN if cells is None else headcount(cells, name, year)
    told = Progress.untold(Why.ACQUIRED_SINCE) if joined else against([goal], found, actual, year)
    return Held(goal, actual if isinstance(actual, Actual) else None, told)


def line(each: Held, found: Plans) -> GoalProgressOut:
    """Return where a goal stands as the wire shows it."""
    key = each.goal.key
    told = against_out([each.goal], found, each.found, each.actual)
    return GoalProgressOut(
        organisation=key.ods,
        staff_group=key.staff_group,
        band=key.band,
        kind=key.kind,
        goal=told.goal[0],
        **told.model_dump(exclude={"goal"}),
        actual=actual_out(each.actual),
        outcome=outcome_of([each.goal], each.actual),
    )


async def joined_since(request: Request, goals: Sequence[Goal], as_of: datetime | None) -> frozenset[Key]:
    """Return the goals that do not stand for all posts of today's body, which took in another after they were set."""
    own: dict[str, list[Goal]] = {}
    for goal in goals:
        own.setdefault(goal.key.ods, []).append(goal)
    found: set[Key] = set()
    for ods in sorted(own.keys() & await _successors(request, as_of)):
        found |= await _uncovered(request, ods, own[ods], as_of)
    return frozenset(found)


async def _successors(request: Request, as_of: datetime | None) -> set[str]:
    """Return every body that succeeded another, wholly or in part."""
    found: set[str] = set()
    parameters: Parameters = {"limit": _AT_ONCE, **as_known(as_of)}
    while True:
        page = await peer_of(request, "indicators").read("/v1/organisations", request.headers[HEADER], parameters)
        found.update(successor for each in page["items"] for successor in each["successors"])
        if page["next"] is None:
            return found
        parameters = {**parameters, "cursor": page["next"]}


async def _uncovered(request: Request, ods: str, goals: Sequence[Goal], as_of: datetime | None) -> set[Key]:
    before = await ancestry(request, ods, as_of)
    if not any(each.acquired for each in before[ods]):
        return set()
    counts = await counted(request, ods, {goal.baseline_year for goal in goals}, as_of)
    return {goal.key for goal in goals if not covers((goal,), _alone(goal), counts)}


def _alone(goal: Goal) -> Followed:
    key = goal.key
    return Followed(key.staff_group, key.band, key.kind, (goal,), (), None, grown=True)
