"""The exact binomial tail, held against scipy and against what can be worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from oversight_service.domain.binomial import Tail, binomial_tail

shares = st.integers(1, 5000).flatmap(lambda whole: st.integers(0, whole).map(lambda part: Fraction(part, whole)))
outcomes = st.integers(1, 60).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


def test_no_seat_of_fifteen_at_one_fifth_is_four_fifths_to_the_fifteenth() -> None:
    assert binomial_tail(0, 15, Fraction(1, 5), Tail.AT_MOST) == pytest.approx(0.8**15, rel=1e-14)


@settings(max_examples=80)
@given(outcome=outcomes, share=shares)
def test_tails_agree_with_scipy(outcome: tuple[int, int], share: Fraction) -> None:
    successes, trials = outcome
    below = binomial_tail(successes, trials, share, Tail.AT_MOST)
    above = binomial_tail(successes, trials, share, Tail.AT_LEAST)
    assert below == pytest.approx(float(binom.cdf(successes, trials, float(share))), rel=1e-9, abs=1e-250)
    assert above == pytest.approx(float(binom.sf(successes - 1, trials, float(share))), rel=1e-9, abs=1e-250)


@settings(max_examples=80)
@given(outcome=outcomes, share=shares)
def test_both_tails_together_count_the_outcome_twice(outcome: tuple[int, int], share: Fraction) -> None:
    successes, trials = outcome
    both = sum(binomial_tail(successes, trials, share, tail) for tail in Tail)
    here = float(binom.pmf(successes, trials, float(share)))
    assert both == pytest.approx(1 + here, rel=1e-9)


def test_a_certain_outcome_has_chance_one_and_an_impossible_one_none() -> None:
    assert binomial_tail(3, 3, Fraction(1), Tail.AT_LEAST) == 1.0
    assert binomial_tail(1, 3, Fraction(0), Tail.AT_LEAST) == 0.0


@pytest.mark.parametrize(("successes", "trials"), [(-1, 3), (4, 3)])
def test_counts_that_cannot_be_are_refused(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        binomial_tail(successes, trials, Fraction(1, 2), Tail.AT_MOST)


def test_a_share_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 1"):
        binomial_tail(1, 3, Fraction(3, 2), Tail.AT_MOST)
