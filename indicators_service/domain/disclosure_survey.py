"""Disclosure control of staff survey percentages: a group's answers, and what sums over bodies tell of them.

A percentage and its respondents are two figures, and together a count of people who said yes. An area's percentage is
that of all its respondents, so all three counts (respondents, yes, no) are sums over bodies.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain.complementary import Table, hide_across_rows
from indicators_service.domain.disclosure_areas import hidden_alike
from indicators_service.domain.disclosure_rule import Rule
from indicators_service.domain.possible_values import Flags, Ints, Ranges, System
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import COUNTED, SUPPRESSED

_PERSON: Final = 1000
"""Answers are counted in thousandths of a person, because percentages are rounded and people are not."""


def small_survey(survey: SurveyTally, rule: Rule) -> Flags:
    """Say which survey cells are hidden for themselves: few respondents, or all of them of one answer."""
    return np.asarray(_few(survey, rule) | _unanimous(survey))


def _few(survey: SurveyTally, rule: Rule) -> Flags:
    return np.asarray((survey.respondents < rule.survey_threshold) & (survey.status == COUNTED))


def _unanimous(survey: SurveyTally) -> Flags:
    whole = _whole_percent(survey)
    return np.asarray(((whole <= 0) | (whole >= 100)) & (survey.status == COUNTED))


def _whole_percent(survey: SurveyTally) -> NDArray[np.float64]:
    return np.asarray(np.floor(survey.percent + 0.5))


def survey_shown(survey: SurveyTally, hidden: Flags, rule: Rule) -> SurveyTally:
    """Return the survey with some cells hidden and the others rounded."""
    return SurveyTally(
        percent=np.where(hidden, 0.0, _whole_percent(survey)),
        respondents=np.where(hidden, 0, rule.rounded(survey.respondents)),
        status=np.where(hidden, SUPPRESSED, survey.status).astype(np.int8),
    )


def survey_across_rows(survey: SurveyTally, rule: Rule, sums: System, bodies: int, people: NDArray[np.intp]) -> Flags:
    """Return the survey cells to hide so that sums over bodies leave each hidden group open.

    Args:
        survey: exact figures of bodies, then of areas.
        rule: the rule.
        sums: every relation between rows.
        bodies: how many rows, from the first, hold bodies.
        people: equal numbers for cells with the same people behind them, (rows, questions).
    """
    hidden, before = small_survey(survey, rule), None
    none = np.zeros(len(survey.status), np.bool_)
    while before is None or (hidden != before).any():
        before = hidden
        for table in _tables(survey, rule, hidden, bodies):
            margin = rule.base if table.few < _PERSON else 0
            more = hide_across_rows(table, sums, margin, none, lambda cells: hidden_alike(cells, people))
            hidden = hidden | (more.hidden & (survey.status == COUNTED))
    return hidden


def _tables(survey: SurveyTally, rule: Rule, hidden: Flags, bodies: int) -> list[Table]:
    collected = survey.status == COUNTED
    behind = rule.behind(rule.rounded(survey.respondents))
    least = np.maximum(behind.lower, rule.survey_threshold)
    few, percent = _few(survey, rule), _whole_percent(survey)
    at_most = np.where(few, rule.survey_threshold - 1, Ranges.UNBOUNDED)
    shown = [
        Ranges(least, behind.upper),
        *(_answers(share, least, behind.upper) for share in (percent, 100 - percent)),
    ]
    veiled = [
        Ranges(np.where(few, 0, rule.survey_threshold), at_most),
        *[Ranges(np.zeros_like(least), np.minimum(at_most * _PERSON, Ranges.UNBOUNDED))] * 2,
    ]
    nothing = np.zeros(hidden.shape, np.bool_)
    return [
        Table(_where(collected, one), _where(collected, other), hidden & collected, nothing, bodies, 2 * unit)
        for one, other, unit in zip(shown, veiled, (1, _PERSON, _PERSON), strict=True)
    ]


def _answers(percent: NDArray[np.float64], fewest: Ints, most: Ints) -> Ranges:
    """Return the thousandths of people who gave an answer: the percentage is half a point off at most."""
    tenth = _PERSON / 100
    lower = np.floor(np.maximum(percent - 0.5, 0) * fewest * tenth).astype(np.int64)
    return Ranges(lower, np.ceil(np.minimum(percent + 0.5, 100) * most * tenth).astype(np.int64))


def _where(collected: Flags, ranges: Ranges) -> Ranges:
    return Ranges(np.where(collected, ranges.lower, 0), np.where(collected, ranges.upper, 0))
