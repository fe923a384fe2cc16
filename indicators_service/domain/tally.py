"""The counts of many bodies as columns, and their sum.

Shapes: ``counts`` and ``status`` are (bodies, items, 3), the last axis being reference, interest, unknown.
Items and their order are those of the tally's layout. Totals are carried as items of their own, computed from
exact counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain import items
from indicators_service.domain.annual_return import AnnualReturn, Counts
from indicators_service.domain.layout import Layout
from indicators_service.domain.survey_tally import SurveyTally, summed_survey, survey_tally_of

Ints = NDArray[np.int64]
Statuses = NDArray[np.int8]

COUNTED: Final = 0
NOT_COLLECTED: Final = 1
SUPPRESSED: Final = 2

REFERENCE: Final = 0
INTEREST: Final = 1
UNKNOWN: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts of bodies. A cell that is not counted holds 0; its ``status`` says why.

    ``layout`` says what is counted and in what order. ``status`` is 0 counted, 1 not collected, 2 suppressed, per
    cell. ``window_years`` is each body's window of the layout's windowed item, 0 where it is mixed or not
    collected. ``rule`` names the disclosure control applied, if any.
    """

    layout: Layout
    counts: Ints
    status: Statuses
    survey: SurveyTally
    window_years: Ints
    rule: str | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """The items in order."""
        return self.layout.items

    @property
    def bodies(self) -> int:
        """How many bodies there are."""
        return len(self.counts)

    @property
    def reference(self) -> Ints:
        """Counts of the reference group, (bodies, items)."""
        return self.counts[:, :, REFERENCE]

    @property
    def interest(self) -> Ints:
        """Counts of the group of interest, (bodies, items)."""
        return self.counts[:, :, INTEREST]

    @property
    def unknown(self) -> Ints:
        """Counts of people whose group is not known, (bodies, items)."""
        return self.counts[:, :, UNKNOWN]

    def take(self, names: Sequence[str]) -> tuple[Ints, Statuses]:
        """Return counts and status of some items, each (bodies, names, 3)."""
        places = self.layout.places(names)
        return self.counts[:, places], self.status[:, places]


Section = tuple[tuple[str, ...], Sequence[tuple[str, Counts]]]
"""A collected section: the items that it covers, and the entries that it has."""


def tally_of(returns: Sequence[AnnualReturn]) -> Tally:
    """Return the tally of some returns, in order. A stratum or seat without a row has nobody in it."""
    windows = [0 if r.disciplinary is None else r.disciplinary.window_years for r in returns]
    survey = survey_tally_of([annual.staff_survey for annual in returns])
    return tally_of_sections(items.LAYOUT, [_sections(annual) for annual in returns], survey, windows)


def tally_of_sections(
    layout: Layout, bodies: Sequence[Sequence[Section]], survey: SurveyTally, window_years: Sequence[int]
) -> Tally:
    """Return the tally of some bodies from their collected sections. Entries of one item are added together."""
    counts = np.zeros((len(bodies), len(layout.items), 3), np.int64)
    status = np.full(counts.shape, NOT_COLLECTED, np.int8)
    for body, sections in enumerate(bodies):
        for names, entries in sections:
            status[body, layout.places(names)] = COUNTED
            for name, cell in entries:
                counts[body, layout.position[name]] += (cell.reference, cell.interest, cell.unknown)
    add_totals(layout, counts, status)
    return Tally(layout, counts, status, survey, np.array(window_years, np.int64))


def _sections(annual: AnnualReturn) -> list[Section]:
    found: list[Section] = []
    if annual.workforce is not None:
        rows = [(items.workforce(row.staff_group, row.band), row.counts) for row in annual.workforce]
        found.append((items.STRATA, rows))
    if annual.board is not None:
        seats = [(items.board_seat(voting=r.voting, executive=r.executive), r.counts) for r in annual.board]
        found.append((items.SEATS, seats))
    single: list[tuple[str, Counts]] = []
    if annual.recruitment is not None:
        single += [(items.SHORTLISTED, annual.recruitment.shortlisted)]
        single += [(items.APPOINTED, annual.recruitment.appointed)]
    if annual.disciplinary is not None:
        single += [(items.ENTERED, annual.disciplinary.entered)]
    if annual.training is not None:
        single += [(items.ACCESSED, annual.training.accessed)]
    return [*found, (tuple(name for name, _ in single), single)]


def add_totals(layout: Layout, counts: Ints, status: Statuses) -> None:
    """Fill in the totals, and the staff that each section is compared with, in place."""
    for total, parts in layout.sums.items():
        places, place = layout.places(parts), layout.position[total]
        counts[:, place] = counts[:, places].sum(axis=1)
        status[:, place] = status[:, places].max(axis=1)
    whole = layout.position[layout.whole]
    for staff, section in layout.staff_of.items():
        place, other = layout.places((staff, section))
        # Staff of a body that did not collect the section must not enter an area's denominator.
        status[:, place] = np.maximum(status[:, whole], status[:, other])
        counts[:, place] = np.where(status[:, place] == COUNTED, counts[:, whole], 0)


def summed(tally: Tally) -> Tally:
    """Return the tally of one body that holds the sums of all: counts are added before any ratio is taken.

    A body whose section was not collected contributes nothing to it; the sum is not collected only where no
    body collected it. The window of the windowed item is the bodies' own when they agree, otherwise 0.

    Raises:
        ValueError: the tally is under disclosure control. Sums are taken from exact counts.
    """
    if tally.rule is not None:
        raise ValueError("sums are taken before disclosure control, not after it")
    collected = tally.status == COUNTED
    counts = np.where(collected, tally.counts, 0).sum(axis=0, keepdims=True)
    status = np.where(collected.any(axis=0, keepdims=True), COUNTED, NOT_COLLECTED).astype(np.int8)
    return Tally(tally.layout, counts, status, summed_survey(tally.survey), _shared_window(tally, collected))


def _shared_window(tally: Tally, collected: NDArray[np.bool_]) -> Ints:
    """Return the window of the bodies that collected the windowed item when they share one, otherwise 0."""
    if tally.layout.windowed is None:
        return np.zeros(1, np.int64)
    windows = np.unique(tally.window_years[collected[:, tally.layout.position[tally.layout.windowed], INTEREST]])
    return np.array([windows[0] if len(windows) == 1 else 0], np.int64)
