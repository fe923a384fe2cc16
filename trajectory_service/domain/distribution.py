"""Exact distribution of how many posts the group of interest holds.

Posts change hands independently of each other. Nothing is simulated and no normal approximation is made: the
probabilities are finite Fourier sums (``spectrum``), right to 1e-12 up to 10,000 posts, and to 1e-10 at 200,000.
A quantile is guessed from three moments, and then held against the exact cumulative probability and moved.
"""

from statistics import NormalDist
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.posts import Posts
from trajectory_service.domain.spectrum import Spectrum, spectra

__all__ = ["BAND_LEVEL", "Posts", "band", "cumulative", "probabilities", "probability_at_least", "quantiles"]

BAND_LEVEL: Final = 0.95
"""Probability that a path band covers, 2.5 % left on either side at most."""

_ROUNDING: Final = 1e-12
"""Slack when a cumulative probability is compared with a level, so that noise cannot move a band by a post."""


def probability_at_least(posts: Posts, goals: IntArray) -> FloatArray:
    """Return for each row the probability that at least ``goals`` posts are held by the group of interest."""
    below, _ = cumulative(posts, goals)
    return 1.0 - below


def cumulative(posts: Posts, counts: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return for each row the probability of fewer than ``counts`` posts, P(X <= counts - 1), and of just as many.

    Half of the second added to the first is the mid-p probability of ``counts`` or fewer.
    """
    below, here = np.zeros(len(counts)), np.zeros(len(counts))
    for spectrum in spectra(posts):
        below[spectrum.row], here[spectrum.row] = spectrum.cumulative(counts[spectrum.row])
    return below, here


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


def probabilities(posts: Posts) -> FloatArray:
    """Return the probability of every count from 0 to the number of posts. ``posts`` has one row."""
    weights = np.zeros(int(posts.total[0]) + 1)
    for spectrum in spectra(posts):
        counts = np.arange(spectrum.low[0], spectrum.high[0] + 1)
        _, weights[counts] = spectrum.rows(np.zeros_like(counts)).cumulative(counts)
    return weights


def _quantiles(posts: Posts, levels: tuple[float, ...]) -> list[IntArray]:
    found = [_guess(posts, level) for level in levels]
    for spectrum in spectra(posts):
        for level, counts in zip(levels, found, strict=True):
            counts[spectrum.row] = _settled(spectrum, counts[spectrum.row], level - _ROUNDING)
    return found


def _guess(posts: Posts, level: float) -> IntArray:
    """Return the quantiles that a normal distribution would have, bent by the skewness (Cornish and Fisher 1938)."""
    score = NormalDist().inv_cdf(min(max(level, _ROUNDING), 1.0 - _ROUNDING))
    variance = posts.variance
    bend = (score**2 - 1.0) / 6.0 * posts.third_cumulant / np.maximum(variance, _ROUNDING)
    guess = posts.expected + score * np.sqrt(variance) + bend
    return np.clip(np.ceil(guess - 0.5), 0.0, posts.total).astype(np.int64)


def _settled(spectrum: Spectrum, counts: IntArray, level: float) -> IntArray:
    """Return the smallest counts whose cumulative probability is at least ``level``, from counts nearby."""
    below, here = spectrum.cumulative(counts)
    step = np.where(below + here < level, 1, np.where((below >= level) & (counts > 0), -1, 0))
    # Each row goes one way only, so that noise cannot send it to and fro.
    while len(rows := np.flatnonzero(step)):
        counts[rows] += step[rows]
        below, here = spectrum.rows(rows).cumulative(counts[rows])
        further = np.where(step[rows] > 0, below + here < level, (below >= level) & (counts[rows] > 0))
        step[rows[~further]] = 0
    return counts
