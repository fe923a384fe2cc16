"""The wire: what the trajectory service takes and gives as JSON. Rounding happens here and nowhere else."""

from typing import Any

from pydantic import BaseModel

from trajectory_service.domain import projection as domain
from trajectory_service.domain.assumptions import Assumption
from trajectory_service.schemas.figures import people_out, share_out


class BaselineOut(BaseModel):
    """Posts at the baseline. ``share`` is of those of known ethnicity; ``unknown`` stands beside them."""

    year: int
    interest: int | None
    total: int | None
    unknown: int | None
    share: float | None


class TargetOut(BaseModel):
    """The share to reach, and where it comes from."""

    share: float | None
    source: str


class PathPointOut(BaseModel):
    """One year of the expected path, with the 95 % band in whole posts."""

    year: int
    expected: float
    share: float
    lower: int
    upper: int


class ForProbabilityOut(BaseModel):
    """The share of recruits that meets the goal with a given probability."""

    probability: float
    required_share: float | None
    k_in_n: str | None
    interest_recruits_per_year: float | None
    reason: str | None


class AtPaceOut(BaseModel):
    """Where recruiting on at today's share leads, and when equality is expected that way, if ever."""

    share: float
    expected_share: float
    probability_met: float
    equality_year: int | None
    reason: str | None


class PowerOut(BaseModel):
    """The probability that a stratum that goes on at today's pace is seen to be behind its path."""

    by_horizon: float
    detectable_year: int | None


class RivalOut(BaseModel):
    """What another method in use asks for; its share may be above 1, which says that it asks for the impossible.

    All close the gap by the same number of people a year. ``linear_gap`` takes leavers to be BME as often as
    post-holders were at the start, ``linear_gap_moving`` as often as on average, ``net_gain`` never.
    """

    method: str
    required_share: float
    interest_recruits_per_year: float


class SensitivityOut(BaseModel):
    """The answer with one input changed at a time, as columns: an entry for each of ``changed``.

    ``probability_met`` is at the required share of the answer itself. A required share is ``null`` where the target
    is out of reach, and all are where the change leaves no posts. The whole block is ``null`` where cuts take notice
    of who holds a post: such cases are compared as scenarios.
    """

    changed: list[str]
    required_share: list[float | None]
    interest_recruits_per_year: list[float | None]
    probability_met: list[float | None]


class HorizonOut(BaseModel):
    """What reaching the target by a year takes, for the expectation and for a probability."""

    year: int
    target_share: float | None
    goal_posts: int | None
    required_share: float | None
    one_in: float | None
    k_in_n: str | None
    recruits_per_year: float | None
    interest_recruits_per_year: float | None
    additional_per_year: float | None
    path: list[PathPointOut]
    probability_met: float | None
    reachable: bool | None
    earliest_year: int | None
    reason: str | None
    for_probability: ForProbabilityOut
    at_pace: AtPaceOut | None
    power: PowerOut | None
    rival_methods: list[RivalOut]
    sensitivity: SensitivityOut | None


class AssumptionOut(BaseModel):
    """A value that the model rests on, and where it came from."""

    name: str
    value: float
    origin: str
    note: str


class FeederOut(BaseModel):
    """The band below, from which recruits come: its BME share, and the horizons that ask for a larger one."""

    band: str
    share: float | None
    short_for_horizons: list[int]


class StratumOut(BaseModel):
    """The trajectory of one stratum. ``feeder`` is ``null`` where there is no band below."""

    staff_group: str | None
    band: str | None
    baseline: BaselineOut
    target: TargetOut
    status: str
    reason: str | None
    horizons: list[HorizonOut]
    feeder: FeederOut | None
    assumptions: list[AssumptionOut]
    method_version: str


class AreaTrajectoriesOut(BaseModel):
    """The trajectories of every stratum of an area, from the summed counts of its organisations."""

    area: str
    year: int
    summed_from: list[str]
    trajectories: list[StratumOut]
    method_version: str


class TrajectoriesOut(BaseModel):
    """The trajectories of every stratum of an organisation, from the return that it stored.

    Where several bodies' returns were added, ``combined`` says which, and there is no one revision.
    """

    organisation: dict[str, Any]
    year: int
    revision: int | None
    document: str | None
    published: bool
    combined: list[str]
    trajectories: list[StratumOut]
    method_version: str


def assumptions_out(assumptions: tuple[Assumption, ...]) -> list[AssumptionOut]:
    """Return assumptions as the wire shows them."""
    return [
        AssumptionOut(name=a.name, value=share_out(a.value) or 0.0, origin=a.origin, note=a.note) for a in assumptions
    ]


def path_point(point: domain.PathPoint) -> PathPointOut:
    """Return one year of a path as the wire shows it."""
    return PathPointOut.model_construct(
        year=point.year,
        expected=people_out(point.expected),
        share=share_out(point.share),
        lower=point.lower,
        upper=point.upper,
    )


def _for_probability(answer: domain.ForProbability) -> ForProbabilityOut:
    return ForProbabilityOut(
        probability=answer.probability,
        required_share=share_out(answer.required_share),
        k_in_n=answer.k_in_n,
        interest_recruits_per_year=people_out(answer.interest_recruits_per_year),
        reason=answer.reason,
    )


def horizon_out(projection: domain.Projection) -> HorizonOut:
    """Return a projection as the wire shows it."""
    return HorizonOut(
        year=projection.year,
        target_share=share_out(projection.target_share),
        goal_posts=projection.goal_posts,
        required_share=share_out(projection.required_share),
        one_in=people_out(projection.one_in),
        k_in_n=projection.k_in_n,
        recruits_per_year=people_out(projection.recruits_per_year),
        interest_recruits_per_year=people_out(projection.interest_recruits_per_year),
        additional_per_year=people_out(projection.additional_per_year),
        path=[path_point(point) for point in projection.path],
        probability_met=share_out(projection.probability_met),
        reachable=projection.reachable,
        earliest_year=projection.earliest_year,
        reason=projection.reason,
        for_probability=_for_probability(projection.for_probability),
        at_pace=_at_pace(projection.at_pace),
        power=_power(projection.power),
        rival_methods=[_rival(each) for each in projection.rival_methods],
        sensitivity=_changed(projection.sensitivity),
    )


def _at_pace(outlook: domain.PaceOutlook | None) -> AtPaceOut | None:
    if outlook is None:
        return None
    return AtPaceOut(
        share=share_out(outlook.share),
        expected_share=share_out(outlook.expected_share),
        probability_met=share_out(outlook.probability_met),
        equality_year=outlook.equality_year,
        reason=outlook.reason,
    )


def _power(power: domain.Power | None) -> PowerOut | None:
    if power is None:
        return None
    return PowerOut(by_horizon=share_out(power.by_horizon), detectable_year=power.detectable_year)


def _rival(rival: domain.RivalShare) -> RivalOut:
    return RivalOut(
        method=rival.method,
        required_share=share_out(rival.required_share),
        interest_recruits_per_year=people_out(rival.interest_recruits_per_year),
    )


def _changed(variants: tuple[domain.Sensitivity, ...]) -> SensitivityOut | None:
    if not variants:
        return None
    return SensitivityOut(
        changed=[f"{each.input}: {each.change}" for each in variants],
        required_share=[share_out(each.required_share) for each in variants],
        interest_recruits_per_year=[people_out(each.interest_recruits_per_year) for each in variants],
        probability_met=[share_out(each.probability_met) for each in variants],
    )


def stratum_out(trajectory: domain.Trajectory, method_version: str) -> StratumOut:
    """Return the trajectory of a stratum as the wire shows it."""
    baseline = trajectory.baseline
    return StratumOut(
        staff_group=trajectory.staff_group or None,
        band=trajectory.band or None,
        baseline=BaselineOut(
            year=baseline.year,
            interest=baseline.interest,
            total=baseline.total,
            unknown=baseline.unknown,
            share=share_out(baseline.share),
        ),
        target=TargetOut(share=share_out(trajectory.target.share), source=trajectory.target.source),
        status=trajectory.status,
        reason=trajectory.reason,
        horizons=[horizon_out(projection) for projection in trajectory.horizons],
        feeder=None,
        assumptions=assumptions_out(trajectory.assumptions),
        method_version=method_version,
    )
