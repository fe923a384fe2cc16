"""Special causes in a run of years: every rule on a series that shows it, and on one that just does not."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.series import Direction
from indicators_service.domain.special_cause import Rule, SpecialCause, special_causes

_N = 400


def _seen(events: list[int], **options: Any) -> list[SpecialCause]:
    return special_causes(events, [_N] * len(events), range(2010, 2010 + len(events)), **options)[0]


def test_a_year_beyond_three_sigma_is_named() -> None:
    # The centre is 40 of 400: sigma is 6 people, so 58 is on the limit and 59 beyond it.
    assert _seen([40, 59, 40], centre=0.1) == [SpecialCause(Rule.BEYOND_THREE_SIGMA, (2011,), Direction.RISING)]
    assert _seen([40, 58, 40], centre=0.1) == []
    assert _seen([40, 40, 21], centre=0.1) == [SpecialCause(Rule.BEYOND_THREE_SIGMA, (2012,), Direction.FALLING)]


def test_each_year_has_its_own_sigma() -> None:
    found = special_causes([[10, 100]], [[40, 400]], (2020, 2021), centre=0.1)[0]
    assert [cause.years for cause in found if cause.rule is Rule.BEYOND_THREE_SIGMA] == [(2020,), (2021,)]
    found = special_causes([[7, 70]], [[40, 400]], (2020, 2021), centre=0.1)[0]
    assert [cause.years for cause in found] == [(2021,)]


def test_eight_on_one_side_or_all_of_a_short_series() -> None:
    side = [42, 43, 42, 43, 42, 43, 42]
    assert [cause.years for cause in _seen([*side, 43, 38], centre=0.1)] == [tuple(range(2010, 2018))]
    assert _seen([*side, 40, 43], centre=0.1) == []
    assert _seen(side, centre=0.1) == [SpecialCause(Rule.ONE_SIDE, tuple(range(2010, 2017)), Direction.RISING)]
    assert _seen([37, 38] * 3, centre=0.1) == [
        SpecialCause(Rule.ONE_SIDE, tuple(range(2010, 2016)), Direction.FALLING)
    ]
    assert _seen([37, 38, 37, 38, 37], centre=0.1) == []
    assert _seen([41, *[37, 38] * 3], centre=0.1) == []


def test_six_years_each_above_the_one_before() -> None:
    assert _seen([38, 39, 40, 41, 42, 43]) == [
        SpecialCause(Rule.STEADY_MOVE, tuple(range(2010, 2016)), Direction.RISING)
    ]
    assert _seen([43, 42, 41, 40, 39, 38, 38])[0].direction is Direction.FALLING
    assert _seen([39, 40, 41, 42, 43]) == []
    assert _seen([38, 39, 40, 40, 41, 42, 43]) == []


def test_no_rule_reaches_across_a_break_or_a_missing_year() -> None:
    rising = [38, 39, 40, 41, 42, 43]
    assert _seen([1, *rising], breaks=(2011,))[0].years == tuple(range(2011, 2017))
    assert _seen(rising, breaks=(2011,)) == []
    known = [True, True, False, True, True, True, True]
    assert _seen([37, *rising], known=known) == []
    assert len(_seen([37, *rising])) == 1
    assert special_causes([rising], [[_N] * 6], [2010, 2011, 2012, 2014, 2015, 2016])[0] == []


def test_nothing_is_seen_in_nothing() -> None:
    assert special_causes([[0] * 9, [5] * 9, [0] * 9], [[7] * 9, [5] * 9, [0] * 9], range(9)) == [[], [], []]


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(0, 500)), min_size=1, max_size=14))
@settings(max_examples=80)
def test_counting_the_others_mirrors_every_sign(years: list[tuple[int, int]]) -> None:
    n = np.array([people for people, _ in years])
    x = np.minimum(n, [events for _, events in years])
    turned = {Direction.RISING: Direction.FALLING, Direction.FALLING: Direction.RISING}
    one, other = special_causes([x, n - x], [n, n], range(len(n)))
    assert [(cause.rule, cause.years) for cause in one] == [(cause.rule, cause.years) for cause in other]
    assert [cause.direction for cause in one] == [turned[cause.direction] for cause in other]


def test_years_must_ascend() -> None:
    with pytest.raises(ValueError, match="ascending years"):
        special_causes([1, 2], [3, 4], [2021, 2020])
