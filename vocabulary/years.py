"""Reporting years of the WRES. Year Y has its snapshot of staff on 31 March Y."""

from datetime import date
from typing import Final

FIRST_YEAR: Final = 2015
"""The WRES began in 2015."""

LAST_YEAR: Final = 2100


def snapshot_date(year: int) -> date:
    """Return the day on which staff in post are counted for a reporting year: 31 March."""
    return date(year, 3, 31)


def reporting_period(year: int) -> tuple[date, date]:
    """Return the first and last day of the year that a reporting year's events fall in: to 31 March."""
    return date(year - 1, 4, 1), snapshot_date(year)


def survey_year(year: int) -> int:
    """Return the year of the NHS Staff Survey that a reporting year uses: the preceding autumn's."""
    return year - 1
