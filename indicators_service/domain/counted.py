"""The tally of one body from counts by item and answers by question, whatever the standard."""

from collections.abc import Mapping

import numpy as np

from indicators_service.domain.annual_return import Answers, Counts
from indicators_service.domain.layout import Layout
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import Section, Tally, tally_of_sections


def tally_of_counts(
    layout: Layout, counts: Mapping[str, Counts], answers: Mapping[str, Answers], window_years: int
) -> Tally:
    """Return the tally of one body.

    Args:
        layout: what is counted and asked.
        counts: by counted item. An item without counts was not collected, unless another of its section was: then
            nobody is in it.
        answers: by question of the survey.
        window_years: over how many years the windowed item is counted.

    Raises:
        KeyError: the layout has no such item.
        ValueError: the layout has no such question.
    """
    alone = set(layout.counted).difference(*layout.sections)
    groups = (*layout.sections, *((item,) for item in layout.counted if item in alone))
    collected: list[Section] = [
        (names, [(name, counts[name]) for name in names if name in counts])
        for names in groups
        if any(name in counts for name in names)
    ]
    return tally_of_sections(layout, [collected], _survey(layout, answers), [window_years])


def _survey(layout: Layout, answers: Mapping[str, Answers]) -> SurveyTally:
    shape = (1, len(layout.questions), 2)
    percent, respondents, status = np.zeros(shape), np.zeros(shape, np.int64), np.ones(shape, np.int8)
    for question, both in answers.items():
        place = layout.questions.index(question)
        for group, answer in enumerate((both.reference, both.interest)):
            if answer is not None:
                cell = (0, place, group)
                percent[cell], respondents[cell], status[cell] = answer.percent, answer.respondents, 0
    return SurveyTally(percent, respondents, status)
