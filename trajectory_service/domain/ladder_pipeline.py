"""The pipeline: a ladder as it goes today, what equality on its rungs takes, and where it leaks."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray
from trajectory_service.domain.assumptions import DEFAULT, Assumption
from trajectory_service.domain.inputs import require
from trajectory_service.domain.ladder import Ladder, Rung
from trajectory_service.domain.ladder_answer import Asked, Path, Pipeline, Reason, RungToday
from trajectory_service.domain.ladder_control import bounded, control_of
from trajectory_service.domain.ladder_course import Course, as_today
from trajectory_service.domain.ladder_horizon import Standing, horizon, shares_below
from trajectory_service.domain.ladder_leaks import leaks
from trajectory_service.domain.ladder_limit import Need, needs_below, rests
from trajectory_service.domain.ladder_paths import paths
from trajectory_service.domain.ladder_rates import ladder_of
from trajectory_service.domain.ladder_requirement import Question
from trajectory_service.domain.strata import Target

METHOD_VERSION: Final = "1"
"""Changes whenever the same inputs would give other figures."""

LONGEST: Final = 40
"""Years after the baseline that a ladder is looked at: nobody's rates hold for longer."""


def pipeline(asked: Asked) -> Pipeline:
    """Return the answer about a ladder.

    Raises:
        InputError: named by the field: rungs that are not a ladder, chances above 1, a horizon that is not after the
            baseline or more than ``LONGEST`` years later, a band to start from that is not on the ladder, a target
            left out where nobody is on the ladder.
    """
    ladder = ladder_of(asked.rungs)
    _check_horizons(asked)
    target = asked.target or _whole_ladder(asked.rungs)
    chosen = _chosen(asked)
    standing = _standing(asked, ladder, target, chosen)
    until = max(asked.horizons) - asked.baseline_year
    drawn = paths(standing.today.until(until), chosen, asked.baseline_year)
    return Pipeline(
        baseline_year=asked.baseline_year,
        target=target,
        asked=tuple(band for band, wanted in zip(ladder.bands, chosen, strict=True) if wanted),
        rungs=_rungs(asked, ladder, standing.today.until(until), target, drawn),
        together=drawn[-1],
        horizons=tuple(horizon(standing, year) for year in asked.horizons),
        leaks=leaks(asked.rungs),
        assumptions=_assumptions(asked, target),
    )


def _check_horizons(asked: Asked) -> None:
    first, last = asked.baseline_year + 1, asked.baseline_year + LONGEST
    require(len(asked.horizons) > 0, "horizons", "must name at least one year")
    for place, year in enumerate(asked.horizons):
        words = f"must be after the baseline's year and at most {LONGEST} years later: {first} to {last}"
        require(first <= year <= last, f"horizons[{place}]", words)


def _whole_ladder(rungs: Sequence[Rung]) -> Target:
    total = sum(rung.total for rung in rungs)
    require(total > 0, "target", "must be given where nobody is on the ladder")
    return Target.of_workforce(sum(rung.interest for rung in rungs), total, "share of the whole ladder")


def _chosen(asked: Asked) -> BoolArray:
    """Say which rungs are to reach the target. A ladder of one rung has none above the lowest: it is that rung."""
    bands = [rung.band for rung in asked.rungs]
    lowest = bands[min(1, len(bands) - 1)] if asked.equality_from is None else asked.equality_from
    require(lowest in bands, "equality_from", "must be a band of the ladder")
    return np.arange(len(bands)) >= bands.index(lowest)


def _standing(asked: Asked, ladder: Ladder, target: Target, chosen: BoolArray) -> Standing:
    today = as_today(ladder, LONGEST)
    least, most = bounded(
        [rung.recruitment_bounds for rung in asked.rungs], [rung.promotion_bounds for rung in asked.rungs]
    )
    question = Question(control_of(today), target.share, chosen, least, most)
    return Standing(ladder, today, question, asked.baseline_year)


def _rungs(asked: Asked, ladder: Ladder, today: Course, target: Target, drawn: list[Path]) -> tuple[RungToday, ...]:
    recruits = today.recruits.mean(axis=0).tolist()
    at_rest, needs = rests(ladder), needs_below(ladder, target.share)
    below = [None, *shares_below(ladder)]
    return tuple(
        RungToday(
            rung=rung,
            share=rung.share,
            reason=None if rung.total else Reason.EMPTY,
            leaving=tuple(ladder.leaving[place].tolist()),
            promotion=tuple(ladder.promotion[place].tolist()),
            recruits=recruits[place],
            rest=at_rest[place],
            need=needs[place],
            share_below=below[place],
            feeder=_feeder(needs[place], below[place]),
            path=drawn[place],
            assumptions=ladder.assumptions[place],
        )
        for place, rung in enumerate(asked.rungs)
    )


def _feeder(need: Need, below: float | None) -> bool | None:
    return None if need.share is None or below is None else need.share > below


def _assumptions(asked: Asked, target: Target) -> tuple[Assumption, ...]:
    words = "Given with the request."
    if asked.target is None:
        words = "No target was given: the share of the whole ladder at the baseline is taken."
    every = (
        Assumption("target", target.share, "given" if asked.target else DEFAULT, words),
        Assumption("years_looked_ahead", float(LONGEST), DEFAULT, _LOOKED_AHEAD),
    )
    return every


_LOOKED_AHEAD: Final = (
    "The earliest year is looked for this far from the baseline. Chances of leaving and of promotion stay those of "
    "today; for a required share, as many people as today are promoted and recruited in a year, whatever their group."
)
