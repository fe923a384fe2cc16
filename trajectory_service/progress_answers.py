"""Progress told: a stratum's goals, its headcount against their paths, and the forecast from its returns."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from inference.false_discovery import Control, adjusted
from trajectory_service.domain.confidence import posts_for
from trajectory_service.domain.evidence import RECRUITS_WORTH, Beta, Forecast, belief, forecast
from trajectory_service.domain.goal import Goal
from trajectory_service.domain.plan import Plan
from trajectory_service.domain.progress import Actual, Progress, Standing, Why, progress
from trajectory_service.following import Counted, Followed, actual_of, covers
from trajectory_service.returned import POOLED
from trajectory_service.schemas.figures import people_out, share_out
from trajectory_service.schemas.progress import (
    ActualHeadcountOut,
    AgainstOut,
    BeliefOut,
    ForecastOut,
    GoalInForceOut,
    PathBandOut,
    ProgressOut,
    SignificanceOut,
)
from vocabulary.bands import CLUSTERS

LEVEL: Final = 0.05
"""Adjusted two-sided tail probabilities at or below this are told after control."""

Plans = Mapping[Goal, Plan | None]


def against(goals: Sequence[Goal], plans: Plans, actual: Actual | Why, year: int) -> Progress:
    """Return where a headcount stands against the paths of goals that are followed together."""
    found = [plans[goal] for goal in goals]
    own = [plan for plan in found if plan is not None]
    if len(own) < len(found):
        return Progress.untold(Why.NO_BASELINE)
    if any(year <= goal.baseline_year for goal in goals):
        return Progress.untold(Why.BEFORE_BASELINE)
    if isinstance(actual, Why):
        return Progress.untold(actual)
    if any(year > goal.year for goal in goals):
        return Progress.untold(Why.GOAL_YEAR_PASSED)
    return progress(own, actual)


def told(each: Followed, plans: Plans, counts: Mapping[int, Counted], year: int) -> ProgressOut:
    """Return the progress of a stratum as the wire shows it."""
    actual = actual_of(counts, each.name, year)

    def held(goals: Sequence[Goal]) -> Progress:
        if not covers(goals, each, counts):
            return Progress.untold(Why.ACQUIRED_SINCE)
        return against(goals, plans, actual, year)

    found = Progress.untold(each.reason) if each.reason else held(each.goals)
    ready = actual if isinstance(actual, Actual) and each.reason is None else None
    return ProgressOut(
        **against_out(each.goals, plans, found, ready).model_dump(),
        staff_group=each.staff_group,
        band=each.band,
        kind=each.kind,
        actual=actual_out(ready),
        outcome=outcome_of(each.goals, ready),
        forecast=_forecast(each, plans, counts, ready),
        earlier=[against_out(goals, plans, held(goals), ready) for goals in each.earlier],
        instead=POOLED if found.reason is Why.TOO_FEW_POSTS and each.band in CLUSTERS[POOLED] else None,
    )


def actual_out(actual: Actual | None) -> ActualHeadcountOut | None:
    """Return a headcount as the wire shows it."""
    if actual is None:
        return None
    share = share_out(actual.interest / actual.total)
    return ActualHeadcountOut(year=actual.year, interest=actual.interest, total=actual.total, share=share)


def against_out(goals: Sequence[Goal], plans: Plans, found: Progress, actual: Actual | None) -> AgainstOut:
    """Return where a headcount stands against the paths of goals as the wire shows it."""
    share = None if found.expected is None or actual is None else found.expected / actual.total
    band = None
    if found.lower is not None and found.upper is not None:
        band = PathBandOut(lower=found.lower, upper=found.upper, level=0.95)
    return AgainstOut(
        goal=[_goal_out(goal, plans[goal]) for goal in goals],
        expected=people_out(found.expected),
        expected_share=share_out(share),
        interval=band,
        status=found.standing,
        tail_probability=share_out(found.tail),
        power=share_out(found.power),
        reason=found.reason,
    )


def _goal_out(goal: Goal, plan: Plan | None) -> GoalInForceOut:
    return GoalInForceOut(
        organisation=goal.key.ods,
        revision=goal.revision,
        share=share_out(goal.share),
        year=goal.year,
        baseline_year=goal.baseline_year,
        goal_posts=plan.goal_posts if plan else None,
        recruitment_share=share_out(plan.share if plan else None),
        agreed_at=goal.agreed_at,
    )


def outcome_of(goals: Sequence[Goal], actual: Actual | None) -> str | None:
    """Return, from the goals' year on, whether they were met; ``None`` before, and where nobody knows."""
    if actual is None or any(actual.year < goal.year for goal in goals):
        return None
    return "met" if actual.interest >= _goal_posts(goals, actual) else "missed"


def _goal_posts(goals: Sequence[Goal], actual: Actual) -> int:
    """Return the goal in whole posts at the posts that there are; of several, the share of all of them together."""
    sizes = [goal.total or 0 for goal in goals]
    exact = [goal.target.exact for goal in goals]
    weighted = sum((size * each for size, each in zip(sizes, exact, strict=True)), Fraction(0))
    return posts_for(weighted / sum(sizes) if sum(sizes) else exact[0], actual.total)


def _forecast(
    each: Followed, plans: Plans, counts: Mapping[int, Counted], actual: Actual | None
) -> ForecastOut | None:
    first = plans[each.goals[0]]
    if actual is None or first is None or actual.year >= each.goals[0].year:
        return None
    series = [actual_of(counts, each.name, year) for year in sorted(counts) if year <= actual.year]
    seen = [one for one in series if isinstance(one, Actual)]
    appointed = [counts[one.year].appointed for one in seen]
    prior, said = _prior(appointed, seen[0])
    turnover = first.stratum.turnover
    believed = belief(seen, prior, turnover.value)
    goal = _goal_posts(each.goals, actual)
    found = forecast(actual, believed, goal / actual.total, goal, each.goals[0].year)
    words = f"{100 * turnover.value:g} % ({turnover.origin}), worth 100 posts watched for a year"
    return _forecast_out(found, [one.year for one in seen], said, words)


def _prior(appointed: Sequence[tuple[int, int] | None], first: Actual) -> tuple[Beta, str]:
    """Return what is believed of the share of recruits before the band's own counts, and that in words."""
    known = [pair for pair in appointed if pair is not None]
    bme, white = sum(pair[0] for pair in known), sum(pair[1] for pair in known)
    if bme + white:
        centre, source = (bme + 0.5) / (bme + white + 1.0), "all appointments of the organisation in these years"
    else:
        centre, source = first.interest / first.total, "the band's own share in the first of these years"
    words = f"{100 * centre:.1f} %: {source}, worth {RECRUITS_WORTH:g} recruits"
    return Beta.around(centre, RECRUITS_WORTH), words


def _forecast_out(found: Forecast, years: list[int], share: str, turnover: str) -> ForecastOut:
    return ForecastOut(
        from_years=years,
        recruitment_share=_belief_out(found.share, found.share_interval, share),
        turnover=_belief_out(found.turnover, found.turnover_interval, turnover),
        expected_share=share_out(found.expected_share),
        probability_met=share_out(found.probability_met),
        equality_year=found.equality_year,
        reason=None if found.equality_year else "not-within-60-years-at-this-pace",
    )


def _belief_out(mean: float, interval: tuple[float, float], prior: str) -> BeliefOut:
    lower, upper = interval
    return BeliefOut(mean=share_out(mean), lower=share_out(lower), upper=share_out(upper), prior=prior)


def significance(standings: Sequence[tuple[str, float | None]]) -> SignificanceOut:
    """Return how many stand where, before and after control of the false discovery rate.

    Args:
        standings: the status and the tail probability of each; tails are made two-sided.
    """
    p = [
        min(1.0, 2.0 * tail) if tail is not None and status != Standing.NOT_ASSESSABLE else np.nan
        for status, tail in standings
    ]
    kept = adjusted(np.array(p, np.float64)) <= LEVEL
    statuses = [status for status, _ in standings]
    return SignificanceOut(
        tested=int(np.isfinite(p).sum()) if p else 0,
        not_assessable=statuses.count(Standing.NOT_ASSESSABLE),
        behind=statuses.count(Standing.BEHIND),
        behind_controlled=_both(statuses, kept, Standing.BEHIND),
        ahead=statuses.count(Standing.AHEAD),
        ahead_controlled=_both(statuses, kept, Standing.AHEAD),
        on_track=statuses.count(Standing.ON_TRACK),
        level=LEVEL,
        control=Control.BENJAMINI_HOCHBERG,
    )


def _both(statuses: Sequence[str], kept: np.ndarray, standing: Standing) -> int:
    return sum(bool(own) and status == standing for status, own in zip(statuses, kept, strict=True))
