from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trajectory_service.domain.confidence import posts_for, share_for_probability
from trajectory_service.domain.outlook import probability_met
from trajectory_service.domain.replacement import Stock, headcount

RATE = st.floats(0.02, 1.0)


def stock(interest: int, total: int, others: float, own: float, growth: float = 0.0) -> Stock:
    return Stock(*(np.array([float(v)]) for v in (interest, total - interest, own, others, growth)))


@pytest.mark.parametrize(
    ("target", "headcount", "posts"),
    [("0.3", 10, 3), ("0.1", 30, 3), ("0.1809", 1769, 321), ("0", 12, 0), ("1", 12, 12), ("0.07", 100, 7)],
)
def test_a_goal_in_posts_is_exact(target: str, headcount: int, posts: int) -> None:
    assert posts_for(Fraction(target), headcount) == posts


def test_a_third_of_thirty_posts_is_ten_of_them() -> None:
    assert posts_for(Fraction(1, 3), 30) == 10
    assert posts_for(Fraction(1, 3), 31) == 11


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 300),
    st.floats(0, 1),
    st.floats(0, 1),
    RATE,
    RATE,
    st.floats(0, 0.05),
    st.integers(1, 15),
    st.sampled_from([0.05, 0.5, 0.8, 0.95, 0.999]),
)
def test_the_share_for_a_probability_meets_the_goal_with_that_probability(
    total: int, part: float, target: float, others: float, own: float, growth: float, years: int, probability: float
) -> None:
    one, ahead = stock(int(part * total), total, others, own, growth), np.array([years])
    goal = np.array([posts_for(Fraction(target), int(headcount(one, ahead)[0]))])
    share, enough = share_for_probability(one, ahead, goal, probability)
    met = probability_met(one, share, ahead, goal)[0]
    if not enough[0]:
        assert share[0] == 1.0
        assert met < probability
    elif share[0] == 0.0:
        assert met >= probability
    else:
        assert met == pytest.approx(probability, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 200), st.floats(0, 1), RATE, RATE, st.floats(0, 1), st.floats(0, 1), st.integers(1, 15))
def test_the_probability_of_a_goal_rises_with_the_share(
    total: int, part: float, others: float, own: float, one_share: float, other_share: float, years: int
) -> None:
    assume(one_share != other_share)
    rows = np.zeros(2, dtype=np.int64)
    shares = np.sort(np.array([one_share, other_share]))
    for goal in (1, total // 3, total):
        two = stock(int(part * total), total, others, own).rows(rows)
        lower, higher = probability_met(two, shares, rows + years, rows + goal)
        assert higher >= lower - 1e-12


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.floats(0, 1), RATE, RATE, st.floats(0, 1), st.integers(1, 12), st.integers(0, 60))
def test_swapping_the_groups_turns_a_probability_into_its_complement(
    total: int, part: float, others: float, own: float, share: float, years: int, goal: int
) -> None:
    interest, ahead = int(part * total), np.array([years])
    here = probability_met(stock(interest, total, others, own), np.array([share]), ahead, np.array([goal]))
    there = probability_met(
        stock(total - interest, total, own, others), np.array([1 - share]), ahead, np.array([total - goal + 1])
    )
    assert here[0] == pytest.approx(1.0 - there[0], abs=1e-11)
