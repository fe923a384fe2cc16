"""The formulas: score intervals for the ratios of 220 bodies, all at once, against statsmodels one by one."""

import time
from collections.abc import Callable
from typing import Final

import numpy as np
from statsmodels.stats.proportion import confint_proportions_2indep

from benchmarks.failures import WrongAnswersError
from indicators_service.domain.likelihood import koopman

BODIES: Final = 220
_SEED: Final = 2019
_APART: Final = 1e-6
"""What two ways of finding one bound may differ by: far below the last digit that is shown."""

Table = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def tables() -> Table:
    """Return invented counts like those of indicator 3: events and people of two groups, never without events."""
    random = np.random.default_rng(_SEED)
    white, bme = random.integers(900, 9_000, BODIES), random.integers(90, 2_000, BODIES)
    return random.binomial(white, 0.02) + 1, white, random.binomial(bme, 0.03) + 1, bme


def ours(table: Table) -> np.ndarray:
    """Return the bounds from the product's formula, as ``[bound, body]``."""
    x, n, y, m = table
    return np.stack(koopman(y, m, x, n))


def theirs(table: Table) -> np.ndarray:
    """Return the bounds from statsmodels, as ``[bound, body]``."""
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
        WrongAnswersError: the two do not agree.
    """
    table = tables()
    apart = float(np.abs(ours(table) - theirs(table)).max())
    if not apart <= _APART:
        raise WrongAnswersError(f"the bounds differ by {apart:.1e}")
    fast, slow = best_of(lambda: ours(table), 20), best_of(lambda: theirs(table), 3)
    print(f"{BODIES} score intervals of a ratio; the bounds differ by {apart:.1e} at most")
    print(f"product      {fast * 1000:>9.2f} ms")
    print(f"statsmodels  {slow * 1000:>9.2f} ms   ratio {slow / fast:,.0f}")
