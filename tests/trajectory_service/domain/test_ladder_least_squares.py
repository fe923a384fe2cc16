import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize, nnls

from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.bounded_least_squares import Limits, greatest, nearest


def programme(seed: int) -> tuple[FloatArray, FloatArray, Limits]:
    """A wish, its weights, and limits: many of them on a grid, so that several often press at one corner."""
    rng = np.random.default_rng(seed)
    unknowns, count = int(rng.integers(1, 28)), int(rng.integers(0, 150))
    normals = rng.normal(size=(count, unknowns))
    if seed % 3 == 0:
        normals = np.round(normals)
    inside = rng.uniform(size=unknowns)
    bounds = normals @ inside - rng.choice([0.0, 0.0, 0.1, 1.0], size=count) * rng.uniform(size=count)
    if seed % 4 == 0:
        bounds += rng.uniform(0.0, 0.5) * (rng.uniform(size=count) < 0.1)
    limits = Limits.between(np.zeros(unknowns), np.ones(unknowns)).and_also(Limits(normals, bounds))
    return rng.normal(size=unknowns), np.exp(2.0 * rng.normal(size=unknowns)), limits


def best(direction: FloatArray, limits: Limits) -> float | None:
    found = linprog(-direction, A_ub=-limits.normals, b_ub=-limits.bounds, bounds=(None, None), method="highs")
    return None if found.status == 2 else -float(found.fun)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 100_000))
def test_the_point_keeps_every_limit_and_is_pulled_back_by_none_but_those_that_press(seed: int) -> None:
    wish, weight, limits = programme(seed)
    point = nearest(wish, weight, limits)
    feasible = best(np.zeros(len(wish)), limits) is not None
    assert (point is not None) == feasible
    if point is None:
        return
    slack = limits.normals @ point - limits.bounds
    assert slack.min() > -1e-10
    # Karush, Kuhn and Tucker: the gradient is a sum of pressing normals, none of them pulling.
    gradient = 2.0 * weight * (point - wish)
    pressing = limits.normals[slack < 1e-9]
    left = nnls(pressing.T, gradient)[1] if len(pressing) else np.linalg.norm(gradient)
    assert left < 1e-7 * (1.0 + np.linalg.norm(gradient))


@pytest.mark.parametrize("seed", [1, 2, 5, 7, 10, 11])
def test_the_sum_of_squares_is_that_of_a_general_solver(seed: int) -> None:
    wish, weight, limits = programme(seed)
    point = nearest(wish, weight, limits)
    oracle = minimize(
        lambda x: float(weight @ (x - wish) ** 2),
        np.full(len(wish), 0.5),
        jac=lambda x: 2.0 * weight * (x - wish),
        constraints={
            "type": "ineq",
            "fun": lambda x: limits.normals @ x - limits.bounds,
            "jac": lambda _: limits.normals,
        },
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-9},
    )
    assert oracle.success
    assert point is not None
    assert weight @ (point - wish) ** 2 == pytest.approx(oracle.fun, rel=1e-6, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_the_furthest_point_is_that_of_a_linear_programme(seed: int) -> None:
    wish, weight, limits = programme(seed)
    start = nearest(wish, weight, limits)
    if start is None:
        return
    furthest = greatest(wish, start, limits)
    assert limits.kept_by(furthest)
    assert wish @ furthest == pytest.approx(best(wish, limits), abs=1e-8)


def test_a_wish_that_breaks_nothing_is_granted() -> None:
    limits = Limits.between(np.zeros(2), np.ones(2))
    assert nearest(np.array([0.2, 0.9]), np.ones(2), limits) == pytest.approx([0.2, 0.9], abs=0.0)


def test_the_cheaper_unknown_moves_further() -> None:
    # x + y >= 1 from (0, 0): moves are in inverse proportion to the weights, 1 to 3.
    point = nearest(np.zeros(2), np.array([3.0, 1.0]), Limits(np.array([[1.0, 1.0]]), np.array([1.0])))
    assert point == pytest.approx([0.25, 0.75])


def test_limits_that_exclude_each_other_have_no_point() -> None:
    both = Limits(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([0.6, -0.5]))
    assert nearest(np.zeros(2), np.ones(2), both) is None
    impossible = Limits(np.zeros((1, 2)), np.array([0.1]))
    assert nearest(np.zeros(2), np.ones(2), impossible) is None
