"""The model's figures for many strata and horizons at once, as columns with a row for each pair."""

from dataclasses import dataclass

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.confidence import share_for_probability
from trajectory_service.domain.outlook import probability_met, recruits_per_year
from trajectory_service.domain.question import Question
from trajectory_service.domain.requirement import earliest_one_by_one, earliest_years, reachable, required_share


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Answers to a question, row by row. Where a flag is false the share beside it is 1."""

    reachable: BoolArray
    share: FloatArray
    recruits: FloatArray
    met: FloatArray
    earliest: IntArray
    """Years after the baseline, -1 where the target is never reached or not looked for."""
    sure: BoolArray
    sure_share: FloatArray
    sure_recruits: FloatArray
    goals: IntArray


def solve(question: Question, probability: float) -> Solution:
    """Return the figures for every row of the question, and the shares that meet its goals with ``probability``."""
    stock, years, goals = question.stock, question.years, question.goals
    in_reach, share = required(question)
    sure_share, sure = share_for_probability(stock, years, goals, probability)
    return Solution(
        reachable=in_reach,
        share=share,
        recruits=recruits_per_year(stock, share, years),
        met=probability_met(stock, share, years, goals),
        earliest=earliest(question),
        sure=sure,
        sure_share=sure_share,
        sure_recruits=recruits_per_year(stock, sure_share, years),
        goals=goals,
    )


def required(question: Question) -> tuple[BoolArray, FloatArray]:
    """Return whether recruitment alone reaches the target, and the share that does; 1 where none does."""
    start = question.stock.starting_at(question.held)
    in_reach = reachable(start, question.target, question.years)
    share = np.ones(len(question.years))
    share[in_reach] = required_share(start.rows(in_reach), question.target[in_reach], question.years[in_reach])
    return in_reach, share


def earliest(question: Question) -> IntArray:
    """Return in how many years each target can first be reached at q = 1, -1 where it is not or not looked for."""
    found = earliest_years(question.stock, question.target)
    rows = np.flatnonzero(question.moving)
    if len(rows):
        moving = question.rows(rows)
        found[rows] = earliest_one_by_one(moving.stock, moving.targets_after)
    return found
