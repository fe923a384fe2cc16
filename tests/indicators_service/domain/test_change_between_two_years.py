"""Two-year changes: published rule by hand, agreement of test and interval, and years with nothing or everything."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from indicators_service.domain.change import change_of_gap, change_of_ratio, change_of_share
from indicators_service.domain.difference import newcombe
from inference.equality import equality, score_p_value
from inference.likelihood import koopman, score

_RATE = st.tuples(st.integers(1, 2000), st.integers(0, 2000)).map(lambda p: (min(p[1], p[0]), p[0]))
_TABLE = st.tuples(_RATE, _RATE).map(lambda pair: (*pair[0], *pair[1]))
_Table = tuple[int, int, int, int]


def test_a_shares_change_is_the_difference_of_two_proportions() -> None:
    found = change_of_share([48, 0, 3, 10], [80, 9, 0, 9], [56, 0, 1, 1], [70, 8, 4, 9])
    assert found.change[0] == pytest.approx(0.2)
    assert (found.lower[0], found.upper[0]) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.p_value[0] == pytest.approx(equality(*np.array([[56], [70], [48], [80]]))[0][0])
    assert (found.change[1], found.p_value[1]) == (0, 1)
    assert np.isnan([found.change[2:], found.lower[2:], found.upper[2:], found.p_value[2:]]).all()


def test_a_share_of_few_has_the_exact_test_and_a_weighted_one_the_score_test() -> None:
    found = change_of_share([2, 2.5, 20], [9, 9, 90], [6, 6, 30], [9, 9, 90])
    assert found.test.tolist() == ["mid-p", "score", "score"]
    assert found.p_value[1] == score_p_value(6, 9, 2.5, 9)


@given(_TABLE, _TABLE)
@settings(max_examples=60, deadline=None)
def test_a_ratios_change_by_the_rule_written_out(earlier: _Table, later: _Table) -> None:
    assume(min(earlier[0], earlier[2], later[0], later[2]) > 0)
    found = change_of_ratio(earlier, later)
    r0, r1 = (math.log(t[0] * t[3] / (t[1] * t[2])) for t in (earlier, later))
    (l0, u0), (l1, u1) = ([math.log(bound) for bound in koopman(*t)] for t in (earlier, later))
    assert float(found.change) == pytest.approx(math.exp(r1 - r0))
    assert float(found.lower) == pytest.approx(math.exp(r1 - r0 - math.hypot(r1 - l1, u0 - r0)))
    assert float(found.upper) == pytest.approx(math.exp(r1 - r0 + math.hypot(u1 - r1, r0 - l0)))


@given(_TABLE, _TABLE)
@settings(max_examples=60, deadline=None)
def test_the_test_of_a_ratios_change_sums_both_years_squared_scores_at_the_ratio_they_share(
    earlier: _Table, later: _Table
) -> None:
    tables = np.array([earlier, later], float)
    x, n, y, m = tables.T
    assume(x.sum() > 0 and y.sum() > 0 and (x + y > 0).all() and not ((x == n) & (y == m)).any())

    def squares(log_ratio: float) -> np.ndarray:
        return np.square(score(np.full(2, math.exp(log_ratio)), x, n, y, m))

    def pull(log_ratio: float) -> float:
        ratio, step = math.exp(log_ratio), 1e-4
        best = [
            _profile(table, ratio * math.exp(step)) - _profile(table, ratio * math.exp(-step)) for table in tables
        ]
        return sum(best)

    p = float(change_of_ratio(earlier, later).p_value)
    if min(x.min(), y.min()) >= 5 and (n - x).min() >= 5 and (m - y).min() >= 5:
        common = brentq(pull, -12, 12, xtol=1e-12)
        assert p == pytest.approx(math.erfc(math.sqrt(squares(common).sum() / 2)), abs=2e-4)
    assert p == pytest.approx(float(change_of_ratio(later, earlier).p_value), abs=1e-7)


def _profile(table: np.ndarray, ratio: float) -> float:
    """The greatest log likelihood of a table whose rates have this ratio, by golden sections."""
    x, n, y, m = (float(cell) for cell in table)

    def likelihood(q: float) -> float:
        p = ratio * q
        terms = ((x, p), (n - x, 1 - p), (y, q), (m - y, 1 - q))
        return sum(count * math.log(max(rate, 1e-300)) for count, rate in terms if count)

    low, high, golden = 0.0, min(1.0, 1 / ratio), (math.sqrt(5) - 1) / 2
    for _ in range(90):
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if likelihood(left) > likelihood(right) else (left, high)
    return likelihood((low + high) / 2)


def test_years_without_events_keep_their_test() -> None:
    earlier = ([5, 0, 5, 0, 0, 0], [50] * 6, [9, 9, 9, 9, 9, 0], [100] * 6)
    later = ([0, 5, 5, 0, 5, 5], [50] * 6, [9, 9, 0, 9, 0, 5], [100] * 6)
    found = change_of_ratio(earlier, later)
    assert (found.change[0], found.lower[0]) == (0, 0)
    assert np.isnan(found.upper[0])
    assert np.isnan([found.change[1:], found.lower[1:], found.upper[1:]]).all()
    assert found.p_value[0] == pytest.approx(found.p_value[1])
    assert (found.p_value[:3] < 0.1).all()
    assert np.isnan(found.p_value[[3, 5]]).all()
    assert found.p_value[4] < 0.01
    row = found.rows()[0]
    assert (row.change, row.lower, row.upper, row.test) == (0, 0, None, "homogeneity-score")


def test_years_with_everybody_are_compared() -> None:
    everybody = (50, 50, 90, 90)
    same = change_of_ratio(everybody, everybody)
    assert (float(same.change), float(same.p_value)) == (1, 1)
    fewer = change_of_ratio(everybody, (30, 50, 90, 90))
    assert float(fewer.change) == pytest.approx(0.6)
    assert float(fewer.p_value) < 1e-6


@given(_TABLE, _TABLE, st.sampled_from([0.8, 0.95, 0.998]))
@settings(max_examples=60, deadline=None)
def test_a_gaps_change_has_an_interval_without_zero_exactly_when_its_test_says_so(
    earlier: _Table, later: _Table, level: float
) -> None:
    found = change_of_gap(earlier, later, level)
    assert found.lower - 1e-12 <= found.change <= found.upper + 1e-12
    apart = bool(found.lower > 1e-9 or found.upper < -1e-9)
    touching = min(abs(found.lower), abs(found.upper)) < 1e-9
    assert touching or apart == bool(found.p_value < 1 - level)
    back = change_of_gap(later, earlier, level)
    assert np.allclose((back.lower, back.upper, back.p_value), (-found.upper, -found.lower, found.p_value))


@given(_TABLE, _TABLE)
@settings(max_examples=60, deadline=None)
def test_a_gaps_change_squares_and_adds_newcombes_bounds(earlier: _Table, later: _Table) -> None:
    (l0, u0), (l1, u1) = newcombe(*earlier), newcombe(*later)
    d0, d1 = (t[0] / t[1] - t[2] / t[3] for t in (earlier, later))
    found = change_of_gap(earlier, later)
    assert found.lower == pytest.approx(max(-2, d1 - d0 - math.hypot(d1 - l1, u0 - d0)), abs=1e-12)
    assert found.upper == pytest.approx(min(2, d1 - d0 + math.hypot(u1 - d1, d0 - l0)), abs=1e-12)


def test_gaps_of_survey_percentages_and_of_nobody() -> None:
    found = change_of_gap(
        ([28.4, 1], [120.0, 0], [610.2, 1], [2400.0, 5]), ([40.1, 1], [118.0, 5], [590, 1], [2300, 5])
    )
    assert found.change[0] == pytest.approx(40.1 / 118 - 590 / 2300 - 28.4 / 120 + 610.2 / 2400)
    assert 0 < found.p_value[0] < 1
    assert np.isnan([found.change[1], found.lower[1], found.upper[1], found.p_value[1]]).all()
    still = change_of_gap((5, 10, 8, 16), (5, 10, 8, 16))
    assert (float(still.change), float(still.p_value)) == (0, 1)


@pytest.mark.parametrize(("rate", "other"), [(0.02, 0.01), (0.2, 0.15), (0.95, 0.9)])
def test_where_nothing_changes_tests_and_intervals_keep_their_level(rate: float, other: float) -> None:
    rng = np.random.default_rng(12)
    years = [(rng.binomial(150, rate, 4000), 150, rng.binomial(900, other, 4000), 900) for _ in range(2)]
    ratio, gap = change_of_ratio(years[0], years[1]), change_of_gap(years[0], years[1])
    assert 0.04 < np.nanmean(ratio.p_value < 0.05) < 0.062
    assert 0.02 < np.nanmean(gap.p_value < 0.05) < 0.062
    for found, same in ((ratio, 1), (gap, 0)):
        told = np.isfinite(found.lower) & np.isfinite(found.upper)
        assert 0.938 < ((found.lower <= same) & (same <= found.upper))[told].mean() < 0.98
