"""The point nearest to a wish that keeps every limit: a small convex programme.

Minimise Σ weight·(x - wish)² subject to normals·x ≥ bounds, by the dual method of Goldfarb and Idnani (1983). It
starts at the wish itself, which breaks some limits, and takes in the limit that is broken worst, one at a time;
limits that no longer press are let go. The sum of squares rises with every limit taken in, so the search ends, and
when a broken limit can be met only by breaking others, no point keeps them all.

Made for tens of unknowns and up to thousands of limits: all are looked at in a single product in every step.
"""

from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray

TOLERANCE: Final = 1e-11
"""How far a limit, scaled so that its normal has length 1, may be missed by rounding."""

_DEPENDENT: Final = 1e-18
_SAME: Final = 1e-12
_STEPS_A_LIMIT: Final = 20


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """What has to hold: ``normals`` (limits × unknowns) times x at least ``bounds`` (one a limit)."""

    normals: FloatArray
    bounds: FloatArray

    @classmethod
    def between(cls, least: FloatArray, most: FloatArray) -> Self:
        """Return the limits that keep every unknown between ``least`` and ``most``."""
        one = np.eye(len(least))
        return cls(np.vstack([one, -one]), np.concatenate([least, -most]))

    def and_also(self, other: "Limits") -> "Limits":
        """Return these limits and others together."""
        return Limits(np.vstack([self.normals, other.normals]), np.concatenate([self.bounds, other.bounds]))

    def of(self, chosen: BoolArray) -> "Limits":
        """Return the limits on the chosen unknowns alone; the others must have no part in them."""
        return Limits(self.normals[:, chosen], self.bounds)

    def kept_by(self, point: FloatArray) -> bool:
        """Say whether ``point`` keeps every limit, but for rounding."""
        slack = self.normals @ point - self.bounds
        return bool((slack >= -TOLERANCE * np.maximum(np.linalg.norm(self.normals, axis=1), 1.0)).all())


@dataclass(slots=True, eq=False)
class _Search:
    """Where the search stands: the point, the limits that press on it, and how hard each presses."""

    point: FloatArray
    pressing: list[int] = field(default_factory=list)
    pressure: FloatArray = field(default_factory=lambda: np.zeros(0))

    def let_go(self, place: int) -> None:
        del self.pressing[place]
        self.pressure = np.delete(self.pressure, place)


def nearest(wish: FloatArray, weight: FloatArray, limits: Limits) -> FloatArray | None:
    """Return the point that keeps the limits and is nearest to ``wish``; ``None`` when no point keeps them.

    ``weight`` is what a unit of squared distance costs in each unknown, more than 0.

    Raises:
        ArithmeticError: the search did not end. Rounding alone could make it so.
    """
    scale = np.sqrt(weight)
    length = np.linalg.norm(limits.normals / scale, axis=1)
    real = length > _SAME
    if (limits.bounds[~real] > TOLERANCE).any():
        return None
    normals = limits.normals[real] / scale / length[real, None]
    found = _projected(wish * scale, normals, limits.bounds[real] / length[real])
    return None if found is None else found / scale


def greatest(direction: FloatArray, start: FloatArray, limits: Limits) -> FloatArray:
    """Return a point within ``limits`` that goes as far as any in ``direction``, from a point within them.

    The limits must hold every unknown within bounds. Proximal steps: the nearest point to one that lies a long way
    off in the direction, again from there until nothing is gained. On a linear aim that ends in finitely many steps
    (Ferris 1991).
    """
    length = float(np.linalg.norm(direction))
    if length <= _SAME:
        return start
    stride, even, point = direction * (len(direction) / length), np.ones(len(direction)), start
    while True:
        further = nearest(point + stride, even, limits)
        if further is None or float(direction @ (further - point)) <= _SAME * length:
            return point
        point = further


def _projected(wish: FloatArray, normals: FloatArray, bounds: FloatArray) -> FloatArray | None:
    search = _Search(wish.copy())
    for _ in range(_STEPS_A_LIMIT * (len(bounds) + 1)):
        slack = normals @ search.point - bounds
        # A limit that presses is met; what rounding leaves of it is made good at the end.
        slack[search.pressing] = 0.0
        worst = int(np.argmin(slack)) if len(slack) else 0
        if not len(slack) or slack[worst] >= -TOLERANCE:
            return _exact(wish, normals, bounds, search.pressing)
        if not _taken_in(search, normals, bounds, worst):
            return None
    raise ArithmeticError("the nearest point was not found")


def _taken_in(search: _Search, normals: FloatArray, bounds: FloatArray, broken: int) -> bool:
    """Move until the broken limit is met, letting go of limits on the way. False when it cannot be met."""
    pressure = 0.0
    while True:
        shares, direction = _split(normals[search.pressing], normals[broken])
        gain = float(direction @ normals[broken])
        full = (bounds[broken] - normals[broken] @ search.point) / gain if gain > _DEPENDENT else np.inf
        place, partial = _first_to_give(search.pressure, shares)
        stride = min(full, partial)
        if stride == np.inf:
            return False
        if full < np.inf:
            search.point = search.point + stride * direction
        search.pressure = search.pressure - stride * shares
        pressure += stride
        if full <= partial:
            search.pressing.append(broken)
            search.pressure = np.append(search.pressure, pressure)
            return True
        search.let_go(place)


def _split(pressing: FloatArray, normal: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return a normal as shares of the pressing ones, and what is left of it at right angles to them."""
    if not len(pressing):
        return np.zeros(0), normal
    basis, triangle = np.linalg.qr(pressing.T)
    shares = np.linalg.solve(triangle, basis.T @ normal)
    left = normal - basis @ (basis.T @ normal)
    left = left - basis @ (basis.T @ left)
    return shares, left if float(left @ left) > _DEPENDENT else np.zeros_like(left)


def _first_to_give(pressure: FloatArray, shares: FloatArray) -> tuple[int, float]:
    """Return the pressing limit whose pressure is first spent, and after what stride; infinity when none is."""
    falling: IntArray = np.flatnonzero(shares > _SAME)
    if not len(falling):
        return -1, np.inf
    strides = np.maximum(pressure[falling], 0.0) / shares[falling]
    first = int(np.argmin(strides))
    return int(falling[first]), float(strides[first])


def _exact(wish: FloatArray, normals: FloatArray, bounds: FloatArray, pressing: list[int]) -> FloatArray:
    """Return the nearest point at which the pressing limits hold exactly: without the rounding of many steps."""
    if not pressing:
        return wish
    basis, triangle = np.linalg.qr(normals[pressing].T)
    short = bounds[pressing] - normals[pressing] @ wish
    return np.asarray(wish + basis @ np.linalg.solve(triangle.T, short))
