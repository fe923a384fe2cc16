import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.distribution import probabilities
from trajectory_service.domain.outlook import probability_met
from trajectory_service.domain.replacement import (
    Stock,
    added_posts,
    expected_interest,
    expected_share,
    headcount,
    posts_after,
    recruits_per_year,
)
from trajectory_service.domain.requirement import earliest_years, reachable, required_share

RATE = st.floats(0.02, 1.0)
SHARE = st.floats(0.0, 1.0)
YEARS = st.integers(1, 15)


def stock(
    interest: float, total: float, turnover: float, interest_turnover: float | None = None, growth: float = 0.0
) -> Stock:
    own = turnover if interest_turnover is None else interest_turnover
    return Stock(*(np.array([float(v)]) for v in (interest, total - interest, own, turnover, growth)))


def whole(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def year_by_year(one: Stock, share: float, years: int) -> FloatArray:
    """Carry the distribution of each post forward a year at a time, and add posts up one by one."""
    weights = np.ones(1)
    chances = [1.0] * int(one.interest[0]) + [0.0] * int(one.others[0])
    for year in range(1, years + 1):
        leaving, passing = one.leaving_interest[0], one.leaving_others[0]
        chances = [p * (1 - leaving * (1 - share)) + (1 - p) * passing * share for p in chances]
        new = int(added_posts(one, whole(year))[0] - added_posts(one, whole(year - 1))[0])
        chances += [share] * new
    for chance in chances:
        weights = np.convolve(weights, [1 - chance, chance])
    return weights


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.floats(0, 1), RATE, RATE, st.floats(0, 0.2), SHARE, YEARS)
def test_the_distribution_is_that_of_posts_followed_year_by_year(
    total: int, part: float, others: float, own: float, growth: float, share: float, years: int
) -> None:
    one = stock(int(part * total), total, others, own, growth)
    oracle = year_by_year(one, share, years)
    posts = posts_after(one, np.array([share]), whole(years))
    assert probabilities(posts) == pytest.approx(oracle, abs=1e-10)
    mean = float(np.arange(len(oracle)) @ oracle)
    assert posts.expected[0] == pytest.approx(mean, abs=1e-9)
    assert headcount(one, whole(years))[0] == len(oracle) - 1


@pytest.mark.parametrize(
    ("one", "share", "years"),
    [
        (stock(6, 60, 0.1), 0.3, 6),
        (stock(20, 60, 0.08, 0.15), 0.45, 10),
        (stock(2, 24, 0.12, 0.2, 0.05), 0.5, 8),
    ],
)
def test_probabilities_agree_with_a_hundred_thousand_simulated_bands(one: Stock, share: float, years: int) -> None:
    runs = 100_000
    generator = np.random.default_rng(20190101)
    held = np.full(runs, int(one.interest[0]))
    size = int(one.total[0])
    for year in range(1, years + 1):
        lost = generator.binomial(held, one.leaving_interest[0])
        vacancies = lost + generator.binomial(size - held, one.leaving_others[0])
        new = int(headcount(one, whole(year))[0]) - size
        held = held - lost + generator.binomial(vacancies + new, share)
        size += new
    goals = np.unique(np.quantile(held, [0.1, 0.3, 0.5, 0.7, 0.9]).astype(np.int64))
    rows = np.zeros(len(goals), dtype=np.int64)
    found = probability_met(one.rows(rows), np.full(len(goals), share), rows + years, goals)
    seen = np.array([(held >= goal).mean() for goal in goals])
    assert np.all(np.abs(found - seen) <= 3 * np.sqrt(found * (1 - found) / runs))


@settings(max_examples=60, deadline=None)
@given(SHARE, SHARE, RATE, YEARS)
def test_equal_turnover_without_growth_follows_the_closed_form(p0: float, q: float, t: float, years: int) -> None:
    share = expected_share(stock(p0 * 100, 100, t), np.array([q]), whole(years))[0]
    assert share == pytest.approx(q + (p0 - q) * (1 - t) ** years, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 50), st.integers(1, 50), RATE, RATE, st.floats(0, 0.1), SHARE, YEARS)
def test_swapping_the_groups_mirrors_every_figure(
    interest: int, others: int, own: float, theirs: float, growth: float, q: float, years: int
) -> None:
    total = interest + others
    one, other = stock(interest, total, theirs, own, growth), stock(others, total, own, theirs, growth)
    here, there = np.array([q]), np.array([1.0 - q])
    assert expected_share(one, here, whole(years))[0] == pytest.approx(
        1 - expected_share(other, there, whole(years))[0], abs=1e-12
    )
    mirrored = probabilities(posts_after(other, there, whole(years)))[::-1]
    assert probabilities(posts_after(one, here, whole(years))) == pytest.approx(mirrored, abs=1e-11)
    assert recruits_per_year(one, here, whole(years)) == pytest.approx(
        recruits_per_year(other, there, whole(years)), rel=1e-12
    )


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1), SHARE, RATE, RATE, st.floats(0, 0.1), YEARS, st.integers(1, 2000))
def test_the_required_share_fed_forward_meets_the_target_at_its_horizon(
    p0: float, target: float, others: float, own: float, growth: float, years: int, total: int
) -> None:
    assume(target >= p0)
    one, goal = stock(p0 * total, total, others, own, growth), np.array([target])
    assume(reachable(one, goal, whole(years))[0])
    share = required_share(one, goal, whole(years))
    assert 0.0 <= share[0] <= 1.0
    assert expected_share(one, share, whole(years))[0] == pytest.approx(target, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 60), st.floats(0, 1), SHARE, RATE, RATE, st.floats(1.0, 3.0), YEARS)
def test_more_turnover_never_puts_a_reachable_target_out_of_reach(
    total: int, part: float, target: float, others: float, own: float, more: float, years: int
) -> None:
    interest, goal = int(part * total), np.array([target])
    before = stock(interest, total, others, own)
    after = stock(interest, total, min(1.0, others * more), min(1.0, own * more))
    assert not reachable(before, goal, whole(years))[0] or reachable(after, goal, whole(years))[0]


def test_the_earliest_year_is_the_first_at_which_the_target_is_in_reach() -> None:
    one = stock(1, 10, 0.1)
    # Of 9 posts at most 5 may stay: 9 * 0.9 ** 5 is 5.31 and 9 * 0.9 ** 6 is 4.78.
    assert earliest_years(one, np.array([0.5])).tolist() == [6]
    assert not reachable(one, np.array([0.5]), whole(5))[0]
    assert required_share(one, np.array([0.5]), whole(6))[0] <= 1.0
    assert earliest_years(one, np.array([0.1])).tolist() == [0]
    assert earliest_years(one, np.array([1.0])).tolist() == [-1]
    assert earliest_years(stock(1, 10, 1.0), np.array([1.0])).tolist() == [1]


def test_growth_comes_in_whole_posts_of_the_baselines_headcount() -> None:
    one = stock(2, 12, 0.1, growth=0.05)
    assert [int(added_posts(one, whole(year))[0]) for year in range(6)] == [0, 1, 1, 2, 2, 3]


def test_recruits_are_vacancies_and_new_posts() -> None:
    flat = stock(100, 1769, 0.096)
    assert recruits_per_year(flat, np.array([0.3]), whole(6))[0] == pytest.approx(169.824)
    # Two years of 100 posts with one in ten leaving, 10 posts added each year: (10 + 10 + 11 + 10) / 2.
    growing = stock(10, 100, 0.1, growth=0.1)
    assert recruits_per_year(growing, np.array([0.5]), whole(2))[0] == pytest.approx(20.5)
    # Nine leave of ten, one of ninety, all replaced from outside the group: then 0.1 of what is left.
    unequal = stock(10, 100, 0.1, 0.9)
    assert recruits_per_year(unequal, np.array([0.0]), whole(1))[0] == pytest.approx(18.0)


def test_an_expectation_at_the_target_is_held_there_by_its_required_share() -> None:
    standing = stock(18, 100, 0.1, 0.15)
    share = required_share(standing, np.array([0.18]), whole(10))
    path = [expected_interest(standing, share, whole(year))[0] for year in range(1, 11)]
    assert path == pytest.approx([18.0] * 10, abs=1e-8)


def test_growth_brings_a_target_into_reach_that_turnover_alone_does_not() -> None:
    # 81 of the 90 others stay for a year: 19 of 100 posts without growth, 39 of 120 with it.
    goal = np.array([0.3])
    assert not reachable(stock(10, 100, 0.1), goal, whole(1))[0]
    assert reachable(stock(10, 100, 0.1, growth=0.2), goal, whole(1))[0]
