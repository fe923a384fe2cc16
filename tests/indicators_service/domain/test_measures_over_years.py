"""Every measure over the years: each test as it is by itself, never across a break, never from hidden figures."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service import documents
from indicators_service.domain.annual_return import AnnualReturn, Counts, Disciplinary, WorkforceRow
from indicators_service.domain.change import change_of_gap, change_of_ratio, change_of_share
from indicators_service.domain.disclosure import control
from indicators_service.domain.history import Course, courses, key_of
from indicators_service.domain.results import Result
from indicators_service.domain.series import Direction
from indicators_service.domain.tally import tally_of
from indicators_service.domain.trend import trend_of_gap, trend_of_ratio, trend_of_share
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.standards.wres import compute
from tests.documents import complete
from vocabulary.bands import Band, StaffGroup
from vocabulary.indicators import Reason

SURVEY = {"white": {"percent": 88.0, "respondents": 900}, "bme": {"percent": 71.0, "respondents": 140}}


def results_of(document: dict[str, Any]) -> list[Result]:
    return compute(tally_of([documents.annual_return(ReturnIn.model_validate(document))]))[0]


def staffed(entered: int, bme: int = 700) -> AnnualReturn:
    rows = (
        WorkforceRow(StaffGroup.NON_CLINICAL, Band.BAND_5, Counts(2500, bme, 60)),
        WorkforceRow(StaffGroup.NON_CLINICAL, Band.BAND_8A, Counts(200, bme // 20, 5)),
    )
    return AnnualReturn(workforce=rows, disciplinary=Disciplinary(Counts(30, entered)))


def found(courses_: list[Course], indicator: str, measure: str, **part: str) -> Course:
    (one,) = (
        each
        for each in courses_
        if (each.heading.indicator, each.heading.measure, dict(each.heading.part or {})) == (indicator, measure, part)
    )
    return one


def test_a_ratio_has_the_trend_and_the_change_of_its_own_test() -> None:
    years = (2016, 2017, 2018)
    by_year = {year: compute(tally_of([staffed(n)]))[0] for year, n in zip(years, (9, 16, 25), strict=True)}
    course = found(courses(by_year, {}), "3", "rate_ratio")
    x, n, y, m = [9, 16, 25], [735] * 3, [30] * 3, [2700] * 3
    assert course.trend == trend_of_ratio(x, n, y, m, years).row(0)
    assert course.trend is not None
    assert course.trend.direction is Direction.RISING
    assert course.change == change_of_ratio((16, 735, 30, 2700), (25, 735, 30, 2700)).rows()[0]


def test_a_share_and_a_gap_have_theirs() -> None:
    years = (2016, 2017, 2018)
    by_year = {}
    for year, bme in zip(years, (60.0, 65.0, 71.0), strict=True):
        survey = {"white": SURVEY["white"], "bme": {"percent": bme, "respondents": 140}}
        by_year[year] = results_of(complete(staff_survey={"year": 2017, "equal_opportunities": survey}))
    told = courses(by_year, {})
    events, white = [84.0, 91.0, 99.4], [792.0] * 3
    share = found(told, "7", "percentage", group="interest")
    assert share.trend is not None
    assert share.trend.p_value == pytest.approx(trend_of_share(events, [140] * 3, years).row(0).p_value)
    assert share.change is not None
    assert share.change.p_value == pytest.approx(change_of_share(91.0, 140, 99.4, 140).rows()[0].p_value)
    gap = found(told, "7", "gap")
    assert gap.trend is not None
    assert gap.trend.slope == pytest.approx(trend_of_gap(events, [140] * 3, white, [900] * 3, years).row(0).slope)
    change = change_of_gap((91.0, 140, 792.0, 900), (99.4, 140, 792.0, 900)).rows()[0]
    assert gap.change is not None
    assert gap.change.lower == pytest.approx(change.lower)


def test_nothing_reaches_across_a_break() -> None:
    survey = {"year": 2020, "equal_opportunities": SURVEY}
    by_year = {year: results_of(complete(staff_survey=survey)) for year in range(2018, 2023)}
    gap = found(courses(by_year, {"7": (2022,)}), "7", "gap")
    assert gap.trend is not None
    assert (gap.trend.reason, gap.change) == (Reason.NOT_COMPARABLE, None)
    unbroken = found(courses(by_year, {}), "7", "gap")
    assert unbroken.trend is not None
    assert (unbroken.trend.reason, unbroken.trend.years) == (None, (2018, 2019, 2020, 2021, 2022))


def test_two_years_have_a_change_and_no_trend_and_a_missing_year_has_neither() -> None:
    by_year = {year: compute(tally_of([staffed(20)]))[0] for year in (2016, 2018)}
    course = found(courses(by_year, {}), "3", "rate_ratio")
    assert course.trend is not None
    assert (course.change, course.trend.p_value) == (None, None)
    beside = {year: compute(tally_of([staffed(20)]))[0] for year in (2017, 2018)}
    assert found(courses(beside, {}), "3", "rate_ratio").change is not None


def test_the_gap_of_a_stratum_is_tested_against_the_rest() -> None:
    years = (2016, 2017, 2018, 2019)
    by_year = {
        year: compute(tally_of([staffed(20, bme)]))[0] for year, bme in zip(years, (500, 600, 700, 800), strict=True)
    }
    course = found(courses(by_year, {}), "1", "gap", staff_group="non_clinical", band="8a")
    values = [result.value for result in course.results if result is not None]
    assert course.trend is not None
    assert course.trend.slope is not None
    assert len(values) == 4
    assert course.trend.slope * (values[-1] or 0) > 0  # both below, and falling further behind
    assert course.trend.direction is Direction.FALLING


@given(st.lists(st.integers(0, 60), min_size=3, max_size=5))
@settings(max_examples=30)
def test_what_is_hidden_has_no_part_in_a_test(entered: list[int]) -> None:
    years = range(2015, 2015 + len(entered))
    seen = {
        year: compute(control(tally_of([staffed(number)])))[0] for year, number in zip(years, entered, strict=True)
    }
    course = found(courses(seen, {}), "3", "rate_ratio")
    known = [year for year, number in zip(years, entered, strict=True) if number >= 5]
    assert course.trend is not None
    assert set(course.trend.years) <= set(known)
    assert (course.trend.reason is None) == (len(known) >= 3)


@given(st.permutations(range(3)))
def test_the_order_in_which_years_are_given_changes_nothing(order: list[int]) -> None:
    by_year = {2016 + place: compute(tally_of([staffed(10 + place)]))[0] for place in range(3)}
    shuffled = {2016 + place: by_year[2016 + place] for place in order}
    assert courses(shuffled, {}) == courses(by_year, {})


def test_no_year_has_no_courses_and_every_measure_of_the_newest_year_has_one() -> None:
    assert courses({}, {}) == []
    newest = results_of(complete())
    told = courses({2018: newest}, {})
    assert [key_of(each.heading) for each in told] == [key_of(result) for result in newest]
