import numpy as np
import pytest

from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.root import rising_roots


def test_roots_of_straight_curved_and_steep_functions_are_found_together() -> None:
    wanted = np.array([0.25, 0.7, 0.5000001])

    def function(rows: IntArray, share: FloatArray) -> FloatArray:
        shapes = [share - wanted[rows], share**5 - wanted[rows] ** 5, np.tanh(1e4 * (share - wanted[rows]))]
        return np.choose(rows, shapes)

    assert rising_roots(function, np.array([0.9, 0.0, 0.02])) == pytest.approx(wanted, abs=1e-9)


def test_a_function_that_is_flat_but_for_a_step_ends_at_the_step() -> None:
    def step(_rows: IntArray, share: FloatArray) -> FloatArray:
        return np.where(share < 0.3, -1.0, 1.0)

    assert rising_roots(step, np.array([0.95]))[0] == pytest.approx(0.3, abs=1e-9)


def test_a_function_that_never_crosses_gives_the_nearer_end() -> None:
    def apart(rows: IntArray, share: FloatArray) -> FloatArray:
        return share + np.where(rows == 0, 1.0, -2.0)

    assert rising_roots(apart, np.array([0.5, 0.5])) == pytest.approx([0.0, 1.0], abs=1e-9)


def test_a_guess_that_is_near_on_either_side_needs_few_looks() -> None:
    """A step into the middle of the bracket at the start would throw a good guess away."""
    wanted, looks = np.array([0.3, 0.3, 0.3, 0.3]), np.zeros(4, dtype=np.int64)

    def curved(rows: IntArray, share: FloatArray) -> FloatArray:
        looks[rows] += 1
        return np.log(share / (1.0 - share)) - np.log(wanted[rows] / (1.0 - wanted[rows]))

    guess = wanted + np.array([-0.004, -0.0005, 0.0005, 0.004])
    assert rising_roots(curved, guess) == pytest.approx(wanted, abs=1e-11)
    assert looks.max() <= 5
