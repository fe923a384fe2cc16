"""The eight published figures that teach: each is caught by a rule, or handled by the figures themselves.

Source: tests/spec/figures/published.csv, rows D1 to D8.
"""

from typing import Any

import pytest

from indicators_service import documents
from indicators_service.domain.annual_return import AnnualReturn, Counts, WorkforceRow
from indicators_service.domain.disclosure import control
from indicators_service.domain.tally import SUPPRESSED, tally_of
from indicators_service.examination import examined
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.standards.wres import compute
from vocabulary.bands import Band, StaffGroup
from vocabulary.indicators import Reason


def body(year: int = 2018, **sections: Any) -> ReturnIn:
    return ReturnIn.model_validate({"organisation": "RX1", "year": year} | sections)


def staffed(white: int, bme: int, unknown: int = 0) -> list[dict[str, Any]]:
    return [{"staff_group": "non_clinical", "band": "5", "white": white, "bme": bme, "unknown": unknown}]


def warnings(now: ReturnIn, before: ReturnIn | None = None) -> dict[str, str]:
    previous = None if before is None else documents.annual_return(before)
    return {finding.code: finding.message for finding in examined(now, previous)[1]}


KENT: dict[str, Any] = {"workforce": staffed(2505, 725, 66), "disciplinary": {"entered": {"white": 17, "bme": 9}}}


def test_d1_a_ratio_of_rates_that_were_rounded_first_is_recognised() -> None:
    stated = [{"figure": "likelihood_disciplinary", "value": 1.7}]
    told = warnings(body(2020, **KENT, stated=stated))
    assert "1.829" in told["stated-differs"]
    assert "rounded to 1 decimal place before they were divided" in told["stated-differs"]
    assert "stated-differs" not in warnings(body(2020, **KENT, stated=[stated[0] | {"value": 1.8}]))


def test_d2_no_case_in_either_group_is_null_with_a_reason() -> None:
    cases = {"entered": {"white": 0, "bme": 0}}
    annual = documents.annual_return(body(workforce=staffed(300, 40), disciplinary=cases))
    ratio = next(result for result in compute(tally_of([annual]))[0] if result.indicator == "3")
    assert (ratio.value, ratio.reason) == (None, Reason.NO_EVENTS_IN_REFERENCE)
    printed = [{"figure": "likelihood_disciplinary", "value": 0}]
    told = warnings(body(workforce=staffed(300, 40), disciplinary=cases, stated=printed))
    assert "stated as 0, but the counts give no ratio" in told["stated-undefined"]


def test_d3_nobody_appointed_has_no_ratio_and_a_one_sided_interval() -> None:
    section = {"shortlisted": {"white": 317, "bme": 65}, "appointed": {"white": 50, "bme": 0}}
    annual = documents.annual_return(body(recruitment=section))
    ratio = next(result for result in compute(tally_of([annual]))[0] if result.indicator == "2")
    assert (ratio.value, ratio.reason) == (None, Reason.NO_EVENTS_IN_REFERENCE)
    assert ratio.interval is not None
    assert (ratio.interval.lower is not None, ratio.interval.upper) == (True, None)


def test_d4_a_share_that_was_cut_off_is_recognised() -> None:
    stated = [{"figure": "workforce_bme_share", "value": 6.31}]
    told = warnings(body(2019, workforce=staffed(341, 23), stated=stated))
    assert "looks cut off" in told["stated-differs"]
    assert "stated-differs" not in warnings(
        body(2019, workforce=staffed(341, 23), stated=[stated[0] | {"value": 6.32}])
    )


def test_d5_hidden_cells_that_a_total_would_give_away_are_protected() -> None:
    few = {Band.BAND_2: 4, Band.BAND_3: 4, Band.BAND_5: 60}
    rows = tuple(WorkforceRow(StaffGroup.NON_CLINICAL, band, Counts(60, n)) for band, n in few.items())
    seen = control(tally_of([AnnualReturn(workforce=rows)]))
    hidden = {name for name, cell in zip(seen.items, seen.status[0, :, 1], strict=True) if cell == SUPPRESSED}
    assert {"workforce/non_clinical/2", "workforce/non_clinical/3"} <= hidden
    assert "workforce/non_clinical/bands_1_to_4" in hidden


def test_d6_people_change_and_last_years_count_that_cannot_all_hold_are_told() -> None:
    before = body(2021, workforce=staffed(1_000_000, 309_532))
    stated = [{"figure": "workforce_bme", "value": 383_706}, {"figure": "workforce_bme_change", "value": 27_500}]
    told = warnings(body(2022, workforce=staffed(1_200_000, 383_706), stated=stated), before)
    assert "make 337,032, not the stated 383,706" in told["stated-contradict"]
    whole = [stated[0], stated[1] | {"value": 74_174}]
    now = body(2022, workforce=staffed(1_200_000, 383_706), stated=whole)
    assert "stated-contradict" not in warnings(now, before)


def recruited(white: int, bme: int) -> dict[str, Any]:
    return {"shortlisted": {"white": 1000, "bme": 1000}, "appointed": {"white": white, "bme": bme}}


@pytest.mark.parametrize(("value", "caught"), [(17.16, True), (7.0, True), (1.3, False)])
def test_d7_a_rate_typed_as_a_ratio_is_told_beside_last_years_ratio(value: float, caught: bool) -> None:
    before = body(2022, recruitment=recruited(125, 100))
    stated = [{"figure": "likelihood_appointment", "value": value}]
    told = warnings(body(2023, recruitment=recruited(130, 100), stated=stated), before)
    assert ("stated-impossible" in told) == caught
    if caught:
        assert "last year's counts give 1.25" in told["stated-impossible"]


def test_d8_labels_that_were_exchanged_are_told_against_last_year() -> None:
    def survey(year: int, white: float, bme: float) -> ReturnIn:
        answers = {"white": {"percent": white, "respondents": 1200}, "bme": {"percent": bme, "respondents": 260}}
        return body(year, staff_survey={"year": year - 1, "equal_opportunities": answers})

    told = warnings(survey(2020, 78.5, 87.2), survey(2019, 87.2, 78.5))
    assert "White 78.5 % and BME 87.2 % look exchanged" in told["labels-exchanged"]
    assert "labels-exchanged" not in warnings(survey(2020, 86.9, 79.0), survey(2019, 87.2, 78.5))


def test_a_ratio_that_is_upside_down_is_recognised() -> None:
    told = warnings(body(**KENT, stated=[{"figure": "likelihood_disciplinary", "value": 0.55}]))
    assert "upside down" in told["stated-differs"]
