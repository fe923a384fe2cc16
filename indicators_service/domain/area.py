"""The tally of an area from sums that a database took: the region's or the nation's people, not its ratios."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from indicators_service.domain.annual_return import AnnualReturn, Counts
from indicators_service.domain.tally import COUNTED, NOT_COLLECTED, Tally, tally_of


def tally_of_sums(sums: AnnualReturn, staff: Mapping[str, Counts], window_years: int) -> Tally:
    """Return the tally of one area from its summed sections.

    Args:
        sums: every section added over the bodies that collected it; survey percentages weighted by respondents.
        staff: the whole workforce of those bodies alone that collected a section, by the layout's names.
        window_years: the disciplinary window when all bodies share one, otherwise 0.
    """
    tally = tally_of([sums])
    counts, status = tally.counts.copy(), tally.status.copy()
    for item in tally.layout.staff_of:
        place = tally.layout.position[item]
        cell = staff.get(item)
        status[0, place] = NOT_COLLECTED if cell is None else COUNTED
        counts[0, place] = (0, 0, 0) if cell is None else (cell.reference, cell.interest, cell.unknown)
    return replace(tally, counts=counts, status=status, window_years=np.array([window_years], np.int64))
