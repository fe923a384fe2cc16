"""The nation's trajectories: 220 bodies of 20 strata and three horizons, exactly, against simulated careers.

The product gives the chance that each goal is met and the 95 % band of every year's headcount. A simulation has to
draw 250,000 careers of a row before a chance of one half is known with a standard error of 0.001. For all rows that
takes hours, so a sample of them is simulated, and the time scaled up by years of path.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.failures import WrongAnswersError
from benchmarks.nation_careers import drawn, lived, nation, standard_errors
from trajectory_service.domain.arrays import FloatArray, IntArray
from trajectory_service.domain.distribution import BAND_LEVEL
from trajectory_service.domain.outlook import Paths, paths, probability_met
from trajectory_service.domain.question import Question
from trajectory_service.domain.replacement import posts_after
from trajectory_service.domain.solution import required, solve
from trajectory_service.domain.spectrum import spectra

BODIES: Final = 220
STRATA: Final = 20
HORIZONS: Final = (2023, 2028, 2033)
GOAL: Final = 1.0
"""Seconds that the product may take for chances and bands, on one core."""

RATIO: Final = 20.0
"""How many times as long a simulation should take."""

CAREERS: Final = 250_000
"""Careers that make a chance of one half known with a standard error of 0.001: 0.25 / 0.001²."""

SAMPLE: Final = 12
PROBABILITY: Final = 0.8

_FURTHEST: Final = 4.0
"""Standard errors by which a simulation may differ from the product."""

_ENDS: Final = ((1.0 - BAND_LEVEL) / 2.0, (1.0 + BAND_LEVEL) / 2.0)
_SEED: Final = 2033
_RUNS: Final = 5

Simulation = Callable[[Question, FloatArray, int, int, np.random.Generator], IntArray]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The product's answers, and the seconds of each step; ``cores`` is processor time over time on the clock."""

    share: FloatArray
    met: FloatArray
    paths: Paths
    seconds: dict[str, float]
    cores: float

    @property
    def total(self) -> float:
        """Seconds of all steps."""
        return sum(self.seconds.values())


def measure(bodies: int = BODIES, strata: int = STRATA, careers: int = CAREERS) -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: the product and a simulation are more than four standard errors apart.
    """
    invented = nation(bodies, strata)
    started = time.perf_counter()
    question = Question.about(invented, HORIZONS)
    print(
        f"{len(invented):,} strata made into columns in {time.perf_counter() - started:.3f} s, before the clock runs"
    )
    answers = min((answered(question) for _ in range(_RUNS)), key=lambda each: each.total)
    _tell_product(question, answers)
    sample = np.random.default_rng(_SEED).choice(len(question.years), min(SAMPLE, len(question.years)), replace=False)
    years = int(question.years[sample].sum())
    print(f"simulations: {careers:,} careers a row, standard error {0.5 / careers**0.5:.4f} at a chance of one half;")
    print(
        f"  {len(sample)} rows drawn at random, {years} of {question.years.sum():,} years of path, scaled up by years"
    )
    _against("careers, year by year", lived, question, answers, sample, careers)
    _against("draws from closed forms", drawn, question, answers, sample, careers)


def answered(question: Question) -> Answers:
    """Return the chance that each goal is met at its required share, and the 95 % band of every year's headcount."""
    clock, processor = [time.perf_counter()], time.process_time()
    _, share = required(question)
    clock.append(time.perf_counter())
    met = probability_met(question.stock, share, question.years, question.goals)
    clock.append(time.perf_counter())
    bands = paths(question.stock, share, question.years)
    clock.append(time.perf_counter())
    cores = (time.process_time() - processor) / (clock[-1] - clock[0])
    names = ("required shares", "chances of meeting goals", "95 % bands of paths")
    return Answers(share, met, bands, dict(zip(names, np.diff(clock).tolist(), strict=True)), cores)


def _tell_product(question: Question, answers: Answers) -> None:
    posts, taken = question.stock.total, answers.total
    print(
        f"{len(answers.met):,} goals and {len(answers.paths.row):,} years of path; {posts.min():,.0f} to "
        f"{posts.max():,.0f} posts a stratum, median {np.median(posts):,.0f}; best of {_RUNS} runs"
    )
    verdict = "met" if taken <= GOAL else "missed"
    print(f"product                   {taken:>10.3f} s   goal {GOAL:g} s on one core: {verdict}")
    for name, seconds in answers.seconds.items():
        print(f"  {name:<24}{seconds:>10.3f} s   {seconds / taken:.0%}")
    print(f"  cores at work           {answers.cores:>10.2f}     one thread: numpy, element by element")
    terms, least = bound(question, answers)
    print(f"  bound                   {least:>10.3f} s   {least / taken:.0%}: the logarithms, arcs, exponentials and")
    print(f"{'':<38}   tangents of {terms:,} terms of Fourier sums, alone, in numpy;")
    print(f"{'':<38}   the rest is arithmetic on the same arrays, and sorting rows by size")
    whole = min(_timed(lambda: _whole(question)) for _ in range(_RUNS))
    print(f"with shares for {PROBABILITY:.0%}       {whole:>10.3f} s   the whole of solve(), and the bands")


def _whole(question: Question) -> None:
    paths(question.stock, solve(question, PROBABILITY).share, question.years)


def _timed(work: Callable[[], object], times: int = 1) -> float:
    started = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - started) / times


def bound(question: Question, answers: Answers) -> tuple[int, float]:
    """Return how many terms the sums have, and the seconds that numpy needs for their slow functions alone."""
    stock, row = question.stock, answers.paths.row
    horizon = posts_after(stock, answers.share, question.years)
    path = posts_after(stock.rows(row), answers.share[row], answers.paths.elapsed)
    of_horizon, of_path = (sum(each.modulus.size for each in spectra(posts)) for posts in (horizon, path))
    some = np.linspace(0.01, 1.0, 32_768)
    tangent = _timed(lambda: np.tan(some), 50) / some.size
    # A term has a logarithm and an arc for each of two kinds of post, and an exponential. A chance asks for one
    # count, a band for both its ends.
    factors = _timed(lambda: (np.log1p(some), np.log1p(some), np.arctan2(some, 0.5), np.arctan2(some, 0.5)), 50)
    term = (factors + _timed(lambda: np.exp(some), 50)) / some.size
    return of_horizon + of_path, of_horizon * (term + tangent) + of_path * (term + 2.0 * tangent)


def _against(
    name: str, simulation: Simulation, question: Question, answers: Answers, sample: IntArray, careers: int
) -> None:
    random, seconds, apart = np.random.default_rng(_SEED), 0.0, 0.0
    for row in sample.tolist():
        started = time.perf_counter()
        held = simulation(question, answers.share, row, careers, random)
        np.mean(held[-1] >= question.goals[row])
        np.quantile(held, _ENDS, axis=1, method="inverted_cdf")
        seconds += time.perf_counter() - started
        path = answers.paths.row == row
        exact = (float(answers.met[row]), answers.paths.lower[path], answers.paths.upper[path])
        apart = max(apart, standard_errors(held, int(question.goals[row]), *exact))
    if not apart <= _FURTHEST:
        raise WrongAnswersError(f"the product and {name} are {apart:.1f} standard errors apart")
    scaled = seconds * float(question.years.sum() / question.years[sample].sum())
    ratio = scaled / answers.total
    verdict = "met" if ratio >= RATIO else "missed"
    print(f"{name:<26}{scaled:>10,.0f} s   {ratio:,.0f} times as long, goal {RATIO:g}: {verdict}")
    print(f"  measured                {seconds:>10.2f} s   at most {apart:.1f} standard errors from the product")
