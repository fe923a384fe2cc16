"""Between the wire and the domain: a return's document read as counts of a reference group and one of interest.

The WRES compares white staff (reference) with BME staff (of interest). This is the one place that says so.
"""

import hashlib

from indicators_service.domain import annual_return as domain
from indicators_service.schemas import annual_return as wire
from indicators_service.schemas.counts import GroupCounts
from vocabulary.indicators import SurveyQuestion


def digest(document: str) -> str:
    """Return the SHA-256 of a stored document, in hexadecimal: what provenance names."""
    return hashlib.sha256(document.encode()).hexdigest()


def provenance(ods: str, year: int, revision: int, digest: str, *, controlled: bool) -> str:
    """Return what names the document behind figures: its digest, to those who see it exact.

    To all others the digest of which revision it is. That of the document itself would tell whoever can guess the
    rest of it what a hidden count is.
    """
    return hashlib.sha256(f"{ods} {year} {revision}".encode()).hexdigest() if controlled else digest


def counts(cell: GroupCounts) -> domain.Counts:
    """Return one cell as the domain counts it."""
    return domain.Counts(reference=cell.white, interest=cell.bme, unknown=cell.unknown)


def annual_return(body: wire.Sections) -> domain.AnnualReturn:
    """Return the sections of a wire return as the domain sees them."""
    return domain.AnnualReturn(
        workforce=_workforce(body),
        recruitment=_recruitment(body.recruitment),
        disciplinary=_disciplinary(body.disciplinary),
        training=None if body.training is None else domain.Training(counts(body.training.accessed)),
        staff_survey=_survey(body.staff_survey),
        board=_board(body),
    )


def _recruitment(section: wire.Recruitment | None) -> domain.Recruitment | None:
    if section is None:
        return None
    return domain.Recruitment(counts(section.shortlisted), counts(section.appointed))


def _disciplinary(section: wire.Disciplinary | None) -> domain.Disciplinary | None:
    return None if section is None else domain.Disciplinary(counts(section.entered), section.window_years)


def _workforce(body: wire.Sections) -> tuple[domain.WorkforceRow, ...] | None:
    if body.workforce is None:
        return None
    return tuple(domain.WorkforceRow(row.staff_group, row.band, counts(row)) for row in body.workforce)


def _board(body: wire.Sections) -> tuple[domain.BoardRow, ...] | None:
    if body.board is None:
        return None
    return tuple(domain.BoardRow(row.voting, row.executive, counts(row)) for row in body.board)


def _survey(survey: wire.StaffSurvey | None) -> domain.StaffSurvey | None:
    if survey is None:
        return None
    answers: dict[SurveyQuestion, domain.Answers] = {}
    for question in SurveyQuestion:
        answer: wire.SurveyAnswer | None = getattr(survey, question)
        if answer is not None:
            answers[question] = domain.Answers(_answer(answer.white), _answer(answer.bme))
    return domain.StaffSurvey(answers)


def _answer(responses: wire.Responses | None) -> domain.Answer | None:
    return None if responses is None else domain.Answer(responses.percent, responses.respondents)
