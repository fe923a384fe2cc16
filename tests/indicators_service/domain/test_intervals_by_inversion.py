"""Every interval and test against its own definition, over all small tables and over random large ones.

A bound is right if the test it inverts rejects just outside it and not just inside: no library is trusted for
that. Libraries are compared where they are right. They are not for a ratio's score interval where a group's rate
is 100 % (statsmodels 0.15), nor for its "log-adjusted" interval, which can leave out its own estimate.
"""

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from scipy.stats import hypergeom
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from indicators_service.domain.difference import newcombe
from inference.equality import fisher, mid_p, score_p_value
from inference.likelihood import katz, koopman, relative_likelihood, score
from inference.proportion import wilson

_Z = 1.959963984540054
_GROUPS = [(x, n) for n in range(1, 9) for x in range(n + 1)]
_SMALL = np.array([(*a, *b) for a, b in product(_GROUPS, _GROUPS)])
_SEEDS = range(30)


def _large(seed: int) -> tuple[int, int, int, int]:
    """A table of up to 100,000 people a group, with rates from rare to nearly everybody."""
    rng = np.random.default_rng(seed)
    n, m = (int(10 ** rng.uniform(1, 5)) for _ in range(2))
    rate = rng.choice([0.001, 0.02, 0.3, 0.7, 0.99])
    return int(np.clip(rng.binomial(n, rate), 1, n - 1)), n, int(np.clip(rng.binomial(m, rate), 1, m - 1)), m


def _edges(seed: int) -> list[tuple[int, int, int, int]]:
    """The same table with none or all of either group."""
    x, n, y, m = _large(seed)
    return [(0, n, y, m), (x, n, 0, m), (n, n, y, m), (x, n, m, m), (n, n, m, m), (0, n, m, m), (n, n, 0, m)]


def _zero(f: Callable[[float], float], low: float, high: float) -> float:
    """Halve until nothing is left; f is above 0 at ``low`` and not at ``high``."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return (low + high) / 2


def _statistic(log_ratio: float, x: int, n: int, y: int, m: int) -> float:
    """Koopman's statistic, signed; the rate in the divisor is where the likelihood's slope changes sign."""
    ratio = math.exp(log_ratio)

    def slope(q: float) -> float:
        p = ratio * q
        # Times p (1 - p) (1 - q), which is above 0 inside, so that nothing is divided by nothing.
        return (x * (1 - p) - (n - x) * p) * (1 - q) + (y * (1 - q) - (m - y) * q) * (1 - p)

    q = _zero(slope, 0.0, min(1.0, 1 / ratio))
    p = min(ratio * q, 1.0)
    variance = p * (1 - p) / n + ratio * ratio * q * (1 - q) / m
    gap = x / n - ratio * y / m
    return gap / math.sqrt(variance) if variance > 0 else 0.0


def _assert_inverts(table: tuple[int, int, int, int]) -> None:
    lower, upper = (float(bound) for bound in koopman(*table))
    step = 1e-8
    if table[0] > 0:
        bound = math.log(lower)
        assert _statistic(bound - step, *table) > _Z > _statistic(bound + step, *table), table
    if table[2] > 0:
        bound = math.log(upper)
        assert _statistic(bound - step, *table) > -_Z > _statistic(bound + step, *table), table


def test_koopmans_bounds_are_where_the_score_test_begins_to_reject_in_all_small_tables() -> None:
    for row in _SMALL.tolist():
        if row[0] + row[2] > 0:
            _assert_inverts(tuple(row))


@pytest.mark.parametrize("seed", _SEEDS)
def test_koopmans_bounds_are_where_the_score_test_begins_to_reject_in_large_tables(seed: int) -> None:
    for table in (_large(seed), *_edges(seed)):
        _assert_inverts(table)


@pytest.mark.parametrize("people", [100, 10_000, 900_000])
def test_koopmans_bounds_keep_their_digits_where_all_of_a_large_group_had_the_event(people: int) -> None:
    for table in ((people, people, 2, 2), (2, 2, people, people), (people, people, 2, 3), (people - 1, people, 2, 2)):
        _assert_inverts(table)


def test_the_score_only_ever_falls_so_that_the_accepted_ratios_are_one_interval() -> None:
    tables = np.vstack([_SMALL, [_large(seed) for seed in _SEEDS], *(_edges(seed) for seed in _SEEDS)]).astype(float)
    told = tables[tables[:, 0] + tables[:, 2] > 0]
    ratios = np.exp(np.linspace(-9, 9, 301))
    scores = np.stack([score(np.full(len(told), ratio), *told.T) for ratio in ratios])
    # A table in which everybody had the event is at rest, with variance 0, only at a ratio of 1.
    assert (np.diff(scores, axis=0) <= 1e-9 * (1 + np.abs(scores[1:]))).all()


@pytest.mark.parametrize("seed", _SEEDS)
def test_koopman_agrees_with_a_library_where_no_rate_is_0_or_100_percent(seed: int) -> None:
    table = _large(seed)
    expected = confint_proportions_2indep(*table, compare="ratio", method="score", correction=False)
    assert koopman(*table) == pytest.approx(expected, rel=1e-6)


def test_wilsons_bounds_are_where_the_score_test_begins_to_reject() -> None:
    rates = [(x, n) for n in range(1, 41) for x in range(n + 1)]
    rates += [(events, 100_000) for events in (0, 1, 7, 50_000, 99_999, 100_000)]
    for x, n in rates:

        def excess(p: float, x: int = x, n: int = n) -> float:
            return (x / n - p) ** 2 - _Z**2 * p * (1 - p) / n

        lower, upper = wilson(x, n)
        assert lower == pytest.approx(_zero(excess, 0.0, x / n) if x else 0.0, abs=1e-12)
        assert upper == pytest.approx(_zero(lambda p: -excess(p), x / n, 1.0) if x < n else 1.0, abs=1e-12)


def test_wilson_agrees_with_a_library_for_all_counts_of_a_large_body() -> None:
    x = np.arange(0, 100_001, 37)
    expected = proportion_confint(x, np.full(x.shape, 100_000), method="wilson")
    assert np.allclose(wilson(x, 100_000), expected, atol=1e-13)


def test_newcombes_bounds_are_wilsons_squared_and_added_in_all_small_tables() -> None:
    x, n, y, m = _SMALL.T
    lower, upper = newcombe(x, n, y, m)
    for place, (a, b, c, d) in enumerate(_SMALL.tolist()):
        (la, ua), (lc, uc) = wilson(a, b), wilson(c, d)
        gap = a / b - c / d
        assert lower[place] == pytest.approx(gap - math.sqrt((a / b - la) ** 2 + (uc - c / d) ** 2), abs=1e-12)
        assert upper[place] == pytest.approx(gap + math.sqrt((ua - a / b) ** 2 + (c / d - lc) ** 2), abs=1e-12)
        assert -1 <= lower[place] <= gap + 1e-12
        assert gap - 1e-12 <= upper[place] <= 1


@pytest.mark.parametrize("seed", _SEEDS)
def test_newcombe_and_katz_agree_with_a_library_in_large_tables(seed: int) -> None:
    table = _large(seed)
    assert newcombe(*table) == pytest.approx(confint_proportions_2indep(*table, compare="diff", method="newcomb"))
    assert katz(*table) == pytest.approx(confint_proportions_2indep(*table, compare="ratio", method="log"))
    for edge in _edges(seed):
        expected = confint_proportions_2indep(*edge, compare="diff", method="newcomb")
        assert newcombe(*edge) == pytest.approx(expected, abs=1e-9)


def test_katz_is_the_delta_method_on_the_logarithm_in_all_small_tables() -> None:
    lower, upper = katz(*_SMALL.T)
    ratios = relative_likelihood(*_SMALL.T)
    for place, (x, n, y, m) in enumerate(_SMALL.tolist()):
        if x == 0 or y == 0:
            assert np.isnan([lower[place], upper[place]]).all()
            continue
        error = math.sqrt(Fraction(1, x) - Fraction(1, n) + Fraction(1, y) - Fraction(1, m))
        assert ratios[place] == float(Fraction(x * m, n * y))
        assert lower[place] == pytest.approx(ratios[place] * math.exp(-_Z * error))
        assert upper[place] == pytest.approx(ratios[place] * math.exp(_Z * error))


def test_exact_tests_count_tables_in_fractions_in_all_small_tables() -> None:
    x, n, y, m = _SMALL.T
    half, extreme = mid_p(x, n, y, m), fisher(x, n, y, m)
    for place, (a, b, c, d) in enumerate(_SMALL.tolist()):
        ways = [math.comb(b, k) * math.comb(d, a + c - k) if 0 <= a + c - k <= d else 0 for k in range(b + 1)]
        total = sum(ways)
        tails = [Fraction(2 * sum(part) + ways[a], 2 * total) for part in (ways[:a], ways[a + 1 :])]
        assert half[place] == pytest.approx(min(1.0, float(2 * min(tails))), rel=1e-12)
        as_extreme = sum(way for way in ways if way <= ways[a])
        assert extreme[place] == pytest.approx(float(Fraction(as_extreme, total)), rel=1e-12)


@pytest.mark.parametrize("seed", _SEEDS)
def test_mid_p_agrees_with_a_library_in_large_tables(seed: int) -> None:
    for x, n, y, m in (_large(seed), *_edges(seed)):
        law = hypergeom(n + m, x + y, n)
        expected = 2 * min(law.cdf(x - 1), law.sf(x)) + law.pmf(x)
        found = mid_p(*(np.array([cell]) for cell in (x, n, y, m)))[0]
        assert found == pytest.approx(min(1.0, float(expected)), rel=1e-6, abs=1e-12)


def test_the_score_test_of_equal_rates_is_the_pooled_z_test() -> None:
    tables = [*_SMALL.tolist(), *(_large(seed) for seed in _SEEDS)]
    for x, n, y, m in tables:
        if 0 < x + y < n + m:
            expected = proportions_ztest([x, y], [n, m])[1]
            assert score_p_value(x, n, y, m) == pytest.approx(expected, rel=1e-9, abs=1e-300)
        else:
            assert score_p_value(x, n, y, m) == 1
