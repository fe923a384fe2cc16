"""Whether a framework speaks of an organisation and a reporting year.

A return is looked at in the twelve months after its snapshot of 31 March, so a framework speaks of the year when it
was in force on any day from the snapshot to the 31 March that follows.
"""

from dataclasses import dataclass
from enum import StrEnum

from oversight_service.domain.frameworks import Framework
from vocabulary.years import snapshot_date


class WhyNot(StrEnum):
    """Why a framework does not speak of a body and year."""

    TYPE = "not-assessed-by-this-framework"
    YEAR = "not-in-force"


@dataclass(frozen=True, slots=True)
class DoesNotApply:
    """A framework that does not speak of a body and year: the code of the reason, and the sentence."""

    code: WhyNot
    sentence: str


def why_not(framework: Framework, kind: str | None, year: int) -> DoesNotApply | None:
    """Return why a framework does not speak of an organisation of a type in a year, ``None`` where it does."""
    if kind is not None and kind not in framework.assesses:
        assessed = ", ".join(each.replace("_", " ") for each in framework.assesses)
        named = kind.replace("_", " ")
        words = f"{framework.key} does not assess organisations of the type {named}; it assesses {assessed}."
        return DoesNotApply(WhyNot.TYPE, words)
    first, last = snapshot_date(year), snapshot_date(year + 1)
    span = framework.in_force
    if span.start > last or (span.end is not None and span.end < first):
        until = f"to {span.end}" if span.end else "on"
        words = (
            f"{framework.key} was in force from {span.start} {until}, and the return of {year} was looked at after."
        )
        if span.start > last:
            words = f"{framework.key} came into force on {span.start}; the return of {year} was looked at before."
        return DoesNotApply(WhyNot.YEAR, words)
    return None


def years_of(framework: Framework, first: int, last: int) -> tuple[int, ...]:
    """Return the reporting years from ``first`` to ``last`` that a framework speaks of."""
    return tuple(year for year in range(first, last + 1) if why_not(framework, None, year) is None)
