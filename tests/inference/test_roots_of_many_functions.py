"""The search for roots of many rising functions at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from inference.normal import Floats
from inference.roots import Rows, bracket, root


def _found(roots: Floats, start: float, stride: float, power: float = 3) -> Floats:
    def rising(point: Floats, rows: Rows) -> Floats:
        away = point - roots[rows]
        return np.sign(away) * np.abs(away) ** power + 0.1 * away

    starts = np.full(roots.shape, start)
    return root(rising, *bracket(rising, starts, np.full(roots.shape, stride), 300.0))


@given(
    st.lists(st.floats(-250, 250), min_size=1, max_size=20),
    st.floats(-20, 20),
    st.floats(0.1, 5),
    st.sampled_from([0.3, 1, 3]),
)
@settings(max_examples=60)
def test_roots_are_found_wherever_the_search_starts(
    places: list[float], start: float, stride: float, power: float
) -> None:
    roots = np.array(places)
    assert _found(roots, start, stride, power) == pytest.approx(roots, rel=1e-11, abs=1e-11)


def test_functions_that_fall_are_searched_with_a_stride_that_goes_down() -> None:
    def falling(point: Floats, rows: Rows) -> Floats:
        value: Floats = np.asarray(2.0 + rows - np.exp(point), np.float64)
        return value

    starts = np.array([3.0, 0.0, 1.0])
    found = root(falling, *bracket(falling, starts, np.full(3, -0.5), 300.0))
    expected = [brentq(lambda t, row=row: 2.0 + row - np.exp(t), -9, 9, xtol=1e-13) for row in range(3)]
    assert found == pytest.approx(expected, rel=1e-11)


def test_a_root_never_depends_on_its_neighbours() -> None:
    roots = np.random.default_rng(1).normal(0, 40, 50)
    alone = np.concatenate([_found(roots[[place]], 1.0, 0.5) for place in range(50)])
    np.testing.assert_array_equal(_found(roots, 1.0, 0.5), alone)
