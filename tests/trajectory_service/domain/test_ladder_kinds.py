import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trajectory_service.domain.ladders import FOUR, ladders
from trajectory_service.domain.distribution import Posts, band, probabilities
from trajectory_service.domain.ladder import Rung
from trajectory_service.domain.ladder_course import as_today
from trajectory_service.domain.ladder_kinds import KINDS, SMALL, few_kinds
from trajectory_service.domain.ladder_moments import people_of_interest, spread
from trajectory_service.domain.ladder_rates import ladder_of


def powers(people: Posts) -> np.ndarray:
    exponents = np.arange(2 * KINDS)
    return np.asarray((people.counts[..., None] * people.chances[..., None] ** exponents).sum(axis=1))


@settings(max_examples=60, deadline=None)
@given(ladders(), st.integers(1, 12))
def test_few_kinds_have_the_same_sixteen_sums_of_powers(rungs: list[Rung], years: int) -> None:
    people = people_of_interest(as_today(ladder_of(rungs), years), np.ones(len(rungs), dtype=bool))
    few = few_kinds(people)
    assert (few.counts >= 0.0).all()
    assert powers(few) == pytest.approx(powers(people), rel=1e-10, abs=1e-10)


@settings(max_examples=60, deadline=None)
@given(ladders(), st.integers(1, 12))
def test_few_kinds_have_the_same_distribution(rungs: list[Rung], years: int) -> None:
    people = people_of_interest(as_today(ladder_of(rungs), years), np.ones(len(rungs), dtype=bool))
    few = few_kinds(people)
    for row in range(len(people.counts)):
        one = np.array([row])
        assert probabilities(few.rows(one)) == pytest.approx(probabilities(people.rows(one)), abs=1e-12)


def test_chances_at_the_edge_of_small_are_told_as_well_as_those_below_it() -> None:
    chances = np.linspace(0.0, SMALL, 60)[None, :]
    for count in (1.0, 3.0, 40.0):
        people = Posts(np.full((1, 60), count), chances)
        assert probabilities(few_kinds(people)) == pytest.approx(probabilities(people), abs=1e-12)


def test_few_kinds_are_fewer() -> None:
    people = people_of_interest(as_today(ladder_of(FOUR), 40), np.ones(len(FOUR), dtype=bool))
    assert (people.counts > 0.0).sum(axis=1).max() > 80
    assert (few_kinds(people).counts > 1e-12).sum(axis=1).max() < 30


def test_bands_are_those_of_all_the_kinds() -> None:
    course, pooled = as_today(ladder_of(FOUR), 12), np.array([False, True, True, True])
    around = spread(course, pooled)
    lower, upper = band(people_of_interest(course, pooled))
    assert around.lower.ravel().tolist() == lower.tolist()
    assert around.upper.ravel().tolist() == upper.tolist()
