"""An invented nation, and careers of its posts drawn at random: its questions answered without an exact formula.

A career is one possible course of the posts of a stratum, from the baseline to a horizon.
"""

from typing import Final

import numpy as np

from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.assumptions import given
from trajectory_service.domain.distribution import BAND_LEVEL
from trajectory_service.domain.question import Question
from trajectory_service.domain.replacement import posts_after
from trajectory_service.domain.strata import Baseline, Stratum, Target

YEAR: Final = 2018

_SEED: Final = 2019
_UNEQUAL_EVERY: Final = 10


def nation(bodies: int, strata: int) -> list[Stratum]:
    """Return invented strata of so many bodies: 8 to 1,500 posts each, half of them below 70.

    A body's target is the share of its whole workforce, about 18 %; a stratum stands at a fifth of it or more. From
    8 to 20 % of posts fall vacant in a year, and in one stratum of ten the group of interest leaves at its own rate.
    """
    random = np.random.default_rng(_SEED)
    targets = np.clip(random.normal(0.18, 0.08, bodies), 0.03, 0.5).round(4)
    return [_stratum(target, place, random) for target in targets.tolist() for place in range(strata)]


def _stratum(target: float, place: int, random: np.random.Generator) -> Stratum:
    total = round(float(np.clip(random.lognormal(np.log(70.0), 1.1), 8, 1500)))
    interest = int(random.binomial(total, target * random.uniform(0.2, 1.0)))
    usual, own = random.uniform(0.08, 0.2, 2).round(4).tolist()
    return Stratum(
        staff_group="all",
        band=str(place),
        baseline=Baseline(YEAR, interest, total),
        target=Target.of_share(target),
        turnover=given("turnover", usual),
        turnover_interest=given("turnover_interest", own) if place % _UNEQUAL_EVERY == 0 else None,
    )


def lived(question: Question, share: FloatArray, row: int, careers: int, random: np.random.Generator) -> IntArray:
    """Return the posts held by the group of interest in every year of every career, years × careers.

    Nothing is known but the rule of one year: so many leave, and so many of the recruits are of the group.
    """
    stock, years = question.stock, int(question.years[row])
    lose = float(stock.leaving_interest[row] * (1.0 - share[row]))
    gain = float(stock.leaving_others[row] * share[row])
    total = round(float(stock.total[row]))
    held = np.full(careers, round(float(stock.interest[row])), dtype=np.int64)
    course = np.empty((years, careers), dtype=np.int64)
    for year in range(years):
        held = held - random.binomial(held, lose) + random.binomial(total - held, gain)
        course[year] = held
    return course


def drawn(question: Question, share: FloatArray, row: int, careers: int, random: np.random.Generator) -> IntArray:
    """Return as many headcounts for every year, years × careers, drawn from the model's own binomials of that year.

    The quickest simulation there can be: it knows the chances in closed form, and adds up two draws.
    """
    elapsed = np.arange(1, int(question.years[row]) + 1)
    again = np.full(len(elapsed), row)
    posts = posts_after(question.stock.rows(again), share[again], elapsed)
    first, others = posts.counts.astype(np.int64).T[:, :, None]
    stays, passes = posts.chances.T[:, :, None]
    shape = (len(elapsed), careers)
    return np.asarray(random.binomial(first, stays, shape) + random.binomial(others, passes, shape))


def standard_errors(held: IntArray, goal: int, met: float, lower: IntArray, upper: IntArray) -> float:
    """Return by how many of its standard errors a simulation differs from exact answers, at most.

    Args:
        held: simulated headcounts, years × careers.
        goal: posts that meet the goal in the last year.
        met: the exact chance of that.
        lower: the exact band's lower ends, one for each year: fewer posts have a chance below 2.5 %, and as many or
            fewer one of 2.5 % or more.
        upper: the upper ends, likewise for 97.5 %.
    """
    careers = held.shape[1]
    off = [abs(float(np.mean(held[-1] >= goal)) - met) / _standard_error(met, careers)]
    for level, end in (((1.0 - BAND_LEVEL) / 2.0, lower), ((1.0 + BAND_LEVEL) / 2.0, upper)):
        fewer, no_more = (held < end[:, None]).mean(axis=1), (held <= end[:, None]).mean(axis=1)
        beyond = max(float(np.max(fewer - level)), float(np.max(level - no_more)))
        off.append(beyond / _standard_error(level, careers))
    return max(off)


def _standard_error(chance: float, careers: int) -> float:
    # However small the chance, one career more or less is no difference.
    return float(np.sqrt(max(chance * (1.0 - chance), 1.0 / careers) / careers))
