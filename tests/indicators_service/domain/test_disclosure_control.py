"""What the public sees: small counts hidden, nothing given away by totals, one rule once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from indicators_service.domain import items
from indicators_service.domain.annual_return import (
    AnnualReturn,
    Answer,
    Answers,
    Counts,
    Disciplinary,
    StaffSurvey,
    WorkforceRow,
)
from indicators_service.domain.disclosure import control
from indicators_service.domain.tally import COUNTED, SUPPRESSED, Tally, tally_of
from indicators_service.standards.wres import compute
from vocabulary.bands import BANDS_OF, Band, StaffGroup
from vocabulary.indicators import Reason, SurveyQuestion

_STRATA = [(group, band) for group, bands in BANDS_OF.items() for band in bands]
_LEAVES = [item for item in items.STRATA if not item.endswith("senior_medical_manager")]
_GROUP = StaffGroup.NON_CLINICAL


def _workforce(interest: dict[Band, int], reference: int = 60, group: StaffGroup = _GROUP) -> AnnualReturn:
    rows = (WorkforceRow(group, band, Counts(reference, count, 0)) for band, count in interest.items())
    return AnnualReturn(workforce=tuple(rows))


def _shown(tally: Tally, item: str, group: int = 1) -> int | None:
    place = items.POSITION[item]
    return int(tally.counts[0, place, group]) if tally.status[0, place, group] == COUNTED else None


def _leaves_of(item: str) -> set[str]:
    return set().union(*map(_leaves_of, items.TREE[item])) if item in items.TREE else {item}


def _possible_values(exact: Tally, seen: Tally, group: int) -> list[int]:
    """How many values each hidden workforce cell of a group could have, by linear programming.

    An attacker knows the rule, what is shown, and even which totals are hidden for being small.
    """
    matrix, limits, hidden, names = [], [], [], [*_LEAVES, *(t for t in items.TREE if t.startswith("workforce"))]
    for name in names:
        row = np.array([float(leaf in _leaves_of(name)) for leaf in _LEAVES])
        value, shown = int(exact.counts[0, items.POSITION[name], group]), _shown(seen, name, group)
        if shown is None:
            low, high = (0, 4) if value < 5 else (5, 10**6)
            if value < 5:
                hidden.append(row)
        else:
            low, high = (0, 0) if shown == 0 else (max(5, shown - 2), shown + 2)
        matrix += [row, -row]
        limits += [high, -low]
    found = []
    for row in hidden:
        ends = [linprog(sign * row, A_ub=np.array(matrix), b_ub=limits, method="highs") for sign in (1, -1)]
        assert all(end.success for end in ends)
        found.append(round(-ends[1].fun - ends[0].fun) + 1)
    return found


_SMALL = st.sampled_from([0, 0, 1, 2, 3, 4, 4, 4, 5, 6, 7, 12, 30])
_BODY = st.lists(
    st.tuples(st.sampled_from(_STRATA), _SMALL, _SMALL, _SMALL), min_size=1, max_size=14, unique_by=lambda row: row[0]
).map(lambda rows: AnnualReturn(workforce=tuple(WorkforceRow(*key, Counts(w, b, u)) for key, w, b, u in rows)))


@given(_BODY)
@settings(max_examples=20, deadline=None)
def test_every_hidden_count_could_be_at_least_three_numbers(annual: AnnualReturn) -> None:
    exact = tally_of([annual])
    seen = control(exact)
    for group in range(3):
        assert all(values >= 3 for values in _possible_values(exact, seen, group))


@pytest.mark.parametrize(
    "interest",
    [
        {Band.BAND_8A: 4, Band.BAND_8B: 4},
        {Band.BAND_8A: 4, Band.BAND_8B: 4, Band.BAND_2: 60},
        dict.fromkeys(BANDS_OF[_GROUP][:5], 4) | {Band.BAND_9: 4, Band.VSM: 4},
        dict.fromkeys(BANDS_OF[_GROUP], 4),
        {Band.BAND_8A: 7, Band.BAND_8B: 4, Band.BAND_9: 7, Band.BAND_2: 7},
    ],
)
def test_a_total_that_would_give_hidden_counts_away_is_hidden_too(interest: dict[Band, int]) -> None:
    exact = tally_of([_workforce(interest)])
    assert min(_possible_values(exact, control(exact), 1)) >= 3


def test_two_hidden_fours_hide_the_cluster_that_rounds_to_ten() -> None:
    seen = control(tally_of([_workforce({Band.BAND_8A: 4, Band.BAND_8B: 4, Band.BAND_2: 60})]))
    assert _shown(seen, "workforce/non_clinical/bands_8a_to_8b") is None
    assert _shown(seen, "workforce/all/bands_8a_to_8b") is None
    assert _shown(seen, items.WHOLE_WORKFORCE) == 70


@given(_BODY, st.integers(0, 2))
@settings(max_examples=40, deadline=None)
def test_controlling_twice_changes_nothing(annual: AnnualReturn, survey: int) -> None:
    questions = {SurveyQuestion.DISCRIMINATION: Answers(Answer(50.5, 10 + survey), Answer(3.2, 40))}
    once = control(tally_of([annual, AnnualReturn(staff_survey=StaffSurvey(questions))]))
    twice = control(once)
    assert np.array_equal(once.counts, twice.counts)
    assert np.array_equal(once.status, twice.status)
    assert once.rule == twice.rule
    assert compute(once) == compute(twice)


def test_a_zero_looks_like_a_four_unless_nobody_is_there() -> None:
    pictures = [control(tally_of([_workforce({Band.BAND_6: n, Band.BAND_2: 60})])) for n in (0, 1, 4)]
    assert {_shown(seen, "workforce/non_clinical/6") for seen in pictures} == {None}
    assert _shown(pictures[0], "workforce/non_clinical/7") == 0


def test_shown_counts_are_rounded_half_up_and_totals_from_exact_counts() -> None:
    bands = BANDS_OF[_GROUP][:5]
    seen = control(tally_of([_workforce(dict.fromkeys(bands, 7))]))
    assert [_shown(seen, f"workforce/non_clinical/{band.value}") for band in bands] == [5] * 5
    assert _shown(seen, "workforce/non_clinical/bands_1_to_4") == 35
    halves = control(tally_of([_workforce({Band.BAND_2: 15})]), threshold=10, base=10)
    assert _shown(halves, "workforce/non_clinical/2") == 20


def test_ratios_of_hidden_counts_are_suppressed_and_show_no_counts() -> None:
    annual = AnnualReturn(
        workforce=(WorkforceRow(_GROUP, Band.BAND_2, Counts(900, 90, 0)),), disciplinary=Disciplinary(Counts(17, 3))
    )
    exact, seen = (
        next(r for r in compute(tally)[0] if r.indicator == "3")
        for tally in (tally_of([annual]), control(tally_of([annual])))
    )
    assert (exact.disclosure.controlled, exact.disclosure.rule) == (False, None)
    assert (seen.value, seen.reason, seen.interval, seen.p_value) == (None, Reason.SUPPRESSED, None, None)
    assert (seen.groups.reference.numerator, seen.groups.interest.denominator) == (None, None)
    assert seen.disclosure.controlled
    assert seen.disclosure.rule == "counts under 5 and survey groups under 11 hidden, the rest rounded to 5"


def test_a_hidden_unknown_count_does_not_hide_a_ratio_of_the_known_groups() -> None:
    annual = AnnualReturn(
        workforce=(WorkforceRow(_GROUP, Band.BAND_2, Counts(2503, 722, 2)),), disciplinary=Disciplinary(Counts(17, 9))
    )
    seen = next(r for r in compute(control(tally_of([annual])))[0] if r.indicator == "3")
    assert seen.value == pytest.approx((10 / 720) / (15 / 2505))
    assert seen.groups.unknown is not None
    assert (seen.groups.unknown.denominator, seen.completeness) == (None, None)


def test_survey_groups_under_eleven_are_withheld_and_percentages_are_whole() -> None:
    questions = {SurveyQuestion.HARASSMENT_PUBLIC: Answers(Answer(28.5, 903), Answer(40.0, 10))}
    seen = compute(control(tally_of([AnnualReturn(staff_survey=StaffSurvey(questions))])))[0]
    white, bme, gap = (result for result in seen if result.indicator == "5")
    assert (white.value, white.groups.reference.denominator) == (29.0, 905)
    assert (bme.value, bme.reason, gap.reason) == (None, Reason.SUPPRESSED, Reason.SUPPRESSED)
    assert white.groups.interest.rate is None


def test_one_rule_cannot_be_laid_over_another() -> None:
    seen = control(tally_of([_workforce({Band.BAND_2: 9})]))
    with pytest.raises(ValueError, match="another rule"):
        control(seen, threshold=10)
    with pytest.raises(ValueError, match="at most twice"):
        control(seen, threshold=2, base=5)


def test_sections_not_collected_stay_so() -> None:
    seen = control(tally_of([AnnualReturn()]))
    assert SUPPRESSED not in seen.status
    assert {result.reason for result in compute(seen)[0]} == {Reason.NOT_COLLECTED}
