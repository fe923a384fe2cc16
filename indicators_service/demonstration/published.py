"""The published figures that the demonstration data adds up to, and the whole-number totals that they imply.

The strategy prints people and percentages, not total staff. Totals are therefore worked out: see ``implied_totals``.
Source: NHS England, A Model Employer (January 2019), Table 1; it covers NHS trusts and CCGs.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from indicators_service.demonstration.apportionment import half_up


@dataclass(frozen=True, slots=True)
class Table1:
    """One year of the strategy's Table 1: people of BME background, and percentages in hundredths of a point."""

    bme: int
    share: int
    senior_bme: int
    senior_share: int
    gap: int


TABLE_1: Final = {
    2016: Table1(bme=204_377, share=1740, senior_bme=6_447, senior_share=974, gap=765),
    2017: Table1(bme=216_644, share=1809, senior_bme=7_207, senior_share=1040, gap=769),
    2018: Table1(bme=230_189, share=1894, senior_bme=8_146, senior_share=1120, gap=774),
}
"""Table 1 by year. "Senior" is band 8a to VSM, clinical non-medical and non-clinical together."""

KNOWN_SHARE_2018: Final = Fraction(198, 1000)
"""BME staff of known ethnicity in March 2018: 19.8 %, printed of the same 230,189 people as 18.94 % of all staff."""


@dataclass(frozen=True, slots=True)
class Totals:
    """People to be found in all trusts and CCGs together in one year."""

    staff: int
    bme: int
    unknown: int
    senior_staff: int
    senior_bme: int


def _hundredths(share: Fraction) -> int:
    return half_up(share * 10_000)


def agrees(row: Table1, staff: int, senior_staff: int) -> bool:
    """Say whether these totals print as the row: both shares, and their gap taken before rounding."""
    share, senior_share = Fraction(row.bme, staff), Fraction(row.senior_bme, senior_staff)
    printed = (_hundredths(share), _hundredths(senior_share), _hundredths(share - senior_share))
    return printed == (row.share, row.senior_share, row.gap)


def implied_totals(row: Table1) -> tuple[int, int]:
    """Return the staff and the senior staff that a row of Table 1 implies.

    The two printed shares may differ from the printed gap: 17.40 - 9.74 is 7.66 where 7.65 is printed. Rule: the
    difference is borne in equal thirds by the three figures, which leaves each as far as possible from the edge of
    its own rounding; then the nearest whole numbers of people are taken, and checked against what was printed.

    Raises:
        ValueError: the totals so found do not print as the row, so its figures contradict each other.
    """
    third = Fraction(row.share - row.senior_share - row.gap, 3)
    staff = half_up(row.bme * 10_000 / (row.share - third))
    senior_staff = half_up(row.senior_bme * 10_000 / (row.senior_share + third))
    if not agrees(row, staff, senior_staff):
        raise ValueError("no total of staff agrees with these published figures")
    return staff, senior_staff


def totals(year: int) -> Totals:
    """Return the totals of trusts and CCGs for 2016, 2017 or 2018.

    Staff of unknown ethnicity follow from the 19.8 % of 2018; their share of all staff is assumed to have been the
    same in the two years before, for which no figure was at hand.
    """
    row, latest = TABLE_1[year], TABLE_1[max(TABLE_1)]
    staff, senior_staff = implied_totals(row)
    latest_staff, _ = implied_totals(latest)
    unknown_share = 1 - latest.bme / KNOWN_SHARE_2018 / latest_staff
    return Totals(staff, row.bme, half_up(staff * unknown_share), senior_staff, row.senior_bme)
