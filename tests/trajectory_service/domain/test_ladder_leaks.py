import math
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inference.false_discovery import adjusted
from inference.likelihood import koopman
from inference.proportion import wilson
from trajectory_service.domain.ladder import Count, Counted, Rung
from trajectory_service.domain.ladder_leaks import Leak, NoRate, leaks
from vocabulary.bands import AFC_AND_VSM, Band


def counted(own: tuple[int, int], others: tuple[int, int], years: int = 1) -> Counted:
    return Counted(Count(*own), Count(*others), years)


def ladder(*promotions: Counted | None) -> list[Rung]:
    rungs = [Rung(band, 10, 100, promotions=each) for band, each in zip(AFC_AND_VSM, promotions, strict=False)]
    return [*rungs, Rung(AFC_AND_VSM[len(rungs)], 1, 10)]


def test_rates_ratio_and_shortfall_of_a_rung_are_those_of_its_counts() -> None:
    [leak] = leaks(ladder(counted((6, 200), (60, 800), 2))).promotion
    assert leak.interest.value == 0.03
    assert leak.others.value == 0.075
    assert (leak.interest.lower, leak.interest.upper) == tuple(float(end) for end in wilson(6, 200))
    assert leak.ratio == pytest.approx(0.4)
    assert (leak.lower, leak.upper) == tuple(float(end) for end in koopman(6, 200, 60, 800))
    # At 7.5 % of 200 there would be 15 promotions, and there are 6: 9 fewer in two years.
    assert leak.excess == pytest.approx(-4.5)
    assert leak.p_value is not None
    assert leak.p_value < 0.05
    assert leak.test == "score"


def test_the_rung_with_the_greatest_shortfall_is_named_and_not_the_one_with_the_lowest_ratio() -> None:
    small, large = counted((0, 10), (10, 100)), counted((20, 400), (80, 800))
    found = leaks(ladder(small, large, counted((30, 100), (10, 100))))
    assert found.widest is not None
    assert found.widest.band is Band.BAND_1
    assert found.widest.excess == pytest.approx(-20.0)
    assert found.reason is None


def test_p_values_are_adjusted_over_the_rungs_counted() -> None:
    found = leaks(ladder(counted((6, 200), (60, 800)), None, counted((3, 100), (40, 500)), counted((9, 90), (5, 50))))
    assert [leak.band for leak in found.promotion] == [Band.UNDER_1, Band.BAND_2, Band.BAND_3]
    p = [leak.p_value for leak in found.promotion if leak.p_value is not None]
    assert len(p) == 3
    assert [leak.adjusted_p_value for leak in found.promotion] == adjusted(p).tolist()


@pytest.mark.parametrize(
    ("own", "others", "reason", "one_sided"),
    [
        ((0, 0), (5, 50), NoRate.NOBODY, False),
        ((2, 20), (0, 0), NoRate.NOBODY, False),
        ((2, 20), (0, 50), NoRate.NO_EVENTS, True),
        ((0, 20), (0, 50), NoRate.NO_EVENTS, False),
        ((0, 20), (5, 50), None, False),
    ],
)
def test_a_ratio_that_is_undefined_is_absent_with_a_reason(
    own: tuple[int, int], others: tuple[int, int], reason: NoRate | None, one_sided: bool
) -> None:
    [leak] = leaks(ladder(counted(own, others))).promotion
    assert leak.reason is reason
    assert (leak.ratio is None) == (reason is not None)
    assert (leak.lower is not None and leak.upper is None) == one_sided
    assert leak.interest.reason is (NoRate.NOBODY if own[1] == 0 else None)


def test_nothing_counted_and_nothing_short_are_told_apart() -> None:
    assert leaks(ladder(None)).reason is NoRate.NOT_COUNTED
    even = leaks(ladder(counted((5, 50), (10, 100))))
    assert (even.widest, even.reason) == (None, NoRate.NO_SHORTFALL)


def test_leavers_are_compared_on_every_rung_and_the_top_one_too() -> None:
    top = Rung(Band.VSM, 2, 20, leavers=counted((1, 2), (3, 18)))
    found = leaks([Rung(Band.BAND_9, 5, 50, leavers=counted((2, 5), (5, 45))), top])
    assert [leak.band for leak in found.leaving] == [Band.BAND_9, Band.VSM]
    assert found.leaving[1].excess == pytest.approx(1 - 2 * 3 / 18)
    assert found.promotion == ()


COUNT = st.tuples(st.integers(0, 50), st.integers(0, 400)).map(lambda pair: (min(pair), max(pair)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(COUNT, COUNT), min_size=1, max_size=6))
def test_every_figure_of_a_leak_is_finite_and_in_its_range(
    counts: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    found: tuple[Leak, ...] = leaks(ladder(*(counted(own, others) for own, others in counts))).promotion
    for leak in found:
        values = [value for value in asdict(leak).values() if isinstance(value, float)]
        assert all(math.isfinite(value) for value in values)
        if leak.ratio is not None and leak.lower is not None and leak.upper is not None:
            assert leak.lower <= leak.ratio <= leak.upper
        if leak.p_value is not None and leak.adjusted_p_value is not None:
            assert 0.0 <= leak.p_value <= leak.adjusted_p_value + 1e-12 <= 1.0 + 1e-12
