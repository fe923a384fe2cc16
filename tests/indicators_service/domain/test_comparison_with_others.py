"""A body against the pooled others: tests against twins, verdicts by polarity, nobody against itself."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.proportion import proportions_ztest

from indicators_service.domain.comparison import (
    Estimates,
    Verdict,
    compare_estimates,
    compare_gaps,
    compare_ratios,
    compare_shares,
    others_of,
    verdicts,
)
from indicators_service.domain.odds_ratio import cornfield, odds
from indicators_service.domain.standing import Reading
from vocabulary.indicators import Polarity

_RATE = st.integers(1, 4000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
_TABLE = st.tuples(_RATE, _RATE).map(lambda pair: (*pair[0], *pair[1]))
_FULL = st.tuples(*[st.integers(1, 4000)] * 4)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.floats(0, 1e6)), min_size=1, max_size=20))
@settings(max_examples=60)
def test_the_others_are_everybody_but_the_body(columns: list[tuple[int, float]]) -> None:
    column = np.array(columns)
    found = others_of(column)
    for body in range(len(column)):
        rest = np.delete(column, body, axis=0)
        assert found[body] == pytest.approx([math.fsum(rest[:, 0]), math.fsum(rest[:, 1])], rel=1e-12)
    assert (found >= 0).all()


def test_nothing_of_a_large_body_is_left_among_small_others() -> None:
    assert others_of([0.1, 1e9 + 0.3, 0.2]).tolist() == [
        1e9 + 0.3 + 0.2,
        pytest.approx(0.3, rel=1e-15),
        1e9 + 0.3 + 0.1,
    ]


@pytest.mark.parametrize("table", [(40, 300, 90, 900), (200, 400, 100, 300), (55, 1000, 700, 9000)])
def test_shares_are_compared_by_the_pooled_score_test(table: tuple[int, int, int, int]) -> None:
    x, n, y, m = table
    found = compare_shares((x, n, x, n), (y, m, y, m))
    assert found.method == "score"
    assert found.p_value == pytest.approx(proportions_ztest([x, y], [n, m])[1], rel=1e-9)


def test_small_shares_are_compared_exactly_and_weighted_percentages_by_score() -> None:
    assert compare_shares((1, 30, 1, 30), (90, 900, 90, 900)).method == "mid-p"
    assert compare_shares((1.5, 30, 1.5, 30), (90, 900, 90, 900)).method == "score"


def test_shares_of_nobody_at_all_are_similar() -> None:
    found = compare_shares((0, 30, 0, 30), (0, 900, 0, 900))
    assert found.p_value == 1.0


@given(_FULL, _FULL)
@settings(max_examples=60)
def test_ratios_of_many_events_agree_with_a_z_test_on_their_logarithms(
    a: tuple[int, int, int, int], b: tuple[int, int, int, int]
) -> None:
    own, others = ((50 + x, 400_000 + n, 50 + y, 400_000 + m) for x, n, y, m in (a, b))
    logs = [math.log(x * m / n / y) for x, n, y, m in (own, others)]
    variance = sum(1 / x - 1 / n + 1 / y - 1 / m for x, n, y, m in (own, others))
    z = (logs[0] - logs[1]) / math.sqrt(variance)
    found = compare_ratios(own, others)
    if abs(z) < 3:
        assert norm.isf(found.p_value / 2) == pytest.approx(abs(z), rel=0.1, abs=0.02)


@given(_FULL, _FULL)
@settings(max_examples=60)
def test_ratios_of_odds_are_apart_exactly_where_their_intervals_are(
    a: tuple[int, int, int, int], b: tuple[int, int, int, int]
) -> None:
    values = [(float(odds(*table)), *(float(bound) for bound in cornfield(*table))) for table in (a, b)]
    own, others = (Estimates(*(np.array([number]) for number in value)) for value in values)
    p = compare_estimates(own, others, is_ratio=True).p_value[0]
    (v, low, high), (w, down, up) = ([math.log(number) for number in value] for value in values)
    reach = math.hypot(v - low, up - w) if v > w else math.hypot(high - v, w - down)
    if abs(abs(v - w) - reach) > 1e-9:
        assert (p < 0.05) == (abs(v - w) > reach)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_halves_that_face_each_other_are_squared_and_added(sign: int) -> None:
    own, others = sorted((4.0 * sign, 9.0 * sign)), sorted((2.9 * sign, 4.5 * sign))
    mine, theirs = ([np.array([x]) for x in (5.0 * sign, *own)], [np.array([x]) for x in (3.0 * sign, *others)])
    p = compare_estimates(Estimates(*mine), Estimates(*theirs), is_ratio=False).p_value[0]
    assert p == pytest.approx(2 * norm.sf(norm.isf(0.025) * 2 / math.hypot(1.0, 1.5)), rel=1e-9)


@given(_TABLE, _TABLE)
@settings(max_examples=60)
def test_swapping_body_and_others_leaves_the_p_value(
    a: tuple[int, int, int, int], b: tuple[int, int, int, int]
) -> None:
    for compare in (compare_shares, compare_ratios, compare_gaps):
        assert compare(a, b).p_value == pytest.approx(compare(b, a).p_value, rel=1e-6, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [
        (Polarity.HIGHER_IS_BETTER, [Verdict.WORSE, Verdict.BETTER]),
        (Polarity.LOWER_IS_BETTER, [Verdict.BETTER, Verdict.WORSE]),
        (Polarity.NEUTRAL, [Verdict.NOT_COMPARED, Verdict.NOT_COMPARED]),
    ],
)
def test_the_polarity_says_what_is_better(polarity: Polarity, expected: list[Verdict]) -> None:
    own, others = np.array([1.0, 3.0]), np.array([2.0, 2.0])
    assert verdicts(own, others, np.array([0.01, 0.01]), Reading(polarity, None)).tolist() == expected
    if polarity is not Polarity.NEUTRAL:
        assert verdicts(own, others, np.array([0.05, 0.6]), Reading(polarity, None)).tolist() == [Verdict.SIMILAR] * 2


def test_of_ratios_the_one_nearer_to_parity_is_better() -> None:
    own, others = np.array([1.1, 0.4, 0.5, 1.9]), np.array([1.5, 1.5, 2.0, 1.5])
    found = verdicts(own, others, np.full(4, 0.001), Reading(Polarity.CLOSER_TO_PARITY, 1.0, is_ratio=True))
    assert found.tolist() == [Verdict.BETTER, Verdict.WORSE, Verdict.SIMILAR, Verdict.WORSE]


def test_what_is_undefined_is_not_compared() -> None:
    nan = np.nan
    found = verdicts(
        np.array([nan, 1.0, 1.0]),
        np.array([1.0, nan, 1.0]),
        np.array([0.01, 0.01, nan]),
        Reading(Polarity.LOWER_IS_BETTER, None),
    )
    assert found.tolist() == [Verdict.NOT_COMPARED] * 3


def test_an_interval_open_on_the_side_that_matters_leaves_no_test() -> None:
    own = Estimates(np.array([5.0, 0.5]), np.array([2.0, 0.2]), np.array([np.nan, np.nan]))
    others = Estimates(np.array([1.0, 1.0]), np.array([0.9, 0.9]), np.array([1.1, 1.1]))
    assert np.isfinite(compare_estimates(own, others, is_ratio=True).p_value).tolist() == [True, False]
