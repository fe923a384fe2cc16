"""A release: everything the public sees of one year, bodies and areas, controlled together.

The counts of a body are published again inside sums: its ICS, its region, its type, England. Whoever subtracts the
visible bodies from a sum learns about the hidden ones. So all of it is decided at once. Beyond what ``control`` hides
in each body and each area by itself:

1. A sum over bodies is shown only where it stays more than one rounding step away from what would leave a hidden part
   fewer than three possible values. It is compared with everything the other figures tell of its parts: a region with
   its bodies, and also with its ICSs and its types.
2. Where totals in a row, added over bodies, still pin a hidden count, the published sum that tells most about it is
   hidden, and so on until every hidden count is open.
3. Counts of the same people are hidden alike: an area in which one body alone has anybody looks like that body.

Sums over bodies are hidden first, a body's own totals only when that does not suffice: they are what readers come for.

The margin of one step is for readers who know more than the publication. Someone inside a body knows its exact
figure, which narrows the rest of a sum by at most a step less one; so does the same sum published at two instants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indicators_service.domain.complementary import hide_across_rows, hide_in_rows
from indicators_service.domain.disclosure import require_exact, shown
from indicators_service.domain.disclosure_areas import hidden_alike, row_sums, same_people, sums_over
from indicators_service.domain.disclosure_items import columns
from indicators_service.domain.disclosure_rule import Rule, table_of
from indicators_service.domain.disclosure_survey import survey_across_rows
from indicators_service.domain.possible_values import Flags, System
from indicators_service.domain.published_rows import PublishedRows, joined, rows, stacked
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import COUNTED, SUPPRESSED, Tally, summed


@dataclass(frozen=True, slots=True, eq=False)
class Release:
    """Controlled counts of all bodies, and of areas, made together.

    Attributes:
        bodies: the bodies in the order of the exact tally.
        areas: one row per area, in the order of ``names``.
        names: the areas' ids.
    """

    bodies: Tally
    areas: Tally
    names: tuple[str, ...]

    def area(self, name: str) -> Tally:
        """Return the tally of one area.

        Raises:
            ValueError: there is no such area in the release.
        """
        return rows(self.areas, [self.names.index(name)])


def release(
    tally: Tally,
    areas: Mapping[str, Sequence[int]],
    threshold: int = 5,
    survey_threshold: int = 11,
    base: int = 5,
) -> Release:
    """Return what the public may see of one year.

    Args:
        tally: exact counts of every body whose return is published, and of no other.
        areas: which bodies each published sum is over, by their places in the tally. They may overlap.
        threshold: counts below this are hidden.
        survey_threshold: survey groups of fewer respondents are hidden.
        base: other counts are rounded to a multiple of this.

    Raises:
        ValueError: the parameters make no rule, or the tally is already under disclosure control.
        IndexError: an area has a place that the tally has not.
    """
    rule = Rule(threshold, survey_threshold, base)
    require_exact(tally)
    published = PublishedRows.of(tally, list(areas.values()))
    hidden = _hidden(tally, published, rule)
    sums = stacked([summed(rows(tally, sorted(set(own)))) for own in areas.values()], tally)
    survey = _survey_hidden(tally.survey, sums.survey, published, rule)
    bodies = shown(tally, hidden[: tally.bodies], survey[: tally.bodies], rule)
    of_areas = shown(sums, hidden[published.area_rows], survey[tally.bodies :], rule)
    for place, staff in zip(columns().staff, published.staff_rows.T, strict=True):
        _hide(of_areas, place, hidden[staff, columns().whole_column])
    return Release(bodies, of_areas, tuple(areas))


def _hidden(tally: Tally, published: PublishedRows, rule: Rule) -> Flags:
    """Say which cells of bodies, areas and unnamed rows are hidden, (rows, columns of the control, groups)."""
    places = columns()
    of_bodies = np.where(tally.status == COUNTED, tally.counts, 0)[:, places.places]
    counts = np.concatenate([of_bodies, sums_over(published.members, of_bodies)])
    people = same_people(published.members, of_bodies.any(axis=2))

    def alike(hidden: Flags) -> Flags:
        return hidden | hidden_alike(hidden & ~table.unasked, people)

    table = table_of(counts, rule, tally.bodies, published.unasked(places))
    small = table.protected()
    table = hide_in_rows(table, places.tree, small, alike)
    system = System([*places.tree.sums, *row_sums(published.members)], places.tree.within)
    return hide_across_rows(table, system, rule.base, alike).hidden


def _survey_hidden(bodies: SurveyTally, areas: SurveyTally, published: PublishedRows, rule: Rule) -> Flags:
    members = published.members[: len(areas.status)]
    people = same_people(members, (bodies.status == COUNTED).any(axis=2))
    return survey_across_rows(joined([bodies, areas]), rule, System(row_sums(members)), len(bodies.status), people)


def _hide(tally: Tally, place: int, hidden: Flags) -> None:
    """Hide cells of one item, in place."""
    cells = hidden & (tally.status[:, place] == COUNTED)
    tally.counts[:, place][cells] = 0
    tally.status[:, place][cells] = SUPPRESSED
