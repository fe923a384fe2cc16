"""Control of the false discovery rate, against statsmodels and scipy, and by what it promises."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from inference.false_discovery import Control, adjusted, how_many

_BY = Control.BENJAMINI_YEKUTIELI
_P = st.lists(st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.05, 1.0])), min_size=1, max_size=60)


@given(_P)
@settings(max_examples=80)
def test_adjusted_values_agree_with_two_independent_implementations(p: list[float]) -> None:
    for control, names in ((Control.BENJAMINI_HOCHBERG, ("fdr_bh", "bh")), (_BY, ("fdr_by", "by"))):
        ours = adjusted(p, control)
        assert np.allclose(ours, multipletests(p, method=names[0])[1], atol=1e-14)
        assert np.allclose(ours, false_discovery_control(p, method=names[1]), atol=1e-14)


@given(_P, st.lists(st.integers(0, 60), max_size=8))
@settings(max_examples=60)
def test_bodies_that_were_not_tested_change_nothing(p: list[float], places: list[int]) -> None:
    holed = p.copy()
    for place in places:
        holed.insert(place, np.nan)
    found = adjusted(holed)
    tested = np.isfinite(holed)
    assert np.array_equal(found[tested], adjusted(p))
    assert np.isnan(found[~tested]).all()


@given(_P)
@settings(max_examples=60)
def test_discoveries_are_those_of_the_step_up_rule(p: list[float]) -> None:
    ordered = sorted(p)
    passing = [rank for rank, value in enumerate(ordered, 1) if value * len(p) / rank <= 0.05]
    counts = how_many(p, 0.05)
    assert counts.after == (max(passing) if passing else 0)
    assert counts.after <= sum(value <= 0.05 for value in p)
    assert how_many(p, 0.05, _BY).after <= counts.after


def test_measures_are_counted_apart() -> None:
    nan = np.nan
    p = np.array([[0.001, 0.04, nan], [0.03, 0.04, nan], [0.2, 0.04, nan], [0.9, nan, nan]])
    counts = how_many(p)
    assert counts.tested.tolist() == [4, 3, 0]
    assert counts.undefined.tolist() == [0, 1, 4]
    assert counts.before.tolist() == [2, 3, 0]
    assert counts.after.tolist() == [1, 3, 0]
    assert (counts.level, counts.control) == (0.05, "benjamini-hochberg")
    assert np.allclose(adjusted(p)[:, 1], [0.04, 0.04, 0.04, nan], equal_nan=True)
    assert how_many(p, control=_BY).after.tolist() == [1, 0, 0]


def test_chance_alone_yields_alarms_before_control_and_hardly_any_after() -> None:
    p = np.random.default_rng(8).random((220, 200))
    counts = how_many(p)
    assert counts.before.mean() == pytest.approx(11, abs=1)
    assert (counts.after > 0).mean() < 0.1


def test_what_is_no_p_value_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjusted([0.5, 1.2])
    assert adjusted([]).shape == (0,)
