"""Trajectories: what each stratum of an organisation has to recruit to reach its target by each horizon.

Source: A Model Employer (2019), section 04, of which Tables 2 and 3 are examples.
"""

from collections.abc import Sequence
from typing import Final

from trajectory_service.domain.assumptions import DEFAULT, Assumption
from trajectory_service.domain.confidence import DEFAULT_PROBABILITY
from trajectory_service.domain.inputs import require
from trajectory_service.domain.projected import projected
from trajectory_service.domain.projection import Projection, Reason, Status, Trajectory
from trajectory_service.domain.question import Question
from trajectory_service.domain.strata import MOST_POSTS_SELECTED, MOST_YEARS_CUT, Stratum
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
            strictly between 0 and 1; cuts leave no post.
    """
    check_asked(strata, horizons, probability)
    assessable = [stratum for stratum in strata if stratum.baseline.total > 0]
    question = Question.about(assessable, horizons)
    projections = iter(projected(question, probability))
    return [
        _answered(stratum, [next(projections) for _ in horizons])
        if stratum.baseline.total > 0
        else _empty(stratum, horizons, probability)
        for stratum in strata
    ]


def check_asked(strata: Sequence[Stratum], horizons: Sequence[int], probability: float) -> None:
    """Refuse horizons and a probability that no answer can be given for.

    Raises:
        InputError: see ``project_many``.
    """
    latest = max((stratum.baseline.year for stratum in strata), default=0)
    require(0.0 < probability < 1.0, "probability", "must lie strictly between 0 and 1")
    require(len(horizons) > 0, "horizons", "must name at least one year")
    require(min(horizons) > latest, "horizons", f"must be after the baseline's year, {latest}")
    require(max(horizons) <= LAST_YEAR, "horizons", f"must not be beyond {LAST_YEAR}")
    _check_cuts([stratum for stratum in strata if stratum.growth and stratum.growth.value < 0.0], horizons)


def _check_cuts(strata: Sequence[Stratum], horizons: Sequence[int]) -> None:
    # What they cost grows with posts, years and horizons; one such case at a time is a scenario.
    first = min((stratum.baseline.year for stratum in strata), default=LAST_YEAR)
    words = f"with cuts they must be at most {MOST_YEARS_CUT} years after the baseline"
    require(max(horizons) <= first + MOST_YEARS_CUT, "horizons", words)
    selected = [stratum for stratum in strata if stratum.cut_selection]
    require(len(horizons) <= 3 or not selected, "horizons", "with cuts by who holds a post they must be at most 3")
    small = all(stratum.baseline.total <= MOST_POSTS_SELECTED for stratum in selected)
    words = f"takes at most {MOST_POSTS_SELECTED} posts here; ask by a scenario"
    require(small, "cut_selection", words)


def _empty(stratum: Stratum, horizons: Sequence[int], probability: float) -> Trajectory:
    reason = Reason.NO_POSTS
    projections = [Projection.not_assessable(year, probability, reason) for year in horizons]
    return _trajectory(stratum, Status.NOT_ASSESSABLE, reason, projections, ())


def _answered(stratum: Stratum, projections: list[Projection]) -> Trajectory:
    pace = stratum.recruitment_share or _pace_at_baseline(stratum)
    return _trajectory(stratum, Status.MET if stratum.met else Status.NOT_MET, None, projections, (pace,))


def _trajectory(
    stratum: Stratum,
    status: Status,
    reason: Reason | None,
    projections: list[Projection],
    pace: tuple[Assumption, ...],
) -> Trajectory:
    assumed = (stratum.turnover, stratum.turnover_interest, stratum.growth, stratum.cut_selection, *pace)
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
