"""A headcount against the path that was agreed, and the forecast: laws, and plain twins."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binom

from trajectory_service.domain.assumptions import given as assumed
from trajectory_service.domain.evidence import POSTS_WORTH, Belief, Beta, belief, forecast
from trajectory_service.domain.goal import Goal, Key, Kind, Party
from trajectory_service.domain.plan import Plan, path, plan
from trajectory_service.domain.progress import Actual, Standing, Why, chances_of, progress, tails

CAREERS: Final = 200_000


def planned(
    interest: int,
    total: int,
    share: float = 0.2,
    turnover: float = 0.12,
    recruiting: float | None = None,
    year: int = 2028,
) -> Plan:
    goal = Goal(
        key=Key("R1A", "all", "8a", Kind.NATIONAL),
        revision=1,
        follows=None,
        party=Party.ORGANISATION,
        share=share,
        of_workforce=None,
        year=year,
        baseline_year=2016,
        interest=interest,
        total=total,
        turnover=assumed("turnover", turnover),
        turnover_interest=None,
        recruitment_share=recruiting,
        board_discussed_on=None,
        note="",
        recorded_at=datetime.now(UTC),
        recorded_by="somebody",
    )
    found = plan(goal)
    assert found is not None
    return found


def test_an_agreed_path_is_the_plans_own_where_posts_stay_as_many() -> None:
    one = planned(10, 100)
    for point in path(one):
        found = progress([one], Actual(point.year, 10, 100))
        assert (found.lower, found.upper) == (point.lower, point.upper)
        assert found.expected == pytest.approx(point.expected, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 30), st.integers(1, 120), st.integers(1, 11), st.integers(-20, 20), st.floats(0.02, 0.9))
def test_the_two_tails_share_the_headcount_between_them_and_only_one_end_is_told(
    interest: int, others: int, years: int, change: int, share: float
) -> None:
    total = interest + others
    now = min(max(total + change, (total + 1) // 2), 2 * total)
    one = planned(interest, total, share)
    chances = chances_of([one], Actual(2016 + years, 0, now), [one.share])
    assert chances.posts == now
    assert chances.of_count.sum() == pytest.approx(1.0, abs=1e-9)
    told = [progress([one], Actual(2016 + years, count, now)) for count in range(now + 1)]
    for count in range(now + 1):
        assert sum(tails(chances, count)) == pytest.approx(1.0, abs=1e-9)
    order = [Standing.BEHIND, Standing.ON_TRACK, Standing.AHEAD]
    places = [order.index(each.standing) for each in told if each.standing in order]
    assert places == sorted(places)
    if told[0].standing is not Standing.BEHIND:
        assert told[0].reason is Why.TOO_FEW_POSTS
        assert told[0].power == 0.0


@pytest.mark.parametrize(("change", "kind"), [(0, "kept"), (12, "grown"), (-15, "cut")])
def test_simulated_careers_agree_with_the_chances_at_todays_posts(change: int, kind: str) -> None:
    interest, total, years, turnover = 12, 90, 4, 0.15
    one = planned(interest, total, turnover=turnover, recruiting=0.3)
    random = np.random.default_rng(7)
    held, posts = np.full(CAREERS, interest), total
    for year in range(1, years + 1):
        held = held - random.binomial(held, turnover * 0.7) + random.binomial(posts - held, turnover * 0.3)
        step = int(change * year / years + 0.5) - int(change * (year - 1) / years + 0.5) if change > 0 else 0
        held = held + random.binomial(step, 0.3, CAREERS)
        posts += step
    if change < 0:
        held = held - random.hypergeometric(held, posts - held, -change)
    found = chances_of([one], Actual(2016 + years, 0, total + change), [0.3])
    assert abs(held.mean() - found.expected) < 3 * held.std() / CAREERS**0.5, kind
    for count in range(4, 30, 4):
        chance = found.at_least(count)
        assert abs((held >= count).mean() - chance) <= 3 * (chance * (1 - chance) / CAREERS) ** 0.5


def test_the_power_to_see_a_stalled_band_grows_with_its_posts() -> None:
    """With 80 posts 37 % after three years of eleven; with 12 nothing can be told."""
    stalled = planned(5, 80, 0.1809, 0.0975, year=2027)
    assert progress([stalled], Actual(2019, 5, 80)).power == pytest.approx(0.373, abs=5e-4)
    small, large = planned(1, 12, 0.1809, 0.0975), planned(44, 600, 0.1809, 0.0975)
    assert progress([small], Actual(2026, 1, 12)).power == 0.0
    power = progress([large], Actual(2018, 44, 600)).power
    assert power is not None
    assert power > 0.9


def test_a_band_that_became_another_is_not_held_against_its_old_path() -> None:
    one = planned(10, 100)
    for posts, reason in ((49, Why.REORGANISED), (50, None), (200, None), (201, Why.REORGANISED)):
        assert progress([one], Actual(2018, 10, posts)).reason is reason


def test_goals_followed_together_are_the_sum_of_their_posts() -> None:
    one, other = planned(10, 100), planned(3, 50)
    both = chances_of([one, other], Actual(2018, 0, 150), [one.share, other.share])
    alone = [chances_of([each], Actual(2018, 0, each.stratum.baseline.total), [each.share]) for each in (one, other)]
    assert both.of_count == pytest.approx(np.convolve(alone[0].of_count, alone[1].of_count), abs=1e-12)
    turned = chances_of([other, one], Actual(2018, 0, 150), [other.share, one.share])
    assert turned.of_count == pytest.approx(both.of_count, abs=1e-12)


def plain_belief(counts: list[Actual], prior: Beta, turnover: float) -> tuple[float, float]:
    """Posterior means of q and t on a fine grid of both, by the definition, posts staying as many."""
    share = np.linspace(0.0005, 0.9995, 400)
    rate = np.linspace(0.002, 0.6, 150)
    around = Beta.around(turnover, POSTS_WORTH)
    weight = beta.pdf(share, prior.a, prior.b)[:, None] * beta.pdf(rate, around.a, around.b)[None, :]
    q, t = np.meshgrid(share, rate, indexing="ij")
    for before, after in pairwise(counts):
        chance = np.zeros_like(q)
        for kept in range(min(before.interest, after.interest) + 1):
            stays = binom.pmf(kept, before.interest, 1 - t * (1 - q))
            chance += stays * binom.pmf(after.interest - kept, before.total - before.interest, t * q)
        weight = weight * chance
    weight /= weight.sum()
    return float((q * weight).sum()), float((t * weight).sum())


@pytest.mark.parametrize(
    "counts", [[(2016, 10), (2017, 12), (2018, 15)], [(2016, 4), (2017, 1)], [(2016, 6)], [(2016, 0), (2017, 9)]]
)
def test_what_is_believed_after_the_counts_is_bayes_rule_on_a_fine_grid(counts: list[tuple[int, int]]) -> None:
    seen = [Actual(year, count, 80) for year, count in counts]
    prior = Beta.around(0.15, 10.0)
    believed = belief(seen, prior, 0.12)
    q, t = plain_belief(seen, prior, 0.12)
    assert believed.weight.sum() == pytest.approx(1.0)
    assert believed.mean(believed.share) == pytest.approx(q, abs=2e-3)
    assert believed.mean(believed.turnover) == pytest.approx(t, abs=2e-3)


def test_the_beta_is_updated_by_recruits_that_are_counted() -> None:
    start = Beta.around(0.2, 10.0)
    assert (start.a, start.b, start.mean) == pytest.approx((2.0, 8.0, 0.2))
    after = start.seen(6, 4)
    assert (after.a, after.b, after.mean) == pytest.approx((8.0, 12.0, 0.4))
    assert Beta.around(0.0, 10.0).mean == pytest.approx(0.005)
    assert Beta.around(1.0, 10.0).mean == pytest.approx(0.995)


def test_a_forecast_without_doubt_is_the_model_itself() -> None:
    sure = Belief(np.array([0.3]), np.array([0.12]), np.array([1.0]))
    found = forecast(Actual(2018, 10, 100), sure, 0.2, 20, 2028)
    kept = 0.88**10
    assert found.expected_share == pytest.approx(0.3 + (0.1 - 0.3) * kept, abs=1e-12)
    assert found.equality_year == next(y for y in range(2018, 2080) if 0.3 - 0.2 * 0.88 ** (y - 2018) >= 0.2)
    assert found.share_interval == (0.3, 0.3)
    never = forecast(Actual(2018, 10, 100), Belief(np.array([0.1]), np.array([0.12]), np.array([1.0])), 0.2, 20, 2028)
    assert never.equality_year is None


def test_more_years_leave_less_doubt() -> None:
    prior = Beta.around(0.2, 10.0)
    widths = []
    for last in (2016, 2018, 2024):
        counts = [Actual(year, 100 + 5 * (year - 2016), 600) for year in range(2016, last + 1)]
        lower, upper = belief(counts, prior, 0.12).interval(belief(counts, prior, 0.12).share)
        widths.append(upper - lower)
    assert widths == sorted(widths, reverse=True)
