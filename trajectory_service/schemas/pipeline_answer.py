"""The wire of the pipeline, going out: the ladder as it goes today, what equality on it takes, and where it leaks."""

from pydantic import BaseModel

from trajectory_service.schemas.trajectories import AssumptionOut, TargetOut


class LadderPointOut(BaseModel):
    """A year of a path: expected people and share, and the standard deviation and 95 % band of the BME headcount."""

    year: int
    interest: float
    others: float
    share: float | None
    standard_deviation: float
    lower: int
    upper: int
    reason: str | None


class ChancesOut(BaseModel):
    """Chances a year of each group."""

    interest: float
    others: float


class LongRunOut(BaseModel):
    """The share of a rung in the long run, everybody moving as today; null with a reason where there is none."""

    share: float | None
    people: float | None
    recruits_per_year: float | None
    reason: str | None


class NeededBelowOut(BaseModel):
    """The share that the rung below needs for this one to stand at the target in the long run, beside what it has.

    ``feeder`` says that it needs more than it has.
    """

    share: float | None
    share_below: float | None
    feeder: bool | None
    reason: str | None


class RungOut(BaseModel):
    """A rung at its baseline, where it goes as things go today, and all that it rests on."""

    band: str
    interest: int
    total: int
    share: float | None
    reason: str | None
    leaving: ChancesOut
    promotion: ChancesOut
    recruits_per_year: float
    long_run: LongRunOut
    needed_below: NeededBelowOut
    path: list[LadderPointOut]
    assumptions: list[AssumptionOut]


class InflowOut(BaseModel):
    """People who come to a rung in one way, a year on average, and the BME share among them: today's and required."""

    people_per_year: float
    share_today: float | None
    required_share: float | None
    interest_per_year: float | None
    additional_per_year: float | None
    reason: str | None


class RungRequiredOut(BaseModel):
    """What reaching the target takes on one rung; out of reach, how near all that is done for it alone comes."""

    band: str
    asked: bool
    recruitment: InflowOut
    promotion: InflowOut
    share: float | None
    reachable: bool | None
    greatest_share: float | None
    earliest_year: int | None
    reason: str | None
    share_below: float | None
    feeder: bool | None
    path: list[LadderPointOut]


class LadderHorizonOut(BaseModel):
    """What reaching the target by a year takes on the whole ladder. ``together``: the rungs asked, pooled."""

    year: int
    reachable: bool
    reason: str | None
    earliest_year: int | None
    rungs: list[RungRequiredOut]
    together: list[LadderPointOut]


class RateOut(BaseModel):
    """A rate with Wilson's 95 % interval."""

    events: int
    people: int
    value: float | None
    lower: float | None
    upper: float | None
    reason: str | None


class LeakOut(BaseModel):
    """Rates of one rung by group, and their ratio, BME over white, with Koopman's 95 % interval.

    ``excess_per_year`` is the BME people a year who moved beyond the white rate; below 0 it is a shortfall.
    """

    band: str
    interest: RateOut
    others: RateOut
    ratio: float | None
    lower: float | None
    upper: float | None
    p_value: float | None
    adjusted_p_value: float | None
    test: str | None
    excess_per_year: float | None
    reason: str | None


class GreatestShortfallOut(BaseModel):
    """The rung with the greatest shortfall of BME promotions, in people a year."""

    band: str
    people_per_year: float


class LeaksOut(BaseModel):
    """Where the ladder leaks, as far as promotions and leavers were counted."""

    promotion: list[LeakOut]
    leaving: list[LeakOut]
    greatest_shortfall: GreatestShortfallOut | None
    reason: str | None


class PipelineOut(BaseModel):
    """A ladder as it goes today, what equality on its rungs takes by each horizon, and where it leaks."""

    baseline_year: int
    target: TargetOut
    asked: list[str]
    rungs: list[RungOut]
    together: list[LadderPointOut]
    horizons: list[LadderHorizonOut]
    leaks: LeaksOut
    assumptions: list[AssumptionOut]
    method_version: str
