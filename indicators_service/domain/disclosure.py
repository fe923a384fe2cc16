"""Disclosure control: what the public may see of counts of people, applied before anything is computed.

Rules, per cell (one group's count of one item):

1. An item in which all three groups are zero stays visible: nobody is there. 2. Otherwise a count below
``threshold``, a zero among them, is hidden; so a zero and a four look alike. 3. Every other count, totals
too, is rounded half up to a multiple of ``base`` from its exact count. Items that cut
   across the tree of totals are sums of the rounded ones, so that they tell nothing new; hidden where a
   part is.
4. A total is hidden as well where it and its visible parts would leave a hidden count below it fewer than
three possible
   values (complementary suppression). That is decided from what would be published, never from the hidden
   counts, so the decision itself tells nothing.
5. A group of fewer than ``survey_threshold`` respondents is hidden; other percentages are shown as whole
numbers and
   respondents rounded to ``base``.

Groups are never added to one another in what is published, so each group is protected by itself.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators_service.domain import items
from indicators_service.domain.possible_values import Ranges, fewer_than_three
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import COUNTED, SUPPRESSED, Ints, Statuses, Tally

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rule:
    """The parameters of the control.

    Raises:
        ValueError: a parameter is below 1, or counts at the threshold would be rounded to zero.
    """

    threshold: int = 5
    survey_threshold: int = 11
    base: int = 5

    def __post_init__(self) -> None:
        if min(self.threshold, self.survey_threshold, self.base) < 1 or 2 * self.threshold < self.base:
            raise ValueError("thresholds and base are at least 1, and the base at most twice the threshold")

    def __str__(self) -> str:
        return (
            f"counts under {self.threshold} and survey groups under {self.survey_threshold} hidden, "
            f"the rest rounded to {self.base}"
        )

    def rounded(self, counts: Ints) -> Ints:
        """Return counts rounded half up to a multiple of the base."""
        return (2 * counts + self.base) // (2 * self.base) * self.base


def control(tally: Tally, threshold: int = 5, survey_threshold: int = 11, base: int = 5) -> Tally:
    """Return the tally as the public may see it. Controlling it again by the same rule changes nothing.

    Raises:
        ValueError: the parameters make no rule, or the tally is already under another rule.
    """
    rule = Rule(threshold, survey_threshold, base)
    if tally.rule == str(rule):
        return tally
    if tally.rule is not None:
        raise ValueError("exact counts are needed: this tally is already under another rule")
    hidden = _hidden(tally.counts, rule)
    counts = np.where(hidden, 0, rule.rounded(tally.counts))
    status = np.where(hidden & (tally.status == COUNTED), SUPPRESSED, tally.status).astype(np.int8)
    _joint_from_parts(counts, status)
    survey = _controlled_survey(tally.survey, rule)
    return replace(tally, counts=counts, status=status, survey=survey, rule=str(rule))


def _hidden(counts: Ints, rule: Rule) -> Flags:
    """Say which cells are hidden, by size or to protect another."""
    nobody = (counts == 0).all(axis=2, keepdims=True)
    small = (counts < rule.threshold) & ~nobody
    hidden: Flags = small.copy()
    for _ in items.TREE:
        unsafe = fewer_than_three(_ranges(counts, small, hidden, nobody, rule)) & small
        more = _nearest_visible_totals(unsafe, hidden)
        if not more.any():
            break
        hidden = np.logical_or(hidden, more)
    whole = items.POSITION[items.WHOLE_WORKFORCE]
    for staff in items.STAFF_OF:
        hidden[:, items.POSITION[staff]] |= hidden[:, whole]
    return hidden


def _ranges(counts: Ints, small: Flags, hidden: Flags, nobody: Flags, rule: Rule) -> Ranges:
    """Return what a reader who knows this very procedure can say about each cell by itself."""
    shown = rule.rounded(counts)
    lower = np.maximum(shown - rule.base // 2, rule.threshold)
    upper = shown - rule.base // 2 + rule.base - 1
    # A total hidden to protect another is not small, and nothing else is known about it.
    upper = np.where(hidden, Ranges.UNBOUNDED, upper)
    lower = np.where(hidden, rule.threshold, lower)
    lower, upper = np.where(small, 0, lower), np.where(small, rule.threshold - 1, upper)
    return Ranges(np.where(nobody, 0, lower), np.where(nobody, 0, upper))


def _nearest_visible_totals(unsafe: Flags, hidden: Flags) -> Flags:
    """Mark the first visible total above each unsafe cell; climb past totals that are already hidden."""
    wanted, marked = unsafe.copy(), np.zeros_like(unsafe)
    for total, parts in items.TREE.items():
        place = items.POSITION[total]
        asked = wanted[:, [items.POSITION[part] for part in parts]].any(axis=1)
        marked[:, place] = asked & ~hidden[:, place]
        wanted[:, place] |= asked & hidden[:, place]
    return marked


def _joint_from_parts(counts: Ints, status: Statuses) -> None:
    for total, parts in items.JOINT.items():
        places = [items.POSITION[part] for part in parts]
        status[:, items.POSITION[total]] = status[:, places].max(axis=1)
        known = status[:, items.POSITION[total]] == COUNTED
        counts[:, items.POSITION[total]] = np.where(known, counts[:, places].sum(axis=1), 0)


def _controlled_survey(survey: SurveyTally, rule: Rule) -> SurveyTally:
    few = (survey.respondents < rule.survey_threshold) & (survey.status == COUNTED)
    return SurveyTally(
        percent=np.where(few, 0.0, np.floor(survey.percent + 0.5)),
        respondents=np.where(few, 0, rule.rounded(survey.respondents)),
        status=np.where(few, SUPPRESSED, survey.status).astype(np.int8),
    )
