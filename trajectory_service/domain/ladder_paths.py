"""The paths of a course: of every rung, and of some together, what each year expects and how far it may be."""

import math

import numpy as np

from trajectory_service.domain.arrays import BoolArray
from trajectory_service.domain.ladder import INTEREST, OTHERS
from trajectory_service.domain.ladder_answer import Path, Point
from trajectory_service.domain.ladder_course import Course, expected
from trajectory_service.domain.ladder_moments import spread
from trajectory_service.domain.ladder_requirement import shares_of


def paths(course: Course, pooled: BoolArray, baseline_year: int) -> list[Path]:
    """Return a path for each rung from the lowest up, and last that of the ``pooled`` rungs together.

    A path runs from the year after the baseline to the end of the course.
    """
    stocks = expected(course)[1:]
    stocks = np.concatenate([stocks, stocks[:, pooled].sum(axis=1, keepdims=True)], axis=1)
    around = spread(course, pooled)
    years = range(baseline_year + 1, baseline_year + 1 + course.years)
    columns = (
        stocks[..., INTEREST],
        stocks[..., OTHERS],
        shares_of(stocks),
        around.deviation,
        around.lower,
        around.upper,
    )
    rungs = zip(*(column.T.tolist() for column in columns), strict=True)
    return [tuple(_point(*values) for values in zip(years, *rung, strict=True)) for rung in rungs]


def _point(
    year: int, interest: float, others: float, share: float, deviation: float, lower: int, upper: int
) -> Point:
    return Point(year, interest, others, None if math.isnan(share) else share, deviation, lower, upper)
