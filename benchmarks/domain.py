"""The formulas: ratios with intervals for 220 bodies, 9 measures and 10 years at once, against two libraries.

statsmodels computes the same score intervals, one table at a time. PHStatsMethods has no interval of a ratio of
proportions: it computes Wilson's intervals of both groups' rates, and their ratio is divided out of them. The
product does all of that in one call chain.
"""

import time
from collections.abc import Callable
from typing import Final

import numpy as np
from statsmodels.stats.proportion import confint_proportions_2indep

from benchmarks import peers_phstatsmethods as peer
from benchmarks.failures import WrongAnswersError
from inference.likelihood import koopman, relative_likelihood
from inference.proportion import wilson

BODIES: Final = 220
MEASURES: Final = 9
YEARS: Final = 10
GOAL: Final = 0.15
"""Seconds that the product may take for all tables."""

_SEED: Final = 2019
_APART: Final = 1e-6
"""What two ways of finding one bound may differ by: far below the last digit that is shown."""

Table = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def tables() -> Table:
    """Return invented counts: events and people of two groups, one table for each body, measure and year.

    Rates run from those of disciplinary cases to those of training. No group is without events or without
    exceptions, where the libraries are silent or wrong.
    """
    random = np.random.default_rng(_SEED)
    shape = (BODIES, MEASURES, YEARS)
    white, bme = random.integers(900, 9_000, shape), random.integers(90, 2_000, shape)
    rate = np.geomspace(0.02, 0.7, MEASURES)[:, None]
    x, y = random.binomial(white, rate), random.binomial(bme, 1.2 * rate)
    columns = (np.clip(x, 1, white - 1), white, np.clip(y, 1, bme - 1), bme)
    return columns[0].ravel(), columns[1].ravel(), columns[2].ravel(), columns[3].ravel()


def ours(table: Table) -> np.ndarray:
    """Return the ratio's bounds from the product's formula, as ``[bound, table]``."""
    x, n, y, m = table
    return np.stack(koopman(y, m, x, n))


def chain(table: Table) -> tuple[np.ndarray, ...]:
    """Return everything the product tells of each table: ratio, its bounds, and the bounds of both rates."""
    x, n, y, m = table
    return (relative_likelihood(y, m, x, n), ours(table), np.stack(wilson(x, n)), np.stack(wilson(y, m)))


def theirs(table: Table) -> np.ndarray:
    """Return the ratio's bounds from statsmodels, as ``[bound, table]``."""
    bounds = [
        confint_proportions_2indep(y, m, x, n, compare="ratio", method="score", correction=False)
        for x, n, y, m in zip(*table, strict=True)
    ]
    return np.array(bounds).T


def best_of(work: Callable[[], object], times: int) -> float:
    """Return the shortest time of several runs, seconds: what disturbs a run only ever makes it longer."""
    return min(_timed(work) for _ in range(times))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: the product and a library do not agree.
    """
    table = tables()
    apart = _agreed("statsmodels", ours(table), theirs(table))
    fast, slow = best_of(lambda: chain(table), 10), best_of(lambda: theirs(table), 2)
    print(f"{len(table[0]):,} ratios with score intervals, and both groups' rates with Wilson's; best of some runs")
    print(f"product         {fast:>8.3f} s   goal {GOAL} s: {'met' if fast <= GOAL else 'missed'}")
    print(f"statsmodels     {slow:>8.3f} s   {slow / fast:,.0f} times as long; bounds differ by {apart:.0e} at most")
    _against_phstatsmethods(table, fast)


def _against_phstatsmethods(table: Table, fast: float) -> None:
    try:
        found = peer.measured(table)
    except peer.NotInstalledError as error:
        print(f"PHStatsMethods       - not measured: {error}")
        return
    ratio, _, white, bme = chain(table)
    apart = _agreed("PHStatsMethods", np.vstack([ratio, white, bme]), found.figures)
    slow = found.seconds
    print(f"PHStatsMethods  {slow:>8.3f} s   {slow / fast:,.0f} times as long; figures differ by {apart:.0e} at most")


def _agreed(name: str, mine: np.ndarray, other: np.ndarray) -> float:
    """Return the greatest difference.

    Raises:
        WrongAnswersError: it is too great, or a figure is missing.
    """
    apart = float(np.abs(mine - other).max())
    if not apart <= _APART:
        raise WrongAnswersError(f"the product and {name} differ by {apart:.1e}")
    return apart
