"""A column of numbers rounded as single figures are on the wire, at once."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from services.rounding import half_away

_DOUBTFUL: Final = 1e-5
"""How near to a half a scaled number is when the arithmetic of floats may not say on which side it lies."""

_LARGE: Final = 1e8


def rounded_column(values: Sequence[float | None], places: int) -> list[float | None]:
    """Return values to so many decimal places, half away from zero; ``None`` stays.

    The same as rounding each through its shortest decimal: where floats cannot decide, that is done.
    """
    found = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    scaled = np.abs(found) * 10.0**places
    with np.errstate(invalid="ignore"):
        whole = np.floor(scaled + 0.5)
        fraction = scaled - np.floor(scaled)
        doubtful = (np.abs(fraction - 0.5) < _DOUBTFUL) | (scaled > _LARGE)
        # A zero has no sign.
        rounded = np.where(whole == 0, 0.0, np.copysign(whole / 10.0**places, found))
    told: list[float | None] = rounded.tolist()
    for place in np.flatnonzero(np.isnan(found)):
        told[place] = None
    for place in np.flatnonzero(doubtful):
        told[place] = half_away(float(found[place]), places)
    return told
