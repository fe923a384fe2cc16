"""From the columns of a solution to a projection for every row, with all that stands beside the required share."""

from itertools import starmap

from trajectory_service.domain.outlook import Paths, paths, selects
from trajectory_service.domain.pace import AtPace, at_pace
from trajectory_service.domain.power import Powers, powers
from trajectory_service.domain.projection import (
    ForProbability,
    PaceOutlook,
    PathPoint,
    Power,
    Projection,
    Reason,
    RivalShare,
    Sensitivity,
)
from trajectory_service.domain.question import Question
from trajectory_service.domain.rival_methods import rival_shares
from trajectory_service.domain.sensitivity import Moved, sensitivity
from trajectory_service.domain.solution import Solution, solve
from trajectory_service.domain.wording import k_in_n, one_in


def projected(question: Question, probability: float) -> list[Projection]:
    """Return the projection of every row of the question, in order."""
    solution = solve(question, probability)
    years = paths(question.stock, solution.share, question.years)
    points, pace = _points(question, years), at_pace(question)
    seen = powers(question, solution.share, years)
    rivals, moved = _rivals(question), sensitivity(question, solution.share)
    untold = selects(question.stock)
    return [
        _projection(
            question,
            solution,
            row,
            path=points[row],
            for_probability=_for_probability(probability, solution, row),
            at_pace=_at_pace(question, pace, row),
            power=_power(question, seen, row),
            rival_methods=rivals[row],
            sensitivity=() if untold[row] else tuple(_changed(each, row) for each in moved),
        )
        for row in range(len(question.years))
    ]


def _projection(
    question: Question,
    solution: Solution,
    row: int,
    *,
    path: tuple[PathPoint, ...],
    for_probability: ForProbability,
    at_pace: PaceOutlook,
    power: Power,
    rival_methods: tuple[RivalShare, ...],
    sensitivity: tuple[Sensitivity, ...],
) -> Projection:
    reached, first = bool(solution.reachable[row]), int(question.first_year[row])
    share, recruits = float(solution.share[row]), float(solution.recruits[row])
    earliest = int(solution.earliest[row])
    return Projection(
        year=first + int(question.years[row]),
        target_share=float(question.target[row]),
        goal_posts=int(solution.goals[row]),
        required_share=share if reached else None,
        one_in=one_in(share) if reached else None,
        k_in_n=k_in_n(share) if reached else None,
        recruits_per_year=recruits,
        interest_recruits_per_year=recruits * share if reached else None,
        additional_per_year=recruits * (share - float(question.pace[row])) if reached else None,
        path=path,
        probability_met=float(solution.met[row]),
        reachable=reached,
        earliest_year=first + earliest if earliest >= 0 else None,
        reason=None if reached else Reason.NOT_REACHABLE,
        for_probability=for_probability,
        at_pace=at_pace,
        power=power,
        rival_methods=rival_methods,
        sensitivity=sensitivity,
    )


def _points(question: Question, found: Paths) -> list[tuple[PathPoint, ...]]:
    years = question.first_year[found.row] + found.elapsed
    columns = (years, found.expected, found.expected / found.posts, found.lower, found.upper)
    points = list(starmap(PathPoint, zip(*(column.tolist() for column in columns), strict=True)))
    ends = question.years.cumsum().tolist()
    return [tuple(points[end - count : end]) for end, count in zip(ends, question.years.tolist(), strict=True)]


def _for_probability(probability: float, solution: Solution, row: int) -> ForProbability:
    if not solution.sure[row]:
        return ForProbability(probability, None, None, None, Reason.PROBABILITY_NOT_REACHABLE)
    share = float(solution.sure_share[row])
    return ForProbability(probability, share, k_in_n(share), float(solution.sure_recruits[row]) * share, None)


def _at_pace(question: Question, pace: AtPace, row: int) -> PaceOutlook:
    years, reason = int(pace.equality[row]), None
    if years < 0:
        reason = Reason.NEVER_AT_THIS_PACE if pace.never[row] else Reason.NOT_SOON_AT_THIS_PACE
    return PaceOutlook(
        share=float(question.pace[row]),
        expected_share=float(pace.expected_share[row]),
        probability_met=float(pace.met[row]),
        equality_year=int(question.first_year[row]) + years if years >= 0 else None,
        reason=reason,
    )


def _power(question: Question, seen: Powers, row: int) -> Power:
    years = int(seen.detectable[row])
    return Power(float(seen.by_horizon[row]), int(question.first_year[row]) + years if years >= 0 else None)


def _rivals(question: Question) -> list[tuple[RivalShare, ...]]:
    shares = rival_shares(question)
    recruits = (question.stock.total * question.stock.leaving_others).tolist()
    return [
        tuple(
            RivalShare(method.name, method.meaning, float(share[row]), recruits[row] * float(share[row]))
            for method, share in shares.items()
        )
        for row in range(len(recruits))
    ]


def _changed(moved: Moved, row: int) -> Sensitivity:
    input_, change = moved.variant.input, moved.variant.change
    if not moved.possible[row]:
        return Sensitivity(input_, change, None, None, None, Reason.NO_POSTS_LEFT)
    reached, share = bool(moved.reachable[row]), float(moved.share[row])
    return Sensitivity(
        input=input_,
        change=change,
        required_share=share if reached else None,
        interest_recruits_per_year=float(moved.recruits[row]) * share if reached else None,
        probability_met=float(moved.met[row]),
        reason=None if reached else Reason.NOT_REACHABLE,
    )
