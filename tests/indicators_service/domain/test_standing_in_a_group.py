"""Rank, quartile, percentile and median among the others, against a twin that looks at one body after another."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.four_fifths import FourFifths
from indicators_service.domain.standing import FourFifthsCounts, Reading, Standing, four_fifths_of_others, standings
from vocabulary.indicators import Polarity

_VALUE = st.one_of(st.none(), st.integers(0, 12).map(lambda n: n / 4), st.floats(0, 20).map(lambda x: round(x, 3)))
_GROUP = st.lists(_VALUE, min_size=1, max_size=25)
_READINGS = st.sampled_from(
    [
        Reading(Polarity.HIGHER_IS_BETTER, None),
        Reading(Polarity.LOWER_IS_BETTER, 0.0),
        Reading(Polarity.CLOSER_TO_PARITY, 1.0, is_ratio=True),
        Reading(Polarity.CLOSER_TO_PARITY, 0.0),
        Reading(Polarity.NEUTRAL, None),
    ]
)


def _column(values: list[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values])


def _cost(value: float, reading: Reading) -> float:
    if reading.polarity is Polarity.HIGHER_IS_BETTER:
        return -value
    if reading.polarity is Polarity.CLOSER_TO_PARITY:
        if reading.is_ratio:
            return round(abs(math.log(value)), 12) if value else math.inf
        return abs(value - (reading.parity or 0.0))
    return value


def _naive(values: list[float | None], body: int, reading: Reading) -> Standing:
    own = values[body]
    others = [value for place, value in enumerate(values) if value is not None and place != body]
    median = statistics.median(others) if others else None
    if own is None:
        return Standing(len(others), len(others), None, None, None, median)
    costs = [_cost(value, reading) for value in others]
    mine = _cost(own, reading)
    better, tied = sum(cost < mine for cost in costs), sum(cost == mine for cost in costs)
    if not others:
        return Standing(0, 1, 1, None, None, None)
    lower, level = sum(value < own for value in others), sum(value == own for value in others)
    quartile = next(q for q in (1, 2, 3, 4) if better + tied / 2 < q * len(others) / 4 or q == 4)
    percentile = 100 * (lower + level / 2) / len(others)
    return Standing(len(others), len(others) + 1, better + 1, quartile, percentile, median)


@given(_GROUP, _READINGS)
@settings(max_examples=100)
def test_standings_agree_with_the_naive_twin(values: list[float | None], reading: Reading) -> None:
    found = standings(_column(values), reading)
    for body in range(len(values)):
        row, twin = found.row(body), _naive(values, body, reading)
        assert (row.compared, row.of, row.rank, row.quartile) == (twin.compared, twin.of, twin.rank, twin.quartile)
        assert row.percentile == (None if twin.percentile is None else pytest.approx(twin.percentile))
        assert row.median == (None if twin.median is None else pytest.approx(twin.median))


@given(_GROUP, _READINGS)
@settings(max_examples=60)
def test_a_body_without_a_value_changes_nothing_for_the_rest(values: list[float | None], reading: Reading) -> None:
    before, after = standings(_column(values), reading), standings(_column([*values, None]), reading)
    assert [before.row(body) for body in range(len(values))] == [after.row(body) for body in range(len(values))]


@given(st.lists(st.integers(0, 9).map(float), min_size=2, max_size=20))
@settings(max_examples=60)
def test_swapping_polarity_mirrors_the_ranks(values: list[float]) -> None:
    up = standings(values, Reading(Polarity.HIGHER_IS_BETTER, None))
    down = standings(values, Reading(Polarity.LOWER_IS_BETTER, None))
    ties = np.array([values.count(value) for value in values])
    assert (up.rank + down.rank + ties - 1).tolist() == [len(values) + 1] * len(values)
    np.testing.assert_array_equal(up.percentile, down.percentile)


@given(st.lists(st.integers(1, 40), min_size=2, max_size=20))
@settings(max_examples=60)
def test_a_ratio_upside_down_is_as_far_from_parity(numbers: list[int]) -> None:
    reading = Reading(Polarity.CLOSER_TO_PARITY, 1.0, is_ratio=True)
    values = np.array(numbers) / 12
    np.testing.assert_array_equal(standings(values, reading).rank, standings(1 / values, reading).rank)


def test_ties_share_the_better_rank() -> None:
    found = standings([0.5, 2.0, 1.0, 4.0, np.nan], Reading(Polarity.CLOSER_TO_PARITY, 1.0, is_ratio=True))
    assert found.rank.tolist() == [2, 2, 1, 4, 0]
    assert found.of == 4
    assert found.quartile.tolist() == [3, 3, 1, 4, 0]


def test_a_ratio_of_0_is_farthest_from_parity() -> None:
    found = standings([0.0, 9.0, 1.1], Reading(Polarity.CLOSER_TO_PARITY, 1.0, is_ratio=True))
    assert found.rank.tolist() == [3, 2, 1]


def test_the_only_body_has_nobody_to_stand_among() -> None:
    assert standings([3.0], Reading(Polarity.NEUTRAL, None)).row(0) == Standing(0, 1, 1, None, None, None)
    assert standings([np.nan], Reading(Polarity.NEUTRAL, None)).row(0) == Standing(0, 0, None, None, None, None)


def test_distance_from_parity_needs_a_parity() -> None:
    with pytest.raises(ValueError, match="needs a parity"):
        standings([1.0], Reading(Polarity.CLOSER_TO_PARITY, None))


def test_four_fifths_are_counted_among_the_others() -> None:
    marks = [FourFifths.WITHIN, FourFifths.WITHIN, FourFifths.ABOVE, None]
    assert four_fifths_of_others(marks) == [
        FourFifthsCounts(within=1, below=0, above=1),
        FourFifthsCounts(within=1, below=0, above=1),
        FourFifthsCounts(within=2, below=0, above=0),
        FourFifthsCounts(within=2, below=0, above=1),
    ]
