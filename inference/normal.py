"""The standard normal distribution, as far as intervals and tests need it."""

import math
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""A column of numbers. Inside columns ``nan`` marks what is undefined; results turn it into ``None``."""

LEVEL: Final = 0.95
"""The confidence level of every interval of the method."""

_erfc: Final = np.frompyfunc(math.erfc, 1, 1)


def critical_value(level: float = LEVEL) -> float:
    """Return the two-sided critical value of a confidence level: 1.96 for 0.95.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not {level}")
    return NormalDist().inv_cdf(0.5 + level / 2)


def two_sided_tail(z: Floats) -> Floats:
    """Return the probability of a deviate at least as far from zero as ``z``; undefined stays undefined."""
    return np.asarray(_erfc(np.abs(z) / math.sqrt(2)), dtype=np.float64)
