"""The four-fifths rule is compared on whole numbers."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indicators_service.domain.four_fifths import FourFifths, four_fifths

_COUNT = st.integers(1, 10**12)


def test_both_ends_of_the_range_are_inside() -> None:
    marks = four_fifths([4, 5, 799_999, 1_250_001], [5, 4, 10**6, 10**6], [1, 1, 1, 1], [1, 1, 1, 1])
    assert marks.tolist() == [FourFifths.WITHIN, FourFifths.WITHIN, FourFifths.BELOW, FourFifths.ABOVE]


@given(_COUNT, _COUNT, _COUNT, _COUNT)
def test_agrees_with_fractions_however_large_the_counts(x: int, n: int, y: int, m: int) -> None:
    ratio = Fraction(x, n) / Fraction(y, m)
    expected = (
        FourFifths.BELOW
        if ratio < Fraction(4, 5)
        else FourFifths.ABOVE
        if ratio > Fraction(5, 4)
        else FourFifths.WITHIN
    )
    assert four_fifths(x, n, y, m).item() is expected


def test_an_undefined_ratio_has_no_mark_and_zero_is_below() -> None:
    marks = four_fifths(np.array([1, 1, 1, 0]), [0, 5, 5, 5], [1, 0, 1, 1], [5, 5, 0, 5])
    assert marks.tolist() == [None, None, None, FourFifths.BELOW]
