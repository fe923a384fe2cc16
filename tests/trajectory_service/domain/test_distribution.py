from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from trajectory_service.domain import distribution
from trajectory_service.domain.arrays import IntArray
from trajectory_service.domain.distribution import (
    Posts,
    band,
    cumulative,
    probabilities,
    probability_at_least,
    quantiles,
)

CHANCE = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0.0, 1.0))


def posts(counts: list[int], chances: list[float]) -> Posts:
    return Posts(np.array([counts], dtype=np.float64), np.array([chances]))


def convolved(counts: list[int], chances: list[float]) -> np.ndarray:
    weights = np.ones(1)
    for count, chance in zip(counts, chances, strict=True):
        # Below the smallest normal number scipy overflows; to 1e-12 such a chance is none.
        taken = chance if chance > 1e-300 else 0.0
        weights = np.convolve(weights, binom.pmf(np.arange(count + 1), count, taken))
    return weights


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), CHANCE), min_size=1, max_size=5))
def test_probabilities_are_the_convolution_of_the_binomials(kinds: list[tuple[int, float]]) -> None:
    counts, chances = [count for count, _ in kinds], [chance for _, chance in kinds]
    oracle = convolved(counts, chances)
    found = probabilities(posts(counts, chances))
    assert found == pytest.approx(oracle, abs=1e-12)
    goals = np.arange(-1, sum(counts) + 3)
    rows = Posts(np.tile(counts, (len(goals), 1)).astype(float), np.tile(chances, (len(goals), 1)))
    tails = [oracle[max(goal, 0) :].sum() for goal in goals]
    assert probability_at_least(rows, goals) == pytest.approx(tails, abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "chances"),
    [([2500, 2500], [0.9, 0.1]), ([2500, 2500], [0.5, 0.5]), ([0, 5000], [0.3, 0.004]), ([5000, 0], [1.0, 0.2])],
)
def test_five_thousand_posts_are_as_exact_as_twelve(counts: list[int], chances: list[float]) -> None:
    oracle = convolved(counts, chances)
    assert probabilities(posts(counts, chances)) == pytest.approx(oracle, abs=1e-12)
    goal = int(np.argmax(oracle)) + 5
    tail = probability_at_least(posts(counts, chances), np.array([goal]))
    assert tail[0] == pytest.approx(oracle[goal:].sum(), abs=1e-12)


def test_a_coin_for_each_of_four_posts_gives_sixteenths() -> None:
    four = posts([4], [0.5])
    assert probabilities(four) == pytest.approx([comb(4, k) / 16 for k in range(5)], abs=1e-14)
    assert probability_at_least(four, np.array([3]))[0] == pytest.approx(5 / 16, abs=1e-14)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 80), CHANCE), min_size=1, max_size=3), st.sampled_from([0.5, 0.95]))
def test_a_band_is_the_pair_of_smallest_counts_that_reach_its_levels(
    kinds: list[tuple[int, float]], level: float
) -> None:
    counts, chances = [count for count, _ in kinds], [chance for _, chance in kinds]
    cumulative = np.cumsum(convolved(counts, chances))
    lower, upper = band(posts(counts, chances), level)
    assert lower[0] == np.argmax(cumulative >= (1 - level) / 2 - 1e-12)
    assert upper[0] == np.argmax(cumulative >= (1 + level) / 2 - 1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), CHANCE), min_size=1, max_size=4))
def test_what_lies_below_a_count_and_at_it_are_told_apart(kinds: list[tuple[int, float]]) -> None:
    counts, chances = [count for count, _ in kinds], [chance for _, chance in kinds]
    oracle = np.concatenate([[0.0, 0.0], convolved(counts, chances), [0.0, 0.0]])
    asked = np.arange(-1, sum(counts) + 3)
    rows = Posts(np.tile(counts, (len(asked), 1)).astype(float), np.tile(chances, (len(asked), 1)))
    below, here = cumulative(rows, asked)
    assert below == pytest.approx(np.cumsum(oracle)[asked + 1], abs=1e-12)
    assert here == pytest.approx(oracle[asked + 2], abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 80), CHANCE), min_size=1, max_size=3), st.floats(1e-6, 1 - 1e-6))
def test_a_quantile_is_the_smallest_count_that_reaches_its_level(
    kinds: list[tuple[int, float]], level: float
) -> None:
    counts, chances = [count for count, _ in kinds], [chance for _, chance in kinds]
    reached = np.cumsum(convolved(counts, chances))
    assert quantiles(posts(counts, chances), level)[0] == np.argmax(reached >= level - 1e-12)


def test_rows_of_very_different_size_do_not_disturb_each_other() -> None:
    together = Posts(np.array([[3.0, 9.0], [400.0, 2000.0], [0.0, 1.0]]), np.array([[0.4, 0.2]] * 3))
    lower, upper = band(together)
    tails = probability_at_least(together, np.array([3, 570, 1]))
    for row in range(3):
        alone = together.rows(np.array([row]))
        assert band(alone) == (lower[row : row + 1], upper[row : row + 1])
        goal = np.array([[3, 570, 1][row]])
        assert probability_at_least(alone, goal)[0] == pytest.approx(tails[row], abs=1e-13)


def test_a_row_is_no_less_exact_beside_one_of_a_window_a_thousand_times_as_wide() -> None:
    together = Posts(np.array([[60_000.0, 140_000.0], [4.0, 8.0], [1.0, 0.0]]), np.array([[0.7, 0.2]] * 3))
    below, here = cumulative(together, np.array([70_000, 5, 1]))
    oracle = convolved([4, 8], [0.7, 0.2])
    assert below[1:] == pytest.approx([oracle[:5].sum(), 0.3], abs=1e-13)
    assert here[1:] == pytest.approx([oracle[5], 0.7], abs=1e-13)


@pytest.mark.parametrize("chances", [[0.7, 0.2], [0.5, 0.5], [0.999, 0.0001], [1.0, 1e-5]])
def test_two_hundred_thousand_posts_keep_ten_digits(chances: list[float]) -> None:
    many = posts([60_000, 140_000], chances)
    middle = round(float(many.expected[0]))
    counts = np.arange(max(middle - 1500, 0), min(middle + 1500, 200_000), 40)
    first = binom.pmf(np.arange(60_001), 60_000, chances[0])
    held = np.flatnonzero(first > 1e-25)
    lengthy = binom.cdf(counts[:, None] - 1 - held, 140_000, chances[1]) @ first[held]
    below, _ = cumulative(many.rows(np.zeros_like(counts)), counts)
    assert below == pytest.approx(lengthy, abs=1e-10)


@pytest.mark.parametrize("away", [-40, -1, 0, 1, 40])
def test_however_far_off_a_quantile_is_guessed_it_is_found(away: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Posts(np.array([[30.0, 90.0], [2.0, 6.0], [0.0, 1.0]]), np.array([[0.6, 0.1]] * 3))
    wanted = [np.argmax(np.cumsum(convolved(list(map(int, row)), [0.6, 0.1])) >= 0.4) for row in rows.counts]

    def far_off(guessed: Posts, _: float) -> IntArray:
        return np.asarray(np.clip(np.rint(guessed.expected) + away, 0, guessed.total), dtype=np.int64)

    monkeypatch.setattr(distribution, "_guess", far_off)
    assert quantiles(rows, 0.4).tolist() == wanted


@pytest.mark.parametrize("level", [1e-15, 1e-9, 1 - 1e-9, 1 - 1e-15])
def test_levels_at_the_very_ends_have_a_quantile(level: float) -> None:
    counts, chances = [20, 70], [0.8, 0.05]
    reached = np.cumsum(convolved(counts, chances))
    assert quantiles(posts(counts, chances), level)[0] == np.argmax(reached >= level - 1e-12)


def test_more_rows_than_are_worked_on_at_once_keep_their_order() -> None:
    count = (np.arange(5000)[:, None] % 7 + 1).astype(np.float64)
    tails = probability_at_least(Posts(count, np.full((5000, 1), 0.5)), np.ones(5000, dtype=np.int64))
    assert tails == pytest.approx(1.0 - 0.5 ** count[:, 0], abs=1e-13)


def test_no_rows_give_no_answers() -> None:
    nothing = Posts(np.zeros((0, 2)), np.zeros((0, 2)))
    assert probability_at_least(nothing, np.zeros(0, dtype=np.int64)).size == 0
    assert [end.size for end in band(nothing)] == [0, 0]
