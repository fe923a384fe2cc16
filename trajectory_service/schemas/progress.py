"""The wire: where goals stand, and what the returns so far lead one to expect."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from pydantic import BaseModel

from services.delimited import csv_of


class GoalInForceOut(BaseModel):
    """A goal that a stratum is held against, and whose it is."""

    organisation: str
    revision: int
    share: float
    year: int
    baseline_year: int
    goal_posts: int | None
    recruitment_share: float | None
    agreed_at: datetime | None


class ActualHeadcountOut(BaseModel):
    """Posts of known ethnicity on 31 March, and how many BME people hold."""

    year: int
    interest: int
    total: int
    share: float


class PathBandOut(BaseModel):
    """The 95 % band of the path, in whole posts."""

    lower: int
    upper: int
    level: float


class AgainstOut(BaseModel):
    """An actual headcount against a path, at the posts that there are.

    ``tail_probability`` is the mid-p probability, on the path, of the headcount that there is or one further out.
    ``power`` is the probability that recruiting at the baseline's share would be told to be behind by now.
    """

    goal: list[GoalInForceOut]
    expected: float | None
    expected_share: float | None
    interval: PathBandOut | None
    status: str
    tail_probability: float | None
    power: float | None
    reason: str | None


class BeliefOut(BaseModel):
    """What is believed of a share after the counts so far: mean and 95 % interval, and what it started from."""

    mean: float
    lower: float
    upper: float
    prior: str


class ForecastOut(BaseModel):
    """What the returns so far lead one to expect by the goal's year, with what is not known of pace and turnover.

    ``equality_year`` is ``null`` with the reason where the expected share does not come to the goal within 60 years.
    """

    from_years: list[int]
    recruitment_share: BeliefOut
    turnover: BeliefOut
    expected_share: float
    probability_met: float
    equality_year: int | None
    reason: str | None


class ProgressOut(AgainstOut):
    """Where a stratum stands. ``earlier`` tells the same against paths that the goal in force has revised.

    ``outcome`` says, from the goal's year on, whether it was met. ``instead`` names pooled bands that tell more where
    this band has too few posts.
    """

    staff_group: str
    band: str
    kind: str
    actual: ActualHeadcountOut | None
    outcome: str | None
    forecast: ForecastOut | None
    earlier: list[AgainstOut]
    instead: str | None


class SignificanceOut(BaseModel):
    """How many were told at each end, before and after control of the false discovery rate over all of them."""

    tested: int
    not_assessable: int
    behind: int
    behind_controlled: int
    ahead: int
    ahead_controlled: int
    on_track: int
    level: float
    control: str


class OrganisationProgressOut(BaseModel):
    """The progress of every stratum of an organisation that has a goal in force."""

    organisation: str
    year: int
    combined: list[str]
    items: list[ProgressOut]
    total: int
    significance: SignificanceOut
    method_version: str


class StratumCountsOut(SignificanceOut):
    """The organisations of an area that have a goal in force for a stratum, by where they stand."""

    staff_group: str
    band: str
    kind: str


class AreaProgressOut(BaseModel):
    """How many organisations of an area are on track, by stratum and together; never an average of shares."""

    area: str
    year: int
    organisations: int
    with_goals: int
    items: list[StratumCountsOut]
    together: SignificanceOut
    method_version: str


class GoalProgressOut(BaseModel):
    """Where an organisation stands against one goal of its own; fields mean the same as under its own address."""

    organisation: str
    staff_group: str
    band: str
    kind: str
    goal: GoalInForceOut
    expected: float | None
    expected_share: float | None
    interval: PathBandOut | None
    actual: ActualHeadcountOut | None
    status: str
    tail_probability: float | None
    power: float | None
    reason: str | None
    outcome: str | None


class ProgressTableOut(BaseModel):
    """Every goal in force of many organisations. ``without_goals``: those asked for by name that have none."""

    year: int
    items: list[GoalProgressOut]
    total: int
    without_goals: list[str]
    significance: SignificanceOut
    method_version: str


PROGRESS_HEADER: Final = (
    "organisation",
    "staff_group",
    "band",
    "kind",
    "goal_revision",
    "goal_share",
    "goal_year",
    "baseline_year",
    "agreed_at",
    "goal_posts",
    "recruitment_share",
    "year",
    "interest",
    "total",
    "share",
    "expected",
    "expected_share",
    "lower",
    "upper",
    "status",
    "tail_probability",
    "power",
    "reason",
    "outcome",
)


def progress_csv(lines: Iterable[GoalProgressOut]) -> bytes:
    """Return lines as CSV. What is not there is an empty cell."""
    return csv_of(PROGRESS_HEADER, (_cells(line) for line in lines))


def _cells(line: GoalProgressOut) -> list[object]:
    goal, actual, band = line.goal, line.actual, line.interval
    found = {
        **line.model_dump(exclude={"goal", "actual", "interval"}),
        "goal_revision": goal.revision,
        "goal_share": goal.share,
        "goal_year": goal.year,
        "baseline_year": goal.baseline_year,
        "agreed_at": goal.agreed_at and goal.agreed_at.isoformat(),
        "goal_posts": goal.goal_posts,
        "recruitment_share": goal.recruitment_share,
        "year": actual and actual.year,
        "interest": actual and actual.interest,
        "total": actual and actual.total,
        "share": actual and actual.share,
        "lower": band and band.lower,
        "upper": band and band.upper,
    }
    return [found[name] for name in PROGRESS_HEADER]
