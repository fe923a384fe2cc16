"""A year's returns of many bodies as one tally, from the cells that a database keeps: columns, not documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators_service.domain import items
from indicators_service.domain.survey_tally import QUESTIONS, SurveyTally
from indicators_service.domain.tally import COUNTED, NOT_COLLECTED, Tally, add_totals

GROUPS = ("reference", "interest")
"""The groups that answer a staff survey question, in order."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of several bodies, one entry each: whose it is, which item or question it is, and its figures.

    ``counts`` are reference, interest, unknown. A survey cell's ``figures`` are percent and respondents.
    """

    bodies: Sequence[int]
    names: Sequence[Any]
    figures: Sequence[tuple[float, ...]]


def tally_of_cells(bodies: int, counted: Cells, answered: Cells, window_years: Sequence[int]) -> Tally:
    """Return the tally of ``bodies`` bodies. What has no cell was not collected.

    Survey cells are named by question and group, counted cells by item.
    """
    counts = np.zeros((bodies, len(items.ITEMS), 3), np.int64)
    status = np.full(counts.shape, NOT_COLLECTED, np.int8)
    if len(counted.bodies):
        at = np.asarray(counted.bodies, np.intp), np.array([items.POSITION[name] for name in counted.names], np.intp)
        counts[at] = np.asarray(counted.figures, np.int64)
        status[at] = COUNTED
    add_totals(items.LAYOUT, counts, status)
    return Tally(items.LAYOUT, counts, status, _survey(bodies, answered), np.asarray(window_years, np.int64))


def _survey(bodies: int, answered: Cells) -> SurveyTally:
    shape = (bodies, len(QUESTIONS), len(GROUPS))
    percent, respondents, status = np.zeros(shape), np.zeros(shape, np.int64), np.ones(shape, np.int8)
    if len(answered.bodies):
        questions = {question: place for place, question in enumerate(QUESTIONS)}
        places = np.array([(questions[q], GROUPS.index(group)) for q, group in answered.names], np.intp)
        at = np.asarray(answered.bodies, np.intp), places[:, 0], places[:, 1]
        figures = np.asarray(answered.figures, np.float64)
        percent[at], respondents[at], status[at] = figures[:, 0], figures[:, 1].astype(np.int64), 0
    return SurveyTally(percent, respondents, status)
