"""The ratio of odds and its interval: direct inversion of the test, a library, and what happens at nothing."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep

from indicators_service.domain.odds_ratio import cornfield, odds, odds_ratio
from indicators_service.domain.tally import INTEREST, REFERENCE
from inference.equality import score_p_value

_Z = 1.959963984540054
_CELL = st.integers(0, 5000)
_FULL = st.tuples(*[st.integers(1, 5000)] * 4)


def _chi_square(log_odds: float, a: int, b: int, c: int, d: int) -> float:
    """The score statistic with the expected first cell found by bisection on its ratio of odds."""
    low, high = float(max(0, a - d)), float(a + min(b, c))
    for _ in range(70):
        cell = (low + high) / 2
        move = cell - a
        top, divisor = (a + move) * (d + move), (b - move) * (c - move)
        too_low = top <= 0 or (divisor > 0 and math.log(top / divisor) < log_odds)
        low, high = (cell, high) if too_low else (low, cell)
    move = (low + high) / 2 - a
    cells = (a + move, b - move, c - move, d + move)
    return move**2 * sum(1 / cell for cell in cells) if min(cells) > 0 else math.inf


def _inverted(table: tuple[int, int, int, int], up: bool) -> float:
    low, high = -40.0, 40.0
    a, b, c, d = table
    inside = math.log(a * d / b / c) if min(table) else (high if b * c == 0 else low)
    outside = high if up else low
    for _ in range(60):
        middle = (inside + outside) / 2
        rejected = _chi_square(middle, a, b, c, d) > _Z**2
        inside, outside = (inside, middle) if rejected else (middle, outside)
    return math.exp(inside)


def test_bounds_are_where_the_score_test_just_rejects_in_every_small_table() -> None:
    everything = ((a, b, c, d) for a, b, c, d in product(range(5), repeat=4))
    tables = [t for t in everything if min(t[0] + t[1], t[2] + t[3], t[0] + t[2], t[1] + t[3]) > 0]
    lower, upper = cornfield(*np.array(tables).T)
    for place, table in enumerate(tables):
        a, b, c, d = table
        expected = 0.0 if a * d == 0 else _inverted(table, up=False)
        assert lower[place] == pytest.approx(expected, rel=1e-8), table
        if b * c == 0:
            assert np.isnan(upper[place])
        else:
            assert upper[place] == pytest.approx(_inverted(table, up=True), rel=1e-8), table


@given(_FULL)
@settings(max_examples=60, deadline=None)
def test_bounds_agree_with_direct_inversion_in_large_tables(table: tuple[int, int, int, int]) -> None:
    lower, upper = cornfield(*table)
    assert lower == pytest.approx(_inverted(table, up=False), rel=1e-7)
    assert upper == pytest.approx(_inverted(table, up=True), rel=1e-7)


@pytest.mark.parametrize("table", [(1, 9, 3, 30), (10, 20, 5, 40), (1, 1, 1, 2), (3, 4000, 1, 900)])
def test_a_library_agrees_where_it_finds_a_bound(table: tuple[int, int, int, int]) -> None:
    a, b, c, d = table
    assert odds(*table) == pytest.approx(Table2x2(np.array([[a, b], [c, d]])).oddsratio, rel=1e-12)
    theirs = confint_proportions_2indep(a, a + b, c, c + d, compare="odds-ratio", method="score", correction=False)
    assert np.array(cornfield(*table)) == pytest.approx(np.array(theirs), rel=1e-5)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.998, 0.999999])
def test_other_levels_are_nested_around_the_ratio(level: float) -> None:
    table = (3, 11, 2, 50)
    lower, upper = cornfield(*table, level=level)
    inner = cornfield(*table, level=level - 0.1)
    assert lower < inner[0] < odds(*table) < inner[1] < upper


@given(_FULL)
@settings(max_examples=60)
def test_the_interval_leaves_1_out_exactly_where_the_score_test_rejects(table: tuple[int, int, int, int]) -> None:
    a, b, c, d = table
    lower, upper = cornfield(*table)
    p = float(score_p_value(a, a + b, c, c + d))
    if abs(p - 0.05) > 1e-9:
        assert (lower > 1 or upper < 1) == (p < 0.05)


@given(_FULL)
@settings(max_examples=60)
def test_swapping_groups_or_tiers_inverts_ratio_and_interval(table: tuple[int, int, int, int]) -> None:
    a, b, c, d = table
    lower, upper = cornfield(*table)
    for swapped in ((c, d, a, b), (b, a, d, c)):
        assert odds(*swapped) == pytest.approx(1 / odds(*table), rel=1e-12)
        assert cornfield(*swapped) == pytest.approx((1 / upper, 1 / lower), rel=1e-9)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL, _CELL), min_size=2, max_size=20))
@settings(max_examples=30)
def test_one_tables_bounds_never_depend_on_another(tables: list[tuple[int, int, int, int]]) -> None:
    together = np.array(cornfield(*np.array(tables).T)).T
    alone = np.array([cornfield(*table) for table in tables])
    np.testing.assert_array_equal(together, alone)


def _cells(counts: list[list[int]], status: int = 0) -> tuple[np.ndarray, np.ndarray]:
    found = np.array(counts, np.int64)[:, None, :]
    return found, np.full(found.shape, status, np.int8)


def test_an_empty_tier_makes_the_ratio_undefined_but_a_one_sided_interval_stands() -> None:
    upper = _cells([[9, 0, 0], [9, 3, 0], [0, 3, 0], [0, 0, 0]])
    lower = _cells([[5, 30, 0], [0, 30, 0], [5, 30, 0], [5, 30, 0]])
    found = odds_ratio(upper, lower, top=REFERENCE, welcome=True)
    assert np.isnan(found.value).all()
    assert found.reason[:, 0].tolist() == [4, 3, 4, 4]
    assert found.evidence.lower[:3, 0].tolist() == pytest.approx([11.62405958, 17.4997779, 0.0])
    assert np.isfinite(found.evidence.upper[:, 0]).tolist() == [False, False, True, False]
    assert np.isfinite(found.evidence.p[:, 0]).tolist() == [True, True, True, False]


def test_the_group_on_top_decides_what_is_divided_by_what_and_not_whom_it_favours() -> None:
    upper, lower = _cells([[200, 20, 5]]), _cells([[100, 60, 0]])
    white = odds_ratio(upper, lower, top=REFERENCE, welcome=True)
    bme = odds_ratio(upper, lower, top=INTEREST, welcome=True)
    assert white.value[0, 0] == pytest.approx(6.0)
    assert bme.value[0, 0] == pytest.approx(1 / 6)
    assert white.evidence.favours[0, 0] == bme.evidence.favours[0, 0] == -1
    assert white.evidence.p[0, 0] == pytest.approx(bme.evidence.p[0, 0])
    assert white.interest.rate[0, 0] == pytest.approx(100 * 20 / 60)
    assert white.completeness[0, 0] == pytest.approx(100 * 380 / 385)


def test_a_small_cell_in_either_tier_is_flagged() -> None:
    found = odds_ratio(_cells([[50, 20, 0], [50, 9, 0]]), _cells([[50, 9, 0], [50, 20, 0]]), top=0, welcome=True)
    assert found.small[:, 0].tolist() == [True, True]


def test_hidden_cells_hide_the_ratio_its_interval_and_its_test() -> None:
    found = odds_ratio(_cells([[50, 20, 1]], status=2), _cells([[50, 20, 1]]), top=0, welcome=True)
    assert found.reason.tolist() == [[2]]
    hidden = (found.value, found.evidence.lower, found.evidence.upper, found.evidence.p, found.reference.numerator)
    assert np.isnan(hidden).all()
