"""The demonstration data as documents: organisations and returns in the JSON shape of the public contract."""

from collections.abc import Sequence
from typing import Any, Final

from indicators_service.demonstration.boards import CELLS, boards
from indicators_service.demonstration.bodies import Body, bodies
from indicators_service.demonstration.draws import Whole
from indicators_service.demonstration.processes import events
from indicators_service.demonstration.published import TABLE_1
from indicators_service.demonstration.strata import CONSULTANTS, STRATA
from indicators_service.demonstration.survey import Answers, answers
from indicators_service.demonstration.workforce import GROUPS, workforce
from vocabulary.bands import Band, StaffGroup
from vocabulary.indicators import SurveyQuestion
from vocabulary.years import snapshot_date, survey_year

YEARS: Final = tuple(TABLE_1)
"""The reporting years that there are returns for."""

Document = dict[str, Any]
"""A JSON object."""


def organisations() -> list[Document]:
    """Return every invented body as a new list of new objects; ``synthetic`` is true for each."""
    return [_organisation(body) for body in bodies()]


def _organisation(body: Body) -> Document:
    return {
        "ods": body.ods,
        "name": body.name,
        "type": body.type.value,
        "region": body.region,
        "ics": body.ics,
        "opened": body.opened,
        "closed": None,
        "successors": [],
        "synthetic": True,
    }


def returns(year: int) -> list[Document]:
    """Return the return of every body for a year, in the order of ``organisations``, as new objects.

    Raises:
        ValueError: the year is not one of ``YEARS``.
    """
    if year not in YEARS:
        raise ValueError(f"there is demonstration data for {YEARS[0]} to {YEARS[-1]}, not for {year}")
    found = zip(bodies(), _workforces(year), _events(year), _surveys(year), _boards(year), strict=True)
    return [
        {
            "organisation": body.ods,
            "year": year,
            "snapshot": snapshot_date(year).isoformat(),
            "edition": f"wres-{year}",
            "workforce": staff,
            **happened,
            "staff_survey": survey,
            "board": board,
            "pay": None,
            "narrative": None,
        }
        for body, staff, happened, survey, board in found
    ]


def _groups(people: Sequence[int]) -> Document:
    return dict(zip(GROUPS, people, strict=True))


def _workforces(year: int) -> list[list[Document]]:
    people = workforce(year)
    of_which = people.senior_medical_managers.tolist()
    return [_strata(counts, of_which[row]) for row, counts in enumerate(people.counts.tolist())]


def _strata(counts: list[list[int]], managers: list[int]) -> list[Document]:
    strata = [
        {"staff_group": group.value, "band": band.value, **_groups(people)}
        for (group, band), people in zip(STRATA, counts, strict=True)
    ]
    grade = {"staff_group": StaffGroup.MEDICAL_AND_DENTAL.value, "band": Band.SENIOR_MEDICAL_MANAGER.value}
    strata.insert(CONSULTANTS + 1, grade | _groups(managers))
    return strata


def _events(year: int) -> list[Document]:
    found = events(year)
    columns = (found.shortlisted, found.appointed, found.entered, found.accessed)
    return [
        {
            "recruitment": {"shortlisted": _groups(shortlisted), "appointed": _groups(appointed)},
            "disciplinary": {"window_years": 1, "entered": _groups(entered)},
            "training": {"accessed": _groups(accessed)},
        }
        for shortlisted, appointed, entered, accessed in zip(*(part.tolist() for part in columns), strict=True)
    ]


def _surveys(year: int) -> list[Document | None]:
    found = answers(year)
    return [
        _survey(found, row, year) if collected else None for row, collected in enumerate(found.collected.tolist())
    ]


def _survey(found: Answers, row: int, year: int) -> Document:
    respondents = found.respondents[row].tolist()
    answered: Document = {
        question.value: _answer(found.percent_tenths[number, row], respondents)
        for number, question in enumerate(SurveyQuestion)
    }
    return {"year": survey_year(year)} | answered


def _answer(tenths: Whole, respondents: list[int]) -> Document:
    return {
        group: {"percent": tenth / 10, "respondents": people} if people else None
        for group, tenth, people in zip(GROUPS[:2], tenths.tolist(), respondents, strict=True)
    }


def _boards(year: int) -> list[list[Document]]:
    return [
        [
            {"voting": voting, "executive": executive, **_groups(people)}
            for (voting, executive), people in zip(CELLS, cells, strict=True)
        ]
        for cells in boards(year).tolist()
    ]
