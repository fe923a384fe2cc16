"""Returns as columns, their totals and their sums."""

import numpy as np
import pytest

from indicators_service.domain import items
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
from indicators_service.domain.tally import COUNTED, NOT_COLLECTED, Tally, summed, tally_of
from vocabulary.bands import BANDS_OF, Band, StaffGroup
from vocabulary.indicators import SurveyQuestion

_NON_CLINICAL, _CLINICAL, _MEDICAL = StaffGroup


def _cell(tally: Tally, item: str, body: int = 0) -> list[int]:
    found: list[int] = tally.counts[body, items.POSITION[item]].tolist()
    return found


def _status(tally: Tally, item: str, body: int = 0) -> set[int]:
    return set(tally.status[body, items.POSITION[item]].tolist())


def _staff(*counts: int) -> tuple[WorkforceRow, ...]:
    return (WorkforceRow(_NON_CLINICAL, Band.BAND_2, Counts(*counts)),)


def test_every_stratum_counts_once_in_the_whole_workforce_but_of_which_grades_do_not() -> None:
    rows = tuple(WorkforceRow(group, band, Counts(100, 10, 1)) for group, bands in BANDS_OF.items() for band in bands)
    tally = tally_of([AnnualReturn(workforce=rows)])
    assert _cell(tally, "workforce/medical_and_dental/senior_medical_manager") == [100, 10, 1]
    assert _cell(tally, "workforce/medical_and_dental/all") == [400, 40, 4]
    assert _cell(tally, "workforce/non_clinical/bands_8a_to_vsm") == [600, 60, 6]
    assert _cell(tally, "workforce/all/bands_1_to_4") == [1000, 100, 10]
    assert _cell(tally, "workforce/clinical/all") == [1800, 180, 18]
    assert _cell(tally, items.WHOLE_WORKFORCE) == [3200, 320, 32]


def test_a_stratum_without_a_row_has_nobody_and_rows_of_one_stratum_are_added() -> None:
    tally = tally_of([AnnualReturn(workforce=_staff(3, 2, 1) * 2)])
    assert _cell(tally, "workforce/non_clinical/2") == [6, 4, 2]
    assert _cell(tally, "workforce/clinical_non_medical/9") == [0, 0, 0]
    assert _status(tally, "workforce/clinical_non_medical/9") == {COUNTED}


def test_absent_sections_are_not_collected_and_bring_no_staff_to_compare_with() -> None:
    tally = tally_of([AnnualReturn(workforce=_staff(90, 9, 1), training=Training(Counts(5, 1)))])
    assert _cell(tally, items.TRAINING_STAFF) == [90, 9, 1]
    for item in (items.ENTERED, items.DISCIPLINARY_STAFF, items.SHORTLISTED, items.WHOLE_BOARD, items.BOARD_STAFF):
        assert _status(tally, item) == {NOT_COLLECTED}
        assert _cell(tally, item) == [0, 0, 0]


def test_board_seats_add_up_both_ways() -> None:
    seats = [
        BoardRow(v, e, Counts(n, 0, 0))
        for n, (v, e) in enumerate([(True, True), (True, False), (False, True), (False, False)], 1)
    ]
    tally = tally_of([AnnualReturn(board=tuple(seats))])
    whole = {m: _cell(tally, f"board/{m}")[0] for m in ("all", "voting", "non_voting", "executive", "non_executive")}
    assert whole == {"all": 10, "voting": 3, "non_voting": 7, "executive": 4, "non_executive": 6}


def test_an_area_compares_events_only_with_the_staff_of_bodies_that_reported_them() -> None:
    reported = AnnualReturn(workforce=_staff(200, 50, 0), disciplinary=Disciplinary(Counts(4, 2)))
    silent = AnnualReturn(workforce=_staff(1000, 10, 5))
    area = summed(tally_of([reported, silent]))
    assert _cell(area, items.WHOLE_WORKFORCE) == [1200, 60, 5]
    assert _cell(area, items.DISCIPLINARY_STAFF) == [200, 50, 0]
    assert _cell(area, items.ENTERED) == [4, 2, 0]
    assert area.window_years.tolist() == [1]
    assert _status(area, items.TRAINING_STAFF) == {NOT_COLLECTED}


def test_an_area_with_mixed_windows_has_none() -> None:
    one, two = (AnnualReturn(disciplinary=Disciplinary(Counts(1, 1), window_years=y)) for y in (1, 2))
    assert summed(tally_of([one, two])).window_years.tolist() == [0]
    assert summed(tally_of([two, two, AnnualReturn()])).window_years.tolist() == [2]
    assert summed(tally_of([AnnualReturn()])).window_years.tolist() == [0]


def test_survey_percentages_are_weighted_by_respondents() -> None:
    def body(percent: float, respondents: int) -> AnnualReturn:
        answers = {SurveyQuestion.DISCRIMINATION: Answers(Answer(percent, respondents), None)}
        return AnnualReturn(staff_survey=StaffSurvey(answers))

    area = summed(tally_of([body(10, 300), body(50, 100), AnnualReturn()])).survey
    assert area.percent[0, 3].tolist() == [20.0, 0.0]
    assert area.respondents[0, 3].tolist() == [400, 0]
    assert area.status[0].tolist() == [[1, 1], [1, 1], [1, 1], [0, 1]]


def test_sums_of_sums_are_the_sum_of_all() -> None:
    bodies = [AnnualReturn(workforce=_staff(n, n * n, 1), training=Training(Counts(n, 1))) for n in range(1, 5)]
    everything = summed(tally_of(bodies))
    assert np.array_equal(everything.counts[0], tally_of(bodies).counts.sum(axis=0))
    assert everything.reference[0, items.POSITION[items.ACCESSED]] == 10
    assert everything.interest[0, items.POSITION[items.WHOLE_WORKFORCE]] == 30
    assert everything.unknown[0, items.POSITION[items.TRAINING_STAFF]] == 4


def test_controlled_counts_are_never_summed() -> None:
    with pytest.raises(ValueError, match="before disclosure control"):
        summed(control(tally_of([AnnualReturn(workforce=_staff(9, 9, 9))])))


def test_impossible_returns_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Counts(1, -1)
    with pytest.raises(ValueError, match="no band or grade 'vsm'"):
        WorkforceRow(_MEDICAL, Band.VSM, Counts(1, 1))
    with pytest.raises(ValueError, match="at least one year"):
        Disciplinary(Counts(1, 1), window_years=0)
    with pytest.raises(ValueError, match="between 0 and 100"):
        Answer(100.5, 10)


def test_every_counted_item_but_of_which_belongs_to_one_total_only() -> None:
    parts = [part for children in items.TREE.values() for part in children]
    assert len(parts) == len(set(parts))
    assert set(items.STRATA) - set(parts) == {"workforce/medical_and_dental/senior_medical_manager"}
    assert Recruitment(Counts(1, 1), Counts(1, 1)).shortlisted == Counts(1, 1, 0)
    assert _CLINICAL.value in {item.split("/")[1] for item in items.STRATA}
