"""Disclosure control: what the public may see of counts of people, applied before anything is computed.

Rules, per cell (one group's count of one item):

1. An item in which all three groups are zero stays visible: nobody is there.
2. Otherwise a count below ``threshold``, a zero among them, is hidden; so a zero and a four look alike.
3. Every other count, totals too, is rounded half up to a multiple of ``base`` from its exact count. Items that cut
   across the tree of totals are sums of the rounded ones, so that they tell nothing new; hidden where a part is.
4. A total is hidden as well where it and its visible parts would leave a hidden count below it fewer than three
   possible values (complementary suppression). That is decided from what would be published, never from the hidden
   counts.
5. A survey group of fewer than ``survey_threshold`` respondents is hidden, and so is a percentage that would be shown
   as 0 or 100, which tells what every person of the group answered. Others are shown as whole numbers, respondents
   rounded to ``base``.

Groups are never added to one another in what is published, so each group is protected by itself. Sums over bodies
need the whole publication at once: see ``release``.
"""

from dataclasses import replace

import numpy as np

from indicators_service.domain.complementary import hide_in_rows
from indicators_service.domain.disclosure_items import Columns, columns
from indicators_service.domain.disclosure_rule import Rule, small_counts, table_of
from indicators_service.domain.disclosure_survey import small_survey, survey_shown
from indicators_service.domain.possible_values import Flags, Ints
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import COUNTED, SUPPRESSED, Statuses, Tally


def control(tally: Tally, threshold: int = 5, survey_threshold: int = 11, base: int = 5) -> Tally:
    """Return the tally as the public may see it, each body by itself. By the same rule twice changes nothing.

    Raises:
        ValueError: the parameters make no rule, or the tally is already under another rule.
    """
    rule = Rule(threshold, survey_threshold, base)
    if tally.rule == str(rule):
        return tally
    require_exact(tally)
    places = columns(tally.layout)
    table = table_of(tally.counts[:, places.places], rule, tally.bodies)
    hidden = hide_in_rows(table, places.tree, table.hidden, lambda cells: cells).hidden
    staff = hidden[:, [places.whole_column] * len(places.staff)]
    return shown(tally, in_place(tally, hidden, staff), small_survey(tally.survey, rule), rule)


def require_exact(tally: Tally) -> None:
    """Refuse a tally that is already controlled.

    Raises:
        ValueError: the tally is under a rule.
    """
    if tally.rule is not None:
        raise ValueError("exact counts are needed: this tally is already under another rule")


def shown(tally: Tally, hidden: Flags, survey_hidden: Flags, rule: Rule) -> Tally:
    """Return a tally with some cells hidden and the others rounded.

    Args:
        tally: exact counts.
        hidden: cells to hide besides the small ones, (bodies, items, groups).
        survey_hidden: survey cells to hide.
        rule: the rule, which the result then carries.
    """
    places = columns(tally.layout)
    cells = hidden | small_counts(tally.counts, rule)
    counts = np.where(cells, 0, rule.rounded(tally.counts))
    status = np.where(cells & (tally.status == COUNTED), SUPPRESSED, tally.status).astype(np.int8)
    _joint_from_parts(counts, status, places)
    survey: SurveyTally = survey_shown(tally.survey, survey_hidden, rule)
    return replace(tally, counts=counts, status=status, survey=survey, rule=str(rule))


def in_place(tally: Tally, hidden: Flags, staff: Flags) -> Flags:
    """Return the cells to hide by item.

    Args:
        tally: the counts they are cells of.
        hidden: (bodies, columns of the control, groups).
        staff: the staff of each section, (bodies, sections, groups).
    """
    cells = np.zeros(tally.counts.shape, np.bool_)
    places = columns(tally.layout)
    cells[:, places.places] = hidden
    cells[:, list(places.staff)] = staff
    return cells


def _joint_from_parts(counts: Ints, status: Statuses, places: Columns) -> None:
    for total, parts in places.joint.items():
        status[:, total] = status[:, parts].max(axis=1)
        known = status[:, total] == COUNTED
        counts[:, total] = np.where(known, counts[:, parts].sum(axis=1), 0)
