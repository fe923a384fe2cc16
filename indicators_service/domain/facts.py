"""A return as rules of validation look at it: counts by item, and where each stands in the document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from indicators_service.domain import items
from indicators_service.domain.annual_return import AnnualReturn, Answer, Counts
from vocabulary.bands import OF_WHICH, StaffGroup
from vocabulary.indicators import SurveyQuestion

Place = tuple[str | int, ...]
"""A location in the document, such as ("workforce", 3, "bme")."""

GROUPS: Final = (("reference", "white"), ("interest", "bme"), ("unknown", "unknown"))
"""The engine's groups, and what the document calls them."""


JUDGED: Final = frozenset(
    {
        *items.STRATA,
        *(items.workforce(group, items.ALL) for group in StaffGroup),
        items.WHOLE_WORKFORCE,
        *(items.SHORTLISTED, items.APPOINTED, items.ENTERED, items.ACCESSED),
        *items.SEATS,
        *(seat.rsplit("/", 1)[0] for seat in items.SEATS),
        items.WHOLE_BOARD,
    }
)
"""The items that a rule may be about."""


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
