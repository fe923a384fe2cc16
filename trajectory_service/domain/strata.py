"""What a trajectory is asked about: a stratum with its baseline, its target and how its posts move."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.inputs import require


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
    """The share to reach, p*, exactly, and in words where it comes from."""

    exact: Fraction
    source: str

    def __post_init__(self) -> None:
        require(0 <= self.exact <= 1, "target.share", "must lie between 0 and 1")

    @property
    def share(self) -> float:
        """The share to reach as a number."""
        return float(self.exact)

    @classmethod
    def of_share(cls, share: float, source: str = "given") -> Self:
        """Return a plain share as a target. 0.3 means three tenths: the decimal as it is written."""
        require(0.0 <= share <= 1.0, "target.share", "must lie between 0 and 1")
        return cls(Fraction(str(float(share))), source)

    @classmethod
    def of_workforce(cls, interest: int, total: int, source: str = "share of the whole workforce") -> Self:
        """Return the share of a whole workforce as a target: equality, in the strategy's sense."""
        require(total > 0, "target.workforce.total", "must be more than 0")
        require(0 <= interest <= total, "target.workforce.interest", "must lie between 0 and the total")
        return cls(Fraction(interest, total), source)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A band or grade of a staff group, or several together, and all that its trajectory rests on.

    ``turnover`` is the share of posts a year that fall vacant, of all posts or, where ``turnover_interest``
    is there, of those not held by the group of interest. ``growth`` is a share of the baseline's headcount
    added a year. ``recruitment_share`` is today's pace q0; without it the baseline's own share is taken.
    Refuses turnover outside (0, 1], growth outside 0 to 1 (this model has no cuts: who loses a post
    would be one more assumption) and a recruitment share outside 0 to 1.
    """

    staff_group: str
    band: str
    baseline: Baseline
    target: Target
    turnover: Assumption
    turnover_interest: Assumption | None = None
    growth: Assumption | None = None
    recruitment_share: Assumption | None = None

    def __post_init__(self) -> None:
        for name, rate in (("turnover", self.turnover), ("turnover_interest", self.turnover_interest)):
            require(rate is None or 0.0 < rate.value <= 1.0, name, "must be more than 0 and at most 1")
        rate = self.growth
        require(rate is None or 0.0 <= rate.value <= 1.0, "growth", "must lie between 0 and 1; cuts are refused")
        rate = self.recruitment_share
        require(rate is None or 0.0 <= rate.value <= 1.0, "recruitment_share", "must lie between 0 and 1")

    @property
    def met(self) -> bool:
        """Whether the baseline's share is at the target or above it, compared exactly. False when empty."""
        total = self.baseline.total
        return total > 0 and self.baseline.interest >= self.target.exact * total
