"""The plan of a goal: the share of recruits that its path rests on, and what it is expected to lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap

import numpy as np

from trajectory_service.domain.goal import Goal
from trajectory_service.domain.outlook import paths, probability_met, recruits_per_year
from trajectory_service.domain.projection import PathPoint
from trajectory_service.domain.question import Question
from trajectory_service.domain.solution import earliest, required
from trajectory_service.domain.strata import Stratum


@dataclass(frozen=True, slots=True)
class Plan:
    """The share of recruits that a goal's path rests on, and what follows.

    ``share`` is what was agreed, or else what is required; 1 where the goal is out of reach by recruitment alone.
    """

    stratum: Stratum
    year: int
    share: float
    required_share: float | None
    recruits_per_year: float
    goal_posts: int
    probability_met: float
    reachable: bool
    earliest_year: int | None


def plans(goals: Sequence[Goal]) -> list[Plan | None]:
    """Return the plan of each goal, ``None`` where its baseline was not kept or has no posts."""
    strata = [goal.stratum for goal in goals]
    planned = [(goal, stratum) for goal, stratum in zip(goals, strata, strict=True) if stratum is not None]
    found = iter(_plans([goal for goal, _ in planned], [stratum for _, stratum in planned]))
    return [None if stratum is None else next(found) for stratum in strata]


def plan(goal: Goal) -> Plan | None:
    """Return the plan of one goal: ``plans`` with one."""
    return plans([goal])[0]


def _plans(goals: Sequence[Goal], strata: Sequence[Stratum]) -> list[Plan]:
    question = Question.of([(stratum, goal.year) for goal, stratum in zip(goals, strata, strict=True)])
    reached, needed = required(question)
    given = np.array([np.nan if goal.recruitment_share is None else goal.recruitment_share for goal in goals])
    share = np.where(np.isnan(given), needed, given)
    recruits = recruits_per_year(question.stock, share, question.years)
    met = probability_met(question.stock, share, question.years, question.goals)
    first = earliest(question)
    return [
        Plan(
            stratum=stratum,
            year=goal.year,
            share=float(share[row]),
            required_share=float(needed[row]) if reached[row] else None,
            recruits_per_year=float(recruits[row]),
            goal_posts=int(question.goals[row]),
            probability_met=float(met[row]),
            reachable=bool(reached[row]),
            earliest_year=goal.baseline_year + int(first[row]) if first[row] >= 0 else None,
        )
        for row, (goal, stratum) in enumerate(zip(goals, strata, strict=True))
    ]


def path(plan: Plan) -> tuple[PathPoint, ...]:
    """Return the path of a plan, year by year from the one after the baseline to the goal's."""
    question = Question.of([(plan.stratum, plan.year)])
    years = paths(question.stock, np.array([plan.share]), question.years)
    first = plan.stratum.baseline.year
    columns = (first + years.elapsed, years.expected, years.expected / years.posts, years.lower, years.upper)
    return tuple(starmap(PathPoint, zip(*(column.tolist() for column in columns), strict=True)))
