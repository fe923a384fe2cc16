"""Checking the returns of an uploaded file: what each says, and every cell that is wrong or unusual."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from indicators_service import documents, permission
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.rules import Severity
from indicators_service.examination import examined
from indicators_service.intake import Mistake, Place, ReadReturn
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.submission import Submission
from indicators_service.tables import BatchErrorRow, BatchRow
from services.identity import Caller
from services.problems import json_path

Key = tuple[str, int]
"""ODS code and year."""

SECTIONS: Final = ("workforce", "recruitment", "disciplinary", "training", "staff_survey", "board")
"""The sections that a file can give."""

MOST_LISTED: Final = 1_000
"""Errors, and warnings, that are kept of one file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the bodies in a file: who is registered, and the newest returns by body and year."""

    registered: frozenset[str]
    digests: Mapping[Key, str]
    documents: Mapping[Key, str]


@dataclass(slots=True)
class Outcome:
    """What became of a file's returns so far."""

    taken: list[Submission] = field(default_factory=list)
    unchanged: int = 0
    rejected: set[tuple[str | None, int | None]] = field(default_factory=set)
    faults: list[BatchErrorRow] = field(default_factory=list)


def check_some(outcome: Outcome, batch: BatchRow, read: Sequence[ReadReturn], standing: Standing) -> None:
    """Check some of a file's returns, and note in ``outcome`` which are taken and what is wrong with the others."""
    in_file = {(each.organisation, each.year): each for each in read}
    for each in read:
        _check(outcome, batch, each, standing, in_file)


def _check(
    outcome: Outcome, batch: BatchRow, read: ReadReturn, standing: Standing, in_file: Mapping[Key, ReadReturn]
) -> None:
    against = _against(batch, read, standing)
    if against is not None:
        note(outcome, batch, Mistake(_first(read), read.organisation, read.year, *against))
        return
    try:
        body = ReturnIn.model_validate(read.document)
    except ValidationError as error:
        for line in error.errors():
            where = json_path(line["loc"])
            words = str(line["msg"]).removeprefix("Value error, ")
            code = str(line["type"]).replace("_", "-")
            note(outcome, batch, Mistake(_place(read, where), read.organisation, read.year, code, words), where)
        return
    _judge(outcome, batch, read, body, standing, in_file)


def _against(batch: BatchRow, read: ReadReturn, standing: Standing) -> tuple[str, str] | None:
    """Return why this body's return cannot be taken at all, whatever it says."""
    caller = Caller(batch.recorded_by, batch.kind, batch.body)
    if not permission.may_submit(caller, read.organisation):
        return "not-yours", f"This client may not submit for {read.organisation}; only the body itself may."
    if not any(read.document.get(section) for section in SECTIONS):
        return "nothing-given", "The return is blank in every section; fill in what was collected."
    if read.organisation not in standing.registered:
        return "not-registered", f"No organisation is registered under {read.organisation}; register it first."
    return None


def _judge(
    outcome: Outcome,
    batch: BatchRow,
    read: ReadReturn,
    body: ReturnIn,
    standing: Standing,
    in_file: Mapping[Key, ReadReturn],
) -> None:
    annual, findings = examined(body, _previous(read, standing, in_file))
    for finding in findings:
        where = json_path(finding.place)
        mistake = Mistake(_place(read, where), read.organisation, read.year, finding.code, finding.message)
        note(outcome, batch, mistake, where, finding.severity)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return
    document = json.dumps(read.document, separators=(",", ":"), ensure_ascii=False)
    if standing.digests.get((read.organisation, read.year)) == documents.digest(document):
        outcome.unchanged += 1
    else:
        outcome.taken.append(Submission(body, annual, findings, document))


def _previous(read: ReadReturn, standing: Standing, in_file: Mapping[Key, ReadReturn]) -> AnnualReturn | None:
    """Return the year before: what stands, or what this file says of it."""
    key = (read.organisation, read.year - 1)
    if key in in_file:
        return _understood(in_file[key].document)
    if key in standing.documents:
        return documents.annual_return(ReturnIn.model_validate_json(standing.documents[key]))
    return None if read.previous is None else _understood(read.previous)


def _understood(document: Mapping[str, Any]) -> AnnualReturn | None:
    try:
        return documents.annual_return(ReturnIn.model_validate(document))
    except ValueError:
        # A year before that is wrong is told of where it is submitted; here it is no basis to compare with.
        return None


def _first(read: ReadReturn) -> Place | None:
    return next(iter(read.places.values()), None)


def _place(read: ReadReturn, where: str) -> Place | None:
    """Return the cell of a location in the document, or the nearest one before it that has a cell."""
    while where not in read.places and len(where) > 1:
        where = (
            where[: max(where.rfind("."), where.rfind("["))] if max(where.rfind("."), where.rfind("[")) > 0 else "$"
        )
    return read.places.get(where)


def note(
    outcome: Outcome, batch: BatchRow, mistake: Mistake, where: str | None = None, severity: str = Severity.ERROR
) -> None:
    """Note one thing wrong or unusual; an error rejects the return that it is about."""
    number = len(outcome.faults) + 1
    outcome.faults.append(fault(batch, number, mistake, mistake.code, mistake.message, where, severity))
    if severity == Severity.ERROR:
        outcome.rejected.add((mistake.organisation, mistake.year))


def fault(
    batch: BatchRow,
    number: int,
    mistake: Mistake | None,
    code: str,
    message: str,
    where: str | None = None,
    severity: str = Severity.ERROR,
) -> BatchErrorRow:
    """Return the row of one thing wrong or unusual; one without a mistake is about the file as a whole."""
    place = mistake.place if mistake else None
    return BatchErrorRow(
        batch=batch.id,
        number=number,
        severity=severity,
        organisation=_cut(mistake.organisation if mistake else None, 20),
        year=mistake.year if mistake else None,
        sheet=_cut(place.sheet if place else None, 60),
        row=place.row if place else None,
        column=_cut(place.column if place else None, 60),
        cell=place.cell if place else None,
        path=_cut(where, 200),
        code=code,
        message=message[:2_000],
    )


def _cut(text: str | None, longest: int) -> str | None:
    """Return text from a stranger's file as long as its column in the database."""
    return text and text[:longest]


def listed(faults: Sequence[BatchErrorRow]) -> list[BatchErrorRow]:
    """Return the errors and warnings that are kept: errors first, the longest list of each."""
    errors = [each for each in faults if each.severity == Severity.ERROR][:MOST_LISTED]
    warnings = [each for each in faults if each.severity != Severity.ERROR][:MOST_LISTED]
    return errors + warnings
