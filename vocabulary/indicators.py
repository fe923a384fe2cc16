"""The words in which indicators are read: orientation, polarity, reasons, questions, memberships.

Source: the strategy's Annex A; formulas and polarity as the WRES technical guidance states them.
"""

from enum import StrEnum


class Orientation(StrEnum):
    """Which group stands on top of a ratio, or is taken first in a difference."""

    WHITE_OVER_BME = "white_over_bme"
    BME_OVER_WHITE = "bme_over_white"
    BME_MINUS_WHITE = "bme_minus_white"
    STRATUM_MINUS_WORKFORCE = "stratum_minus_workforce"
    BOARD_MINUS_WORKFORCE = "board_minus_workforce"
    NONE = "none"


class Polarity(StrEnum):
    """How a value is to be read."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    CLOSER_TO_PARITY = "closer_to_parity"
    NEUTRAL = "neutral"


class Reason(StrEnum):
    """Why a value is null. Undefined is a value of its own: never 0, 1 or infinity."""

    NO_DENOMINATOR = "no-denominator"
    NO_EVENTS_IN_REFERENCE = "no-events-in-reference"
    NOT_COLLECTED = "not-collected"
    SUPPRESSED = "suppressed"
    NOT_COMPARABLE = "not-comparable"


class SurveyQuestion(StrEnum):
    """The four NHS Staff Survey questions behind indicators 5 to 8."""

    HARASSMENT_PUBLIC = "harassment_public"
    HARASSMENT_STAFF = "harassment_staff"
    EQUAL_OPPORTUNITIES = "equal_opportunities"
    DISCRIMINATION = "discrimination"
