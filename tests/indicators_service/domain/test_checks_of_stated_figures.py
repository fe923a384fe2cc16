"""Stated figures against counts: what agrees, what does not, and which slip explains it."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.annual_return import AnnualReturn, Counts, Disciplinary, WorkforceRow
from indicators_service.domain.checks import check
from indicators_service.domain.printed import slip
from indicators_service.domain.rules import Context, Stated
from indicators_service.validation.catalogue import rules
from vocabulary.bands import Band, StaffGroup

people = st.integers(1, 5_000_000)
rules_of_stated = [rule for rule in rules() if rule.section == "stated"]


def submitted(white: int, bme: int, entered: tuple[int, int] | None = None) -> AnnualReturn:
    rows = (WorkforceRow(StaffGroup.NON_CLINICAL, Band.BAND_5, Counts(white, bme)),)
    return AnnualReturn(workforce=rows, disciplinary=None if entered is None else Disciplinary(Counts(*entered)))


def told(annual: AnnualReturn, *stated: Stated, previous: AnnualReturn | None = None) -> dict[str, str]:
    context = Context(2020, previous, stated)
    return {finding.code: finding.message for finding in check(annual, rules_of_stated, context)}


def printed(exact: Fraction, places: int) -> Decimal:
    """Round half away from zero by whole numbers alone: the naive twin of the rounding that is checked."""
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if exact < 0 else whole).scaleb(-places)


@settings(max_examples=100)
@given(people, people, st.integers(1, 5_000), st.integers(1, 5_000), st.integers(0, 4))
def test_a_ratio_rounded_once_agrees_and_one_unit_off_does_not(
    white: int, bme: int, x: int, y: int, places: int
) -> None:
    exact = Fraction(y, bme) / Fraction(x, white)
    value = printed(exact, places)
    annual = submitted(white, bme, (x, y))
    right = Stated("likelihood_disciplinary", float(value), places)
    assert told(annual, right) == {}
    wrong = Stated("likelihood_disciplinary", float(value + 2 * Decimal(1).scaleb(-places)), places)
    assert "stated-differs" in told(annual, wrong)


@settings(max_examples=100)
@given(st.floats(-1e7, 1e7), st.integers(0, 340))
def test_no_figure_however_odd_stops_the_check(value: float, places: int) -> None:
    names = ("workforce_total", "workforce_bme_share", "workforce_bme_change", "likelihood_disciplinary")
    stated = [Stated(name, value, places) for name in names]
    before = submitted(5_000_000, 5_000_000)
    found = check(submitted(5_000_000, 1, (1, 5_000_000)), rules_of_stated, Context(2020, before, stated))
    assert all("e+" not in finding.message.lower() for finding in found)


@given(st.integers(1, 400), st.integers(0, 3))
def test_a_figure_out_of_a_cell_with_every_digit_agrees(white: int, more: int) -> None:
    bme = white + more
    share = 100 * bme / (white + bme)
    places = max(0, -int(Decimal(repr(share)).normalize().as_tuple().exponent))
    assert told(submitted(white, bme), Stated("workforce_bme_share", share, places)) == {}


def test_large_numbers_are_told_in_full() -> None:
    message = told(submitted(1_200_000, 300_000), Stated("workforce_total", 1_500_012.0, 0))["stated-differs"]
    assert "stated as 1,500,012, but the counts give 1,500,000." in message


@pytest.mark.parametrize(("entered", "silent"), [((0, 0), False), ((0, 3), False), ((3, 0), True)])
def test_a_ratio_without_events_in_the_divisor_is_not_to_be_printed(entered: tuple[int, int], silent: bool) -> None:
    found = told(submitted(300, 40, entered), Stated("likelihood_disciplinary", 0.0, 0))
    assert ("stated-undefined" not in found) == silent
    assert "stated-differs" not in found


def test_a_ratio_of_a_section_that_is_not_there_is_not_judged() -> None:
    assert told(submitted(300, 40), Stated("likelihood_disciplinary", 1.7, 1)) == {}


def test_a_large_ratio_that_the_counts_give_is_no_slip() -> None:
    annual = submitted(1000, 100, (1, 3))
    assert told(annual, Stated("likelihood_disciplinary", 30.0, 0)) == {}
    assert set(told(annual, Stated("likelihood_disciplinary", 31.0, 0))) == {"stated-differs", "stated-impossible"}


def test_a_fall_in_people_is_a_change_like_a_rise() -> None:
    before = submitted(900, 120)
    assert told(submitted(900, 100), Stated("workforce_bme_change", -20.0, 0), previous=before) == {}
    assert "stated-differs" in told(submitted(900, 100), Stated("workforce_bme_change", 20.0, 0), previous=before)


SLIPS = [
    (1.7, 1, "It looks like rates rounded to 1 decimal place before they were divided."),
    (0.55, 2, "It looks upside down: the other group stands on top."),
    (1.82, 2, "It looks cut off instead of rounded."),
    (1.24, 2, "It looks like a rate in percent."),
    (182.92, 2, "It looks like a percentage."),
    (9.9, 1, None),
]


@pytest.mark.parametrize(("value", "places", "words"), SLIPS)
def test_the_slip_that_reproduces_a_figure_is_named(value: float, places: int, words: str | None) -> None:
    # 17 of 2,505 white and 9 of 725 BME staff are 1.8292: published.csv, D1.
    rates = (Fraction(9, 725), Fraction(17, 2505))
    exact = rates[0] / rates[1]
    assert Decimal(exact.numerator / exact.denominator).quantize(Decimal("0.0001"), ROUND_HALF_UP) == Decimal(
        "1.8292"
    )
    assert slip(Stated("likelihood_disciplinary", value, places), exact, rates) == words
