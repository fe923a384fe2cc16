"""Cross-checks of a return: errors, which refuse it, and warnings, which need explaining at sign-off.

Each finding says where in the document it is, so that a submitter can go straight to the cell.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indicators_service.domain.annual_return import AnnualReturn, Counts
from vocabulary.bands import OF_WHICH
from vocabulary.indicators import SurveyQuestion

KNOWN_FROM: Final = 0.95
"""Warn when the ethnicity of fewer staff than this share is known."""

RESPONDENTS_FROM: Final = 11
"""Staff survey figures of fewer respondents than this are withheld from publication."""


class Severity(StrEnum):
    """What a finding does to a return."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong or unusual: its place in the document, a stable code, and plain words."""

    severity: Severity
    place: tuple[str | int, ...]
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class _Subset:
    """Two headcounts of which the first cannot exceed the second, in any group."""

    place: tuple[str, ...]
    part: Counts
    whole: Counts
    code: str
    words: str
    severity: Severity = Severity.ERROR


_FLOW: Final = Severity.WARNING
"""People who joined and left within the year are in its events but not in the snapshot of staff, so events
above staff are unusual and not impossible."""

_GROUPS: Final = (("reference", "white"), ("interest", "bme"), ("unknown", "unknown"))


def check(annual: AnnualReturn) -> list[Finding]:
    """Return every finding about a return, errors first, in document order."""
    findings = [*_workforce(annual), *_subsets(annual), *_board(annual), *_completeness(annual), *_survey(annual)]
    return sorted(findings, key=lambda finding: finding.severity != Severity.ERROR)


def _error(place: tuple[str | int, ...], code: str, message: str) -> Finding:
    return Finding(Severity.ERROR, place, code, message)


def _workforce(annual: AnnualReturn) -> Iterator[Finding]:
    rows = annual.workforce or ()
    seen: Counter[tuple[str, str]] = Counter()
    for number, row in enumerate(rows):
        seen[row.staff_group, row.band] += 1
        if seen[row.staff_group, row.band] == 2:
            words = f"{row.staff_group} band {row.band} is given twice; give each stratum once."
            yield _error(("workforce", number, "band"), "duplicate-stratum", words)
    counts = {(row.staff_group, row.band): row.counts for row in rows}
    for number, row in enumerate(rows):
        whole = OF_WHICH.get(row.band)
        if whole is not None:
            yield from _within(
                _Subset(
                    ("workforce",),
                    row.counts,
                    counts.get((row.staff_group, whole), Counts(0, 0, 0)),
                    "of-which-above-whole",
                    f"{row.band} is part of {whole}, so it cannot be larger",
                ),
                number,
            )


def _staff(annual: AnnualReturn) -> Counts | None:
    if annual.workforce is None:
        return None
    rows = [row.counts for row in annual.workforce if row.band not in OF_WHICH]
    return Counts(
        sum(row.reference for row in rows), sum(row.interest for row in rows), sum(row.unknown for row in rows)
    )


def _subsets(annual: AnnualReturn) -> Iterator[Finding]:
    staff = _staff(annual)
    if annual.recruitment is not None:
        part, whole = annual.recruitment.appointed, annual.recruitment.shortlisted
        words = "nobody is appointed from shortlisting without being shortlisted"
        yield from _within(_Subset(("recruitment", "appointed"), part, whole, "appointed-above-shortlisted", words))
    if annual.disciplinary is not None and annual.disciplinary.window_years == 1 and staff is not None:
        part, words = annual.disciplinary.entered, "check that the counts are of people"
        yield from _within(_Subset(("disciplinary", "entered"), part, staff, "entered-above-staff", words, _FLOW))
    if annual.training is not None and staff is not None:
        part, words = annual.training.accessed, "check that the counts are of people and not of courses"
        yield from _within(_Subset(("training", "accessed"), part, staff, "accessed-above-staff", words, _FLOW))


def _within(subset: _Subset, row: int | None = None) -> Iterator[Finding]:
    for name, wire_name in _GROUPS:
        part, whole = getattr(subset.part, name), getattr(subset.whole, name)
        if part > whole:
            place = (*subset.place, *(() if row is None else (row,)), wire_name)
            words = f"{wire_name}: {part:,} is above {whole:,}; {subset.words}."
            yield Finding(subset.severity, place, subset.code, words)


def _board(annual: AnnualReturn) -> Iterator[Finding]:
    seen: set[tuple[bool, bool]] = set()
    for number, row in enumerate(annual.board or ()):
        if (row.voting, row.executive) in seen:
            words = "This cell of voting by executive is given twice; give each cell once."
            yield _error(("board", number), "duplicate-board-cell", words)
        seen.add((row.voting, row.executive))


def _completeness(annual: AnnualReturn) -> Iterator[Finding]:
    staff = _staff(annual)
    total = 0 if staff is None else staff.reference + staff.interest + staff.unknown
    if staff is not None and total and staff.unknown > (1 - KNOWN_FROM) * total:
        share = 100 * staff.unknown / total
        words = f"The ethnicity of {share:.1f} % of staff is unknown; say what is being done about it."
        yield Finding(Severity.WARNING, ("workforce",), "ethnicity-unknown", words)


def _survey(annual: AnnualReturn) -> Iterator[Finding]:
    answers = annual.staff_survey.answers if annual.staff_survey else {}
    for question in SurveyQuestion:
        pair = answers.get(question)
        for group, wire_name in (("reference", "white"), ("interest", "bme")) if pair else ():
            answer = getattr(pair, group)
            if answer is not None and answer.respondents < RESPONDENTS_FROM:
                words = f"Only {answer.respondents} respondents: the figure will be withheld from publication."
                place = ("staff_survey", question.value, wire_name, "respondents")
                yield Finding(Severity.WARNING, place, "few-respondents", words)
