"""Ratios of rates: published intervals, and a naive twin that inverts the score test by bisection."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inference.likelihood import katz, koopman, relative_likelihood

_Z = 1.959963984540054
_RATE = st.tuples(st.integers(1, 4000), st.integers(0, 4000)).map(lambda p: (min(p[1], p[0]), p[0]))


def _chi_square(ratio: float, x: int, n: int, y: int, m: int) -> float:
    """Koopman's statistic, with the constrained rates found by bisection on the likelihood's slope."""
    low, high = 0.0, min(1.0, 1 / ratio)
    for _ in range(200):
        q = (low + high) / 2
        slope = (x + y) / q - ratio * (n - x) / max(1 - ratio * q, 1e-300) - (m - y) / max(1 - q, 1e-300)
        low, high = (q, high) if slope > 0 else (low, q)
    q = (low + high) / 2
    p = ratio * q
    variance = p * (1 - p) / n + ratio**2 * q * (1 - q) / m
    gap = x / n - ratio * y / m
    return gap * gap / variance if variance > 1e-18 else (0.0 if abs(gap) < 1e-9 else math.inf)


def _naive_bound(x: int, n: int, y: int, m: int, up: bool) -> float:
    """Walk away from the estimate by bisection on a logarithmic scale until the test rejects."""
    inside = math.log(max(x, 0.5) / n * m / max(y, 0.5))
    inside, outside = (inside - 30, inside + 30) if up and x == 0 else (inside, inside + (30 if up else -30))
    if y == 0:
        inside = outside + 60
    for _ in range(200):
        middle = (inside + outside) / 2
        rejected = _chi_square(math.exp(middle), x, n, y, m) > _Z**2
        inside, outside = (inside, middle) if rejected else (middle, outside)
    return math.exp(inside)


@pytest.mark.parametrize(
    ("table", "bounds", "places"),
    [
        ((36, 40, 16, 80), (2.940, 7.152), 3),
        ((7, 34, 1, 34), (1.2209, 42.576), 3),
    ],
)
def test_koopman_reproduces_published_intervals(
    table: tuple[int, int, int, int], bounds: tuple[float, float], places: int
) -> None:
    assert np.round(koopman(*table), places) == pytest.approx([round(bound, places) for bound in bounds])


def test_koopman_is_right_where_a_rate_is_100_percent() -> None:
    assert koopman(20, 20, 30, 40)[0] == pytest.approx(1.0988, abs=5e-5)


def test_katz_reproduces_published_interval() -> None:
    assert relative_likelihood(16, 128, 24, 256) == pytest.approx(4 / 3)
    assert np.round(katz(16, 128, 24, 256), 4) == pytest.approx([0.7347, 2.4196])


@given(_RATE, _RATE)
@settings(max_examples=60, deadline=None)
def test_koopman_agrees_with_the_naive_twin(a: tuple[int, int], b: tuple[int, int]) -> None:
    assume(a[0] + b[0] > 0)
    lower, upper = koopman(*a, *b)
    if a[0] > 0:
        assert lower == pytest.approx(_naive_bound(*a, *b, up=False), rel=1e-5)
    if b[0] > 0:
        assert upper == pytest.approx(_naive_bound(*a, *b, up=True), rel=1e-5)


@given(_RATE, _RATE)
@settings(max_examples=100)
def test_swapping_the_groups_inverts_ratio_and_interval(a: tuple[int, int], b: tuple[int, int]) -> None:
    assume(a[0] > 0 and b[0] > 0)
    assert relative_likelihood(*a, *b) == pytest.approx(1 / relative_likelihood(*b, *a))
    for interval in (koopman, katz):
        lower, upper = interval(*a, *b)
        swapped = interval(*b, *a)
        assert np.allclose((1 / swapped[1], 1 / swapped[0]), (lower, upper), rtol=1e-9)


@given(_RATE, _RATE)
@settings(max_examples=100)
def test_the_interval_contains_the_estimate(a: tuple[int, int], b: tuple[int, int]) -> None:
    assume(a[0] > 0 and b[0] > 0)
    lower, upper = koopman(*a, *b)
    assert lower * (1 - 1e-9) <= relative_likelihood(*a, *b) <= upper * (1 + 1e-9)


def test_no_events_on_top_starts_at_zero_and_none_below_has_no_upper_bound() -> None:
    lower, upper = koopman([0, 50, 0, 3, 1], [65, 317, 9, 0, 4], [50, 0, 0, 2, 9], [317, 65, 9, 5, 8])
    assert lower[0] == 0
    assert upper[0] == pytest.approx(1 / lower[1])
    assert np.isnan(upper[1])
    assert np.isnan(lower[2:]).all()
    assert np.isnan(upper[2:]).all()


def test_a_ratio_over_no_events_or_no_people_is_undefined() -> None:
    assert np.isnan(relative_likelihood([1, 0, 1, 1], [2, 0, 2, 2], [0, 1, 1, 0], [2, 2, 0, 0])).all()
    assert relative_likelihood(0, 5, 1, 5) == 0


def test_a_column_gives_what_its_rows_give_one_by_one() -> None:
    tables = np.array([[36, 40, 16, 80], [0, 7, 3, 9], [200_000, 1_000_000, 3, 50], [5, 5, 5, 5]])
    whole = np.array(koopman(*tables.T))
    assert pytest.approx(np.array([koopman(*row) for row in tables]), rel=1e-10) == whole.T
