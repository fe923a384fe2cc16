"""The nine indicators from returns: values, reasons, judgement."""

from dataclasses import asdict
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from indicators_service.domain.annual_return import (
    AnnualReturn,
    Answer,
    Answers,
    BoardRow,
    Counts,
    Disciplinary,
    Recruitment,
    StaffSurvey,
    Training,
    WorkforceRow,
)
from indicators_service.domain.disclosure import control
from indicators_service.domain.results import Previous, Result
from indicators_service.domain.tally import Tally, summed, tally_of
from indicators_service.standards.wres import compute, with_previous
from vocabulary.bands import BANDS_OF, Band, StaffGroup
from vocabulary.indicators import Reason, SurveyQuestion

_NON_CLINICAL, _CLINICAL, _MEDICAL = StaffGroup


def _staff(reference: int, interest: int, unknown: int = 0) -> tuple[WorkforceRow, ...]:
    return (WorkforceRow(_NON_CLINICAL, Band.BAND_2, Counts(reference, interest, unknown)),)


def _find(tally: Tally, indicator: str, measure: str, **part: str) -> Result:
    found = [
        result
        for result in compute(tally)[0]
        if (result.indicator, result.measure, result.part or {}) == (indicator, measure, part)
    ]
    assert len(found) == 1
    return found[0]


def _ratio(indicator: str, annual: AnnualReturn) -> Result:
    return _find(tally_of([annual]), indicator, "rate_ratio")


def _disciplinary(reference: int, interest: int, staff: tuple[int, int, int], years: int = 1) -> Result:
    entered = Disciplinary(Counts(reference, interest), window_years=years)
    return _ratio("3", AnnualReturn(workforce=_staff(*staff), disciplinary=entered))


def test_d1_one_rounding_out_gives_1_83() -> None:
    result = _disciplinary(17, 9, (2505, 725, 66))
    assert result.value == pytest.approx(1.829209, abs=1e-6)
    assert result.interval is not None
    assert (result.interval.lower, result.interval.upper) == pytest.approx((0.834625, 3.998806), abs=1e-6)
    assert (result.groups.reference.rate, result.groups.interest.rate) == pytest.approx(
        (0.678643, 1.241379), abs=1e-6
    )
    assert (result.four_fifths, result.significant, result.favours) == ("above", False, "neither")
    assert result.small_number
    assert result.completeness == pytest.approx(100 * 3230 / 3296)


def test_d2_nobody_entered_is_undefined_with_a_reason() -> None:
    result = _disciplinary(0, 0, (300, 23, 41))
    assert (result.value, result.reason) == (None, Reason.NO_EVENTS_IN_REFERENCE)
    assert (result.interval, result.p_value, result.four_fifths, result.significant) == (None, None, None, None)
    assert (result.groups.interest.numerator, result.groups.interest.denominator) == (0, 23)


def test_d3_no_appointment_in_the_divisor_leaves_a_one_sided_interval() -> None:
    recruitment = Recruitment(shortlisted=Counts(317, 65), appointed=Counts(50, 0))
    result = _ratio("2", AnnualReturn(recruitment=recruitment))
    assert (result.value, result.reason) == (None, Reason.NO_EVENTS_IN_REFERENCE)
    assert result.interval is not None
    assert result.interval.lower == pytest.approx(2.8169, abs=1e-4)
    assert (result.interval.upper, result.interval.method) == (None, "koopman")
    assert (result.test, result.significant, result.favours) == ("mid-p", True, "reference")


def test_no_events_on_top_is_a_ratio_of_zero() -> None:
    result = _disciplinary(20, 0, (1000, 500, 0))
    assert (result.value, result.reason, result.four_fifths) == (0.0, None, "below")
    assert result.interval is not None
    assert result.interval.lower == 0
    assert result.favours == "interest"


def test_a_group_without_staff_has_no_denominator() -> None:
    result = _disciplinary(2, 0, (100, 0, 0))
    assert (result.value, result.reason, result.interval) == (None, Reason.NO_DENOMINATOR, None)


def test_d4_a_share_is_not_truncated() -> None:
    result = _find(tally_of([AnnualReturn(workforce=_staff(341, 23))]), "1", "share", staff_group="all", band="all")
    assert round(result.value or 0, 2) == 6.32


def test_strategy_table_1_gap_is_taken_before_rounding() -> None:
    # 2016: 204,377 BME staff are 17.40 % and 6,447 at 8a to VSM are 9.74 %, printed as a gap of 7.65.
    senior, everybody = 66_172, 1_174_590
    rows = (
        WorkforceRow(_NON_CLINICAL, Band.BAND_8A, Counts(senior - 6447, 6447)),
        WorkforceRow(_NON_CLINICAL, Band.BAND_5, Counts(everybody - senior - 204_377 + 6447, 204_377 - 6447)),
    )
    tally = tally_of([AnnualReturn(workforce=rows)])
    whole = _find(tally, "1", "share", staff_group="all", band="all").value or 0
    upper = _find(tally, "1", "share", staff_group="all", band="bands_8a_to_vsm").value or 0
    gap = _find(tally, "1", "gap", staff_group="all", band="bands_8a_to_vsm").value or 0
    assert (round(whole, 2), round(upper, 2)) == (17.40, 9.74)
    assert gap == pytest.approx(upper - whole, abs=1e-12)
    assert -7.66 < gap < -7.65


def test_march_2018_is_18_94_percent_with_unknown_and_19_8_without() -> None:
    tally = tally_of([AnnualReturn(workforce=_staff(932_388, 230_189, 52_781))])
    whole = {"staff_group": "all", "band": "all"}
    assert round(_find(tally, "1", "share", **whole).value or 0, 2) == 18.94
    assert round(_find(tally, "1", "share_of_known", **whole).value or 0, 1) == 19.8


def test_a_stratum_is_tested_against_the_rest_and_its_interval_scaled_back() -> None:
    rows = (
        WorkforceRow(_NON_CLINICAL, Band.VSM, Counts(95, 5)),
        WorkforceRow(_CLINICAL, Band.BAND_5, Counts(700, 200)),
    )
    result = _find(tally_of([AnnualReturn(workforce=rows)]), "1", "gap", staff_group="non_clinical", band="vsm")
    assert result.value == pytest.approx(5 - 20.5)
    assert result.interval is not None
    # Nine tenths of the workforce are outside the stratum.
    oracle = confint_proportions_2indep(5, 100, 200, 900, method="newcomb", compare="diff")
    assert (result.interval.lower, result.interval.upper) == pytest.approx([90 * bound for bound in oracle], abs=1e-5)
    assert (result.favours, result.significant) == ("reference", True)


def test_a_stratum_that_is_everybody_has_no_gap_and_no_interval() -> None:
    result = _find(tally_of([AnnualReturn(workforce=_staff(9, 1))]), "1", "gap", staff_group="all", band="all")
    assert (result.value, result.interval, result.p_value) == (0.0, None, None)


def test_training_above_one_favours_the_reference_group() -> None:
    annual = AnnualReturn(workforce=_staff(1000, 500), training=Training(Counts(600, 200)))
    result = _ratio("4", annual)
    assert result.value == pytest.approx(1.5)
    assert (result.four_fifths, result.favours) == ("above", "reference")


def test_a_two_year_window_halves_the_rates_and_keeps_the_ratio() -> None:
    one, two = (_disciplinary(40, 20, (1000, 500, 9), years) for years in (1, 2))
    assert one.value == two.value == 1
    assert (one.groups.reference.rate, two.groups.reference.rate) == (4.0, 2.0)


def test_mixed_windows_in_an_area_cannot_be_compared() -> None:
    bodies = [
        AnnualReturn(workforce=_staff(100, 50), disciplinary=Disciplinary(Counts(4, 2), window_years=years))
        for years in (1, 2)
    ]
    result = _find(summed(tally_of(bodies)), "3", "rate_ratio")
    assert (result.value, result.reason, result.interval, result.p_value) == (None, Reason.NOT_COMPARABLE, None, None)


def _survey(question: SurveyQuestion, reference: Answer | None, interest: Answer | None) -> Tally:
    return tally_of([AnnualReturn(staff_survey=StaffSurvey({question: Answers(reference, interest)}))])


def test_survey_polarity_decides_whom_a_gap_favours() -> None:
    for question, indicator, favoured in (
        (SurveyQuestion.HARASSMENT_STAFF, "6", "reference"),
        (SurveyQuestion.EQUAL_OPPORTUNITIES, "7", "interest"),
    ):
        gap = _find(_survey(question, Answer(20.3, 900), Answer(35.1, 400)), indicator, "gap")
        assert gap.value == pytest.approx(14.8)
        assert (gap.favours, gap.test, gap.four_fifths) == (favoured, "score", None)
        assert gap.groups.interest.rate == 35.1
        assert gap.groups.interest.numerator is None


def test_a_survey_without_one_group_keeps_the_other() -> None:
    tally = _survey(SurveyQuestion.DISCRIMINATION, Answer(7.0, 900), None)
    assert _find(tally, "8", "percentage", group="reference").value == 7.0
    assert _find(tally, "8", "percentage", group="interest").reason is Reason.NOT_COLLECTED
    assert _find(tally, "8", "gap").reason is Reason.NOT_COLLECTED
    empty = _survey(SurveyQuestion.DISCRIMINATION, Answer(0, 0), Answer(5, 20))
    assert _find(empty, "8", "gap").reason is Reason.NO_DENOMINATOR


def test_board_gap_keeps_unknown_members_in_the_denominator() -> None:
    board = (BoardRow(True, True, Counts(6, 1, 1)), BoardRow(True, False, Counts(7, 0, 1)))
    tally = tally_of([AnnualReturn(workforce=_staff(700, 250, 50), board=board)])
    gaps = {
        group: _find(tally, "9", "gap", membership="all", group=group).value
        for group in ("reference", "interest", "unknown")
    }
    assert gaps == pytest.approx({"reference": 100 * 13 / 16 - 70, "interest": 6.25 - 25, "unknown": 12.5 - 5})
    assert sum(value or 0 for value in gaps.values()) == pytest.approx(0)
    empty = _find(tally, "9", "gap", membership="non_voting", group="interest")
    assert empty.reason is Reason.NO_DENOMINATOR


def test_nothing_collected_gives_every_measure_with_its_reason() -> None:
    results = compute(tally_of([AnnualReturn()]))[0]
    assert len(results) == 3 * 53 + 3 + 12 + 15 + 6
    assert {result.reason for result in results} == {Reason.NOT_COLLECTED}
    assert {result.interval for result in results} == {None}
    assert compute(tally_of([])) == []


_COUNTS = st.builds(Counts, st.integers(0, 60), st.integers(0, 12), st.integers(0, 6))
_ROWS = st.lists(
    st.builds(
        lambda group, place, counts: WorkforceRow(group, BANDS_OF[group][place % len(BANDS_OF[group])], counts),
        st.sampled_from(StaffGroup),
        st.integers(0, 13),
        _COUNTS,
    ),
    max_size=8,
).map(tuple)
_ANSWER = st.none() | st.builds(Answer, st.floats(0, 100), st.integers(0, 40))
_RETURNS = st.builds(
    AnnualReturn,
    workforce=st.none() | _ROWS,
    recruitment=st.none() | st.builds(Recruitment, _COUNTS, _COUNTS),
    disciplinary=st.none() | st.builds(Disciplinary, _COUNTS, st.integers(1, 2)),
    training=st.none() | st.builds(Training, _COUNTS),
    staff_survey=st.none()
    | st.builds(
        StaffSurvey,
        st.dictionaries(st.sampled_from(SurveyQuestion), st.builds(Answers, _ANSWER, _ANSWER)),
    ),
    board=st.none() | st.lists(st.builds(BoardRow, st.booleans(), st.booleans(), _COUNTS), max_size=3).map(tuple),
)


def _numbers(value: object) -> list[float]:
    if isinstance(value, dict):
        return [number for part in value.values() for number in _numbers(part)]
    return [value] if isinstance(value, float) else []


@given(st.lists(_RETURNS, min_size=1, max_size=3))
@settings(max_examples=50, deadline=None)
def test_whatever_is_returned_every_result_is_finite_or_null_with_a_reason(returns: list[AnnualReturn]) -> None:
    tally = tally_of(returns)
    for results in (*compute(tally), *compute(summed(tally)), *compute(control(tally))):
        for result in results:
            assert (result.value is None) == (result.reason is not None)
            assert all(isfinite(number) for number in _numbers(asdict(result)))
            lower, upper = (result.interval.lower, result.interval.upper) if result.interval else (None, None)
            if result.value is not None and lower is not None:
                assert lower - 1e-9 <= result.value
            if result.value is not None and upper is not None:
                assert result.value <= upper + 1e-9


@given(st.lists(_RETURNS, min_size=2, max_size=3))
@settings(max_examples=20, deadline=None)
def test_many_bodies_at_once_give_what_each_gives_alone(returns: list[AnnualReturn]) -> None:
    together = compute(tally_of(returns))
    assert together == [compute(tally_of([annual]))[0] for annual in returns]


def test_previous_values_stand_beside_and_never_across_a_break() -> None:
    def results(percent: float) -> list[Result]:
        answers = Answers(Answer(70.0, 900), Answer(percent, 100))
        questions = {SurveyQuestion.EQUAL_OPPORTUNITIES: answers, SurveyQuestion.DISCRIMINATION: answers}
        return compute(tally_of([AnnualReturn(staff_survey=StaffSurvey(questions))]))[0]

    def previous(now: list[Result]) -> dict[str, Previous | None]:
        return {r.indicator: r.previous for r in now if r.measure == "gap" and r.part is None}

    steady = previous(with_previous(results(60), results(50), 2020))
    assert steady["7"] == steady["8"] == Previous(2020, -20.0)
    broken = previous(with_previous(results(60), results(50), 2021))
    assert broken["7"] is None
    assert broken["8"] == Previous(2021, -20.0)
    far = previous(with_previous(results(60), results(50), 2020, current_year=2023))
    assert far["7"] is None
    assert with_previous(results(60), [], 2020) == results(60)
