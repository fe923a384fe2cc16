"""Indicator 163b by hand, and its laws."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_service.domain.progress_against_wres import (
    GapMode,
    Index,
    NoIndex,
    Parameters,
    Weighed,
    gap,
    index,
    progress,
)

Percentages = dict[str, tuple[Fraction, Fraction]]
PERCENT = st.integers(0, 1000).map(lambda tenths: Fraction(tenths, 10))
SURVEY = st.dictionaries(st.sampled_from(["5", "6", "7", "8"]), st.tuples(PERCENT, PERCENT))
WEIGHT = st.integers(1, 10**9).map(Fraction)


def survey(**percentages: tuple[str, str]) -> Percentages:
    return {name[1:]: (Fraction(white), Fraction(bme)) for name, (white, bme) in percentages.items()}


def test_a_gap_is_adverse_where_positive_whatever_the_question_asks() -> None:
    assert gap("5", Fraction("28.0"), Fraction("29.5")) == Fraction("0.015")
    assert gap("7", Fraction("87.0"), Fraction("72.0")) == Fraction("0.15")
    assert gap("7", Fraction("72.0"), Fraction("87.0")) == Fraction("-0.15")


ONE = survey(i5=("28.0", "30.0"), i6=("23.0", "28.0"), i7=("87.0", "72.0"), i8=("6.0", "14.0"))
TWO = survey(i5=("25.0", "24.0"), i6=("20.0", "26.0"), i7=("88.0", "80.0"), i8=("5.0", "10.0"))
NONE = survey(i5=("30.0", "31.0"))


@pytest.mark.parametrize(
    ("mode", "first", "second", "by_flow", "by_headcount"),
    [
        # Gaps of the first: 2, 5, 15, 8 points; of the second -1, 6, 8, 5.
        (GapMode.SIGNED, "0.075", "0.045", "0.065", "0.057"),
        (GapMode.ABSOLUTE, "0.075", "0.05", "1/15", "0.06"),
    ],
)
def test_three_providers_of_which_one_has_no_index_by_hand(
    mode: GapMode, first: str, second: str, by_flow: str, by_headcount: str
) -> None:
    """Flows 20, 10 and 10 million: (2 x first + second) / 3. Headcounts 2, 3 and 5: (2 x first + 3 x second) / 5."""
    parameters = Parameters(gap_mode=mode)
    indices = [index(each, parameters) for each in (ONE, TWO, NONE)]
    assert [each.value for each in indices] == [Fraction(first), Fraction(second), None]
    assert indices[2].reason is NoIndex.TOO_FEW_INDICATORS
    for weights, value, coverage in (((20, 10, 10), by_flow, "3/4"), ((2, 3, 5), by_headcount, "1/2")):
        weighed = [Weighed(each, Fraction(weight)) for each, weight in zip(indices, weights, strict=True)]
        found = progress(weighed, parameters)
        assert (found.value, found.coverage) == (Fraction(value), Fraction(coverage))
        assert (found.with_index, found.providers) == (2, 3)


def test_what_cannot_be_told_has_a_reason() -> None:
    parameters = Parameters()
    whole, none = index(ONE, parameters), index(NONE, parameters)
    assert progress([], parameters).reason is NoIndex.NO_PROVIDERS
    assert progress([Weighed(none, Fraction(1))], parameters).reason is NoIndex.NO_INDEX
    assert progress([Weighed(whole, None), Weighed(none, Fraction(1))], parameters).reason is NoIndex.NO_WEIGHT
    low = progress([Weighed(whole, Fraction(1)), Weighed(none, Fraction(2))], parameters)
    assert (low.value, low.coverage, low.reason) == (None, Fraction(1, 3), NoIndex.LOW_COVERAGE)


@given(SURVEY)
def test_swapping_the_groups_turns_the_signed_index_and_leaves_the_absolute_one(percentages: Percentages) -> None:
    swapped = {name: (bme, white) for name, (white, bme) in percentages.items()}
    for mode, sign in ((GapMode.SIGNED, -1), (GapMode.ABSOLUTE, 1)):
        one, other = (index(each, Parameters(gap_mode=mode, least_indicators=1)) for each in (percentages, swapped))
        assert (one.value is None) == (not percentages)
        assert one.value is None or other.value == sign * one.value


@given(st.lists(st.tuples(SURVEY, WEIGHT), min_size=1, max_size=6), WEIGHT)
def test_a_value_lies_among_its_indices_and_does_not_know_the_unit_of_weight(
    providers: list[tuple[Percentages, Fraction]], unit: Fraction
) -> None:
    parameters = Parameters(coverage_floor=Fraction(0))
    indices: list[Index] = [index(percentages, parameters) for percentages, _ in providers]
    weights = [weight for _, weight in providers]
    found = progress([Weighed(i, w) for i, w in zip(indices, weights, strict=True)], parameters)
    again = progress([Weighed(i, w * unit) for i, w in zip(indices, weights, strict=True)], parameters)
    assert found == again
    values = [each.value for each in indices if each.value is not None]
    if found.value is None:
        assert not values
    else:
        assert min(values) <= found.value <= max(values)
