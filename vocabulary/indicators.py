"""The nine WRES indicators as records: what each measures, which way round, and what parity is.

Source: the strategy's Annex A; formulas and polarity as the WRES technical guidance states them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


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


class Membership(StrEnum):
    """The cuts of a board for indicator 9."""

    ALL = "all"
    VOTING = "voting"
    NON_VOTING = "non_voting"
    EXECUTIVE = "executive"
    NON_EXECUTIVE = "non_executive"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: identity, wording, formula, and how to read its headline value."""

    id: str
    title: str
    formula: str
    unit: str
    orientation: Orientation
    polarity: Polarity
    parity: float
    period: str
    question: SurveyQuestion | None = None


def _survey(number: str, title: str, question: SurveyQuestion, polarity: Polarity) -> Indicator:
    return Indicator(
        id=number,
        title=title,
        formula="BME % of respondents - white % of respondents",
        unit="percentage_points",
        orientation=Orientation.BME_MINUS_WHITE,
        polarity=polarity,
        parity=0.0,
        period="preceding autumn's NHS Staff Survey",
        question=question,
    )


_YEAR_TO_SNAPSHOT = "year to 31 March"

INDICATORS: Final[dict[str, Indicator]] = {
    record.id: record
    for record in (
        Indicator(
            id="1",
            title="Share of BME staff in each band and grade beside the share in the whole workforce",
            formula="BME / (white + BME + unknown) of the stratum - the same of the workforce",
            unit="percentage_points",
            orientation=Orientation.STRATUM_MINUS_WORKFORCE,
            polarity=Polarity.CLOSER_TO_PARITY,
            parity=0.0,
            period="31 March",
        ),
        Indicator(
            id="2",
            title="Relative likelihood of appointment from shortlisting",
            formula="(white appointed / white shortlisted) / (BME appointed / BME shortlisted)",
            unit="ratio",
            orientation=Orientation.WHITE_OVER_BME,
            polarity=Polarity.CLOSER_TO_PARITY,
            parity=1.0,
            period=_YEAR_TO_SNAPSHOT,
        ),
        Indicator(
            id="3",
            title="Relative likelihood of entering the formal disciplinary process",
            formula="(BME entered / BME staff) / (white entered / white staff)",
            unit="ratio",
            orientation=Orientation.BME_OVER_WHITE,
            polarity=Polarity.CLOSER_TO_PARITY,
            parity=1.0,
            period=_YEAR_TO_SNAPSHOT,
        ),
        Indicator(
            id="4",
            title="Relative likelihood of accessing non-mandatory training and CPD",
            formula="(white accessed / white staff) / (BME accessed / BME staff)",
            unit="ratio",
            orientation=Orientation.WHITE_OVER_BME,
            polarity=Polarity.CLOSER_TO_PARITY,
            parity=1.0,
            period=_YEAR_TO_SNAPSHOT,
        ),
        _survey(
            "5",
            "Staff harassed, bullied or abused by patients, relatives or the public in 12 months",
            SurveyQuestion.HARASSMENT_PUBLIC,
            Polarity.LOWER_IS_BETTER,
        ),
        _survey(
            "6",
            "Staff harassed, bullied or abused by staff in 12 months",
            SurveyQuestion.HARASSMENT_STAFF,
            Polarity.LOWER_IS_BETTER,
        ),
        _survey(
            "7",
            "Staff believing that the organisation gives equal opportunities for progression",
            SurveyQuestion.EQUAL_OPPORTUNITIES,
            Polarity.HIGHER_IS_BETTER,
        ),
        _survey(
            "8",
            "Staff personally discriminated against by a manager, team leader or colleague",
            SurveyQuestion.DISCRIMINATION,
            Polarity.LOWER_IS_BETTER,
        ),
        Indicator(
            id="9",
            title="Board membership beside the whole workforce",
            formula="% of the board - % of the workforce, per group",
            unit="percentage_points",
            orientation=Orientation.BOARD_MINUS_WORKFORCE,
            polarity=Polarity.CLOSER_TO_PARITY,
            parity=0.0,
            period="31 March",
        ),
    )
}
"""The nine indicators by id, in order."""
