"""The model's exact answers against plain and slow ones: count by count, year by year, and career by career."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from tests.trajectory_service.domain.plain_careers import CAREERS, Case, careers, chances_of_counts, stock_of
from trajectory_service.domain.assumptions import given
from trajectory_service.domain.distribution import (
    band,
    cumulative,
    probabilities,
    probability_at_least,
    quantiles,
)
from trajectory_service.domain.question import Question
from trajectory_service.domain.replacement import expected_share, posts_after, recruits_per_year
from trajectory_service.domain.solution import solve
from trajectory_service.domain.strata import Baseline, Stratum, Target

RATE = st.integers(2, 100).map(lambda hundredths: hundredths / 100)
SHARE = st.floats(0.0, 1.0)
YEARS = st.integers(1, 8)


SMALL = {
    "equal turnover": Case(4, 26, 0.1, 0.1, 0.35, 6),
    "unequal turnover": Case(9, 15, 0.22, 0.08, 0.4, 5),
    "growth": Case(3, 17, 0.12, 0.12, 0.3, 7, "0.04"),
    "unequal turnover and growth": Case(5, 11, 0.05, 0.3, 0.55, 6, "0.11"),
    "nobody at first": Case(0, 12, 0.2, 0.2, 0.25, 5),
    "everybody of the group, and no recruit": Case(12, 0, 0.15, 0.4, 0.0, 5, "0.05"),
    "every post falls vacant": Case(6, 10, 1.0, 1.0, 0.3, 3),
}

LARGE = {
    "equal turnover": Case(34, 566, 0.0975, 0.0975, 0.3, 10),
    "unequal turnover": Case(60, 240, 0.16, 0.09, 0.4, 10),
    "growth": Case(12, 108, 0.12, 0.12, 0.25, 15, "0.02"),
    "unequal turnover and growth": Case(150, 1250, 0.2, 0.1, 0.28, 5, "0.03"),
    "a small band": Case(1, 11, 0.2, 0.2, 0.3, 5),
}


@pytest.mark.parametrize("case", SMALL.values(), ids=SMALL.keys())
def test_chances_are_those_of_following_every_count(case: Case) -> None:
    _held_against_every_count(case)


@settings(max_examples=40, deadline=None)
@forall(st.integers(0, 9), st.integers(0, 9), RATE, RATE, SHARE, st.integers(1, 5), st.integers(0, 25))
def test_chances_of_any_few_posts_are_those_of_following_every_count(
    interest: int, others: int, own: float, usual: float, share: float, years: int, growth: int
) -> None:
    assume(interest + others > 0)
    _held_against_every_count(Case(interest, others, own, usual, share, years, f"{growth / 100:.2f}"))


def _held_against_every_count(case: Case) -> None:
    slowly = chances_of_counts(case)
    counts = np.arange(len(slowly))
    posts = case.posts
    every = posts.rows(np.zeros_like(counts))
    below, here = cumulative(every, counts)
    assert posts.total[0] == len(slowly) - 1
    assert posts.expected[0] == pytest.approx(slowly @ counts, abs=1e-10)
    assert posts.variance[0] == pytest.approx(slowly @ (counts - slowly @ counts) ** 2, abs=1e-10)
    assert probabilities(posts) == pytest.approx(slowly, abs=1e-10)
    assert here == pytest.approx(slowly, abs=1e-10)
    assert below == pytest.approx(np.cumsum(slowly) - slowly, abs=1e-10)
    assert probability_at_least(every, counts) == pytest.approx(np.cumsum(slowly[::-1])[::-1], abs=1e-10)


@pytest.mark.parametrize("case", SMALL.values(), ids=SMALL.keys())
def test_bands_are_those_of_following_every_count(case: Case) -> None:
    reached = np.cumsum(chances_of_counts(case))
    assert [int(end[0]) for end in band(case.posts)] == [np.argmax(reached >= level) for level in (0.025, 0.975)]
    assert quantiles(case.posts, 0.2)[0] == np.argmax(reached >= 0.2)


@pytest.mark.parametrize("case", LARGE.values(), ids=LARGE.keys())
def test_mean_and_chances_are_within_three_standard_errors_of_simulated_careers(case: Case) -> None:
    held, posts = careers(case), case.posts
    assert abs(held.mean() - posts.expected[0]) <= 3.0 * sqrt(posts.variance[0] / CAREERS)
    for level in (0.1, 0.5, 0.9):
        goal = quantiles(posts, level)
        met = float(probability_at_least(posts, goal)[0])
        assert abs(np.mean(held >= goal[0]) - met) <= 3.0 * sqrt(met * (1.0 - met) / CAREERS)


@pytest.mark.parametrize("case", LARGE.values(), ids=LARGE.keys())
def test_a_band_leaves_out_no_more_careers_than_it_may(case: Case) -> None:
    held, (lower, upper) = careers(case), band(case.posts)
    noise = 3.0 * sqrt(0.025 * 0.975 / CAREERS)
    assert np.mean(held < lower[0]) < 0.025 + noise
    assert np.mean(held > upper[0]) < 0.025 + noise
    assert np.mean(held <= lower[0]) > 0.025 - noise
    assert np.mean(held >= upper[0]) > 0.025 - noise


def stratum(interest: int, total: int, target: float, usual: float, own: float, growth: float) -> Stratum:
    return Stratum(
        "all",
        "8a",
        Baseline(2018, interest, total),
        Target.of_share(target),
        given("turnover", usual),
        turnover_interest=given("turnover_interest", own),
        growth=given("growth", growth),
    )


TARGET = st.integers(1, 99).map(lambda hundredths: hundredths / 100)
GROWTH = st.sampled_from([0.0, 0.0, 0.01, 0.025, 0.13])


@settings(max_examples=150, deadline=None)
@forall(st.floats(0, 1), st.integers(1, 400), TARGET, RATE, st.one_of(st.none(), RATE), GROWTH, st.integers(1, 15))
def test_the_required_share_fed_forward_meets_the_target_in_the_year_of_the_horizon(
    part: float, total: int, target: float, usual: float, other: float | None, growth: float, years: int
) -> None:
    own = usual if other is None else other
    asked = stratum(int(part * target * total), total, target, usual, own, growth)
    assume(not asked.met)
    solution = solve(Question.about([asked], [2018 + years]), 0.8)
    assume(bool(solution.reachable[0]))
    share = float(solution.share[0])
    case = Case(asked.baseline.interest, total - asked.baseline.interest, own, usual, share, years, str(growth))
    held, posts = float(case.interest), total
    for year in range(1, years + 1):
        vacancies = held * own + (posts - held) * usual
        held += -held * own + (vacancies + case.added_in(year)) * share
        posts += case.added_in(year)
    assert held / posts == pytest.approx(target, abs=1e-9)


@settings(max_examples=100, deadline=None)
@forall(st.integers(0, 120), st.integers(0, 120), RATE, RATE, SHARE, YEARS, GROWTH)
def test_groups_in_each_other_s_place_have_each_other_s_figures(
    interest: int, others: int, own: float, usual: float, share: float, years: int, growth: float
) -> None:
    assume(interest + others > 0)
    ahead, one, other = np.array([years]), np.array([share]), np.array([1.0 - share])
    stock, mirrored = stock_of(interest, others, own, usual, growth), stock_of(others, interest, usual, own, growth)
    posts, swapped = posts_after(stock, one, ahead), posts_after(mirrored, other, ahead)
    assert probabilities(swapped)[::-1] == pytest.approx(probabilities(posts), abs=1e-12)
    total = int(posts.total[0])
    counts = np.arange(total + 1)
    rows = np.zeros_like(counts)
    below, here = cumulative(swapped.rows(rows), total - counts)
    assert probability_at_least(posts.rows(rows), counts) == pytest.approx(below + here, abs=1e-12)
    assert expected_share(mirrored, other, ahead) == pytest.approx(1.0 - expected_share(stock, one, ahead), abs=1e-12)
    assert recruits_per_year(mirrored, other, ahead) == pytest.approx(recruits_per_year(stock, one, ahead), rel=1e-10)


@settings(max_examples=150, deadline=None)
@forall(st.floats(0, 1), st.integers(1, 300), TARGET, RATE, RATE, RATE, GROWTH, st.integers(1, 15))
def test_more_turnover_of_the_others_never_puts_a_goal_out_of_reach(
    part: float, total: int, target: float, usual: float, more: float, own: float, growth: float, years: int
) -> None:
    usual, more = sorted([usual, more])
    both = [stratum(int(part * total), total, target, rate, own, growth) for rate in (usual, more)]
    solution = solve(Question.about(both, [2018 + years]), 0.8)
    slow, fast = solution.reachable.tolist()
    assert fast or not slow
    soon, sooner = solution.earliest.tolist()
    assert soon < 0 or 0 <= sooner <= soon
