"""Where each body stands among the others of its group. No body is ever compared with itself.

- Rank 1 is the best; bodies whose values tie share the better rank. What is best follows the measure's polarity. Of
  one that is better closer to parity it is the nearest to parity, on the logarithmic scale for a ratio, because 0.5
  and 2 are as far from 1. A neutral measure is ranked from the lowest value up, which judges nobody.
- Quartile 1 is the best: fewer than a quarter of the others rank before the body, others that tie counting half.
- Percentile is the part of the others, in percent, with a lower value, others that tie counting half. It says where a
  value lies and judges nothing.
- Values that agree to twelve decimal places tie.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators_service.domain.four_fifths import FourFifths
from indicators_service.domain.tally import Ints
from inference.normal import Floats
from vocabulary.indicators import Polarity

_PLACES: Final = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """How a measure's values are read: its polarity, its parity, and whether it is a ratio."""

    polarity: Polarity
    parity: float | None
    is_ratio: bool = False

    def cost(self, values: Floats) -> Floats:
        """Return numbers of which the lower is the better; undefined stays undefined.

        Raises:
            ValueError: the measure is read by its distance from parity but has none.
        """
        if self.polarity is Polarity.CLOSER_TO_PARITY:
            values = self._distance(values)
        elif self.polarity is Polarity.HIGHER_IS_BETTER:
            values = -values
        return np.round(values, _PLACES)

    def _distance(self, values: Floats) -> Floats:
        if self.parity is None:
            raise ValueError("a measure that is better closer to parity needs a parity")
        if not self.is_ratio:
            return np.abs(values - self.parity)
        # A ratio of 0 is infinitely far from parity, which ranks it last.
        logs = np.log(values, out=np.where(values == 0, -np.inf, np.nan), where=values > 0)
        distance: Floats = np.abs(logs - np.log(self.parity))
        return distance


@dataclass(frozen=True, slots=True)
class Standing:
    """One body among its group.

    ``compared`` others have a value; ``of`` counts the body itself too if it has one. The rest is ``None`` where the
    body has no value, and apart from rank where it has no others; the median is of the others.
    """

    compared: int
    of: int
    rank: int | None
    quartile: int | None
    percentile: float | None
    median: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Standings:
    """Many bodies of one group, by body. Rank and quartile are 0, and numbers ``nan``, where there is none."""

    compared: Ints
    of: int
    rank: Ints
    quartile: Ints
    percentile: Floats
    median: Floats

    def row(self, body: int) -> Standing:
        """Return the standing of the body at a place."""
        percentile, median = float(self.percentile[body]), float(self.median[body])
        return Standing(
            compared=int(self.compared[body]),
            of=self.of,
            rank=int(self.rank[body]) or None,
            quartile=int(self.quartile[body]) or None,
            percentile=None if np.isnan(percentile) else percentile,
            median=None if np.isnan(median) else median,
        )


def standings(values: ArrayLike, reading: Reading) -> Standings:
    """Return where bodies stand by their values, one per body, ``nan`` where undefined. Takes n log n."""
    column = np.asarray(values, np.float64)
    defined = np.isfinite(column)
    of = int(defined.sum())
    compared = of - defined.astype(np.int64)
    better, tied = _before(reading.cost(column), defined)
    below, level = _before(np.round(column, _PLACES), defined)
    shown = defined & (compared > 0)
    others = np.maximum(compared, 1)
    return Standings(
        compared=compared,
        of=of,
        rank=np.where(defined, better + 1, 0),
        quartile=np.where(shown, 1 + np.minimum(4 * (2 * better + tied) // (2 * others), 3), 0),
        percentile=np.where(shown, 100 * (2 * below + level) / (2 * others), np.nan),
        median=_median_of_others(column, defined),
    )


def _before(column: Floats, defined: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return how many others have a lower number, and how many the same."""
    ordered = np.sort(column[defined])
    before = np.searchsorted(ordered, column, "left")
    same = np.searchsorted(ordered, column, "right") - before
    return np.where(defined, before, 0), np.where(defined, same - 1, 0)


def _median_of_others(column: Floats, defined: NDArray[np.bool_]) -> Floats:
    """Return each body's median of the other defined values: the sorted column, stepping over the body's own."""
    ordered = np.sort(column[defined])
    others = len(ordered) - defined.astype(np.int64)
    own = np.where(defined, np.searchsorted(ordered, column, "left"), len(ordered))
    if not len(ordered):
        return np.full(column.shape, np.nan)

    def other(place: Ints) -> Floats:
        stepped = np.clip(place + (place >= own), 0, len(ordered) - 1)
        found: Floats = ordered[stepped]
        return found

    median = (other((others - 1) // 2) + other(others // 2)) / 2
    return np.where(others > 0, median, np.nan)


@dataclass(frozen=True, slots=True)
class FourFifthsCounts:
    """How many of the others lie within 0.80 to 1.25, below and above."""

    within: int
    below: int
    above: int


def four_fifths_of_others(marks: Iterable[FourFifths | None]) -> list[FourFifthsCounts]:
    """Return, per body, how the others' ratios lie; those without a mark are not counted."""
    own = [{mark: int(given is mark) for mark in FourFifths} for given in marks]
    total = {mark: sum(each[mark] for each in own) for mark in FourFifths}
    return [FourFifthsCounts(**{mark.value: total[mark] - each[mark] for mark in FourFifths}) for each in own]
