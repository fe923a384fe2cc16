"""Cuts of posts, followed year by year: against plain counting, simulated careers and the closed form."""

from math import comb
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, nchypergeom_fisher

from trajectory_service.domain import outlook
from trajectory_service.domain.course import Course, followed, recruits
from trajectory_service.domain.distribution import probabilities
from trajectory_service.domain.replacement import Stock, added_posts, posts_after

SHARE = st.floats(0.0, 1.0)
RATE = st.floats(0.01, 1.0)
CAREERS: Final = 200_000


def plain(course: Course) -> list[float]:
    """The chances at the end, by the definition: every count, loss, gain and cut that there can be."""
    chances = [float(held == course.interest) for held in range(course.interest + course.others + 1)]
    years = zip(course.leaving_interest, course.leaving_others, course.share, course.change, strict=True)
    for own, other, share, change in years:
        chances = exchanged(chances, own * (1 - share), other * share)
        chances = grown(chances, change, share) if change >= 0 else cut(chances, -change, course.selection)
    return chances


def exchanged(chances: list[float], lose: float, gain: float) -> list[float]:
    posts = len(chances) - 1
    after = [0.0] * (posts + 1)
    for held, chance in enumerate(chances):
        for lost in range(held + 1):
            for gained in range(posts - held + 1):
                way = binom.pmf(lost, held, lose) * binom.pmf(gained, posts - held, gain)
                after[held - lost + gained] += chance * way
    return after


def grown(chances: list[float], added: int, share: float) -> list[float]:
    after = [0.0] * (len(chances) + added)
    for held, chance in enumerate(chances):
        for gained in range(added + 1):
            after[held + gained] += chance * binom.pmf(gained, added, share)
    return after


def cut(chances: list[float], posts_cut: int, odds: float) -> list[float]:
    posts = len(chances) - 1
    after = [0.0] * (posts - posts_cut + 1)
    for held, chance in enumerate(chances):
        ways = {
            taken: comb(held, taken) * comb(posts - held, posts_cut - taken) * odds**taken
            for taken in range(min(held, posts_cut) + 1)
            if posts_cut - taken <= posts - held
        }
        for taken, way in ways.items():
            after[held - taken] += chance * way / sum(ways.values())
    return after


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_every_year_is_as_plain_counting_has_it(data: st.DataObject) -> None:
    interest, others = data.draw(st.integers(0, 6)), data.draw(st.integers(1, 8))
    years = data.draw(st.integers(1, 3))

    def each(strategy: st.SearchStrategy[float]) -> tuple[float, ...]:
        return tuple(data.draw(strategy) for _ in range(years))

    left, change = interest + others, []
    for _ in range(years):
        change.append(data.draw(st.integers(1 - left, 3)))
        left += change[-1]
    odds = data.draw(st.floats(0.05, 20))
    course = Course(interest, others, each(RATE), each(RATE), each(SHARE), tuple(change), odds)
    found = followed(course)[-1]
    assert found.posts == course.posts[-1]
    assert found.of_count == pytest.approx(plain(course), abs=1e-10)
    assert found.expected == pytest.approx(sum(k * p for k, p in enumerate(plain(course))), abs=1e-9)


@pytest.mark.parametrize("selection", [1.0, 2.5])
def test_simulated_careers_agree(selection: float) -> None:
    interest, others, rates, share, cuts = 12, 88, (0.2, 0.1), 0.3, (4, 4, 5, 4, 4, 4)
    random = np.random.default_rng(2019)
    held, posts = np.full(CAREERS, interest), interest + others
    for taken in cuts:
        held = held - random.binomial(held, rates[0] * (1 - share)) + random.binomial(posts - held, rates[1] * share)
        held = held - drawn(random, held, posts, taken, selection)
        posts -= taken
    years = len(cuts)
    course = Course(
        interest,
        others,
        (rates[0],) * years,
        (rates[1],) * years,
        (share,) * years,
        tuple(-c for c in cuts),
        selection,
    )
    found = followed(course)[-1]
    assert abs(held.mean() - found.expected) < 3 * held.std() / CAREERS**0.5
    for goal in range(8, 30, 3):
        chance = found.at_least(goal)
        assert abs((held >= goal).mean() - chance) <= 3 * (chance * (1 - chance) / CAREERS) ** 0.5


def drawn(random: np.random.Generator, held: np.ndarray, posts: int, cut: int, odds: float) -> np.ndarray:
    taken = np.empty_like(held)
    for count in np.unique(held):
        same = held == count
        law = nchypergeom_fisher(posts, count, cut, odds)
        support = np.arange(max(0, cut - (posts - count)), min(count, cut) + 1)
        weights = law.pmf(support)
        taken[same] = random.choice(support, same.sum(), p=weights / weights.sum())
    return taken


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(1, 200), RATE, RATE, SHARE, st.floats(0, 0.2), st.integers(1, 8))
def test_without_cuts_it_is_the_closed_form(
    interest: int, others: int, own: float, other: float, share: float, growth: float, years: int
) -> None:
    stock = one(interest, others, own, other, growth)
    course = outlook.course_of(stock, 0, share, years)
    found = followed(course)
    asked = np.array([share]), np.array([years])
    assert found[-1].of_count == pytest.approx(probabilities(posts_after(stock, *asked)), abs=1e-10)
    assert recruits(course, found) / years == pytest.approx(
        float(outlook.recruits_per_year(stock, *asked)[0]), abs=1e-7
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 30), st.integers(1, 90), RATE, RATE, SHARE, st.floats(-0.1, -0.001), st.integers(1, 8))
def test_a_random_cut_leaves_the_expected_share_as_it_is_and_a_random_part_of_the_posts(
    interest: int, others: int, own: float, other: float, share: float, growth: float, years: int
) -> None:
    stock = one(interest, others, own, other, growth)
    asked = np.array([share]), np.array([years])
    course = outlook.course_of(stock, 0, share, years)
    if min(course.posts) < 1:
        return
    found = followed(course)
    last = found[-1]
    assert outlook.expected_share(stock, *asked)[0] == pytest.approx(last.expected / last.posts, abs=1e-9)
    assert outlook.recruits_per_year(stock, *asked)[0] == pytest.approx(recruits(course, found) / years, abs=1e-7)
    for goal in {0, 1, last.posts // 5, last.posts // 2, last.posts}:
        met = outlook.probability_met(stock, *asked, np.array([goal]))[0]
        assert met == pytest.approx(last.at_least(goal), abs=1e-10)


def test_a_cut_that_falls_on_the_group_leaves_fewer_of_it() -> None:
    shares = []
    for selection in (0.5, 1.0, 2.0, 4.0):
        last = followed(Course(20, 80, (0.1,) * 5, (0.1,) * 5, (0.2,) * 5, (-6,) * 5, selection))[-1]
        shares.append(last.expected / last.posts)
    assert shares == sorted(shares, reverse=True)
    assert shares[1] == pytest.approx(0.2, abs=1e-12)


def test_cuts_that_leave_no_post_are_refused() -> None:
    with pytest.raises(ValueError, match="needs posts"):
        followed(Course(2, 3, (0.1,), (0.1,), (0.2,), (-5,)))


def one(interest: int, others: int, own: float, other: float, growth: float) -> Stock:
    return Stock(*(np.array([float(value)]) for value in (interest, others, own, other, growth)))


def test_added_posts_are_cut_posts_where_negative() -> None:
    assert added_posts(one(10, 40, 0.1, 0.1, -0.03), np.array([3])).tolist() == [-4]
