from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trajectory_service.domain.ladders import FOUR, ladders
from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.distribution import probabilities
from trajectory_service.domain.ladder import INTEREST, OTHERS, Rung
from trajectory_service.domain.ladder_course import Course, as_today, expected
from trajectory_service.domain.ladder_moments import covariances, people_of_interest, spread
from trajectory_service.domain.ladder_rates import ladder_of
from vocabulary.bands import Band

HISTORIES = 200_000
YEARS = 6


def simulated(course: Course, histories: int, seed: int) -> IntArray:
    """People at the end of every year in so many histories: years × histories × rungs × groups."""
    rng = np.random.default_rng(seed)
    rungs = course.recruits.shape[1]
    stock = np.broadcast_to(course.start.astype(np.int64), (histories, rungs, 2)).copy()
    years = []
    for year in range(course.years):
        after = np.zeros_like(stock)
        for rung, group in product(range(rungs), (INTEREST, OTHERS)):
            out, up = course.leaving[rung, group], course.promotion[year, rung, group]
            moved = rng.multinomial(stock[:, rung, group], [out, up, 1.0 - out - up])
            after[:, rung, group] += moved[:, 2]
            if rung + 1 < rungs:
                after[:, rung + 1, group] += moved[:, 1]
        recruits = course.recruits[year].astype(np.int64)
        own = rng.binomial(recruits, course.share, size=(histories, rungs))
        stock = after + np.stack([own, recruits - own], axis=2)
        years.append(stock)
    return np.stack(years)


def person_by_person(course: Course) -> dict[tuple[int, ...], float]:
    """The probability of every head count of cells at the end, adding one person at a time to those before."""
    everybody = [
        _place(course, {2 * rung + group: 1.0}, 0)
        for rung, group in product(range(course.recruits.shape[1]), (INTEREST, OTHERS))
        for _ in range(int(course.start[rung, group]))
    ]
    everybody += [
        _place(course, {2 * rung: course.share[rung], 2 * rung + 1: 1.0 - course.share[rung]}, year + 1)
        for year, rung in product(range(course.years), range(course.recruits.shape[1]))
        for _ in range(int(course.recruits[year, rung]))
    ]
    counts = {(0,) * course.start.size: 1.0}
    for person in everybody:
        after: dict[tuple[int, ...], float] = defaultdict(float)
        for count, chance in counts.items():
            after[count] += chance * (1.0 - sum(person.values()))
            for cell, here in person.items():
                after[*count[:cell], count[cell] + 1, *count[cell + 1 :]] += chance * here
        counts = after
    return counts


def _place(course: Course, cells: dict[int, float], first: int) -> dict[int, float]:
    for year in range(first, course.years):
        after: dict[int, float] = defaultdict(float)
        for cell, chance in cells.items():
            out, up = course.leaving.ravel()[cell], course.promotion[year].ravel()[cell]
            after[cell] += chance * (1.0 - out - up)
            if up:
                after[cell + 2] += chance * up
        cells = after
    return cells


@pytest.fixture(scope="module")
def course() -> Course:
    return as_today(ladder_of(FOUR), YEARS)


@pytest.fixture(scope="module")
def histories(course: Course) -> IntArray:
    return simulated(course, HISTORIES, seed=20)


def test_expected_people_lie_within_three_standard_errors_of_simulated_ones(
    course: Course, histories: IntArray
) -> None:
    error = histories.std(axis=1) / np.sqrt(HISTORIES)
    assert (np.abs(histories.mean(axis=1) - expected(course)[1:]) <= 3.0 * error + 1e-12).all()


def test_covariances_lie_within_three_standard_errors_of_simulated_ones(course: Course, histories: IntArray) -> None:
    found = covariances(course)[YEARS]
    apart = histories[-1].reshape(HISTORIES, -1) - expected(course)[-1].ravel()
    products = apart[:, :, None] * apart[:, None, :]
    error = products.std(axis=0) / np.sqrt(HISTORIES)
    assert (np.abs(products.mean(axis=0) - found) <= 3.0 * error).all()
    # Rungs are not independent, and neither are groups: who is promoted is missing below.
    assert np.abs(found[0, 2]) > 10.0 * error[0, 2]


def test_bands_cover_what_they_say_of_simulated_histories(course: Course, histories: IntArray) -> None:
    pooled = np.array([False, True, True, True])
    around = spread(course, pooled)
    own = histories[..., INTEREST]
    counted = np.concatenate([own, own[..., pooled].sum(axis=-1, keepdims=True)], axis=-1)
    slack = 3.0 * np.sqrt(0.025 * 0.975 / HISTORIES)
    assert ((counted < around.lower[:, None]).mean(axis=1) <= 0.025 + slack).all()
    assert ((counted > around.upper[:, None]).mean(axis=1) <= 0.025 + slack).all()
    # One person narrower would not do.
    assert ((counted <= around.lower[:, None]).mean(axis=1) >= 0.025 - slack).all()
    assert ((counted >= around.upper[:, None]).mean(axis=1) >= 0.025 - slack).all()
    error = counted.std(axis=1) / np.sqrt(2.0 * HISTORIES)
    assert (np.abs(counted.std(axis=1) - around.deviation) <= 4.0 * error).all()


TINY = [
    Rung(Band.BAND_8A, 1, 2, 0.2, 0.3, 0.25, 0.15, recruits=1, recruitment_share=0.4),
    Rung(Band.BAND_8B, 1, 1, 0.1, recruits=1, recruitment_share=0.2),
]


def test_a_tiny_ladder_has_the_moments_of_every_outcome_there_is() -> None:
    course = as_today(ladder_of(TINY), 2)
    outcomes = person_by_person(course)
    assert sum(outcomes.values()) == pytest.approx(1.0, abs=1e-12)
    counts, weights = np.array(list(outcomes)), np.array(list(outcomes.values()))
    mean = weights @ counts
    assert expected(course)[-1].ravel() == pytest.approx(mean, abs=1e-12)
    apart = counts - mean
    assert covariances(course)[-1] == pytest.approx(np.einsum("s,si,sj->ij", weights, apart, apart), abs=1e-12)


def test_a_tiny_ladder_s_count_of_one_rung_has_the_distribution_of_every_outcome_there_is() -> None:
    course = as_today(ladder_of(TINY), 2)
    outcomes = person_by_person(course)
    people = people_of_interest(course, np.array([True, True]))
    # The second year's rows: the first rung, the second, both together. BME cells are 0 and 2.
    for row, cells in ((3, [0]), (4, [2]), (5, [0, 2])):
        found = probabilities(people.rows(np.array([row])))
        wanted = np.zeros(len(found))
        for count, chance in outcomes.items():
            wanted[sum(count[cell] for cell in cells)] += chance
        assert found == pytest.approx(wanted, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(ladders(), st.integers(1, 8))
def test_people_added_up_one_by_one_agree_with_years_carried_forward(rungs: list[Rung], years: int) -> None:
    course = as_today(ladder_of(rungs), years)
    pooled = np.arange(len(rungs)) >= len(rungs) // 2
    people = people_of_interest(course, pooled)
    own = expected(course)[1:, :, INTEREST]
    together = own[:, pooled].sum(axis=1, keepdims=True)
    assert people.expected == pytest.approx(np.hstack([own, together]).ravel(), rel=1e-10, abs=1e-9)
    assert people.variance == pytest.approx(spread(course, pooled).deviation.ravel() ** 2, rel=1e-8, abs=1e-8)


@settings(max_examples=50, deadline=None)
@given(ladders(), st.integers(1, 8))
def test_a_covariance_matrix_is_one(rungs: list[Rung], years: int) -> None:
    found: FloatArray = covariances(as_today(ladder_of(rungs), years))
    assert found == pytest.approx(found.transpose(0, 2, 1), abs=1e-9)
    assert np.linalg.eigvalsh(found).min() >= -1e-8 * max(1.0, float(found.max()))
    # At the baseline everybody is where they are.
    assert found[0] == pytest.approx(np.zeros_like(found[0]), abs=0.0)
