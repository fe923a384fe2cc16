"""A rule of validation as data, what it looks at, and what it finds.

Which items a rule is about, from where on it speaks and in which words are data. Here are only the shapes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from indicators_service.domain import items
from indicators_service.domain.annual_return import AnnualReturn, Answer, Counts
from vocabulary.bands import OF_WHICH
from vocabulary.indicators import SurveyQuestion

Place = tuple[str | int, ...]
"""A location in the document, such as ("workforce", 3, "bme")."""

GROUPS: Final = (("reference", "white"), ("interest", "bme"), ("unknown", "unknown"))
"""The engine's groups, and what the document calls them."""


class Severity(StrEnum):
    """What a finding does to a return: an error refuses it, a warning has to be explained at sign-off."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong or unusual: its place in the document, the rule that says so, and plain words."""

    severity: Severity
    place: Place
    code: str
    message: str


class FigureKind(StrEnum):
    """How counts give a figure that may be stated: all people of an item, those of the group of interest, their share
    in percent, the change in their number within a year, or the ratio of the two groups' rates of an event.
    """

    PEOPLE = "people"
    INTEREST = "interest"
    SHARE = "share"
    CHANGE = "change"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that may be stated: what its counts are. A ratio has events, and a group that stands on top."""

    kind: FigureKind
    item: str
    events: str | None = None
    top: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how it is judged (``kind``) with which parameters, and how it is worded and explained."""

    id: str
    severity: Severity
    section: str
    title: str
    kind: str
    wording: str
    why: str
    source: str
    since: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that the organisation prints of itself, as it stands there: its name, value and decimal places."""

    figure: str
    value: float
    places: int


@dataclass(frozen=True, slots=True)
class Context:
    """What stands beside a return when it is judged."""

    year: int | None = None
    previous: AnnualReturn | None = None
    stated: Sequence[Stated] = ()
    snapshot: date | None = None
    survey_year: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A return as rules look at it: counts by item, totals among them, and where each stands in the document.

    ``earlier`` is the return of the year before, where there is one.
    """

    annual: AnnualReturn
    counts: Mapping[str, Counts]
    places: Mapping[str, Place]
    earlier: "Facts | None" = None

    def answers(self) -> Iterator[tuple[SurveyQuestion, str, str, Answer]]:
        """Yield question, the engine's group, the document's group, and the answer, where there is one."""
        survey = self.annual.staff_survey
        for question in SurveyQuestion if survey else ():
            pair = survey.answers.get(question) if survey else None
            for group, name in GROUPS[:2] if pair else ():
                answer: Answer | None = getattr(pair, group)
                if answer is not None:
                    yield question, group, name, answer


Evaluator = Callable[[Rule, Facts, Context], Iterator[tuple[Place, Mapping[str, Any]]]]
"""Judges a return by a rule: yields a place and what the wording names, once for each finding."""


def facts_of(annual: AnnualReturn, previous: AnnualReturn | None = None) -> Facts:
    """Return a return as rules look at it, beside that of the year before."""
    counts: dict[str, Counts] = {}
    places: dict[str, Place] = {}
    for number, row in enumerate(annual.workforce or ()):
        stratum = items.workforce(row.staff_group, row.band)
        counts[stratum], places[stratum] = row.counts, ("workforce", number)
        for total in (
            () if row.band in OF_WHICH else (items.workforce(row.staff_group, items.ALL), items.WHOLE_WORKFORCE)
        ):
            counts[total], places[total] = _sum(counts.get(total), row.counts), ("workforce",)
    for number, seat in enumerate(annual.board or ()):
        name = items.board_seat(voting=seat.voting, executive=seat.executive)
        counts[name], places[name] = _sum(counts.get(name), seat.counts), ("board", number)
        for total in (name.rsplit("/", 1)[0], items.WHOLE_BOARD):
            counts[total], places[total] = _sum(counts.get(total), seat.counts), ("board",)
    for item, place, cell in _single(annual):
        counts[item], places[item] = cell, place
    return Facts(annual, counts, places, None if previous is None else facts_of(previous))


def _single(annual: AnnualReturn) -> Iterator[tuple[str, Place, Counts]]:
    if annual.recruitment is not None:
        yield items.SHORTLISTED, ("recruitment", "shortlisted"), annual.recruitment.shortlisted
        yield items.APPOINTED, ("recruitment", "appointed"), annual.recruitment.appointed
    if annual.disciplinary is not None:
        yield items.ENTERED, ("disciplinary", "entered"), annual.disciplinary.entered
    if annual.training is not None:
        yield items.ACCESSED, ("training", "accessed"), annual.training.accessed


def _sum(one: Counts | None, other: Counts) -> Counts:
    if one is None:
        return other
    return Counts(one.reference + other.reference, one.interest + other.interest, one.unknown + other.unknown)


def total(cell: Counts) -> int:
    """Return all people of a cell."""
    return cell.reference + cell.interest + cell.unknown
