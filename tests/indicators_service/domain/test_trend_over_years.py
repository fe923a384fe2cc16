"""Trends over years, against generalised linear models fitted by statsmodels, and at the edges of their data."""

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.common_ratio import common_ratio
from indicators_service.domain.series import Direction, since_last_break
from indicators_service.domain.trend import trend_of_gap, trend_of_ratio, trend_of_share, trend_of_values
from inference.likelihood import score
from vocabulary.indicators import Reason

_RATE = st.tuples(st.integers(1, 900), st.integers(0, 900)).map(lambda p: (min(p[1], p[0]), p[0]))
_SERIES = st.lists(st.tuples(_RATE, _RATE), min_size=3, max_size=10)


def _cut(series: list[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[list[int], ...]:
    return tuple([pair[group][cell] for pair in series] for group in (0, 1) for cell in (0, 1))


@given(st.lists(_RATE, min_size=3, max_size=10))
@settings(max_examples=60, deadline=None)
def test_a_shares_trend_is_the_statistic_counted_in_fractions(rates: list[tuple[int, int]]) -> None:
    x, n = ([rate[cell] for rate in rates] for cell in (0, 1))
    found = trend_of_share(x, n, range(2015, 2015 + len(x))).row(0)
    centre = Fraction(sum(people * t for t, people in enumerate(n)), sum(n))
    spread = sum(people * (t - centre) ** 2 for t, people in enumerate(n))
    pull = sum(events * (t - centre) for t, events in enumerate(x))
    pooled = Fraction(sum(x), sum(n))
    z = 0.0 if pull == 0 else float(pull) / math.sqrt(pooled * (1 - pooled) * spread)
    assert found.slope == pytest.approx(float(100 * pull / spread), rel=1e-12)
    assert found.p_value == pytest.approx(math.erfc(abs(z) / math.sqrt(2)), rel=1e-9)
    assert found.direction is (Direction.RISING if pull > 0 else Direction.FALLING if pull else Direction.LEVEL)


def test_a_shares_trend_is_the_score_test_of_logistic_regression() -> None:
    x, n, t = np.array([30, 41, 38, 60, 55]), np.array([400, 410, 395, 500, 420]), np.arange(5.0)
    null = sm.GLM(np.column_stack([x, n - x]), np.ones((5, 1)), family=sm.families.Binomial()).fit()
    expected = null.score_test(exog_extra=t[:, None])
    found = trend_of_share(x, n, range(2016, 2021)).row(0)
    assert found.test == "cochran-armitage"
    assert found.p_value == pytest.approx(float(np.squeeze(expected.pvalue)), rel=1e-8)


def _expected_score(x: np.ndarray, n: np.ndarray, y: np.ndarray, m: np.ndarray) -> tuple[float, float]:
    """Score and slope tests of group x year in a log-binomial model with a rate for every year."""
    t = np.arange(len(x), dtype=float)
    tables = np.column_stack([np.r_[x, y], np.r_[n - x, m - y]])
    group, years = np.r_[np.ones(len(x)), np.zeros(len(x))], np.vstack([np.eye(len(x))] * 2)
    exog, slope = np.column_stack([years, group]), (group * np.r_[t, t])[:, None]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels warns that this link can leave the range; here it does not
        family = sm.families.Binomial(sm.families.links.Log())
        start = np.r_[np.full(len(x), math.log(y.sum() / m.sum())), 0.0]
        null = sm.GLM(tables, exog, family=family).fit(start_params=start, tol=1e-14, maxiter=300)
        whole = sm.GLM(tables, np.column_stack([exog, slope]), family=family)
        full = whole.fit(start_params=np.r_[start, 0.0], tol=1e-14, maxiter=300)
    people, rate = np.r_[n, m], null.fittedvalues
    both = np.column_stack([exog, slope])
    gradient = both.T @ ((np.r_[x, y] - people * rate) / (1 - rate))
    information = both.T @ (both * (people * rate / (1 - rate))[:, None])
    chi_square = gradient @ np.linalg.solve(information, gradient)
    return math.erfc(math.sqrt(chi_square / 2)), float(full.params[-1])


@pytest.mark.parametrize("seed", range(6))
def test_a_ratios_trend_is_the_score_test_of_a_log_binomial_model(seed: int) -> None:
    rng = np.random.default_rng(seed)
    years, rate = 5 + seed, 0.05 + 0.06 * seed
    n, m = rng.integers(90, 900, years), rng.integers(900, 3000, years)
    x, y = rng.binomial(n, rate * np.exp(0.05 * np.arange(years))), rng.binomial(m, rate)
    p, slope = _expected_score(x, n, y, m)
    found = trend_of_ratio(x, n, y, m, range(2015, 2015 + years)).row(0)
    assert found.p_value == pytest.approx(p, rel=1e-5)
    assert found.slope == pytest.approx(slope, abs=0.01)


@given(_SERIES)
@settings(max_examples=80, deadline=None)
def test_turning_a_ratio_over_turns_its_trend_round(series: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    x, n, y, m = _cut(series)
    years = range(2015, 2015 + len(x))
    one, other = trend_of_ratio(x, n, y, m, years).row(0), trend_of_ratio(y, m, x, n, years).row(0)
    assert one.reason == other.reason
    assert one.p_value == pytest.approx(other.p_value, abs=1e-5)
    if one.slope is not None and other.slope is not None:
        assert one.slope == pytest.approx(-other.slope, abs=1e-5)


@given(_SERIES)
@settings(max_examples=80, deadline=None)
def test_the_scores_of_the_tables_balance_at_the_common_ratio(
    series: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    x, n, y, m = (np.array([column], float) for column in _cut(series))
    found = common_ratio(x, n, y, m)
    if np.isnan(found.ratio[0]):
        assert x.sum() == 0 or y.sum() == 0
        return
    certain = ((x == n) & (y == m)).any()
    assert certain or found.score.sum() == pytest.approx(0, abs=1e-6 * (1 + np.abs(found.score).sum()))
    told = found.information > 0
    koopman = score(np.full(x.shape, found.ratio[0]), x, n, y, m)
    assert certain or (found.score / np.sqrt(np.where(told, found.information, 1)))[told] == pytest.approx(
        koopman[told], abs=1e-6
    )


@given(_SERIES)
@settings(max_examples=60, deadline=None)
def test_a_gaps_trend_is_weighted_least_squares(series: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    x, n, y, m = (np.array(column) for column in _cut(series))
    p, q = (x + 1) / (n + 2), (y + 1) / (m + 2)
    weights = 1 / (p * (1 - p) / (n + 2) + q * (1 - q) / (m + 2))
    exog = sm.add_constant(np.arange(len(x), dtype=float))
    expected = sm.WLS(x / n - y / m, exog, weights=weights).fit(cov_type="fixed scale", use_t=False)
    found = trend_of_gap(x, n, y, m, range(2015, 2015 + len(x))).row(0)
    assert found.slope == pytest.approx(100 * expected.params[1], rel=1e-7, abs=1e-9)
    assert found.p_value == pytest.approx(expected.pvalues[1], rel=1e-6, abs=1e-12)


def test_years_before_a_break_are_not_used_and_those_used_are_named() -> None:
    x, n, years = [90, 90, 10, 12, 14], [100] * 5, range(2018, 2023)
    found = trend_of_share(x, n, years, breaks=(2016, 2020, 2030)).row(0)
    assert found.years == (2020, 2021, 2022)
    assert found.slope == pytest.approx(2)
    broken = trend_of_share(x, n, years, breaks=(2021,)).row(0)
    assert (broken.slope, broken.p_value, broken.direction) == (None, None, None)
    assert (broken.years, broken.reason) == ((2021, 2022), Reason.NOT_COMPARABLE)
    assert since_last_break([2020, 2018, 2019], [2019]).tolist() == [True, False, True]


def test_a_missing_year_is_passed_over_with_its_distance_kept() -> None:
    with_hole = trend_of_share([[10, 0, 30, 40]], [[100] * 4], range(4), known=[[True, False, True, True]]).row(0)
    assert with_hole.years == (0, 2, 3)
    assert with_hole.slope == pytest.approx(10)
    blank = trend_of_gap([[1, np.nan, 3, 4]], [[10] * 4], [[2] * 4], [[9] * 4], range(4)).row(0)
    assert blank.years == (0, 2, 3)


def test_what_cannot_be_told_has_its_reason() -> None:
    people = np.full((4, 3), 50)
    events = np.array([[0, 0, 0], [1, 0, 4], [3, 2, 1], [3, 2, 1]])
    known = np.array([[True] * 3, [True] * 3, [True, False, True], [False] * 3])
    rows = trend_of_ratio(events, people, events[::-1], people, (1, 2, 3), known=known).rows()
    reasons = [row.reason for row in rows]
    assert reasons == [
        Reason.NO_EVENTS_IN_REFERENCE,
        None,
        Reason.NOT_COLLECTED,
        Reason.NOT_COLLECTED,
    ]
    assert trend_of_share([1, 1, 1], [0, 0, 0], (1, 2, 3)).row(0).reason is Reason.NO_DENOMINATOR


def test_nobody_or_everybody_every_year_is_a_level_share() -> None:
    for row in trend_of_share([[0, 0, 0], [5, 9, 7]], [[5, 9, 7]], (2020, 2021, 2022)).rows():
        assert (row.slope, row.p_value, row.direction) == (0, 1, Direction.LEVEL)


def test_rates_of_100_percent_leave_a_ratios_trend_finite() -> None:
    years = range(2019, 2023)
    all_trained = trend_of_ratio([50] * 4, [50] * 4, [90] * 4, [90] * 4, years).row(0)
    assert (all_trained.slope, all_trained.p_value) == (0, 1)
    once = trend_of_ratio([50, 45, 40, 30], [50] * 4, [90, 88, 89, 90], [90] * 4, years).row(0)
    assert once.direction is Direction.FALLING
    assert once.p_value is not None
    assert once.p_value < 0.001


def test_each_body_is_told_by_itself() -> None:
    rng = np.random.default_rng(3)
    n, m = rng.integers(1, 300, (40, 6)), rng.integers(1, 300, (40, 6))
    x, y = rng.binomial(n, 0.1), rng.binomial(m, 0.2)
    whole = trend_of_ratio(x, n, y, m, range(6)).rows()
    alone = [trend_of_ratio(x[i], n[i], y[i], m[i], range(6)).row(0) for i in range(40)]
    assert whole == alone


def test_columns_need_a_year_each() -> None:
    with pytest.raises(ValueError, match="3 columns of counts need as many different years"):
        trend_of_share([1, 2, 3], [4, 5, 6], (2020, 2021, 2021))


def test_values_with_variances_of_their_own_have_a_trend_too() -> None:
    row = trend_of_values([0.1, 0.2, 0.3], [0.01, 0.02, 0.01], (1, 2, 3)).row(0)
    assert row.slope == pytest.approx(10)
    assert trend_of_values([0.1, 0.2, 0.3], [0.01, 0, 0.01], (1, 2, 3)).row(0).reason is Reason.NOT_COLLECTED


@pytest.mark.parametrize(("rate", "other"), [(0.02, 0.01), (0.2, 0.15), (0.95, 0.9)])
def test_where_nothing_changes_one_body_in_twenty_is_called_out(rate: float, other: float) -> None:
    rng = np.random.default_rng(11)
    x, y = rng.binomial(150, rate, (4000, 6)), rng.binomial(900, other, (4000, 6))
    share, ratio = trend_of_share(y, 900, range(6)), trend_of_ratio(x, 150, y, 900, range(6))
    gap = trend_of_gap(x, 150, y, 900, range(6))
    for trends, fewest in ((share, 0.04), (ratio, 0.04), (gap, 0.02)):
        assert fewest < np.nanmean(trends.p_value < 0.05) < 0.062
