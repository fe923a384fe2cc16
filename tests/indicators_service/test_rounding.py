"""Rounding happens once, on the wire, half away from zero."""

import pytest

from indicators_service.schemas.results import display, rounded, significant_digits


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.005, "1.01"),
        (-1.005, "-1.01"),
        (2.5, "2.50"),
        (-0.001, "0.00"),
        (0.0, "0.00"),
        (1e-9, "0.00"),
        (None, None),
    ],
)
def test_a_display_has_two_places(value: float | None, shown: str | None) -> None:
    assert display(value) == shown


@pytest.mark.parametrize(("value", "kept"), [(1.00005, 1.0001), (-1.00005, -1.0001), (-0.00001, 0.0), (None, None)])
def test_a_value_has_four_places(value: float | None, kept: float | None) -> None:
    assert rounded(value) == kept
    assert str(rounded(-0.00001)) == "0.0"


def test_a_small_p_value_is_not_shown_as_none() -> None:
    assert significant_digits(1.23456e-12) == 1.235e-12
