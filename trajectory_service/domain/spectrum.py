"""Characteristic functions of counts of posts, and the probabilities that finite Fourier sums make of them.

Posts change hands independently of each other, so the number held by the group of interest is a sum of
independent binomials, one for each kind of post, and its characteristic function is a plain product. With period S,
frequencies θ = 2πf/S, the function's modulus ρ and phase ψ, and w = 2 (1 at half the period),

    P(X = c)                  = (1 + Σ w ρ cos(ψ - θc)) / S
    P(X < c) + P(X = c) / 2   = 1/2 + (c - mean - 1/2 Σ w ρ sin(ψ - θc) cot(θ/2)) / S

The first is Hong's method for the Poisson binomial distribution (2013). The second is the geometric sum of the
first; its constant follows from the mean, because the waves add up to nothing over a period.

Two bounds keep the sums short at any size. By Bennett's inequality (1962) all but 1e-15 of the probability lies in
a window around the mean, so the period need only cover that window. And ρ is at most exp(-2 v sin²(θ/2)), with v
the variance, so frequencies where that is below 1e-15 are left out.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.posts import Posts

_NEGLIGIBLE: Final = -math.log(1e-15)
_LEAST_VARIANCE: Final = 1e-30
_TERMS_AT_ONCE: Final = 32_768
"""Rows times frequencies that are worked on together: so many stay in the processor's cache."""

_MOST_UNLIKE: Final = 4
"""How many times as large as the smallest of them the largest window may be, of rows on one grid."""

_FEW: Final = 0.75
"""Where fewer of the rows than this have posts of a kind, it is quicker to pick those out."""


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """Characteristic functions of some rows on one Fourier grid.

    ``row`` says which rows these are; ``low`` and ``high`` are the first and last count of each row's window. The
    ``modulus`` carries weight and period: it is w ρ / S. It and ``phase`` are rows × frequencies.
    """

    row: IntArray
    low: IntArray
    high: IntArray
    expected: FloatArray
    period: int
    angle: FloatArray
    modulus: FloatArray
    phase: FloatArray

    def rows(self, chosen: IntArray) -> Self:
        """Return the chosen rows, in that order and as often as chosen."""
        return replace(
            self,
            row=self.row[chosen],
            low=self.low[chosen],
            high=self.high[chosen],
            expected=self.expected[chosen],
            modulus=self.modulus[chosen],
            phase=self.phase[chosen],
        )

    def cumulative(self, counts: IntArray) -> tuple[FloatArray, FloatArray]:
        """Return for each row the probabilities of fewer than ``counts`` posts, and of just as many."""
        # Sine and cosine come from the tangent of half the angle: one slow function in place of two.
        tangent = np.tan(0.5 * (self.phase - self.angle * counts[:, None]))
        part = self.modulus / (1.0 + tangent * tangent)
        here = 1.0 / self.period + 2.0 * np.einsum("rf->r", part) - np.einsum("rf->r", self.modulus)
        waves = np.einsum("rf,rf,f->r", part, tangent, 1.0 / np.tan(0.5 * self.angle))
        middle = 0.5 + (counts - self.expected) / self.period - waves
        below = np.where(counts > self.low, np.clip(middle - 0.5 * here, 0.0, 1.0), 0.0)
        inside = (counts >= self.low) & (counts <= self.high)
        return np.where(counts > self.high, 1.0, below), np.where(inside, np.clip(here, 0.0, 1.0), 0.0)


def spectra(posts: Posts) -> Iterator[Spectrum]:
    """Give the characteristic functions of all rows, some rows of about the same size at a time."""
    low, high = _windows(posts)
    size, variance = high - low + 1, posts.variance
    order = np.argsort(-size, kind="stable")
    while len(order):
        period = int(size[order[0]])
        row = order[: 1 + _TERMS_AT_ONCE // (1 + _last_frequency(variance[order[0]], period))]
        row = row[_MOST_UNLIKE * size[row] >= period]
        frequency = np.arange(1, 1 + _last_frequency(variance[row].min(), period))
        angle: FloatArray = np.asarray(frequency * (2.0 * math.pi / period), dtype=np.float64)
        some = posts.rows(row)
        modulus, phase = _characteristic(some, np.sin(0.5 * angle))
        modulus *= np.where(2 * frequency < period, 2.0, 1.0) / period
        yield Spectrum(row, low[row], high[row], some.expected, period, angle, modulus, phase)
        order = order[len(row) :]


def _windows(posts: Posts) -> tuple[IntArray, IntArray]:
    """Return the first and the last count of each row that matter."""
    variance = np.maximum(posts.variance, _LEAST_VARIANCE)
    aim = _NEGLIGIBLE / variance
    # Bennett: more than v·u from the mean has a chance of at most exp(-v·((1 + u)·log(1 + u) - u)). Newton's steps
    # come down to where that is negligible, from Bernstein's weaker bound, and never go below.
    reach = aim / 3.0 + np.sqrt(aim**2 / 9.0 + 2.0 * aim)
    for _ in range(3):
        slope = np.log1p(reach)
        reach -= ((1.0 + reach) * slope - reach - aim) / slope
    expected = posts.expected
    low = np.floor(expected - reach * variance).astype(np.int64)
    high = np.ceil(expected + reach * variance).astype(np.int64)
    return np.maximum(low, 0), np.minimum(high, posts.total)


def _last_frequency(variance: float, period: int) -> int:
    sine = math.sqrt(_NEGLIGIBLE / max(2.0 * variance, _NEGLIGIBLE))
    return min(math.ceil(math.asin(sine) * period / math.pi), period // 2)


def _characteristic(posts: Posts, half_sine: FloatArray) -> tuple[FloatArray, FloatArray]:
    # One post has the factor 1 - c + c·exp(iθ). With h = sin²(θ/2) its real part is 1 - 2ch, its imaginary part
    # c·sin θ and its squared modulus 1 - 4c(1 - c)h.
    square = half_sine**2
    sine = 2.0 * half_sine * np.sqrt(1.0 - square)
    shape = (len(posts.counts), len(half_sine))
    exponent, phase = np.zeros(shape), np.zeros(shape)
    for counts, chances in zip(posts.counts.T, posts.chances.T, strict=True):
        some = np.flatnonzero(counts)
        there = some if len(some) < _FEW * len(counts) else slice(None)
        count = counts[there, None]
        # No posts of a kind must add nothing, even where the factor itself is zero and its logarithm infinite.
        chance = np.where(count > 0, chances[there, None], 0.0)
        with np.errstate(divide="ignore"):
            exponent[there] += (0.5 * count) * np.log1p((-4.0 * chance * (1.0 - chance)) * square)
        phase[there] += count * np.arctan2(chance * sine, 1.0 - (2.0 * chance) * square)
    return np.exp(exponent), phase
