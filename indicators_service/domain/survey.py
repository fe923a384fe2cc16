"""Indicators 5 to 8: staff survey percentages of both groups, and the gap interest minus reference."""

from typing import Final

from indicators_service.domain.results import Heading
from indicators_service.domain.survey_tally import QUESTIONS
from indicators_service.domain.tally import INTEREST, REFERENCE, Tally
from indicators_service.domain.telling import Rows, told
from indicators_service.domain.two_group_percentage import group_percentage, percentage_gap
from vocabulary.indicators import INDICATORS, Indicator, Orientation, Polarity

_RECORDS: Final = tuple(
    next(record for record in INDICATORS.values() if record.question is question) for question in QUESTIONS
)
_WELCOME: Final = [record.polarity is Polarity.HIGHER_IS_BETTER for record in _RECORDS]


def _percentage(record: Indicator, group: str) -> Heading:
    part = {"group": group}
    return Heading(record.id, part, "percentage", "percent", Orientation.NONE, record.polarity, None)


def _gap(record: Indicator) -> Heading:
    return Heading(record.id, None, "gap", record.unit, record.orientation, record.polarity, record.parity)


def survey(tally: Tally) -> Rows:
    """Return, per body and indicator, the percentages of the reference group and of interest, then the gap."""
    measures = (
        told(
            group_percentage(tally.survey, REFERENCE),
            [_percentage(record, "reference") for record in _RECORDS],
            tally.rule,
        ),
        told(
            group_percentage(tally.survey, INTEREST),
            [_percentage(record, "interest") for record in _RECORDS],
            tally.rule,
        ),
        told(percentage_gap(tally.survey, _WELCOME), [_gap(record) for record in _RECORDS], tally.rule),
    )
    return [[result for trio in zip(*body, strict=True) for result in trio] for body in zip(*measures, strict=True)]
