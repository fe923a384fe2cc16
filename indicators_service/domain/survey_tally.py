"""Staff survey percentages of many bodies as columns, and their respondent-weighted mean.

Shapes: everything is (bodies, 4 questions, 2 groups); questions in the order of ``SurveyQuestion``, groups
reference then interest. Status codes are those of a tally.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain.annual_return import StaffSurvey
from vocabulary.indicators import SurveyQuestion

QUESTIONS: Final = tuple(SurveyQuestion)


@dataclass(frozen=True, slots=True, eq=False)
class SurveyTally:
    """Percentages (0 to 100) and respondents.

    Where there are no figures both are 0 and ``status`` says why.
    """

    percent: NDArray[np.float64]
    respondents: NDArray[np.int64]
    status: NDArray[np.int8]

    def take(self, places: Sequence[int]) -> "SurveyTally":
        """Return the figures of some questions."""
        chosen = list(places)
        return SurveyTally(self.percent[:, chosen], self.respondents[:, chosen], self.status[:, chosen])


def survey_tally_of(surveys: Sequence[StaffSurvey | None]) -> SurveyTally:
    """Return the columns of some bodies' surveys, in order; ``None`` is a survey not collected."""
    shape = (len(surveys), len(QUESTIONS), 2)
    percent, respondents, status = np.zeros(shape), np.zeros(shape, np.int64), np.ones(shape, np.int8)
    for body, survey in enumerate(surveys):
        for question, answers in ({} if survey is None else survey.answers).items():
            for group, answer in enumerate((answers.reference, answers.interest)):
                if answer is not None:
                    cell = (body, QUESTIONS.index(question), group)
                    percent[cell], respondents[cell], status[cell] = answer.percent, answer.respondents, 0
    return SurveyTally(percent, respondents, status)


def summed_survey(survey: SurveyTally) -> SurveyTally:
    """Return one body: respondents added, percentages weighted by respondents, group by group."""
    collected = survey.status == 0
    people = np.where(collected, survey.respondents, 0)
    respondents = people.sum(axis=0, keepdims=True)
    weighted = (survey.percent * people).sum(axis=0, keepdims=True)
    percent = np.divide(weighted, respondents, out=np.zeros_like(weighted), where=respondents > 0)
    status = (~collected.any(axis=0, keepdims=True)).astype(np.int8)
    return SurveyTally(percent, respondents, status)
