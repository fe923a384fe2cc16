"""What a trajectory is asked about: a stratum with its baseline, its target and how its posts move."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Self

from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.inputs import require

MOST_POSTS_CUT: Final = 2_000
"""The most posts that cuts are followed in: a year takes time in proportion to the square."""

MOST_POSTS_SELECTED: Final = 500
"""The most in a trajectory where cuts take notice of who holds a post: each search for a share follows every year."""

MOST_YEARS_CUT: Final = 30
"""How far ahead cuts are followed."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """People in a stratum on 31 March of ``year``: ``interest`` of ``total`` of known ethnicity, and ``unknown``.

    ``unknown`` people are shown but take no part: shares and posts are those of known ethnicity, as in the
    strategy's Table 2. Refuses negative counts and more ``interest`` than ``total``.
    """

    year: int
    interest: int
    total: int
    unknown: int = 0

    def __post_init__(self) -> None:
        require(self.interest >= 0, "baseline.interest", "must not be negative")
        require(self.total >= self.interest, "baseline.total", "must not be smaller than interest")
        require(self.unknown >= 0, "baseline.unknown", "must not be negative")

    @property
    def share(self) -> float | None:
        """Share of the group of interest, p0; ``None`` when the stratum has nobody of known ethnicity."""
        return self.interest / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Target:
    """The share to reach, p*, exactly, and in words where it comes from.

    ``exact`` is what it is in ``from_year``, and it moves by ``change_a_year``: the share of a workforce that goes on
    changing. Where there is a ``community`` the target is never below the community's share. Shares of 0 to 1.
    """

    exact: Fraction
    source: str
    change_a_year: Fraction = Fraction(0)
    from_year: int = 0
    community: Fraction | None = None

    def __post_init__(self) -> None:
        require(0 <= self.exact <= 1, "target.share", "must lie between 0 and 1")
        require(-1 <= self.change_a_year <= 1, "target.change_a_year", "must lie between -1 and 1")
        require(self.community is None or 0 <= self.community <= 1, "target.community", "must lie between 0 and 1")

    @property
    def share(self) -> float:
        """The share to reach as a number, before it moves."""
        return float(self.in_year(self.from_year))

    def in_year(self, year: int) -> Fraction:
        """Return the share to reach in a year, exactly."""
        if not self.change_a_year and self.community is None:
            # Nearly every target stays; fractions are slow where a nation asks.
            return self.exact
        moved = min(max(self.exact + self.change_a_year * (year - self.from_year), Fraction(0)), Fraction(1))
        return moved if self.community is None else max(moved, self.community)

    @classmethod
    def of_share(cls, share: float, source: str = "given") -> Self:
        """Return a plain share as a target. 0.3 means three tenths: the decimal as it is written."""
        require(0.0 <= share <= 1.0, "target.share", "must lie between 0 and 1")
        return cls(written(share), source)

    @classmethod
    def of_workforce(cls, interest: int, total: int, source: str = "share of the whole workforce") -> Self:
        """Return the share of a whole workforce as a target: equality, in the strategy's sense."""
        require(total > 0, "target.workforce.total", "must be more than 0")
        require(0 <= interest <= total, "target.workforce.interest", "must lie between 0 and the total")
        return cls(Fraction(interest, total), source)


def written(share: float) -> Fraction:
    """Return a share as it is written in decimals: 0.3 is three tenths."""
    return Fraction(str(float(share)))


@dataclass(frozen=True, slots=True)
class Stratum:
    """A band or grade of a staff group, or several together, and all that its trajectory rests on.

    ``turnover`` is the share of posts a year that fall vacant, of all posts or, where ``turnover_interest``
    is there, of those not held by the group of interest. ``growth`` is a share of the baseline's headcount
    added a year, or cut where negative; ``cut_selection`` the odds that a post of the group of interest is
    cut, over those of another post. ``recruitment_share`` is today's pace q0; without it the baseline's own share
    is taken. Refuses turnover outside (0, 1], growth outside -0.5 to 1, odds outside 0.01 to 100, cuts in
    more posts than can be followed, and a recruitment share outside 0 to 1.
    """

    staff_group: str
    band: str
    baseline: Baseline
    target: Target
    turnover: Assumption
    turnover_interest: Assumption | None = None
    growth: Assumption | None = None
    recruitment_share: Assumption | None = None
    cut_selection: Assumption | None = None

    def __post_init__(self) -> None:
        _within(self.turnover, "turnover", 0.0, 1.0)
        _within(self.turnover_interest, "turnover_interest", 0.0, 1.0)
        for name, rate in (("turnover", self.turnover), ("turnover_interest", self.turnover_interest)):
            require(rate is None or rate.value > 0.0, name, "must be more than 0 and at most 1")
        _within(self.growth, "growth", -0.5, 1.0)
        _within(self.recruitment_share, "recruitment_share", 0.0, 1.0)
        _within(self.cut_selection, "cut_selection", 0.01, 100.0)
        if self.growth is not None and self.growth.value < 0.0:
            words = f"cuts are followed year by year, in up to {MOST_POSTS_CUT:,} posts"
            require(self.baseline.total <= MOST_POSTS_CUT, "growth", words)

    @property
    def met(self) -> bool:
        """Whether the baseline's share is at the target or above it, compared exactly. False when empty."""
        return self.baseline.total > 0 and self.met_in(self.baseline.year)

    def met_in(self, year: int) -> bool:
        """Say whether the baseline's share is what the target asks for in a year."""
        return self.baseline.interest >= self.target.in_year(year) * self.baseline.total


def _within(rate: Assumption | None, name: str, least: float, most: float) -> None:
    require(rate is None or least <= rate.value <= most, name, f"must lie between {least:g} and {most:g}")
