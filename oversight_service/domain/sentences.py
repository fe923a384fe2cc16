"""Figures and differences in plain English.

Only a significant difference is put into words as a difference; any other could be chance, and is said to be.
Rounding for reading happens here, half away from zero; the figures of the pack themselves stay exact.
"""

import re
from calendar import month_name
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

COMPARATIVES: Final = re.compile(
    r"\b(higher|lower|more|less|fewer|greater|smaller|better|worse|under-represented|over-represented)\b",
    re.IGNORECASE,
)
"""Words that claim a difference. They have no place in a sentence about what could be chance."""

METRIC_WORDS: Final = frozenset(
    ["value", "tested_value", "white_rate", "bme_rate", "white_count", "bme_count", "white_total", "bme_total"]
)
"""Names that the wording of a metric may use."""

COULD_BE_CHANCE: Final = "The difference could be chance."
NOT_TESTED: Final = "No test of the difference was possible."
TESTED_WITHOUT_SIDE: Final = "The difference is statistically significant and favours neither group."

REASONS: Final = {
    "no-denominator": "It is undefined, because there is nobody to divide by.",
    "no-events-in-reference": "It is undefined, because there were no events in the group compared with.",
    "not-collected": "It was not collected.",
    "suppressed": "It is suppressed, because the numbers are small enough to identify people.",
    "not-submitted": "No return was submitted for the year.",
    "not-published": "No return is published for the year.",
    "not-in-response": "The service that computes it gave no such row.",
    "too-few-respondents": "It is withheld, because a group has too few respondents.",
    "respondents-not-stated": "It is withheld, because the number of respondents is not stated.",
    "no-workforce-share": "It is unknown, because the share of the whole workforce is unknown.",
    "no-posts-of-known-ethnicity": "There are no posts held by people of known ethnicity.",
    "baseline-not-known": "The people it starts from are not known.",
    "empty-board": "There are no members to count.",
    "not-visible": "This client may not see it.",
    "not-recorded": "No figure is recorded for the year.",
    "not-asked": "It was not asked for here.",
    "not-asked-yet": "The framework asks for it in later years only.",
    "horizon-passed": "The year of the goal is not after the year of the return.",
    "not-tested": "The movement was not tested.",
    "later-years-in-the-test": "The movement was tested only together with later years.",
    "not-compared": "It is not compared.",
    "too-few-years": "There are too few years to test whether it moves.",
    "not-told-at-an-instant": "It is told as it is now only, not as it was at an instant.",
    "no-goals": "No goal is on record.",
    "not-computable": "It cannot be computed for this organisation and year.",
    "nothing-recorded": "Nothing is on record.",
    "too-few-posts": "There are too few posts to tell progress from chance.",
    "no-providers-commissioned": "It commissioned no provider in the year.",
    "no-provider-has-an-index": "None of its providers has a figure.",
    "no-weight": "The weight of one of its providers is not known.",
    "not-comparable": "It is not comparable, because events were counted over another window.",
    "not-in-force": "No revision of it is in force.",
    "no-return": "No return tells of the year.",
    "baseline-not-kept": "The counts it started from are not kept any more.",
    "band-reorganised": "The number of posts more than doubled or halved, so it is not the same band any more.",
    "not-after-the-baseline": "The year is not after that of the baseline.",
    "goal-year-passed": "The year of the goal has passed.",
    "predecessor-without-goal": "One of the organisations that merged had no goal.",
    "another-body-joined-since-the-goal": "Another organisation has joined since the goal was set.",
    "goals-of-predecessors-differ": "The goals of the organisations that merged cannot be added up.",
    "coverage-under-the-floor": "Providers with too little of the whole weight have a figure.",
}
"""Why a figure is missing, by reason. A reason that is not here is quoted as it is."""

_PLACES: Final = {"ratio": 2, "percent": 1, "percentage_points": 1, "probability": 3, "count": 1}
_AFTER: Final = {
    "percent": "%",
    "percentage_points": " percentage points",
    "pounds_million": " million pounds",
    "score_0_10": " out of 10",
}
UNKNOWN: Final = "not known"


def in_words(value: float | None, unit: str | None) -> str:
    """Return a figure for reading: two places for ratios, one for percentages and points, with the unit.

    A whole number has no places. An unknown unit is written with two places and no sign of the unit.
    """
    if value is None:
        return UNKNOWN
    if isinstance(value, int):
        return f"{value:,}"
    places = _PLACES.get(unit or "", 2)
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    # Minus nothing is a trap of rounding: a gap of -0.04 reads as 0.0.
    plain = rounded if rounded else abs(rounded)
    return f"{plain:,}".replace("-", "−") + _AFTER.get(unit or "", "")


def day_in_words(day: date | str) -> str:
    """Return a day as people write it, such as 20 August 2018; a text is an ISO day, or an instant in UTC."""
    known = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return f"{known.day} {month_name[known.month]} {known.year}"


def chance_in_words(probability: float) -> str:
    """Return a chance for reading, in percent; below 0.1% it is said to be below."""
    if probability < 0.001:
        return "below 0.1%"
    return in_words(100.0 * probability, "percent")


def reason_in_words(reason: str | None) -> str:
    """Return the sentence that explains a missing figure."""
    if reason is None:
        return "It is not known, and no reason was given."
    return REASONS.get(reason, f"It is not known: {reason}.")
