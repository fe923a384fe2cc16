"""The race disparity ratio: tiers, the law of its steps, undefined and hidden tiers."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.annual_return import AnnualReturn, Counts, WorkforceRow
from indicators_service.domain.disclosure import control
from indicators_service.domain.results import Favours, Result
from indicators_service.domain.tally import Tally, tally_of
from indicators_service.standards.wres import compute
from vocabulary.bands import BANDS_OF, Band, StaffGroup
from vocabulary.indicators import Reason

_GROUP = StaffGroup.NON_CLINICAL
_LADDER = BANDS_OF[_GROUP]
_TIERS = {"lower": _LADDER[:6], "middle": (Band.BAND_6, Band.BAND_7), "upper": _LADDER[8:]}
_COUNT = st.integers(0, 400)
_LADDERS = st.lists(st.tuples(_COUNT, _COUNT, _COUNT), min_size=14, max_size=14)


def race_disparity(tally: Tally) -> list[list[Result]]:
    """The results of the race disparity ratio, six a body."""
    return [[result for result in body if result.indicator == "race-disparity-ratio"] for body in compute(tally)]


def _annual(counts: list[tuple[int, int, int]], group: StaffGroup = _GROUP) -> AnnualReturn:
    rows = zip(BANDS_OF[group], counts, strict=True)
    return AnnualReturn(workforce=tuple(WorkforceRow(group, band, Counts(*cell)) for band, cell in rows))


def _tiers(lower: tuple[int, int], middle: tuple[int, int], upper: tuple[int, int]) -> AnnualReturn:
    bands = zip((Band.BAND_2, Band.BAND_6, Band.BAND_8C), (lower, middle, upper), strict=True)
    return AnnualReturn(workforce=tuple(WorkforceRow(_GROUP, band, Counts(*cell)) for band, cell in bands))


def _steps(annual: AnnualReturn) -> list[Result]:
    return [r for r in race_disparity(tally_of([annual]))[0] if (r.part or {})["staff_group"] == _GROUP]


def _naive(counts: list[tuple[int, int, int]], start: str, end: str) -> Fraction | None:
    cells = dict(zip(_LADDER, counts, strict=True))
    (w, b), (v, c) = ([sum(cells[band][group] for band in _TIERS[tier]) for group in (0, 1)] for tier in (start, end))
    return Fraction(v * b, w * c) if min(w, b, v, c) else None


@given(_LADDERS)
@settings(max_examples=60)
def test_every_step_is_the_ratio_of_summed_counts(counts: list[tuple[int, int, int]]) -> None:
    for result in _steps(_annual(counts)):
        part = result.part or {}
        expected = _naive(counts, part["from"], part["to"])
        assert result.value == (None if expected is None else pytest.approx(float(expected), rel=1e-12))
        assert (result.reason is None) == (expected is not None)


@given(_LADDERS)
@settings(max_examples=60)
def test_the_product_of_the_two_steps_is_the_whole_way(counts: list[tuple[int, int, int]]) -> None:
    low, high, whole = (
        _naive(counts, *step) for step in (("lower", "middle"), ("middle", "upper"), ("lower", "upper"))
    )
    if low is not None and high is not None:
        assert low * high == whole
        values = [result.value for result in _steps(_annual(counts))]
        assert values[0] is not None
        assert values[1] is not None
        assert values[0] * values[1] == pytest.approx(values[2], rel=1e-12)


def test_both_ladders_are_told_apart_and_doctors_have_no_tiers() -> None:
    clinical = _annual([(30, 10, 0)] * 14, StaffGroup.CLINICAL_NON_MEDICAL)
    results = sorted(race_disparity(tally_of([clinical]))[0], key=lambda result: (result.part or {})["staff_group"])
    groups = [(result.part or {})["staff_group"] for result in results]
    assert groups == ["clinical_non_medical"] * 3 + ["non_clinical"] * 3
    assert [result.value for result in results] == [1.0, 1.0, 1.0, None, None, None]
    assert results[-1].reason is Reason.NO_DENOMINATOR


def test_above_1_the_reference_group_is_favoured() -> None:
    whole = _steps(_tiers((400, 300), (200, 100), (100, 15)))[2]
    assert whole.value == pytest.approx(100 / 400 / (15 / 300))
    assert whole.favours is Favours.REFERENCE
    assert whole.orientation == "white_over_bme"
    assert (whole.groups.interest.numerator, whole.groups.interest.denominator) == (15, 300)
    assert whole.groups.interest.rate == pytest.approx(5.0)


def test_an_empty_tier_makes_its_steps_undefined_and_leaves_the_other() -> None:
    steps = _steps(_tiers((40, 30), (20, 0), (10, 5)))
    assert [step.reason for step in steps] == [Reason.NO_EVENTS_IN_REFERENCE, Reason.NO_DENOMINATOR, None]
    assert steps[2].value == pytest.approx(10 / 40 / (5 / 30))


def test_a_workforce_not_collected_has_no_ratio() -> None:
    assert {step.reason for step in race_disparity(tally_of([AnnualReturn()]))[0]} == {Reason.NOT_COLLECTED}


def test_a_hidden_tier_hides_every_step_that_it_is_part_of() -> None:
    controlled = control(tally_of([_tiers((400, 300), (200, 100), (100, 3))]))
    steps = [result for result in race_disparity(controlled)[0] if (result.part or {})["staff_group"] == _GROUP]
    assert [step.reason for step in steps] == [None, Reason.SUPPRESSED, Reason.SUPPRESSED]
    assert all(step.groups.interest.numerator is None and step.interval is None for step in steps[1:])
    assert all(step.disclosure.controlled for step in steps)
