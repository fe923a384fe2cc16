"""The replacement model: how the share of a stratum moves as posts change hands.

Definition, year by year. Every post held by someone of the group of interest falls vacant with probability
``leaving_interest``, every other post with ``leaving_others``. Each vacancy is filled within the year, by
someone of the group of interest with probability q, the share of recruits. Growth g adds N·g posts a year,
N being the baseline's headcount, filled at the end of the year at the same share q. So a post is a
two-state chain: it passes to the group of interest with probability leaving_others·q a year, and away from
it with leaving_interest·(1 - q).

Growth is in whole posts: after y years N·g·y, rounded to the nearest post, have been added. Expectation and
exact distribution use the same whole posts, so the two never disagree.

With equal turnover t and no growth this is the model behind the strategy's Tables 2 and 3:
p(T) = q + (p0 - q)·(1 - t)^T.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.distribution import Posts

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Stock:
    """Who holds the posts at the baseline and how posts move. Arrays of one length, a row for each stratum.

    ``interest`` and ``others`` are headcounts (whole for a distribution; an expectation takes any),
    ``leaving_interest`` and ``leaving_others`` shares a year in (0, 1], ``growth`` a share of the baseline's
    headcount a year, at least 0 here; rows with cuts are followed year by year (``outlook``). ``selection`` is the
    odds that a post of the group of interest is cut, over those of another; 1 everywhere where it is left out.
    """

    interest: FloatArray
    others: FloatArray
    leaving_interest: FloatArray
    leaving_others: FloatArray
    growth: FloatArray
    selection: FloatArray | None = None

    @property
    def total(self) -> FloatArray:
        """Headcount at the baseline."""
        return self.interest + self.others

    def rows(self, chosen: IntArray | BoolArray) -> Self:
        """Return the chosen rows, in that order and as often as chosen."""
        return type(self)(
            self.interest[chosen],
            self.others[chosen],
            self.leaving_interest[chosen],
            self.leaving_others[chosen],
            self.growth[chosen],
            None if self.selection is None else self.selection[chosen],
        )

    def starting_at(self, interest: FloatArray) -> Self:
        """Return the same posts with another number of them held by the group of interest."""
        return replace(self, interest=interest, others=self.total - interest)


def added_posts(stock: Stock, years: IntArray) -> IntArray:
    """Return the whole posts added (or cut, where negative) ``years`` after the baseline, row by row."""
    exact = stock.total * stock.growth * years
    return np.floor(exact + 0.5 + _ROUNDING * np.abs(exact)).astype(np.int64)


def headcount(stock: Stock, years: IntArray) -> FloatArray:
    """Return the posts there are ``years`` after the baseline, row by row."""
    return stock.total + added_posts(stock, years)


def posts_after(stock: Stock, share: FloatArray, years: IntArray) -> Posts:
    """Return the posts ``years`` after the baseline, recruiting at ``share``, row by row.

    Kinds of post: those first held by the group of interest, the other first posts, and those added in each
    year, which have had the years since to change hands. The chance that a post is held by the group of
    interest is the closed form of the two-state chain, limit + (start - limit)·(1 - become - leave)^years.
    """
    become, leave = stock.leaving_others * share, stock.leaving_interest * (1.0 - share)
    limit, kept = become / (become + leave), 1.0 - become - leave
    decay = kept**years
    counts = [stock.interest, stock.others]
    chances = [limit + (1.0 - limit) * decay, limit - limit * decay]
    if stock.growth.any():
        before = np.zeros(len(years), dtype=np.int64)
        for year in range(1, int(years.max(initial=0)) + 1):
            since = np.maximum(years - year, 0)
            by_now = added_posts(stock, np.minimum(years, year))
            counts.append((by_now - before).astype(np.float64))
            chances.append(limit + (share - limit) * kept**since)
            before = by_now
    return Posts(np.stack(counts, axis=1), np.clip(np.stack(chances, axis=1), 0.0, 1.0))


def expected_interest(stock: Stock, share: FloatArray, years: IntArray) -> FloatArray:
    """Return the expected number of posts held by the group of interest after ``years``, row by row."""
    return posts_after(stock, share, years).expected


def expected_share(stock: Stock, share: FloatArray, years: IntArray) -> FloatArray:
    """Return the expected number over the headcount then, p(T), row by row. No stratum may be empty."""
    return expected_interest(stock, share, years) / headcount(stock, years)


def recruits_per_year(stock: Stock, share: FloatArray, years: IntArray) -> FloatArray:
    """Return the expected recruits a year, R, on average over the ``years`` to the horizon (at least 1).

    R counts the vacancies of both groups and the posts that growth adds. With equal turnover and no growth
    it is N·t, as in the strategy; otherwise it depends on who comes to hold the posts, so on ``share``.
    """
    row = np.repeat(np.arange(len(years)), years)
    start = np.cumsum(years) - years
    elapsed = np.arange(len(row)) - start[row]
    spread = stock.rows(row)
    held = expected_interest(spread, share[row], elapsed)
    leavers = held * spread.leaving_interest + (headcount(spread, elapsed) - held) * spread.leaving_others
    recruits = np.bincount(row, weights=leavers, minlength=len(years)) + added_posts(stock, years)
    return recruits / years
