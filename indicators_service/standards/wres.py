"""The WRES as the rest of the service uses it: its standard applied by the engine."""

from collections.abc import Sequence

from indicators_service.domain import engine, previous
from indicators_service.domain.edition import Edition
from indicators_service.domain.results import Result
from indicators_service.domain.standard import Standard
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import Rows
from indicators_service.standards.catalogue import catalogue

KEY = "wres"
"""The key of the standard."""


def wres() -> Standard:
    """Return the standard."""
    return catalogue()[KEY]


def compute(tally: Tally) -> Rows:
    """Return the results of every body for every indicator, in the order of the standard's file."""
    return engine.compute(wres(), tally)


def with_previous(
    results: Sequence[Result],
    previous_results: Sequence[Result],
    year: int,
    current_year: int | None = None,
) -> list[Result]:
    """Return the results beside the values that ``previous_results`` of ``year`` hold, never across a break."""
    return previous.with_previous(wres(), results, previous_results, year, current_year)


def broken(indicator: str, year: int, later_year: int) -> bool:
    """Say whether an indicator's definition changed between two reporting years."""
    return wres().broken(indicator, year, later_year)


def edition(key: str) -> Edition:
    """Return an edition by key.

    Raises:
        UnknownEditionError: there is none of that key.
    """
    return wres().edition(key)


def edition_of_year(year: int) -> Edition:
    """Return the edition that a reporting year uses; the newest stands until another is written.

    Raises:
        UnknownEditionError: the year is before the first edition.
    """
    return wres().edition_of_year(year)
