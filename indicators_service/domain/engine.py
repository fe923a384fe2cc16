"""The engine: every measure of a standard, of every body of a tally, by a handful of operators."""

from collections.abc import Callable, Mapping
from typing import Final

from indicators_service.domain.findings import Findings
from indicators_service.domain.odds_ratio import odds_ratio
from indicators_service.domain.rate_ratio import rate_ratio
from indicators_service.domain.representation_gap import body_gap, stratum_gap
from indicators_service.domain.share import share
from indicators_service.domain.standard import STATED, Definition, Measure, Operator, Standard
from indicators_service.domain.survey_tally import SurveyTally
from indicators_service.domain.tally import Ints, Tally
from indicators_service.domain.telling import Rows, told
from indicators_service.domain.two_group_percentage import group_percentage, percentage_gap


def compute(standard: Standard, tally: Tally) -> Rows:
    """Return the results of every body, in the tally's order; each list has the same measures in the same order.

    Order: the standard's indicators; within one, part by part; within a part, measure by measure.

    Raises:
        KeyError: the tally's layout lacks an item that the standard measures.
    """
    if not tally.bodies:
        return []
    columns = [_computed(definition, tally) for definition in standard.definitions]
    return [[result for part in body for result in part] for body in zip(*columns, strict=True)]


def _computed(definition: Definition, tally: Tally) -> Rows:
    measures = [
        told(OPERATORS[measure.operator](measure, tally), measure.headings, tally.rule)
        for measure in definition.measures
    ]
    return [[result for part in zip(*body, strict=True) for result in part] for body in zip(*measures, strict=True)]


def _share(measure: Measure, tally: Tally) -> Findings:
    return share(tally.take(measure.of), with_unknown=True)


def _share_of_known(measure: Measure, tally: Tally) -> Findings:
    return share(tally.take(measure.of), with_unknown=False)


def _rate_ratio(measure: Measure, tally: Tally) -> Findings:
    return rate_ratio(
        tally.take(measure.of),
        tally.take(measure.against),
        top=measure.top,
        welcome=measure.welcome,
        years=_years(measure, tally),
    )


def _years(measure: Measure, tally: Tally) -> Ints | int:
    return tally.window_years[:, None] if measure.window_years == STATED else measure.window_years


def _stratum_gap(measure: Measure, tally: Tally) -> Findings:
    return stratum_gap(tally.take(measure.of), tally.take(measure.against))


def _body_gap(measure: Measure, tally: Tally) -> Findings:
    return body_gap(tally.take(measure.of), tally.take(measure.against), measure.group)


def _group_percentage(measure: Measure, tally: Tally) -> Findings:
    return group_percentage(_asked(measure, tally), measure.group)


def _percentage_gap(measure: Measure, tally: Tally) -> Findings:
    return percentage_gap(_asked(measure, tally), [measure.welcome] * len(measure.of))


def _odds_ratio(measure: Measure, tally: Tally) -> Findings:
    upper, lower = tally.take(measure.of), tally.take(measure.against)
    return odds_ratio(upper, lower, top=measure.top, welcome=measure.welcome)


def _asked(measure: Measure, tally: Tally) -> SurveyTally:
    return tally.survey.take([tally.layout.questions.index(question) for question in measure.of])


OPERATORS: Final[Mapping[Operator, Callable[[Measure, Tally], Findings]]] = {
    Operator.SHARE: _share,
    Operator.SHARE_OF_KNOWN: _share_of_known,
    Operator.RATE_RATIO: _rate_ratio,
    Operator.STRATUM_GAP: _stratum_gap,
    Operator.BODY_GAP: _body_gap,
    Operator.GROUP_PERCENTAGE: _group_percentage,
    Operator.PERCENTAGE_GAP: _percentage_gap,
    Operator.ODDS_RATIO: _odds_ratio,
}
"""How each operator reads a measure's declaration. A new operator is a new line here."""
