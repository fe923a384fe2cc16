"""One horizon of many strata as a table: columns, a row for each stratum, without the years in between."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.distribution import band
from trajectory_service.domain.pace import AtPace, at_pace
from trajectory_service.domain.question import Question
from trajectory_service.domain.replacement import posts_after
from trajectory_service.domain.solution import Solution, solve
from trajectory_service.domain.strata import Stratum
from trajectory_service.domain.trajectory import check_asked


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The figures of one horizon, row by row, and the 95 % band of the headcount at its end."""

    question: Question
    solution: Solution
    at_pace: AtPace
    lower: IntArray
    upper: IntArray
    standing: BoolArray
    """Whether the target of today is met today."""

    @property
    def additional(self) -> FloatArray:
        """Recruits a year from the group of interest beyond today's pace."""
        return np.asarray(self.solution.recruits * (self.solution.share - self.question.pace))


def table(strata: Sequence[Stratum], horizon: int, probability: float) -> Table:
    """Return the table of strata, none of them empty or with cuts, for one horizon.

    Raises:
        InputError: the horizon is not after a baseline; the probability is not strictly between 0 and 1.
    """
    check_asked(strata, [horizon], probability)
    question = Question.about(strata, [horizon])
    solution = solve(question, probability)
    lower, upper = band(posts_after(question.stock, solution.share, question.years))
    standing = np.array([stratum.met for stratum in strata], dtype=bool)
    return Table(question, solution, at_pace(question), lower, upper, standing)
