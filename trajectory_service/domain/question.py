"""What is asked of the model: strata crossed with horizons, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from trajectory_service.domain.arrays import BoolArray, FloatArray, IntArray
from trajectory_service.domain.confidence import posts_for
from trajectory_service.domain.inputs import require
from trajectory_service.domain.replacement import Stock, headcount
from trajectory_service.domain.strata import Stratum, Target


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Strata crossed with horizons, strata outermost. No stratum is empty and every horizon lies ahead."""

    stock: Stock
    target: FloatArray
    """The share to reach in the horizon's year."""
    held: FloatArray
    """Where the required share starts from: the baseline, or the target where that is already met."""
    pace: FloatArray
    """Today's share of recruits: as given, or the share held at the baseline."""
    years: IntArray
    goals: IntArray
    first_year: IntArray
    targets: tuple[Target, ...]
    """The targets themselves, row by row, for what has to be exact."""

    @classmethod
    def about(cls, strata: Sequence[Stratum], horizons: Sequence[int]) -> Self:
        """Return the question whether each stratum reaches its target by each horizon.

        Raises:
            InputError: cuts leave no post by a horizon.
        """
        return cls.of([(stratum, year) for stratum in strata for year in horizons])

    @classmethod
    def of(cls, rows: Sequence[tuple[Stratum, int]]) -> Self:
        """Return the question whether each stratum reaches its target by its own horizon.

        Raises:
            InputError: cuts leave no post by a horizon.
        """
        first_year = np.array([stratum.baseline.year for stratum, _ in rows], dtype=np.int64)
        years = np.array([year for _, year in rows], dtype=np.int64) - first_year
        stock = stock_of([stratum for stratum, _ in rows])
        sizes = np.rint(headcount(stock, years)).astype(np.int64)
        require(bool((sizes >= 1).all()), "growth", "cuts leave no post by the horizon")
        exact = [stratum.target.in_year(year) for stratum, year in rows]
        target = _column([float(share) for share in exact])
        met = np.array([stratum.met_in(year) for stratum, year in rows], dtype=bool)
        pace = _column([_pace(stratum) for stratum, _ in rows])
        return cls(
            stock=stock,
            target=target,
            held=np.where(met, target * stock.total, stock.interest),
            pace=pace,
            years=years,
            goals=np.array(list(map(posts_for, exact, sizes.tolist())), dtype=np.int64),
            first_year=first_year,
            targets=tuple(stratum.target for stratum, _ in rows),
        )

    @property
    def moving(self) -> BoolArray:
        """Which rows have a target that moves."""
        return np.array([target.change_a_year != 0 for target in self.targets], dtype=bool)

    def targets_after(self, elapsed: int) -> FloatArray:
        """Return the targets so many years after each row's baseline."""
        years = (self.first_year + elapsed).tolist()
        return _column([float(target.in_year(year)) for target, year in zip(self.targets, years, strict=True)])

    def rows(self, chosen: IntArray | BoolArray) -> Self:
        """Return the chosen rows."""
        places = np.arange(len(self.years))[chosen]
        return type(self)(
            self.stock.rows(chosen),
            self.target[chosen],
            self.held[chosen],
            self.pace[chosen],
            self.years[chosen],
            self.goals[chosen],
            self.first_year[chosen],
            tuple(self.targets[place] for place in places.tolist()),
        )


def stock_of(strata: Sequence[Stratum]) -> Stock:
    """Return strata as columns. Turnover of the group of interest is everyone's where it is not given."""
    everyone = [stratum.turnover for stratum in strata]
    own = [stratum.turnover_interest or stratum.turnover for stratum in strata]
    return Stock(
        interest=_column([stratum.baseline.interest for stratum in strata]),
        others=_column([stratum.baseline.total - stratum.baseline.interest for stratum in strata]),
        leaving_interest=_column([rate.value for rate in own]),
        leaving_others=_column([rate.value for rate in everyone]),
        growth=_column([stratum.growth.value if stratum.growth else 0.0 for stratum in strata]),
        selection=_column([stratum.cut_selection.value if stratum.cut_selection else 1.0 for stratum in strata]),
    )


def _pace(stratum: Stratum) -> float:
    given = stratum.recruitment_share
    return stratum.baseline.interest / stratum.baseline.total if given is None else given.value


def _column(values: Sequence[float]) -> FloatArray:
    return np.array(values, dtype=np.float64)
