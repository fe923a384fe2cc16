"""The rows of a publication: bodies, areas, and sums that are published under another name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain.disclosure_items import Columns, columns
from indicators_service.domain.possible_values import Flags
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import COUNTED, Tally


@dataclass(frozen=True, slots=True, eq=False)
class PublishedRows:
    """Areas as rows after the bodies, and unnamed rows after the areas.

    The staff that a section is compared with are the whole workforce of those bodies alone that collected the
    section. Where these are not all of an area, they are another sum over bodies, of which only the whole workforce
    is public.

    Attributes:
        bodies: how many bodies there are.
        areas: how many areas.
        members: which bodies each area and each unnamed row has, (areas and unnamed rows, bodies).
        staff_rows: the row that holds the staff of each section, (areas, sections).
    """

    bodies: int
    areas: int
    members: Flags
    staff_rows: NDArray[np.intp]

    @classmethod
    def of(cls, tally: Tally, areas: Sequence[Sequence[int]]) -> "PublishedRows":
        """Return the rows of a publication of these bodies and areas."""
        places = columns(tally.layout)
        members = np.zeros((len(areas), tally.bodies), np.bool_)
        for area, places_of in enumerate(areas):
            members[area, np.asarray(places_of, np.intp)] = True
        has_workforce = tally.status[:, places.whole, 0] == COUNTED
        has_section = [tally.status[:, staff, 0] == COUNTED for staff in places.staff]
        unnamed: dict[bytes, int] = {}
        masks = list(members)
        staff_rows = np.empty((len(areas), len(places.staff)), np.intp)
        for area, own in enumerate(members):
            for section, collected in enumerate(has_section):
                staff = own & collected
                row = area
                if (staff != own & has_workforce).any():
                    row = unnamed.setdefault(staff.tobytes(), len(masks))
                    masks += [staff] if row == len(masks) else []
                staff_rows[area, section] = tally.bodies + row
        every = np.array(masks, np.bool_).reshape(len(masks), tally.bodies)
        return cls(tally.bodies, len(areas), every, staff_rows)

    @property
    def area_rows(self) -> slice:
        """Where the areas stand among all rows."""
        return slice(self.bodies, self.bodies + self.areas)

    def unasked(self, places: Columns) -> Flags:
        """Say which cells are not published: all of an unnamed row but its whole workforce."""
        cells = np.zeros((self.bodies + len(self.members), len(places.places), 3), np.bool_)
        cells[self.bodies + self.areas :] = True
        cells[:, places.whole_column] = False
        return cells


def rows(tally: Tally, places: Sequence[int]) -> Tally:
    """Return the tally of some of the bodies, in the order given."""
    own = np.asarray(places, np.intp)
    s = tally.survey
    survey = SurveyTally(s.percent[own], s.respondents[own], s.status[own])
    return replace(
        tally,
        counts=tally.counts[own],
        status=tally.status[own],
        survey=survey,
        window_years=tally.window_years[own],
    )


def stacked(tallies: Sequence[Tally], like: Tally) -> Tally:
    """Return one tally with the bodies of several, in order; with the items of ``like`` when there are none."""
    none = rows(like, [])
    several = [none, *tallies]
    return replace(
        like,
        counts=np.concatenate([one.counts for one in several]),
        status=np.concatenate([one.status for one in several]),
        survey=joined([one.survey for one in several]),
        window_years=np.concatenate([one.window_years for one in several]),
    )


def joined(surveys: Sequence[SurveyTally]) -> SurveyTally:
    """Return the columns of several surveys, one after the other."""
    return SurveyTally(
        np.concatenate([one.percent for one in surveys]),
        np.concatenate([one.respondents for one in surveys]),
        np.concatenate([one.status for one in surveys]),
    )
