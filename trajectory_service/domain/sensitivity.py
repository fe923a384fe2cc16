"""How the answer moves when what it rests on moves: turnover, growth and target, one at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray
from trajectory_service.domain.confidence import posts_for
from trajectory_service.domain.outlook import probability_met, recruits_per_year, selects
from trajectory_service.domain.question import Question
from trajectory_service.domain.replacement import headcount
from trajectory_service.domain.solution import required
from trajectory_service.domain.strata import Target, written

Changed = Callable[[Question], Question]


@dataclass(frozen=True, slots=True)
class Variant:
    """One change: the input, in words how it is changed, and the question that comes of it."""

    input: str
    change: str
    ask: Changed


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """A variant's figures, row by row: what would be required, and what the share of the answer itself would give.

    ``possible`` is false where the variant makes no sense for a row (no posts left); its figures are then undefined.
    """

    variant: Variant
    possible: BoolArray
    reachable: BoolArray
    share: FloatArray
    recruits: FloatArray
    met: FloatArray


def _turnover(factor: float) -> Changed:
    def ask(question: Question) -> Question:
        stock = question.stock
        own = np.minimum(stock.leaving_interest * factor, 1.0)
        return replace(
            question,
            stock=replace(stock, leaving_interest=own, leaving_others=np.minimum(stock.leaving_others * factor, 1.0)),
        )

    return ask


def _growth(more: float) -> Changed:
    def ask(question: Question) -> Question:
        stock = replace(question.stock, growth=np.clip(question.stock.growth + more, -0.5, 1.0))
        return _with_goals(replace(question, stock=stock))

    return ask


def _target(more: float) -> Changed:
    def ask(question: Question) -> Question:
        moved = {target: _shifted(target, more) for target in set(question.targets)}
        targets = tuple(moved[target] for target in question.targets)
        return _with_goals(replace(question, targets=targets))

    return ask


def _shifted(target: Target, more: float) -> Target:
    exact = min(max(target.exact + written(more), written(0.0)), written(1.0))
    community = target.community and min(max(target.community + written(more), written(0.0)), written(1.0))
    return replace(target, exact=exact, community=community)


def _with_goals(question: Question) -> Question:
    years = (question.first_year + question.years).tolist()
    exact = [target.in_year(year) for target, year in zip(question.targets, years, strict=True)]
    sizes = np.maximum(np.rint(headcount(question.stock, question.years)), 0.0).astype(np.int64).tolist()
    share = np.array([float(each) for each in exact])
    stock = question.stock
    return replace(
        question,
        target=share,
        held=np.where(stock.interest >= share * stock.total, share * stock.total, stock.interest),
        goals=np.array(list(map(posts_for, exact, sizes)), dtype=np.int64),
    )


VARIANTS: Final = (
    Variant("turnover", "a quarter less", _turnover(0.75)),
    Variant("turnover", "a quarter more", _turnover(1.25)),
    Variant("growth", "2 % of posts a year fewer", _growth(-0.02)),
    Variant("growth", "2 % of posts a year more", _growth(0.02)),
    Variant("target", "2 percentage points lower", _target(-0.02)),
    Variant("target", "2 percentage points higher", _target(0.02)),
)


def sensitivity(question: Question, share: FloatArray) -> list[Moved]:
    """Return every variant's figures. ``share`` is the answer's own required share, row by row.

    Rows whose cuts take notice of who holds a post have none: each would follow every year many times over.
    """
    return [_moved(variant, question, share) for variant in VARIANTS]


def _moved(variant: Variant, question: Question, share: FloatArray) -> Moved:
    asked = variant.ask(question)
    possible = (headcount(asked.stock, asked.years) >= 1.0) & ~selects(question.stock)
    undefined = np.full(len(share), np.nan)
    found = Moved(variant, possible, np.zeros(len(share), dtype=bool), *(undefined.copy() for _ in range(3)))
    some = asked.rows(possible)
    found.reachable[possible], found.share[possible] = required(some)
    found.recruits[possible] = recruits_per_year(some.stock, found.share[possible], some.years)
    found.met[possible] = probability_met(some.stock, share[possible], some.years, some.goals)
    return found
