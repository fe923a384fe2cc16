"""Answers to the NHS Staff Survey in every body (indicators 5 to 8), and the bodies that have none.

The middle of each answer is an assumption near the surveys of 2015 to 2017. Percentages come from whole respondents,
to one decimal, so they are ones that a survey of that size can give.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from indicators_service.demonstration.bodies import bodies
from indicators_service.demonstration.draws import ONE, Whole, bell, chance_rounded, uniform
from indicators_service.demonstration.margins import Kind
from indicators_service.demonstration.roster import drift, rows
from indicators_service.demonstration.workforce import workforce
from vocabulary.indicators import SurveyQuestion
from vocabulary.organisations import OrganisationType

MIDDLE: Final[dict[SurveyQuestion, tuple[int, int]]] = {
    SurveyQuestion.HARASSMENT_PUBLIC: (280, 290),
    SurveyQuestion.HARASSMENT_STAFF: (232, 280),
    SurveyQuestion.EQUAL_OPPORTUNITIES: (870, 720),
    SurveyQuestion.DISCRIMINATION: (62, 142),
}
"""White and BME respondents in a thousand who say yes."""

WITHOUT_SURVEY: Final = {Kind.TRUST: 2, Kind.CCG: 38, Kind.ARMS_LENGTH: 0}
"""Bodies of each kind without a staff survey in a year: about one trust in a hundred, one CCG in five."""

_PUBLIC_CONTACT: Final = {
    OrganisationType.AMBULANCE: 1_600,
    OrganisationType.MENTAL_HEALTH: 1_120,
    OrganisationType.COMMUNITY: 850,
    OrganisationType.SPECIALIST: 800,
    OrganisationType.CCG: 330,
    OrganisationType.ARMS_LENGTH_BODY: 300,
}
_LARGEST: Final = 970


@dataclass(frozen=True, slots=True)
class Answers:
    """``respondents[body, group]`` and ``percent_tenths[question, body, group]``, groups white and BME.

    ``collected[body]`` is false where there was no survey.
    """

    respondents: Whole
    percent_tenths: Whole
    collected: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def _collected(year: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    # Ranks of a lasting draw with a little of each year's: mostly the same bodies, not always.
    luck = uniform("no-survey", (len(bodies()),), 0, 9_000) + uniform(f"no-survey-{year}", (len(bodies()),), 0, 900)
    collected = np.ones(len(bodies()), np.bool_)
    for kind, number in WITHOUT_SURVEY.items():
        where = rows(kind)
        collected[where[np.argsort(luck[where], kind="stable")[:number]]] = False
    return collected


def _respondents(year: int) -> Whole:
    offices = np.isin(np.arange(len(bodies())), rows(Kind.TRUST), invert=True)
    rate = uniform("response", (len(bodies()),), 380, 520) + np.where(offices, 250, 0)
    groups = np.stack([rate, rate * 88 // 100], axis=-1)  # BME staff answer surveys a little less often
    return chance_rounded(f"respondents-{year}", workforce(year).staff[:, :2] * groups, ONE)


def _saying_yes(question: SurveyQuestion, year: int) -> Whole:
    """Return, per thousand, the underlying answers by body and group."""
    stream, shape = f"survey-{question}", (len(bodies()), 2)
    spread = 160 if question is SurveyQuestion.EQUAL_OPPORTUNITIES else 450
    both = bell(stream, shape[:1], spread) * drift(stream, year, spread // 4) // ONE
    answers = np.array(MIDDLE[question], np.int64) * both[:, None] // ONE
    answers = answers * bell(f"{stream}-group", shape, spread // 2) // ONE
    if question is SurveyQuestion.HARASSMENT_PUBLIC:
        contact = np.array([_PUBLIC_CONTACT.get(body.type, ONE) for body in bodies()], np.int64)
        answers = answers * contact[:, None] // ONE
    return np.minimum(answers, _LARGEST)


def _percent_tenths(question: SurveyQuestion, respondents: Whole, year: int) -> Whole:
    saying_yes = chance_rounded(f"yes-{question}-{year}", respondents * _saying_yes(question, year), ONE)
    people = np.maximum(respondents, 1)
    tenths: Whole = (2 * ONE * saying_yes + people) // (2 * people)
    return tenths


def answers(year: int) -> Answers:
    """Return the answers that reporting year 2016, 2017 or 2018 uses: those of the preceding autumn."""
    respondents = _respondents(year)
    tenths = np.stack([_percent_tenths(question, respondents, year) for question in SurveyQuestion])
    return Answers(respondents, tenths, _collected(year))
