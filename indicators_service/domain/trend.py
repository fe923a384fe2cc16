"""Tests for a trend over years: does a share, a ratio of rates or a gap rise or fall steadily?

The years themselves are the scores. A share has Cochran and Armitage's test. A ratio has Rao's score test
that its logarithm is linear in the year, every year keeping rates of its own: the same likelihood as
Koopman's interval, so years in which a group has no events or nothing but events need no repair, and high
rates (training) are not treated as rare ones. A gap has a weighted linear trend with variances that cannot be 0
(one event and one non-event added to each group: Agresti & Caffo 2000).

At least three years are needed. Years before the last break in the definition are never used.

Every test takes the years as independent samples. A workforce keeps most of its people from year to year, so
for shares of staff the true chance of a false alarm is below the level stated.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from indicators_service.domain.common_ratio import common_ratio
from indicators_service.domain.findings import NO_EVENTS
from indicators_service.domain.series import Trends, columns, divide, scores, told, too_few, usable
from inference.normal import Floats

COCHRAN_ARMITAGE: Final = "cochran-armitage"
LOG_RATIO_SCORE: Final = "log-ratio-score"
WEIGHTED_LINEAR: Final = "weighted-linear"


def trend_of_share(
    events: ArrayLike,
    people: ArrayLike,
    years: Sequence[int],
    *,
    breaks: Sequence[int] = (),
    known: ArrayLike = True,
) -> Trends:
    """Test the trend of events / people, each (bodies, years), by Cochran and Armitage's score statistic.

    The slope is that of the least-squares line weighted by people. Where nobody or everybody has the event
    in every year it is 0 and p is 1. Counts whose weighted sums stay below 2**53 are summed exactly.
    """
    x, n = columns(events, people)
    had, used, reason = usable((n > 0) & (x >= 0) & (x <= n), known, years, breaks)
    x, n = np.where(used, x, 0), np.where(used, n, 0)
    t = scores(years)
    everybody, happened = n.sum(axis=-1), x.sum(axis=-1)
    # Both sums times everybody: whole numbers, so that a level series is exactly level.
    covariance = everybody * (x * t).sum(axis=-1) - happened * (n * t).sum(axis=-1)
    spread = everybody * (n * t * t).sum(axis=-1) - (n * t).sum(axis=-1) ** 2
    slope = divide(covariance, spread)
    variance = divide(happened * (everybody - happened), everybody * spread)
    return told(COCHRAN_ARMITAGE, years, 100 * slope, variance * 100**2, used, too_few(had, used, reason))


def trend_of_ratio(
    events: ArrayLike,
    people: ArrayLike,
    other_events: ArrayLike,
    other_people: ArrayLike,
    years: Sequence[int],
    *,
    breaks: Sequence[int] = (),
    known: ArrayLike = True,
) -> Trends:
    """Test the trend of the ratio of two rates, (events / people) over (other_events / other_people).

    Columns are (bodies, years). A year in which neither group has an event says nothing about the ratio and is
    not used. The slope is the one-step estimate that belongs to the score test: always finite, of the test's
    own sign, and near the one of greatest likelihood unless the ratio changes many times over. Null with
    ``no-events-in-reference`` where a group has no events in any year.
    """
    x, n, y, m = columns(events, people, other_events, other_people)
    filled = (n > 0) & (m > 0) & (x >= 0) & (x <= n) & (y >= 0) & (y <= m)
    had, used, reason = usable(filled & (x + y > 0), known, years, breaks)
    fitted = common_ratio(*(np.where(used, column, np.nan) for column in (x, n, y, m)))
    silent = filled.any(axis=-1) & np.isnan(fitted.ratio)
    t = scores(years)
    centre = divide((fitted.information * t).sum(axis=-1), fitted.information.sum(axis=-1))
    away = t - centre[..., None]
    information = (fitted.information * away**2).sum(axis=-1)
    slope = divide((fitted.score * away).sum(axis=-1), information)
    reason = np.where((reason == 0) & silent, NO_EVENTS, too_few(had, used, reason)).astype(np.int8)
    return told(LOG_RATIO_SCORE, years, slope, divide(np.ones_like(information), information), used, reason)


def trend_of_gap(
    events: ArrayLike,
    people: ArrayLike,
    other_events: ArrayLike,
    other_people: ArrayLike,
    years: Sequence[int],
    *,
    breaks: Sequence[int] = (),
    known: ArrayLike = True,
) -> Trends:
    """Test the trend of events / people - other_events / other_people. Events need not be whole."""
    x, n, y, m = columns(events, people, other_events, other_people)
    filled = (n > 0) & (m > 0) & (x >= 0) & (x <= n) & (y >= 0) & (y <= m)
    gap = divide(x, np.where(filled, n, 0)) - divide(y, np.where(filled, m, 0))
    return trend_of_values(gap, variance_of_gap(x, n, y, m), years, breaks=breaks, known=known)


def trend_of_values(
    values: ArrayLike,
    variances: ArrayLike,
    years: Sequence[int],
    *,
    breaks: Sequence[int] = (),
    known: ArrayLike = True,
) -> Trends:
    """Test the linear trend of values (fractions, not percent) weighted by one over their variances."""
    value, variance = columns(values, variances)
    had, used, reason = usable(np.isfinite(value) & (variance > 0), known, years, breaks)
    weight = np.where(used, 1 / np.where(used, variance, 1), 0)
    value, t = np.where(used, value, 0), scores(years)
    centre = divide((weight * t).sum(axis=-1), weight.sum(axis=-1))
    mean = divide((weight * value).sum(axis=-1), weight.sum(axis=-1))
    away = t - centre[..., None]
    information = (weight * away**2).sum(axis=-1)
    slope = divide((weight * away * (value - mean[..., None])).sum(axis=-1), information)
    variance = divide(np.full(information.shape, 100.0**2), information)
    return told(WEIGHTED_LINEAR, years, 100 * slope, variance, used, too_few(had, used, reason))


def variance_of_gap(x: Floats, n: Floats, y: Floats, m: Floats) -> Floats:
    """Return the variance of x/n - y/m with one event and one non-event added to each group; never 0."""
    p, q = (x + 1) / (n + 2), (y + 1) / (m + 2)
    return p * (1 - p) / (n + 2) + q * (1 - q) / (m + 2)
