"""Wilson's interval of a proportion and Newcombe's of a difference, against statsmodels and published values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from indicators_service.domain.difference import newcombe
from inference.normal import critical_value, two_sided_tail
from inference.proportion import proportion, wilson

_PEOPLE = st.integers(1, 3000)
_RATE = st.tuples(_PEOPLE, st.integers(0, 3000)).map(lambda pair: (min(pair[1], pair[0]), pair[0]))


@given(_RATE)
@settings(max_examples=100)
def test_wilson_agrees_with_an_independent_implementation(rate: tuple[int, int]) -> None:
    assert np.allclose(wilson(*rate), proportion_confint(*rate, method="wilson"), atol=1e-12)


@given(_RATE)
@settings(max_examples=100)
def test_wilson_contains_the_estimate_and_mirrors_the_complement(rate: tuple[int, int]) -> None:
    events, people = rate
    lower, upper = wilson(events, people)
    assert 0 <= lower <= events / people <= upper <= 1
    assert np.allclose(wilson(people - events, people), (1 - upper, 1 - lower), atol=1e-12)


def test_wilson_takes_weighted_numbers_and_leaves_the_impossible_undefined() -> None:
    lower, upper = wilson([12.5, 0, 3, -1], [50, 0, 2, 5])
    assert lower[0] < 0.25 < upper[0]
    assert np.isnan(lower[1:]).all()
    assert np.isnan(upper[1:]).all()


def test_a_wider_level_gives_a_wider_interval() -> None:
    assert wilson(5, 40, 0.99)[0] < wilson(5, 40, 0.95)[0]


def test_newcombe_reproduces_his_own_example() -> None:
    assert np.allclose(newcombe(56, 70, 48, 80), (0.0524, 0.3339), atol=5e-5)


@given(_RATE, _RATE)
@settings(max_examples=100)
def test_newcombe_agrees_with_an_independent_implementation(a: tuple[int, int], b: tuple[int, int]) -> None:
    expected = confint_proportions_2indep(*a, *b, method="newcomb", compare="diff")
    assert np.allclose(newcombe(*a, *b), expected, atol=1e-7)


@given(_RATE, _RATE)
@settings(max_examples=100)
def test_newcombe_turns_round_when_the_groups_are_swapped(a: tuple[int, int], b: tuple[int, int]) -> None:
    lower, upper = newcombe(*a, *b)
    assert lower - 1e-12 <= proportion(*a) - proportion(*b) <= upper + 1e-12
    assert np.allclose(newcombe(*b, *a), (-upper, -lower), atol=1e-12)


def test_normal_quantile_and_tail_belong_together() -> None:
    assert critical_value(0.95) == pytest.approx(1.959963984540054)
    assert two_sided_tail(np.array([critical_value(0.9), 0.0])) == pytest.approx([0.1, 1.0])
    with pytest.raises(ValueError, match="between 0 and 1"):
        critical_value(95)
