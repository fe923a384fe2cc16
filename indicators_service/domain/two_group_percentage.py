"""Operator: a survey percentage of each of two groups, and the gap between them in percentage points.

Survey percentages are weighted, so percent x respondents need not be a whole number of people: intervals
take it as it is and no exact test is used. The numerator is not reported, because nobody counted it.
"""

from dataclasses import replace

import numpy as np

from indicators_service.domain.difference import newcombe
from indicators_service.domain.findings import (
    NO_DENOMINATOR,
    Evidence,
    Figures,
    Findings,
    no_evidence,
    numbers,
    small,
    unavailable,
)
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import INTEREST, REFERENCE, Statuses
from inference.equality import score_p_value
from inference.normal import Floats
from inference.proportion import wilson


def group_percentage(survey: SurveyTally, group: int) -> Findings:
    """Return one group's percentage (bodies, questions) with Wilson's interval.

    The other group stands beside it.
    """
    figures = _figures(survey)
    chosen = figures[group]
    lower, upper = wilson(_events(chosen), chosen.denominator)
    evidence = replace(no_evidence(chosen.rate.shape), lower=100 * lower, upper=100 * upper)
    return _findings(survey, chosen.rate, survey.status[..., [group]], evidence)


def percentage_gap(survey: SurveyTally, welcome: list[bool]) -> Findings:
    """Return interest - reference in points, with Newcombe's interval and the pooled score test.

    ``welcome`` says, per question, whether a higher percentage is better.
    """
    reference, interest = _figures(survey)
    table = (_events(interest), interest.denominator, _events(reference), reference.denominator)
    lower, upper = newcombe(*table)
    value = interest.rate - reference.rate
    evidence = Evidence(
        lower=100 * lower,
        upper=100 * upper,
        method="newcombe",
        p=score_p_value(*table),
        exact=np.zeros(value.shape, np.bool_),
        favours=np.where(welcome, 1, -1) * np.sign(value),
    )
    return _findings(survey, value, survey.status, evidence)


def _figures(survey: SurveyTally) -> tuple[Figures, Figures]:
    def group(place: int) -> Figures:
        known = survey.status[..., place] == 0
        people = numbers(survey.respondents[..., place], known)
        rate = np.where(known & (survey.respondents[..., place] > 0), survey.percent[..., place], np.nan)
        return Figures(np.full(rate.shape, np.nan), people, rate)

    return group(REFERENCE), group(INTEREST)


def _events(group: Figures) -> Floats:
    """The number of respondents that the weighted percentage stands for, never above their number."""
    return np.minimum(group.rate / 100 * group.denominator, group.denominator)


def _findings(survey: SurveyTally, value: Floats, status: Statuses, evidence: Evidence) -> Findings:
    reference, interest = _figures(survey)
    reason = unavailable(status)
    return Findings(
        value=value,
        reason=np.where((reason == 0) & np.isnan(value), NO_DENOMINATOR, reason).astype(np.int8),
        reference=reference,
        interest=interest,
        unknown=None,
        evidence=evidence,
        small=small(reason, _events(reference), _events(interest)),
        completeness=np.full(value.shape, np.nan),
    )
