"""Where bodies lie in a funnel: control limits at 95 % and 99.8 % around a target.

Each limit belongs to one body and its numbers, and a body is out exactly where its value lies beyond it.

- A share has exact binomial limits. Normal ones leave 0 to 100 % and call a single event among few people out:
  one in one at a target of 10 % happens one time in ten.
- A ratio is judged by Koopman's score at the target, so a body is out exactly where its own Koopman interval at
  that level leaves the target out. On the logarithmic scale its limits have the standard error that this score
  implies (log of ratio over target, divided by the score), so groups without events or without exceptions need
  no added halves.
- A gap has limits as far from the target as Newcombe's bounds are from the gap, on the side that faces it: out
  exactly where the interval leaves the target out.

With an adjustment for over-dispersion limits only ever widen.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators_service.domain.binomial import acceptance
from indicators_service.domain.difference import newcombe
from indicators_service.domain.over_dispersion import Adjustment, Dispersion, dispersion
from inference.likelihood import fitted_rates, relative_likelihood, score
from inference.normal import Floats, critical_value
from inference.proportion import proportion

LEVELS: Final = (0.95, 0.998)
_CRITICAL: Final = tuple(critical_value(level) for level in LEVELS)


class Position(StrEnum):
    """A body's place in a funnel, named by the limit it lies beyond."""

    BELOW_998 = "below_998"
    BELOW_95 = "below_95"
    WITHIN = "within"
    ABOVE_95 = "above_95"
    ABOVE_998 = "above_998"


_POSITIONS: Final = np.array([*Position, None], dtype=object)


@dataclass(frozen=True, slots=True)
class Place:
    """One body in a funnel. A limit that is ``None`` does not exist on that side; all are where there is no place."""

    position: Position | None
    value: float | None
    target: float | None
    lower_998: float | None
    lower_95: float | None
    upper_95: float | None
    upper_998: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """A funnel of many bodies. Limits are ``[95 %, 99.8 %]`` by body; ``position`` is ``None`` where undefined.

    Values, targets and limits are fractions, for a ratio ratios; ``nan`` marks what is undefined.
    """

    value: Floats
    target: Floats
    lower: Floats
    upper: Floats
    position: NDArray[np.object_]
    dispersion: Dispersion
    method: str

    def rows(self) -> list[Place]:
        """Return the bodies one by one, in their order."""
        columns = (self.value, self.target, self.lower[1], self.lower[0], self.upper[0], self.upper[1])
        told = [[None if np.isnan(number) else float(number) for number in column] for column in columns]
        return [Place(*row) for row in zip(self.position, *told, strict=True)]


def funnel_of_shares(
    events: ArrayLike, people: ArrayLike, target: ArrayLike, adjustment: Adjustment = Adjustment.NONE
) -> Funnel:
    """Place each body's events / people around a target fraction, of all bodies or of each.

    Events need not be whole; people must be.
    """
    x, n, goal = _columns(events, people, target)
    usable = (x >= 0) & (x <= n) & (n > 0) & (goal >= 0) & (goal <= 1)
    tails = [(1 - level) / 2 for level in LEVELS]
    size, rate = np.where(usable, n, 0), np.where(usable, goal, 0.0)
    counts = acceptance(size.astype(np.int64), rate, tails)
    error = np.sqrt(rate * (1 - rate) / np.maximum(size, 1))
    value = np.where(usable, proportion(x, n), np.nan)
    z = np.divide(value - rate, error, out=np.full(n.shape, np.nan), where=error > 0)
    spread = dispersion(z, error, adjustment)
    fewest, most = (edge / np.maximum(size, 1) for edge in counts)
    if spread.applied:
        halves = np.stack([spread.widened(critical * error, critical) for critical in _CRITICAL])
        fewest = np.minimum(fewest, np.maximum(goal - halves, 0))
        most = np.maximum(most, np.minimum(goal + halves, 1))
    return _funnel(value, goal, (fewest, most), (value < fewest, value > most), usable, spread, "binomial")


def funnel_of_ratios(
    events: ArrayLike,
    people: ArrayLike,
    other_events: ArrayLike,
    other_people: ArrayLike,
    target: ArrayLike,
    adjustment: Adjustment = Adjustment.NONE,
) -> Funnel:
    """Place each body's (events / people) over (other_events / other_people) around a target ratio above 0.

    A body without events in the divisor has no value but does have a place; without any event it has neither.
    """
    x, n, y, m, goal = _columns(events, people, other_events, other_people, target)
    usable = (x >= 0) & (x <= n) & (y >= 0) & (y <= m) & (n > 0) & (m > 0) & (x + y > 0) & (goal > 0)
    # Any table will do where there is none; it is blanked at the end.
    x, n, y, m, aim = (np.where(usable, column, 1.0) for column in (x, n, y, m, goal))
    z = np.where(usable, score(aim, x, n, y, m), np.nan)
    error = np.where(usable, _implied_error(aim, x, n, y, m, z), np.nan)
    spread = dispersion(z, error, adjustment)
    halves = np.stack([spread.widened(critical * error, critical) for critical in _CRITICAL])
    distance = z * error
    below, above = distance < -halves, distance > halves
    lower = np.where((x == 0) & ~below, 0.0, aim * np.exp(-halves))
    upper = np.where((y == 0) & ~above, np.nan, aim * np.exp(halves))
    value = np.where(usable, relative_likelihood(x, n, y, m), np.nan)
    return _funnel(value, goal, (lower, upper), (below, above), usable, spread, "koopman")


def funnel_of_gaps(
    events: ArrayLike,
    people: ArrayLike,
    other_events: ArrayLike,
    other_people: ArrayLike,
    target: ArrayLike,
    adjustment: Adjustment = Adjustment.NONE,
) -> Funnel:
    """Place each body's events / people - other_events / other_people around a target from -1 to 1.

    Events need not be whole.
    """
    x, n, y, m, goal = _columns(events, people, other_events, other_people, target)
    bounds = [newcombe(x, n, y, m, level) for level in LEVELS]
    usable = np.isfinite(bounds[0][0]) & (np.abs(goal) <= 1)
    value = np.where(usable, proportion(x, n) - proportion(y, m), np.nan)
    down = np.stack([upper - value for _, upper in bounds])
    up = np.stack([value - lower for lower, _ in bounds])
    error = np.where(value < goal, down[0], up[0]) / _CRITICAL[0]
    z = np.divide(value - goal, error, out=np.full(value.shape, np.nan), where=usable & (error > 0))
    spread = dispersion(z, error, adjustment)
    lower, upper = (
        np.stack([spread.widened(half, critical) for half, critical in zip(halves, _CRITICAL, strict=True)])
        for halves in (down, up)
    )
    lower, upper = np.maximum(goal - lower, -1), np.minimum(goal + upper, 1)
    return _funnel(value, goal, (lower, upper), (value < lower, value > upper), usable, spread, "newcombe")


def _columns(*columns: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.broadcast_arrays(*(np.atleast_1d(np.asarray(column, np.float64)) for column in columns)))


def _implied_error(aim: Floats, x: Floats, n: Floats, y: Floats, m: Floats, z: Floats) -> Floats:
    """Return the standard error that the score implies; at the target, and without events, the fitted one."""
    top, other = fitted_rates(aim, x, n, y, m)
    fitted = np.sqrt((1 - top) / (n * top) + (1 - other) / (m * other))
    told = (x > 0) & (y > 0) & (np.abs(z) > 1e-6)
    distance = np.log(np.where(told, x * m / np.where(told, n * y * aim, 1), 1))
    return np.where(told, distance / np.where(told, z, 1), fitted)


def _funnel(
    value: Floats,
    target: Floats,
    limits: tuple[Floats, Floats],
    beyond: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    usable: NDArray[np.bool_],
    spread: Dispersion,
    method: str,
) -> Funnel:
    """Name the positions from what lies beyond the limits, ``[95 %, 99.8 %]``, and blank what is undefined."""
    lower, upper = (np.where(usable, limit, np.nan) for limit in limits)
    below, above = (side.sum(axis=0) for side in beyond)
    position = np.asarray(_POSITIONS[np.where(usable, 2 + above - below, len(Position))], dtype=object)
    return Funnel(value, target, lower, upper, position, spread, method)
