"""Exact and approximate tests of equal rates, against scipy and against counting tables one by one."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact, hypergeom

from inference import hypergeometric
from inference.equality import equality, fisher, is_small, mid_p, score_p_value

_SMALL = st.tuples(st.integers(1, 60), st.integers(0, 60)).map(lambda p: (min(p[1], p[0]), p[0]))


def _columns(*cells: int) -> list[np.ndarray]:
    return [np.array([cell], np.int64) for cell in cells]


@given(_SMALL, _SMALL)
@settings(max_examples=100)
def test_fisher_agrees_with_scipy(a: tuple[int, int], b: tuple[int, int]) -> None:
    (x, n), (y, m) = a, b
    expected = fisher_exact([[x, n - x], [y, m - y]])[1]
    assert fisher(*_columns(x, n, y, m))[0] == pytest.approx(expected, rel=1e-9)


@given(_SMALL, _SMALL)
@settings(max_examples=100)
def test_mid_p_counts_the_observed_table_half_in_the_smaller_tail(a: tuple[int, int], b: tuple[int, int]) -> None:
    (x, n), (y, m) = a, b
    ways = [comb(n, k) * comb(m, x + y - k) if 0 <= x + y - k <= m else 0 for k in range(n + 1)]
    half = ways[x] / 2
    expected = 2 * min(sum(ways[:x]) + half, sum(ways[x + 1 :]) + half) / sum(ways)
    assert mid_p(*_columns(x, n, y, m))[0] == pytest.approx(min(1, expected), rel=1e-9)


def test_tails_hold_for_a_whole_nation() -> None:
    x, n, y, m = 230, 230_189, 990, 985_000
    found = hypergeometric.tails(*_columns(x, n, y, m))
    oracle = hypergeom(n + m, x + y, n)
    assert found.below[0] == pytest.approx(oracle.cdf(x - 1), rel=1e-6)
    assert found.above[0] == pytest.approx(oracle.sf(x), rel=1e-6)


def test_many_tables_are_summed_in_blocks_without_mixing_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    n, m = rng.integers(1, 90, 300), rng.integers(1, 90, 300)
    x, y = rng.integers(0, n + 1), rng.integers(0, m + 1)
    whole = fisher(x, n, y, m)
    monkeypatch.setattr(hypergeometric, "_BLOCK", 64)
    assert fisher(x, n, y, m) == pytest.approx(whole, rel=1e-12)


@given(_SMALL, _SMALL)
@settings(max_examples=100)
def test_neither_the_order_of_groups_nor_of_outcomes_matters(a: tuple[int, int], b: tuple[int, int]) -> None:
    (x, n), (y, m) = a, b
    given_order = equality(*_columns(x, n, y, m))[0]
    assert np.allclose(given_order, equality(*_columns(y, m, x, n))[0], equal_nan=True)
    if 0 < x + y < n + m:
        assert np.allclose(given_order, equality(*_columns(n - x, n, m - y, m))[0])


def test_the_rule_takes_the_exact_test_when_any_cell_is_below_five() -> None:
    x, n = np.array([4, 5, 95, 96, 17]), np.array([100, 100, 100, 100, 2505])
    y, m = np.array([50, 50, 50, 50, 9]), np.array([100, 100, 100, 100, 725])
    assert is_small(x, n, y, m).tolist() == [True, False, False, True, False]
    p, exact = equality(x, n, y, m)
    assert exact.tolist() == [True, False, False, True, False]
    assert p[1] == score_p_value(5, 100, 50, 100)
    assert p[0] == mid_p(x, n, y, m)[0]


def test_the_score_test_is_the_chi_square_without_correction() -> None:
    # Chi-square of (20/100, 35/100) is 5.642633, one degree of freedom.
    assert score_p_value(20, 100, 35, 100) == pytest.approx(0.0175288, abs=1e-6)
    assert score_p_value(12.5, 50, 12.5, 50) == 1


def test_what_cannot_be_compared_has_no_p_value() -> None:
    p, exact = equality(np.array([0, 1, 6]), np.array([9, 0, 5]), np.array([0, 3, 1]), np.array([9, 9, 9]))
    assert np.isnan(p).all()
    assert not exact.any()
    assert np.isnan(score_p_value([1, 6], [0, 5], [1, 1], [5, 5])).all()
