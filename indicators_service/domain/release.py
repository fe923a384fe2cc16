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

Sums over bodies are hidden first, a body's own totals only when that does not suffice: they are what readers want
most.

The margin of one step is for readers who know more than the publication. Someone inside a body knows its exact
figure, which narrows the rest of a sum by at most a step less one; so does the same sum published at two instants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from indicators_service.domain.complementary import hide_across_rows, hide_in_rows
from indicators_service.domain.disclosure import in_place, require_exact, shown
from indicators_service.domain.disclosure_areas import crossing_sums, hidden_alike, row_sums, same_people, sums_over
from indicators_service.domain.disclosure_items import columns
from indicators_service.domain.disclosure_rule import Rule, table_of
from indicators_service.domain.disclosure_survey import survey_across_rows
from indicators_service.domain.possible_values import Flags, System
from indicators_service.domain.published_rows import PublishedRows, joined, rows, stacked
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import COUNTED, Tally, summed

FEW_BODIES: Final = 8
"""Sums over so few bodies, and releases of so few, are held to a stricter rule: rows and columns tell most there."""


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
    whole = hidden[:, columns(tally.layout).whole_column]
    in_bodies = in_place(tally, hidden[: tally.bodies], whole[: tally.bodies, np.newaxis])
    in_areas = in_place(sums, hidden[published.area_rows], whole[published.staff_rows])
    bodies = shown(tally, in_bodies, survey[: tally.bodies], rule)
    return Release(bodies, shown(sums, in_areas, survey[tally.bodies :], rule), tuple(areas))


def _hidden(tally: Tally, published: PublishedRows, rule: Rule) -> Flags:
    """Say which cells of bodies, areas and unnamed rows are hidden, (rows, columns of the control, groups)."""
    places = columns(tally.layout)
    of_bodies = np.where(tally.status == COUNTED, tally.counts, 0)[:, places.places]
    counts = np.concatenate([of_bodies, sums_over(published.members, of_bodies)])
    people = same_people(published.members, np.asarray(of_bodies.any(axis=2)))
    crossing = crossing_sums(published.members)
    extra = len(crossing) // 2
    counts = np.concatenate([counts, np.zeros((extra, *counts.shape[1:]), np.int64)])
    unasked = np.concatenate([published.unasked(places), np.ones((extra, *counts.shape[1:]), np.bool_)])
    people = np.concatenate([people, np.zeros((extra, people.shape[1]), np.intp)])

    def alike(hidden: Flags) -> Flags:
        return hidden | hidden_alike(hidden & ~table.unasked, people)

    table = table_of(counts, rule, tally.bodies, unasked)
    small = table.protected()
    table = hide_in_rows(table, places.tree, small, alike)
    system = System([*places.tree.sums, *row_sums(published.members), *crossing], places.tree.within)
    sizes = np.concatenate([published.members.sum(axis=1), np.zeros(extra, np.int64)])
    few = np.concatenate([np.full(tally.bodies, tally.bodies <= FEW_BODIES), (sizes > 0) & (sizes <= FEW_BODIES)])
    return hide_across_rows(table, system, rule.base, few, alike).hidden


def _survey_hidden(bodies: SurveyTally, areas: SurveyTally, published: PublishedRows, rule: Rule) -> Flags:
    members = published.members[: len(areas.status)]
    people = same_people(members, np.asarray((bodies.status == COUNTED).any(axis=2)))
    return survey_across_rows(joined([bodies, areas]), rule, System(row_sums(members)), len(bodies.status), people)
