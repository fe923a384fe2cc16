"""A result: one value of one measure for one body, with everything needed to judge it. Unrounded."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indicators_service.domain.four_fifths import FourFifths
from vocabulary.indicators import Polarity, Reason

METHOD_VERSION: Final = "1"
"""The version of every definition and method in this folder; it changes when a figure could."""


class Favours(StrEnum):
    """Which group a significant difference favours; for representation, which is over-represented."""

    REFERENCE = "reference"
    INTEREST = "interest"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """People counted, people they are taken from, and the rate in percent; ``None`` where not known."""

    numerator: int | None
    denominator: int | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class Groups:
    """The figures of the three groups; ``unknown`` is ``None`` where the measure has no such group."""

    reference: GroupFigures
    interest: GroupFigures
    unknown: GroupFigures | None


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval in the unit of the value. ``None`` is no bound on that side."""

    lower: float | None
    upper: float | None
    level: float
    method: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The same measure a year before."""

    year: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Whether counts were put under disclosure control before computing, and by which rule."""

    controlled: bool
    rule: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a measure is: the fields that do not depend on the body. ``part`` says what is measured."""

    indicator: str
    part: Mapping[str, str] | None
    measure: str
    unit: str
    orientation: str
    polarity: Polarity
    parity: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """One value with its context. ``value`` is ``None`` exactly where ``reason`` is given."""

    indicator: str
    part: Mapping[str, str] | None
    measure: str
    value: float | None
    unit: str
    orientation: str
    polarity: Polarity
    parity: float | None
    reason: Reason | None
    groups: Groups
    interval: Interval | None
    p_value: float | None
    test: str | None
    four_fifths: FourFifths | None
    significant: bool | None
    favours: Favours | None
    small_number: bool
    completeness: float | None
    disclosure: Disclosure
    previous: Previous | None = None
    method_version: str = METHOD_VERSION
