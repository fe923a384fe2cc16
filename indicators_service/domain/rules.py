"""A rule of validation as data, what stands beside a return when it is judged, and what is found.

Which items a rule is about, from where on it speaks and in which words are data. Here are only the shapes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.facts import Facts, Place


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


Evaluator = Callable[[Rule, Facts, Context], Iterator[tuple[Place, Mapping[str, Any]]]]
"""Judges a return by a rule: yields a place and what the wording names, once for each finding."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule: how it is judged, and what it needs of a rule as data.

    ``items``, ``figures`` and ``needs`` are parameters that have to be given, the first two naming items and figures;
    ``may`` are parameters that can be left out. ``tells`` are the names that its wording can use.
    """

    judge: Evaluator
    items: frozenset[str]
    figures: frozenset[str]
    needs: frozenset[str]
    may: frozenset[str]
    tells: frozenset[str]
