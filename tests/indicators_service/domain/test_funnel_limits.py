"""Funnel limits: exact against scipy, in agreement with intervals, and right about a body that meets the target."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from indicators_service.domain.binomial import acceptance
from indicators_service.domain.difference import newcombe
from indicators_service.domain.funnel import Position, funnel_of_gaps, funnel_of_ratios, funnel_of_shares
from indicators_service.domain.over_dispersion import Adjustment, dispersion
from inference import hypergeometric
from inference.likelihood import koopman

_RATE = st.tuples(st.integers(1, 3000), st.integers(0, 3000)).map(lambda p: (min(p[1], p[0]), p[0]))
_MIRROR = {
    Position.BELOW_998: Position.ABOVE_998,
    Position.BELOW_95: Position.ABOVE_95,
    Position.WITHIN: Position.WITHIN,
    Position.ABOVE_95: Position.BELOW_95,
    Position.ABOVE_998: Position.BELOW_998,
    None: None,
}


@given(st.lists(st.tuples(st.integers(1, 200_000), st.floats(0, 1)), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_count_within_is_less_probable_than_its_tail(bodies: list[tuple[int, float]]) -> None:
    people, rate = np.array([n for n, _ in bodies]), np.array([p for _, p in bodies])
    fewest, most = acceptance(people, rate, [0.025, 0.001])
    for row, tail in enumerate((0.025, 0.001)):
        assert (binom.cdf(fewest[row], people, rate) > tail * (1 - 1e-9)).all()
        assert (binom.cdf(fewest[row] - 1, people, rate) <= tail * (1 + 1e-9)).all()
        assert (binom.sf(most[row] - 1, people, rate) > tail * (1 - 1e-9)).all()
        assert (binom.sf(most[row], people, rate) <= tail * (1 + 1e-9)).all()


def test_bodies_are_summed_in_blocks_without_mixing_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    people, rate = rng.integers(1, 4000, 60), rng.random(60)
    whole = acceptance(people, rate, [0.025])
    monkeypatch.setattr(hypergeometric, "_BLOCK", 500)
    np.testing.assert_array_equal(acceptance(people, rate, [0.025]), whole)


@given(st.integers(1, 400), st.integers(1, 50), st.data())
@settings(max_examples=100, deadline=None)
def test_a_share_equal_to_the_target_is_within(people: int, times: int, data: st.DataObject) -> None:
    events = data.draw(st.integers(0, people))
    found = funnel_of_shares(events * times, people * times, events / people).rows()[0]
    assert found.position is Position.WITHIN
    limits = (found.lower_998, found.lower_95, found.value, found.upper_95, found.upper_998)
    told = [number for number in limits if number is not None]
    assert len(told) == len(limits)
    assert told == sorted(told)


@given(_RATE, _RATE)
@settings(max_examples=100)
def test_a_ratio_or_gap_equal_to_the_target_is_within(a: tuple[int, int], b: tuple[int, int]) -> None:
    (x, n), (y, m) = a, b
    assert funnel_of_gaps(x, n, y, m, x / n - y / m).position[0] is Position.WITHIN
    assume(x > 0 and y > 0)
    assert funnel_of_ratios(x, n, y, m, x * m / (n * y)).position[0] is Position.WITHIN


def test_one_event_among_few_people_is_no_accusation() -> None:
    found = funnel_of_shares([1, 0, 1, 3, 3], [1, 1, 4, 4, 5], 0.1)
    assert found.position.tolist() == ["within", "within", "within", "above_95", "above_95"]


def test_targets_of_nothing_and_everything_leave_only_themselves() -> None:
    none = funnel_of_shares([0, 1, 9], [9, 9, 9], 0).rows()
    assert [place.position for place in none] == ["within", "above_998", "above_998"]
    assert (none[0].lower_998, none[0].upper_998) == (0, 0)
    everybody = funnel_of_shares([9, 8], [9, 9], 1)
    assert everybody.position.tolist() == ["within", "below_998"]


@given(st.floats(0.01, 0.99), st.integers(1, 3000))
@settings(max_examples=60, deadline=None)
def test_four_times_the_people_have_narrower_limits(target: float, people: int) -> None:
    # Where hardly anything is expected, counts are too coarse: of one person at 1 % only 0 is within.
    assume(people * min(target, 1 - target) >= 0.03)
    found = funnel_of_shares(0, [people, 4 * people, 16 * people], target)
    assert (np.diff(found.upper - found.lower, axis=1) <= 1e-12).all()
    x, y = np.array([3, 12, 48]) * people, np.array([5, 20, 80]) * people
    for funnel in (
        funnel_of_ratios(x, 10 * x, y, 7 * y, 0.8),
        funnel_of_gaps(x, 10 * x, y, 7 * y, 0.01),
    ):
        assert (np.diff(funnel.upper - funnel.lower, axis=1) < 0).all()


@given(_RATE, _RATE, st.floats(0.2, 5))
@settings(max_examples=100)
def test_a_ratio_is_out_exactly_where_its_interval_leaves_the_target_out(
    a: tuple[int, int], b: tuple[int, int], target: float
) -> None:
    funnel = funnel_of_ratios(*a, *b, target)
    place = funnel.rows()[0]
    if a[0] + b[0] == 0:
        assert (place.position, place.value, place.lower_95, place.upper_998) == (None, None, None, None)
        return
    outer, inner = (koopman(*a, *b, level=level) for level in (0.998, 0.95))
    bounds = [outer[0], inner[0], inner[1], outer[1]]
    assume(all(abs(bound - target) > 1e-6 for bound in bounds))
    out_above = sum(bool(bound[0] > target) for bound in (inner, outer))
    out_below = sum(bool(bound[1] < target) for bound in (inner, outer))
    assert place.position is list(Position)[2 + out_above - out_below]
    if place.value is not None and place.upper_95 is not None and place.lower_95 is not None:
        assert (place.value > place.upper_95) == (out_above > 0)
        assert (place.value < place.lower_95) == (out_below > 0)


@given(_RATE, _RATE, st.floats(-0.9, 0.9))
@settings(max_examples=100)
def test_a_gap_is_out_exactly_where_its_interval_leaves_the_target_out(
    a: tuple[int, int], b: tuple[int, int], target: float
) -> None:
    inner, outer = newcombe(*a, *b), newcombe(*a, *b, 0.998)
    assume(all(abs(bound - target) > 1e-9 for bound in (*inner, *outer)))
    place = 2 + sum(bool(bound[0] > target) for bound in (inner, outer))
    place -= sum(bool(bound[1] < target) for bound in (inner, outer))
    assert funnel_of_gaps(*a, *b, target).position[0] is list(Position)[place]


@given(_RATE, _RATE, st.floats(0.2, 5))
@settings(max_examples=100)
def test_swapping_the_groups_mirrors_the_funnel(a: tuple[int, int], b: tuple[int, int], target: float) -> None:
    one, other = funnel_of_ratios(*a, *b, target), funnel_of_ratios(*b, *a, 1 / target)
    assert one.position[0] == _MIRROR[other.position[0]]
    if a[0] > 0 and b[0] > 0:
        assert np.allclose(one.upper, 1 / other.lower)
    ahead, behind = funnel_of_gaps(*a, *b, 0.1), funnel_of_gaps(*b, *a, -0.1)
    assert ahead.position[0] == _MIRROR[behind.position[0]]
    assert np.allclose(ahead.upper, -behind.lower)


def test_a_ratio_without_events_has_a_place_with_an_open_side() -> None:
    found = funnel_of_ratios(
        [0, 3, 0, 40, 20], [40, 40, 4000, 40, 20], [3, 0, 90, 0, 40], [90, 90, 900, 90, 40], 1
    ).rows()
    assert [place.position for place in found] == ["within", "above_95", "below_998", "above_998", "within"]
    assert (found[0].value, found[0].lower_95) == (0, 0)
    assert found[1].value is None
    assert (found[1].upper_998, found[3].upper_998 is None) == (None, False)


def _invented(spread: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    people = rng.integers(300, 4000, 220)
    return rng.binomial(people, np.clip(rng.normal(0.15, spread, 220), 0.01, 0.99)), people


@pytest.mark.parametrize("adjustment", [Adjustment.MULTIPLICATIVE, Adjustment.ADDITIVE])
def test_limits_widen_only_where_bodies_differ_by_more_than_chance(adjustment: Adjustment) -> None:
    alike = funnel_of_shares(*_invented(0, 1), 0.15, adjustment)
    assert not alike.dispersion.applied
    plain, widened = (funnel_of_shares(*_invented(0.04, 1), 0.15, way) for way in (Adjustment.NONE, adjustment))
    assert widened.dispersion.applied
    assert (widened.lower <= plain.lower).all()
    assert (widened.upper >= plain.upper).all()
    out = [(funnel.position != Position.WITHIN).sum() for funnel in (plain, widened)]
    assert out[0] > 100
    assert out[1] < 40


def test_the_variance_between_bodies_is_found_again() -> None:
    events, people = _invented(0.04, 7)
    found = funnel_of_shares(events, people, 0.15, Adjustment.ADDITIVE).dispersion
    assert found.tau2 is not None
    # Winsorising takes about a third of the variance of what lies in the tails.
    assert 0.5 * 0.04 < math.sqrt(found.tau2) < 1.05 * 0.04


def test_dispersion_is_the_published_formula() -> None:
    z, error = np.array([-5, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 9.0]), np.arange(1, 11.0)
    drawn = np.clip(z, np.quantile(z, 0.1), np.quantile(z, 0.9))
    found = dispersion(np.append(z, np.nan), np.append(error, 1), Adjustment.ADDITIVE)
    weight = error**-2.0
    phi = (drawn**2).mean()
    assert found.phi == pytest.approx(phi)
    assert (found.bodies, found.applied) == (10, True)
    tau2 = (10 * phi - 9) / (weight.sum() - (weight**2).sum() / weight.sum())
    assert found.tau2 == pytest.approx(tau2)
    few = dispersion(z[:9], error[:9], Adjustment.ADDITIVE)
    assert (few.phi, few.tau2, few.applied) == (None, None, False)


@pytest.mark.parametrize("adjustment", [Adjustment.MULTIPLICATIVE, Adjustment.ADDITIVE])
def test_ratios_and_gaps_are_widened_too(adjustment: Adjustment) -> None:
    rng = np.random.default_rng(4)
    m, n = rng.integers(900, 9000, 200), rng.integers(90, 2000, 200)
    y, x = rng.binomial(m, 0.1), rng.binomial(n, np.clip(rng.normal(0.12, 0.05, 200), 0, 1))
    for make, target in ((funnel_of_ratios, 1.2), (funnel_of_gaps, 0.02)):
        plain, widened = (make(x, n, y, m, target, way) for way in (Adjustment.NONE, adjustment))
        assert widened.dispersion.applied
        assert (widened.position != Position.WITHIN).sum() < (plain.position != Position.WITHIN).sum()


def test_what_has_no_rate_has_no_place() -> None:
    for funnel in (
        funnel_of_shares([1, 5, 1], [0, 4, 3], [0.5, 0.5, 1.5]),
        funnel_of_ratios([1, 5, 1], [0, 4, 3], 1, 2, [1, 1, 0]),
        funnel_of_gaps([1, 5, 1], [0, 4, 3], 1, 2, [0, 0, 1.5]),
    ):
        assert funnel.position.tolist() == [None] * 3
        assert np.isnan(funnel.lower).all()
        assert np.isnan(funnel.upper).all()
