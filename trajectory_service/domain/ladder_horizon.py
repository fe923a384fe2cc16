"""What equality on the rungs of a ladder takes by one year, and where that leads; or how near it can come."""

import math
from dataclasses import dataclass, replace

import numpy as np

from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.ladder import Ladder
from trajectory_service.domain.ladder_answer import Horizon, Inflow, Path, Reason, RungRequired
from trajectory_service.domain.ladder_control import NOBODY
from trajectory_service.domain.ladder_course import Course
from trajectory_service.domain.ladder_paths import paths
from trajectory_service.domain.ladder_reach import earliest_years, greatest_share, within_limits
from trajectory_service.domain.ladder_requirement import Question, any_shares, realised, required_shares, shares_of


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A ladder, how it goes today for as long as is looked ahead, what is asked of it, and the baseline's year."""

    ladder: Ladder
    today: Course
    question: Question
    baseline_year: int


@dataclass(frozen=True, slots=True)
class _Reach:
    """How near one rung can come: alone, by the horizon, and by itself in which year."""

    reachable: bool | None = None
    greatest_share: float | None = None
    earliest_year: int | None = None
    reason: Reason | None = None


def horizon(standing: Standing, year: int) -> Horizon:
    """Return what reaching the target by a calendar year takes."""
    years, question = year - standing.baseline_year, standing.question
    # A rung on which nobody is expected has no share to reach a target with.
    peopled = question.control.stocks(question.control.pace(years), years).sum(axis=1) > NOBODY
    standing = replace(standing, question=replace(question, asked=question.asked & peopled))
    reach = [_Reach(reason=None if anybody else Reason.EMPTY) for anybody in peopled]
    shares = required_shares(standing.question, years)
    return _met(standing, shares, years, reach) if shares is not None else _missed(standing, years, reach)


def _met(standing: Standing, shares: FloatArray, years: int, reach: list[_Reach]) -> Horizon:
    question = standing.question
    course = realised(standing.today, question.control, shares, years)
    drawn = paths(course, question.asked, standing.baseline_year)
    reach = [_Reach(reachable=True) if asked else each for asked, each in zip(question.asked, reach, strict=True)]
    return Horizon(
        year=standing.baseline_year + years,
        reachable=True,
        reason=None,
        earliest_year=None,
        rungs=_rungs(standing, shares, years, reach, drawn[:-1]),
        together=drawn[-1],
    )


def _missed(standing: Standing, years: int, reach: list[_Reach]) -> Horizon:
    question, reason, earliest = standing.question, Reason.BOUNDS, None
    asked = np.flatnonzero(question.asked).tolist()
    if within_limits(question, years) is None:
        alone = [_Reach(False, reason=reason)] * len(asked)
    else:
        alone = [_alone(standing, rung, years) for rung in asked]
        reason = Reason.NOT_TOGETHER if all(each.reachable for each in alone) else Reason.NOT_REACHABLE
        earliest = earliest_years(question, question.asked, years, standing.today.years)
    for rung, each in zip(asked, alone, strict=True):
        reach[rung] = each
    return Horizon(
        year=standing.baseline_year + years,
        reachable=False,
        reason=reason,
        earliest_year=_calendar(standing, earliest),
        rungs=_rungs(standing, None, years, reach, [()] * len(reach)),
        together=(),
    )


def _alone(standing: Standing, rung: int, years: int) -> _Reach:
    question = standing.question
    alone = np.arange(len(question.asked)) == rung
    if any_shares(replace(question, asked=alone), years) is not None:
        return _Reach(reachable=True)
    earliest = earliest_years(question, alone, years, standing.today.years)
    most = greatest_share(question, rung, years)
    return _Reach(False, most, _calendar(standing, earliest), Reason.NOT_REACHABLE)


def _calendar(standing: Standing, years: int | None) -> int | None:
    return None if years is None else standing.baseline_year + years


def _rungs(
    standing: Standing, shares: FloatArray | None, years: int, reach: list[_Reach], drawn: list[Path]
) -> tuple[RungRequired, ...]:
    recruitment, promotion = _inflows(standing.question, shares, years)
    below = [None, *shares_below(standing.ladder)]
    asked, bands = standing.question.asked.tolist(), standing.ladder.bands
    return tuple(
        RungRequired(
            band=bands[rung],
            asked=asked[rung],
            recruitment=recruitment[rung],
            promotion=promotion[rung],
            share=drawn[rung][-1].share if drawn[rung] else None,
            reachable=reach[rung].reachable,
            greatest_share=reach[rung].greatest_share,
            earliest_year=reach[rung].earliest_year,
            reason=reach[rung].reason,
            share_below=below[rung],
            feeder=_above(promotion[rung].required, below[rung]),
            path=drawn[rung],
        )
        for rung in range(len(bands))
    )


def shares_below(ladder: Ladder) -> list[float | None]:
    """Return the share at the baseline of the rung below each rung but the lowest; ``None`` where nobody is there."""
    found = shares_of(ladder.people[:-1]).tolist()
    return [None if math.isnan(share) else share for share in found]


def _above(required: float | None, below: float | None) -> bool | None:
    return None if required is None or below is None else required > below


def _inflows(question: Question, shares: FloatArray | None, years: int) -> tuple[list[Inflow], list[Inflow]]:
    control = question.control
    wanted = [None] * len(control.flow(years)) if shares is None else shares.tolist()
    every = [
        _inflow(people, today, required)
        for people, today, required in zip(
            control.flow(years).tolist(), control.pace(years).tolist(), wanted, strict=True
        )
    ]
    rungs = control.rungs
    return every[:rungs], [_inflow(0.0, 0.0, None), *every[rungs:]]


def _inflow(people: float, today: float, required: float | None) -> Inflow:
    if people <= NOBODY:
        return Inflow(0.0, None, None, None, None, Reason.NO_CHOICE)
    if required is None:
        return Inflow(people, today, None, None, None, Reason.NOT_REACHABLE)
    return Inflow(people, today, required, people * required, people * (required - today), None)
