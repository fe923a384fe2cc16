"""Laws of sharing a whole total over cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.demonstration.apportionment import MILLION, apportion, apportion_within, with_odds
from indicators_service.demonstration.draws import ONE

weights_drawn = st.lists(st.integers(0, 10_000), min_size=1, max_size=30).filter(any)


@settings(max_examples=80)
@given(total=st.integers(0, 1_000_000), weights=weights_drawn)
def test_parts_add_up_and_each_is_its_proportion_rounded_up_or_down(total: int, weights: list[int]) -> None:
    parts = apportion(total, np.array(weights, np.int64)).tolist()
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@settings(max_examples=50)
@given(total=st.integers(1, 1_000), weights=weights_drawn)
def test_a_cell_without_weight_gets_nobody(total: int, weights: list[int]) -> None:
    parts = apportion(total, np.array([0, *weights, 0], np.int64))
    assert (parts[0], parts[-1]) == (0, 0)


def test_people_cannot_be_shared_over_nothing() -> None:
    with pytest.raises(ValueError, match="without weight"):
        apportion(1, np.zeros(3, np.int64))
    assert apportion(0, np.zeros(3, np.int64)).tolist() == [0, 0, 0]


def test_a_product_beyond_64_bits_is_refused_rather_than_wrapped() -> None:
    with pytest.raises(ValueError, match="64 bits"):
        apportion(MILLION, np.array([2**50], np.int64))


def test_a_part_larger_than_its_room_is_refused() -> None:
    with pytest.raises(ValueError, match="room"):
        apportion_within(10, np.array([9, 1], np.int64), np.array([5, 5], np.int64))


def test_half_of_the_odds_of_one_half_is_one_third() -> None:
    assert with_odds(np.array([MILLION // 2], np.int64), np.array([ONE // 2], np.int64)).tolist() == [333_333]
