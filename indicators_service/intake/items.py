"""The items that a line of a file may be about, by name, and how many figures each has."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from vocabulary.bands import BANDS_OF
from vocabulary.indicators import SurveyQuestion

GROUPS: Final = ("white", "bme", "unknown")
STATED: Final = (
    "workforce_total",
    "workforce_bme",
    "workforce_bme_share",
    "workforce_bme_change",
    "likelihood_appointment",
    "likelihood_disciplinary",
    "likelihood_training",
    "board_total",
    "board_bme",
)
STRATA: Final = tuple(f"workforce/{group}/{band}" for group, bands in BANDS_OF.items() for band in bands)
SEATS: Final = (
    "board/voting/executive",
    "board/voting/non_executive",
    "board/non_voting/executive",
    "board/non_voting/non_executive",
)
_PERCENTS: Final = tuple(f"survey/{question}/percent" for question in SurveyQuestion)
_SURVEY: Final = (*_PERCENTS, *(f"survey/{question}/respondents" for question in SurveyQuestion))
_SINGLE: Final = ("disciplinary/window_years", "survey/year", *(f"stated/{name}" for name in STATED))
_COUNTED: Final = (
    *STRATA,
    "recruitment/shortlisted",
    "recruitment/appointed",
    "disciplinary/entered",
    "training/accessed",
    *SEATS,
)
ITEMS: Final[Mapping[str, int]] = {
    **dict.fromkeys(_COUNTED, 3),
    **dict.fromkeys(_SURVEY, 2),
    **dict.fromkeys(_SINGLE, 1),
}
"""Every item that a line may be about, and how many of white, BME and unknown it has, from the left."""

PERCENT: Final = frozenset((*_PERCENTS, *(f"stated/{name}" for name in STATED)))
"""The items whose figures may have decimal places."""


def nearest(item: str) -> str:
    """Return the words that name the item which was probably meant. Takes milliseconds."""
    near = get_close_matches(item[:80], ITEMS, 1)
    return f" Did you mean {near[0]}?" if near else " The template lists the items."
