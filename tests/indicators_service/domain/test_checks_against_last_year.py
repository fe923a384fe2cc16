"""Returns against the year before: jumps beyond chance, exchanged groups, and counting anew that is neither."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportions_ztest

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
from indicators_service.domain.checks import check
from indicators_service.domain.facts import JUDGED, facts_of
from indicators_service.domain.rules import Context
from indicators_service.validation.catalogue import rules
from vocabulary.bands import BANDS_OF, Band, StaffGroup
from vocabulary.indicators import SurveyQuestion

ONE_BAND = {
    StaffGroup.NON_CLINICAL: Band.BAND_5,
    StaffGroup.CLINICAL_NON_MEDICAL: Band.BAND_6,
    StaffGroup.MEDICAL_AND_DENTAL: Band.CONSULTANT,
}

counts = st.builds(Counts, st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 500))
answers = st.none() | st.builds(Answer, st.floats(0, 100), st.integers(0, 3_000))
questions = st.dictionaries(st.sampled_from(SurveyQuestion), st.builds(Answers, answers, answers))
rows = st.tuples(
    *(st.builds(WorkforceRow, st.just(group), st.just(band), counts) for group, band in ONE_BAND.items())
)
seats = st.tuples(st.builds(BoardRow, st.booleans(), st.booleans(), counts))
returns = st.builds(
    AnnualReturn,
    workforce=st.none() | rows,
    recruitment=st.none() | st.builds(Recruitment, counts, counts),
    disciplinary=st.none() | st.builds(Disciplinary, counts, st.integers(1, 2)),
    training=st.none() | st.builds(Training, counts),
    staff_survey=st.none() | st.builds(StaffSurvey, questions),
    board=st.none() | seats,
)


def found(now: AnnualReturn, before: AnnualReturn | None, year: int = 2018) -> dict[str, str]:
    return {finding.code: finding.message for finding in check(now, rules(), Context(year, before))}


def staffed(white: int, bme: int) -> tuple[WorkforceRow, ...]:
    return (WorkforceRow(StaffGroup.NON_CLINICAL, Band.BAND_5, Counts(white, bme)),)


def surveyed(white: float, bme: float) -> AnnualReturn:
    pair = Answers(Answer(white, 2_000), Answer(bme, 600))
    return AnnualReturn(staff_survey=StaffSurvey({SurveyQuestion.EQUAL_OPPORTUNITIES: pair}))


@settings(max_examples=100)
@given(returns, returns)
def test_any_return_is_judged_beside_any_other_and_worded_in_full(now: AnnualReturn, before: AnnualReturn) -> None:
    for finding in check(now, rules(), Context(2018, before)):
        assert "{" not in finding.message
        assert "nan" not in finding.message


@settings(max_examples=50)
@given(returns)
def test_a_return_that_repeats_last_year_adds_no_finding(annual: AnnualReturn) -> None:
    assert check(annual, rules(), Context(2018, annual)) == check(annual, rules(), Context(2018))


@settings(max_examples=50)
@given(st.integers(100, 5_000), st.integers(100, 5_000), st.integers(100, 5_000), st.integers(100, 5_000))
def test_a_jump_is_the_pooled_test_of_statsmodels(white: int, bme: int, old_white: int, old_bme: int) -> None:
    now, before = (AnnualReturn(workforce=staffed(*pair)) for pair in ((white, bme), (old_white, old_bme)))
    change = abs(bme / (white + bme) - old_bme / (old_white + old_bme))
    _, p = proportions_ztest([bme, old_bme], [white + bme, old_white + old_bme])
    # Two items are compared here: the whole workforce and its one staff group.
    expected = p < 0.01 / 2 and change >= 0.05
    assert ("share-jump" in found(now, before)) == expected


def test_the_year_in_which_a_question_is_counted_anew_is_held_against_nothing() -> None:
    assert set(found(surveyed(58, 44), surveyed(87, 71), 2023)) == {"survey-jump"}
    assert found(surveyed(58, 44), surveyed(87, 71), 2022) == {}
    assert "labels-exchanged" in found(surveyed(70, 88), surveyed(88, 70), 2021)
    assert found(surveyed(70, 88), surveyed(88, 70), 2022) == {}


@pytest.mark.parametrize(("entered", "window", "jumps"), [(180, 2, False), (90, 1, False), (180, 1, True)])
def test_cases_of_two_years_are_held_against_cases_of_one_by_the_year(entered: int, window: int, jumps: bool) -> None:
    before = AnnualReturn(workforce=staffed(5_000, 500), disciplinary=Disciplinary(Counts(90, 10)))
    cases = Disciplinary(Counts(entered, 10 * window), window)
    now = AnnualReturn(workforce=staffed(5_000, 500), disciplinary=cases)
    assert ("disciplinary-jump" in found(now, before)) == jumps


def test_a_p_value_too_small_to_hold_is_not_told_as_nought() -> None:
    message = found(
        AnnualReturn(workforce=staffed(100_000, 900_000)), AnnualReturn(workforce=staffed(900_000, 100_000))
    )
    assert "p < 1e-16 under 0.005" in message["share-jump"]


def test_a_stratum_that_is_left_out_is_not_a_section_that_is() -> None:
    consultants = WorkforceRow(StaffGroup.MEDICAL_AND_DENTAL, Band.CONSULTANT, Counts(80, 40))
    before = AnnualReturn(workforce=(*staffed(900, 100), consultants))
    told = found(AnnualReturn(workforce=staffed(900, 100)), before)
    assert told["stratum-gone"].startswith("medical_and_dental consultant: 120 people a year before")
    assert set(found(AnnualReturn(), before)) == {"section-gone"}


def test_what_rules_may_be_about_is_what_a_full_return_counts() -> None:
    strata = tuple(WorkforceRow(group, band, Counts(1, 1)) for group, bands in BANDS_OF.items() for band in bands)
    board = tuple(
        BoardRow(voting, executive, Counts(1, 1)) for voting in (True, False) for executive in (True, False)
    )
    one: dict[str, Any] = {"disciplinary": Disciplinary(Counts(1, 1)), "training": Training(Counts(1, 1))}
    full = AnnualReturn(workforce=strata, board=board, recruitment=Recruitment(Counts(2, 2), Counts(1, 1)), **one)
    assert set(facts_of(full).counts) == JUDGED
