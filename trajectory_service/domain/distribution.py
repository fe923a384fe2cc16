"""Exact distribution of how many posts the group of interest holds.

Posts change hands independently of each other, so the number held by the group of interest is a sum of
independent binomials, one for each kind of post. Its characteristic function is a plain product, and a
finite Fourier sum turns that into probabilities (the method of Hong 2013 for the Poisson binomial
distribution). Nothing is simulated and no normal approximation is made.

Two bounds keep the sums short at any size. By Bernstein's inequality all but 1e-15 of the probability lies
in a window around the mean, so the Fourier period need only cover that window. And the characteristic
function is at most exp(-2 v sin²(θ/2)), with v the variance, so frequencies where that is below 1e-15 are
left out. Probabilities are right to 1e-12 up to 10,000 posts, and to 1e-10 at 200,000.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray

BAND_LEVEL: Final = 0.95
"""Probability that a path band covers, 2.5 % left on either side at most."""

_NEGLIGIBLE: Final = -math.log(1e-15)
_ROWS_AT_ONCE: Final = 2048
_ROUNDING: Final = 1e-12
"""Slack when a cumulative probability is compared with a level, so that noise cannot move a band by a post."""


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts of several kinds, one row for each question asked.

    ``counts`` (rows × kinds) says how many posts of a kind there are, whole numbers wherever a probability is
    asked, and ``chances`` (same shape, 0 to 1) how likely each is to be held by the group of interest.
    """

    counts: FloatArray
    chances: FloatArray

    @property
    def total(self) -> IntArray:
        """Number of posts in each row."""
        return np.asarray(np.rint(self.counts.sum(axis=1)), dtype=np.int64)

    @property
    def expected(self) -> FloatArray:
        """Expected number of posts held by the group of interest, in each row."""
        return np.asarray((self.counts * self.chances).sum(axis=1))

    @property
    def variance(self) -> FloatArray:
        """Variance of that number, in each row."""
        return np.asarray((self.counts * self.chances * (1.0 - self.chances)).sum(axis=1))

    def rows(self, chosen: slice | IntArray | BoolArray) -> Self:
        """Return the chosen rows."""
        return type(self)(self.counts[chosen], self.chances[chosen])


@dataclass(frozen=True, slots=True)
class _Spectrum:
    """Characteristic function of each row on its own Fourier grid: modulus and phase, rows × frequencies.

    The window of a row is the ``size`` counts from ``low`` on. ``angle`` and ``half_sine``, the sine of half of
    it, have a row for each row, or a single one where all periods are the same. The modulus carries the
    weight of the frequency in a real sum: 2, or 1 for the one at half the period, or 0 where negligible.
    """

    low: IntArray
    size: IntArray
    angle: FloatArray
    half_sine: FloatArray
    modulus: FloatArray
    phase: FloatArray


def probability_at_least(posts: Posts, goals: IntArray) -> FloatArray:
    """Return for each row the probability that at least ``goals`` posts are held by the group of interest."""
    if not len(goals):
        return np.zeros(0)
    pieces = [_upper_tail(posts.rows(part), goals[part]) for part in _parts(len(goals))]
    return np.concatenate(pieces)


def cumulative(posts: Posts, counts: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return for each row the probability of fewer than ``counts`` posts, P(X <= counts - 1), and of just as many.

    Half of the second added to the first is the mid-p probability of ``counts`` or fewer.
    """
    from_here, beyond = probability_at_least(posts, counts), probability_at_least(posts, counts + 1)
    return 1.0 - from_here, np.maximum(from_here - beyond, 0.0)


def quantiles(posts: Posts, level: float) -> IntArray:
    """Return for each row the smallest count whose cumulative probability reaches ``level``, which is below 1."""
    (found,) = _quantiles(posts, (level,))
    return found


def band(posts: Posts, level: float = BAND_LEVEL) -> tuple[IntArray, IntArray]:
    """Return for each row the whole-post band that covers ``level``.

    The ends are the smallest counts whose cumulative probability reaches (1 - level) / 2 and
    (1 + level) / 2, so the band covers at least ``level`` and never splits a post.
    """
    lower, upper = _quantiles(posts, ((1.0 - level) / 2.0, (1.0 + level) / 2.0))
    return lower, upper


def _quantiles(posts: Posts, levels: tuple[float, ...]) -> list[IntArray]:
    size = _periods(posts)
    size = np.int64(1) << np.ceil(np.log2(size)).astype(np.int64)
    found = [np.zeros_like(size) for _ in levels]
    for period in np.unique(size):
        rows = np.flatnonzero(size == period)
        for part in _parts(len(rows)):
            chosen = rows[part]
            low, weights = _window(posts.rows(chosen), size[chosen])
            reached = np.cumsum(weights, axis=1)
            for level, end in zip(levels, found, strict=True):
                end[chosen] = low + np.argmax(reached >= level - _ROUNDING, axis=1)
    return found


def probabilities(posts: Posts) -> FloatArray:
    """Return the probability of every count from 0 to the number of posts. ``posts`` has one row."""
    total = int(posts.total[0])
    low, window = _window(posts, _periods(posts))
    weights = np.zeros(total + 1)
    inside = min(window.shape[1], total + 1 - int(low[0]))
    weights[low[0] : low[0] + inside] = np.maximum(window[0, :inside], 0.0)
    return weights


def _parts(rows: int) -> Iterator[slice]:
    # A few thousand rows at a time stay in the processor's cache, whatever the size of the question.
    return (slice(start, start + _ROWS_AT_ONCE) for start in range(0, rows, _ROWS_AT_ONCE))


def _periods(posts: Posts) -> IntArray:
    reach = _NEGLIGIBLE / 3.0 + np.sqrt(_NEGLIGIBLE**2 / 9.0 + 2.0 * _NEGLIGIBLE * posts.variance)
    return np.minimum(posts.total + 1, 2 * np.ceil(reach).astype(np.int64) + 2)


def _spectrum(posts: Posts, size: IntArray) -> _Spectrum:
    room = np.maximum(posts.total + 1 - size, 0)
    low = np.clip(np.floor(posts.expected).astype(np.int64) + 1 - size // 2, 0, room)
    last = _last_frequency(posts.variance, size)
    frequency = np.arange(1, int(last.max()) + 1)
    alike = bool((size == size[0]).all())
    angle = (2.0 * math.pi * frequency) / (size[:1] if alike else size)[:, None]
    half_sine = np.sin(0.5 * angle)
    weight = np.where(frequency <= last[:, None], np.where(2 * frequency == size[:, None], 1.0, 2.0), 0.0)
    modulus, phase = _characteristic(posts, half_sine)
    return _Spectrum(low, size, angle, half_sine, weight * modulus, phase)


def _last_frequency(variance: FloatArray, size: IntArray) -> IntArray:
    sine = np.sqrt(_NEGLIGIBLE / np.maximum(2.0 * variance, _NEGLIGIBLE))
    needed = np.ceil(np.arcsin(sine) * size / math.pi).astype(np.int64)
    return np.minimum(needed, size // 2)


def _characteristic(posts: Posts, half_sine: FloatArray) -> tuple[FloatArray, FloatArray]:
    # One post has the factor 1 - c + c·exp(iθ). With h = sin²(θ/2) its real part is 1 - 2ch, its imaginary part
    # c·sin θ and its squared modulus 1 - 4c(1 - c)h.
    square = half_sine**2
    sine = 2.0 * half_sine * np.sqrt(1.0 - square)
    shape = (len(posts.counts), half_sine.shape[1])
    exponent, phase = np.zeros(shape), np.zeros(shape)
    for kind in range(posts.counts.shape[1]):
        count = posts.counts[:, kind, None]
        if not count.any():
            continue
        # No posts of a kind must add nothing, even where the factor itself is zero and its logarithm infinite.
        chance = np.where(count > 0, posts.chances[:, kind, None], 0.0)
        with np.errstate(divide="ignore"):
            exponent += (0.5 * count) * np.log1p((-4.0 * chance * (1.0 - chance)) * square)
        phase += count * np.arctan2(chance * sine, 1.0 - (2.0 * chance) * square)
    return np.exp(exponent), phase


def _upper_tail(posts: Posts, goals: IntArray) -> FloatArray:
    spectrum = _spectrum(posts, _periods(posts))
    low, size = spectrum.low, spectrum.size
    goal = np.clip(goals, low, low + size)
    # The sum over counts from the goal to the top of the window is geometric at each frequency.
    turned = spectrum.phase + 0.5 * spectrum.angle
    waves = np.sin(turned - spectrum.angle * goal[:, None]) - np.sin(turned - spectrum.angle * low[:, None])
    terms = spectrum.modulus * waves / (2.0 * spectrum.half_sine)
    return np.asarray(np.clip((low + size - goal + terms.sum(axis=1)) / size, 0.0, 1.0))


def _window(posts: Posts, size: IntArray) -> tuple[IntArray, FloatArray]:
    spectrum = _spectrum(posts, size)
    period = int(size[0])
    waves = np.zeros((len(size), period // 2 + 1), dtype=np.complex128)
    kept = spectrum.angle.shape[1]
    turned = spectrum.phase - spectrum.angle * spectrum.low[:, None]
    # The inverse transform weighs the mirrored frequencies itself.
    halved = 0.5 * spectrum.modulus
    waves[:, 0] = 1.0
    waves.real[:, 1 : kept + 1] = halved * np.cos(turned)
    waves.imag[:, 1 : kept + 1] = -halved * np.sin(turned)
    if period % 2 == 0 and kept == period // 2:
        waves[:, -1] *= 2.0
    return spectrum.low, np.fft.irfft(waves, n=period, axis=1)
