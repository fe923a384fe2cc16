"""Trajectories: what each stratum of an organisation has to recruit to reach its target by each horizon.

Source: A Model Employer (2019), section 04, of which Tables 2 and 3 are examples.
"""

from collections.abc import Sequence
from typing import Final

from trajectory_service.domain.assumptions import DEFAULT, Assumption
from trajectory_service.domain.confidence import DEFAULT_PROBABILITY
from trajectory_service.domain.inputs import require
from trajectory_service.domain.projection import ForProbability, Projection, Reason, Status, Trajectory
from trajectory_service.domain.solution import Question, Solution, solve
from trajectory_service.domain.strata import Stratum
from trajectory_service.domain.wording import k_in_n, one_in
from vocabulary.years import LAST_YEAR

METHOD_VERSION: Final = "1"
"""Changes whenever the same inputs would give other figures."""


def project(stratum: Stratum, horizons: Sequence[int], probability: float = DEFAULT_PROBABILITY) -> Trajectory:
    """Return the trajectory of one stratum: ``project_many`` with one row."""
    return project_many([stratum], horizons, probability)[0]


def project_many(
    strata: Sequence[Stratum], horizons: Sequence[int], probability: float = DEFAULT_PROBABILITY
) -> list[Trajectory]:
    """Return the trajectory of every stratum, in order, each with a projection for every horizon, in order.

    ``horizons`` are calendar years; ``probability`` is what ``for_probability`` answers. A stratum with nobody
    of known ethnicity is ``not_assessable``.

    Raises:
        InputError: a horizon is not after a baseline or is beyond the calendar; the probability is not
            strictly between 0 and 1.
    """
    require(0.0 < probability < 1.0, "probability", "must lie strictly between 0 and 1")
    _check_horizons(strata, horizons)
    assessable = [stratum for stratum in strata if stratum.baseline.total > 0]
    solution = solve(Question.about(assessable, horizons), probability)
    answers = iter(range(len(assessable)))
    return [
        _answered(stratum, horizons, probability, solution, next(answers) * len(horizons))
        if stratum.baseline.total > 0
        else _empty(stratum, horizons, probability)
        for stratum in strata
    ]


def _check_horizons(strata: Sequence[Stratum], horizons: Sequence[int]) -> None:
    latest = max((stratum.baseline.year for stratum in strata), default=0)
    require(len(horizons) > 0, "horizons", "must name at least one year")
    require(min(horizons) > latest, "horizons", f"must be after the baseline's year, {latest}")
    require(max(horizons) <= LAST_YEAR, "horizons", f"must not be beyond {LAST_YEAR}")


def _empty(stratum: Stratum, horizons: Sequence[int], probability: float) -> Trajectory:
    reason = Reason.NO_POSTS
    projections = [Projection.not_assessable(year, probability, reason) for year in horizons]
    return _trajectory(stratum, Status.NOT_ASSESSABLE, reason, projections, ())


def _answered(
    stratum: Stratum, horizons: Sequence[int], probability: float, solution: Solution, first: int
) -> Trajectory:
    pace = stratum.recruitment_share or _pace_at_baseline(stratum)
    status = Status.MET if stratum.met else Status.NOT_MET
    projections = [
        _projection(stratum, year, probability, pace.value, solution, first + offset)
        for offset, year in enumerate(horizons)
    ]
    return _trajectory(stratum, status, None, projections, (pace,))


def _trajectory(
    stratum: Stratum,
    status: Status,
    reason: Reason | None,
    projections: list[Projection],
    pace: tuple[Assumption, ...],
) -> Trajectory:
    assumed = (stratum.turnover, stratum.turnover_interest, stratum.growth, *pace)
    return Trajectory(
        staff_group=stratum.staff_group,
        band=stratum.band,
        baseline=stratum.baseline,
        target=stratum.target,
        status=status,
        reason=reason,
        horizons=tuple(projections),
        assumptions=tuple(assumption for assumption in assumed if assumption),
    )


def _pace_at_baseline(stratum: Stratum) -> Assumption:
    share = stratum.baseline.interest / stratum.baseline.total
    note = "No recruitment share was given: today's pace is taken to be the stratum's share at its baseline."
    return Assumption("recruitment_share", share, DEFAULT, note)


def _projection(
    stratum: Stratum, year: int, probability: float, pace: float, solution: Solution, row: int
) -> Projection:
    reached = bool(solution.reachable[row])
    share, recruits = float(solution.share[row]), float(solution.recruits[row])
    earliest = int(solution.earliest[row])
    return Projection(
        year=year,
        goal_posts=int(solution.goals[row]),
        required_share=share if reached else None,
        one_in=one_in(share) if reached else None,
        k_in_n=k_in_n(share) if reached else None,
        recruits_per_year=recruits,
        interest_recruits_per_year=recruits * share if reached else None,
        additional_per_year=recruits * (share - pace) if reached else None,
        path=solution.paths[row],
        probability_met=float(solution.met[row]),
        reachable=reached,
        earliest_year=stratum.baseline.year + earliest if earliest >= 0 else None,
        reason=None if reached else Reason.NOT_REACHABLE,
        for_probability=_for_probability(probability, solution, row),
    )


def _for_probability(probability: float, solution: Solution, row: int) -> ForProbability:
    if not solution.sure[row]:
        return ForProbability(probability, None, None, None, Reason.PROBABILITY_NOT_REACHABLE)
    share = float(solution.sure_share[row])
    return ForProbability(probability, share, k_in_n(share), float(solution.sure_recruits[row]) * share, None)
