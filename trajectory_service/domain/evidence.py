"""What the returns so far say of a stratum's recruitment and turnover, and the forecast that follows.

Headcounts are all that returns tell of a band: how many left and who came is not in them. But the replacement model
gives the probability of every headcount from the one before, so the counts so far weigh every share of recruits q
and every turnover t (Bayes). Before the counts, q has a Beta distribution around a stated centre, worth so many
recruits, and t one around the turnover assumed, worth so many posts. What is left after the counts is carried through
the forecast: its chances are a mixture over q and t, each by the exact distribution.

Where recruits are counted by group, as all appointments of a body are (indicator 2), the Beta distribution itself is
updated by them: the beta-binomial.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.outlook import expected_share, probability_met
from trajectory_service.domain.progress import Actual
from trajectory_service.domain.replacement import Stock

RECRUITS_WORTH: Final = 10.0
"""What the centre of q is worth before any count: as much as ten recruits seen."""

POSTS_WORTH: Final = 100.0
"""What the turnover assumed is worth before any count: as much as a hundred posts watched for a year."""

YEARS_AHEAD: Final = 60
LEVEL: Final = 0.95

_WIDEST: Final = 12.0
"""Log odds from -12 to 12: shares from 6 in a million to all but those."""

_NODES: Final = 33
_TURNOVERS: Final = 7
_LITTLE: Final = 1e-9
_FAINTEST: Final = 1e-290


@dataclass(frozen=True, slots=True)
class Beta:
    """A Beta distribution: of ``a + b`` people, ``a`` of the kind that is asked about."""

    a: float
    b: float

    @classmethod
    def around(cls, centre: float, worth: float) -> "Beta":
        """Return the distribution around a centre, kept off 0 and 1, that weighs as much as ``worth`` people."""
        kept = min(max(centre, 0.005), 0.995)
        return cls(kept * worth, (1.0 - kept) * worth)

    def seen(self, interest: int, others: int) -> "Beta":
        """Return the distribution after so many people of either kind were seen."""
        return Beta(self.a + interest, self.b + others)

    @property
    def mean(self) -> float:
        """Its mean."""
        return self.a / (self.a + self.b)

    def log_odds_density(self, odds: FloatArray) -> FloatArray:
        """Return the logarithm of its density on the scale of log odds, but for a constant: smooth at both ends."""
        return -self.a * np.log1p(np.exp(-odds)) - self.b * np.log1p(np.exp(odds))


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """What is believed of q and t after the counts: pairs of them with their weights, which add up to 1."""

    share: FloatArray
    turnover: FloatArray
    weight: FloatArray

    def mean(self, values: FloatArray) -> float:
        """Return the weighted mean of a value for each pair."""
        return float(values @ self.weight)

    def interval(self, values: FloatArray, level: float = LEVEL) -> tuple[float, float]:
        """Return the central interval of a value."""
        order = np.argsort(values)
        sums = np.cumsum(self.weight[order])
        ends = np.searchsorted(sums, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
        lower, upper = values[order][np.minimum(ends, len(values) - 1)].tolist()
        return lower, upper


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the returns so far lead one to expect of the goal.

    ``share`` and ``turnover`` are means with 95 % intervals; ``equality_year`` is the first year in which the
    expected share is at the target, ``None`` where it is not within ``YEARS_AHEAD`` years.
    """

    share: float
    share_interval: tuple[float, float]
    turnover: float
    turnover_interval: tuple[float, float]
    expected_share: float
    probability_met: float
    equality_year: int | None


def belief(counts: Sequence[Actual], prior: Beta, turnover: float) -> Belief:
    """Return what counts of several years, oldest first and none empty, leave to be believed of q and t."""
    wide = np.linspace(-_WIDEST, _WIDEST, 97)
    plain = _weights(wide, np.array([turnover]), counts, prior, turnover)
    likely = wide[plain.reshape(-1) > _LITTLE * plain.max()]
    step = wide[1] - wide[0]
    odds = np.linspace(likely[0] - step, likely[-1] + step, _NODES)
    rates = _rates(turnover)
    weight = _weights(odds, rates, counts, prior, turnover)
    share, rate = np.meshgrid(1.0 / (1.0 + np.exp(-odds)), rates, indexing="ij")
    return Belief(share.ravel(), rate.ravel(), (weight / weight.sum()).ravel())


def _rates(turnover: float) -> FloatArray:
    spread = 2.5 * np.sqrt(turnover * (1.0 - turnover) / POSTS_WORTH)
    odds = np.log(turnover / (1.0 - turnover)) if turnover < 1.0 else _WIDEST
    width = min(spread / max(turnover * (1.0 - turnover), _LITTLE), 3.0)
    return np.asarray(1.0 / (1.0 + np.exp(-np.linspace(odds - width, odds + width, _TURNOVERS))))


def _weights(
    odds: FloatArray, rates: FloatArray, counts: Sequence[Actual], prior: Beta, turnover: float
) -> FloatArray:
    """Return the weight of every pair of q (rows) and t (columns), but for a constant."""
    share, rate = np.meshgrid(1.0 / (1.0 + np.exp(-odds)), rates, indexing="ij")
    around = Beta.around(turnover, POSTS_WORTH)
    logs = prior.log_odds_density(odds)[:, None] + around.log_odds_density(np.log(rates / (1.0 - rates)))[None, :]
    for before, after in pairwise(counts):
        chance = _chance(before, after, share.ravel(), rate.ravel()).reshape(share.shape)
        logs = logs + np.log(np.maximum(chance, _FAINTEST))
    return np.asarray(np.exp(logs - logs.max()))


def _chance(before: Actual, after: Actual, share: FloatArray, rate: FloatArray) -> FloatArray:
    years = after.year - before.year
    stock = _stock(before, rate, (after.total - before.total) / (before.total * years))
    elapsed = np.full(len(share), years)
    reached = probability_met(stock, share, elapsed, np.full(len(share), after.interest))
    return reached - probability_met(stock, share, elapsed, np.full(len(share), after.interest + 1))


def _stock(actual: Actual, rate: FloatArray, growth: float) -> Stock:
    def column(value: float) -> FloatArray:
        return np.full(len(rate), float(value))

    return Stock(column(actual.interest), column(actual.total - actual.interest), rate, rate, column(growth))


def forecast(now: Actual, believed: Belief, target: float, goal_posts: int, year: int) -> Forecast:
    """Return what is to be expected from the newest counts on, at the pace and turnover believed in.

    Args:
        now: the newest counts.
        believed: what the counts so far say of q and t.
        target: the share to reach.
        goal_posts: the goal in whole posts at today's headcount.
        year: by when; after ``now``.
    """
    stock = _stock(now, believed.turnover, 0.0)
    elapsed = np.full(len(believed.share), year - now.year)
    shares = expected_share(stock, believed.share, elapsed)
    met = probability_met(stock, believed.share, elapsed, np.full(len(believed.share), goal_posts))
    return Forecast(
        share=believed.mean(believed.share),
        share_interval=believed.interval(believed.share),
        turnover=believed.mean(believed.turnover),
        turnover_interval=believed.interval(believed.turnover),
        expected_share=believed.mean(shares),
        probability_met=believed.mean(met),
        equality_year=_equality(now, stock, believed, target),
    )


def _equality(now: Actual, stock: Stock, believed: Belief, target: float) -> int | None:
    for years in range(YEARS_AHEAD + 1):
        shares = expected_share(stock, believed.share, np.full(len(believed.share), years))
        if believed.mean(shares) >= target * (1.0 - 1e-12):
            return now.year + years
    return None
