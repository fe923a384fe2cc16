"""The wire: goals, their revisions and the steps of their life."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from services.wire import Day, Text, Wire
from trajectory_service.domain.goal import Goal, State
from trajectory_service.domain.plan import Plan, path
from trajectory_service.schemas.figures import Rate, Share, Year, people_out, share_out
from trajectory_service.schemas.trajectories import PathPointOut, path_point

Note = Annotated[Text, Field(max_length=2_000)]


class GoalIn(Wire):
    """The BME share of known ethnicity to reach by a year, counted from the return of a baseline year.

    Without ``share`` it is equality: the share of the organisation's whole workforce in that return. Without
    ``recruitment_share`` the path recruits at the share that is required.
    """

    share: Share | None = None
    year: Year
    baseline_year: Year
    turnover: Rate | None = None
    turnover_interest: Rate | None = None
    recruitment_share: Share | None = None
    board_discussed_on: Day | None = None
    note: Note = ""


class GoalStepIn(Wire):
    """The next step. ``revised`` starts a revision from the return of ``baseline_year``, by default the newest."""

    to: Literal["agreed", "revised", "withdrawn"]
    note: Note = ""
    board_discussed_on: Day | None = None
    baseline_year: Year | None = None
    revision: Annotated[int | None, Field(strict=True, ge=1)] = None


class GoalStepOut(BaseModel):
    """A step that was taken: by which party, when, and by whose client."""

    to: str
    party: str
    at: datetime
    by: str
    note: str
    board_discussed_on: date | None


class GoalBaselineOut(BaseModel):
    """Posts of known ethnicity on 31 March of the baseline year, as they were counted when the goal was set."""

    year: int
    interest: int | None
    total: int | None
    share: float | None


class GoalRevisionOut(BaseModel):
    """One revision of a goal, its path, and its life. ``waiting_for`` names who has not agreed yet."""

    revision: int
    state: str
    follows: int | None
    proposed_by: str
    waiting_for: list[str]
    share: float
    equality: bool
    year: int
    baseline_year: int
    baseline: GoalBaselineOut
    turnover: float | None
    turnover_origin: str | None
    turnover_interest: float | None
    recruitment_share: float | None
    required_share: float | None
    interest_recruits_per_year: float | None
    goal_posts: int | None
    probability_met: float | None
    reachable: bool | None
    earliest_year: int | None
    path: list[PathPointOut]
    board_discussed_on: date | None
    note: str
    recorded_at: datetime
    agreed_at: datetime | None
    steps: list[GoalStepOut]


class GoalOut(GoalRevisionOut):
    """The newest revision of a goal, and which revision is in force."""

    organisation: str
    staff_group: str
    band: str
    kind: str
    in_force: int | None


class GoalRevisionsOut(BaseModel):
    """Every revision of a goal, oldest first, each with its own path."""

    organisation: str
    staff_group: str
    band: str
    kind: str
    in_force: int | None
    items: list[GoalRevisionOut]
    total: int


class GoalsOut(BaseModel):
    """Every goal of an organisation, each by its newest revision."""

    organisation: str
    items: list[GoalOut]
    total: int


def revision_out(goal: Goal, state: State, plan: Plan | None) -> GoalRevisionOut:
    """Return a revision as the wire shows it."""
    share = goal.interest / goal.total if goal.interest is not None and goal.total else None
    recruits = None if plan is None else plan.recruits_per_year * plan.share
    return GoalRevisionOut(
        revision=goal.revision,
        state=state,
        follows=goal.follows,
        proposed_by=goal.party,
        waiting_for=[] if goal.withdrawn else list(goal.waiting_for),
        share=share_out(goal.share),
        equality=goal.of_workforce is not None,
        year=goal.year,
        baseline_year=goal.baseline_year,
        baseline=GoalBaselineOut(
            year=goal.baseline_year, interest=goal.interest, total=goal.total, share=share_out(share)
        ),
        turnover=goal.turnover.value if goal.turnover else None,
        turnover_origin=goal.turnover.origin if goal.turnover else None,
        turnover_interest=goal.turnover_interest,
        recruitment_share=share_out(plan.share if plan else None),
        required_share=share_out(plan.required_share if plan else None),
        interest_recruits_per_year=people_out(recruits),
        goal_posts=plan.goal_posts if plan else None,
        probability_met=share_out(plan.probability_met if plan else None),
        reachable=plan.reachable if plan else None,
        earliest_year=plan.earliest_year if plan else None,
        path=[path_point(point) for point in path(plan)] if plan else [],
        board_discussed_on=goal.discussed_on,
        note=goal.note,
        recorded_at=goal.recorded_at,
        agreed_at=goal.agreed_at,
        steps=[
            GoalStepOut(
                to=step.to,
                party=step.party,
                at=step.at,
                by=step.by,
                note=step.note,
                board_discussed_on=step.board_discussed_on,
            )
            for step in goal.steps
        ],
    )
