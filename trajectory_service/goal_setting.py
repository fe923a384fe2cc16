"""Setting goals: the baseline from a return, the next revision, and the steps that parties take."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from fastapi import Request

from services.identity import HEADER, Caller
from services.peers import peer_of
from services.problems import Fault, Problem, invalid
from trajectory_service.domain.assumptions import Assumption, given
from trajectory_service.domain.goal import Goal, Key, Party
from trajectory_service.domain.strata import Stratum
from trajectory_service.domain.turnover import Frame
from trajectory_service.returned import Name, cells_of_indicators, stratum_of
from trajectory_service.schemas.goals import GoalIn, GoalStepIn


async def stratum_behind(request: Request, key: Key, year: int | None) -> tuple[int, Stratum]:
    """Return the year of a return, by default the newest, and the stratum in it, as today's body was made up then.

    Raises:
        Problem: 422 where there is no such return, or nobody of known ethnicity in the stratum.
    """
    named: dict[str, str | int] = {} if year is None else {"year": year}
    try:
        answer = await peer_of(request, "indicators").read(
            f"/v1/organisations/{key.ods}/indicators",
            request.headers[HEADER],
            {"indicator": "1", "footprint": "current", **named},
        )
    except Problem as problem:
        if problem.status != HTTPStatus.NOT_FOUND:
            raise
        raise _no_baseline(
            "no-return", f"{key.ods} has no return for {year or 'any year'}: {problem.detail}"
        ) from None
    name: Name = (key.staff_group, key.band)
    cells = cells_of_indicators(answer)
    if name not in cells:
        raise invalid(Fault("path:band", "no-such-stratum", f"Staff group {name[0]} has no band {name[1]}."))
    found = int(answer["year"])
    stratum = stratum_of(name, cells, found, Frame.LOCAL)
    if stratum is None or not stratum.baseline.total:
        words = f"The return of {key.ods} for {found} has nobody of known ethnicity in {name[0]}, {name[1]}."
        raise _no_baseline("no-posts", words)
    return found, stratum


def _no_baseline(code: str, words: str) -> Problem:
    return invalid(Fault("$.baseline_year", code, words, column="baseline_year"))


def proposed(key: Key, body: GoalIn, stratum: Stratum, caller: Caller, party: Party, at: datetime) -> Goal:
    """Return the first revision of a goal."""
    return Goal(
        key=key,
        revision=1,
        follows=None,
        party=party,
        share=stratum.target.share if body.share is None else body.share,
        of_workforce=_whole(stratum) if body.share is None else None,
        year=body.year,
        baseline_year=body.baseline_year,
        interest=stratum.baseline.interest,
        total=stratum.baseline.total,
        turnover=stratum.turnover if body.turnover is None else given("turnover", body.turnover),
        turnover_interest=body.turnover_interest,
        recruitment_share=body.recruitment_share,
        board_discussed_on=body.board_discussed_on,
        note=body.note,
        recorded_at=at,
        recorded_by=caller.client,
    )


def _whole(stratum: Stratum) -> tuple[int, int]:
    exact = stratum.target.exact
    return exact.numerator, exact.denominator


def rebased(
    goal: Goal, body: GoalStepIn, year: int, stratum: Stratum, caller: Caller, party: Party, at: datetime
) -> Goal:
    """Return a revision of an agreed goal that starts from a newer return. Equality is that return's equality.

    The share of recruits is worked out anew: what was planned from the old baseline no longer leads to the goal.
    """
    share = stratum.target.share if goal.of_workforce else goal.share
    default = goal.turnover is None or goal.turnover.origin == "default"
    turnover: Assumption | None = stratum.turnover if default else goal.turnover
    return replace(
        goal,
        follows=goal.revision,
        party=party,
        share=share,
        of_workforce=_whole(stratum) if goal.of_workforce else None,
        baseline_year=year,
        interest=stratum.baseline.interest,
        total=stratum.baseline.total,
        turnover=turnover,
        recruitment_share=None,
        board_discussed_on=body.board_discussed_on,
        note=body.note,
        recorded_at=at,
        recorded_by=caller.client,
        steps=(),
    )


def same(goal: Goal, other: Goal) -> bool:
    """Say whether two revisions ask for the same, by the same party."""
    alike = replace(
        other,
        revision=goal.revision,
        follows=goal.follows,
        recorded_at=goal.recorded_at,
        recorded_by=goal.recorded_by,
        turnover=goal.turnover,
        steps=goal.steps,
    )
    same_turnover = (goal.turnover and goal.turnover.value) == (other.turnover and other.turnover.value)
    return same_turnover and alike == goal
