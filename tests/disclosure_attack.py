"""An attack on published counts: linear programming over everything that is known.

The attacker knows that every count is a whole number of at least zero, and a list of known figures, each a sum of
counts within a range. How far each hidden sum can move is found by linear programming: the least and the most that it
could be. Fewer than three numbers apart is a disclosure.

Fractions allow at least what whole numbers allow, so the attack on fractions is quick and the one on whole numbers
(``whole=True``) stronger. What either finds possible is a solution in hand, never an estimate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Floats = NDArray[np.float64]

UNBOUNDED: Final = float("inf")

_ROUNDING: Final = 1e-6
"""By how much a solver may miss a whole number."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one figure: the sum of counts times their factors lies from ``lower`` to ``upper``.

    Attributes:
        form: the counts that are added, by the number of their variable, and how often.
        lower: the least that the figure can be.
        upper: the most.
        hidden: whether the figure is one that must stay open.
        name: how a finding is called.
    """

    form: Mapping[int, float]
    lower: float
    upper: float
    hidden: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The least and most that a hidden figure was seen to be able to be."""

    name: str
    least: float
    most: float

    @property
    def values(self) -> int:
        """How many whole numbers there are from the least to the most."""
        return int(np.floor(self.most + _ROUNDING) - np.ceil(self.least - _ROUNDING)) + 1


class Attack:
    """A system of known figures, and the search for hidden ones that have too few possible values.

    Raises:
        ValueError: no counts agree with what is known, so that something was told wrongly.
    """

    def __init__(self, known: Sequence[Known], *, whole: bool = False) -> None:
        variables = 1 + max((variable for figure in known for variable in figure.form), default=-1)
        self._hidden = [figure for figure in known if figure.hidden]
        self._variables = variables
        self._rules = LinearConstraint(
            _matrix(known, variables), [figure.lower for figure in known], [figure.upper for figure in known]
        )
        self._targets = _matrix(self._hidden, variables)
        self._integrality = np.full(variables, int(whole))

    def spans(self, enough: int = 3, turns: int = 12, seed: int = 1) -> list[Span]:
        """Return a span for each hidden figure, exact where it is less than ``enough`` values.

        One solution says something about every figure, so random directions come first; only figures that they leave
        undecided are solved for one by one.
        """
        if not self._hidden:
            return []
        least, most = np.full(len(self._hidden), np.inf), np.full(len(self._hidden), -np.inf)
        random = np.random.default_rng(seed)
        for _ in range(turns):
            undecided = most - least < enough - 1 - _ROUNDING
            if not undecided.any():
                break
            weights = np.where(undecided, random.normal(size=len(undecided)), 0)
            for sign in (1, -1):
                self._seen(sign * (weights @ self._targets), least, most)
        for place in np.flatnonzero(most - least < enough - 1 - _ROUNDING):
            for sign in (1, -1):
                if most[place] - least[place] < enough - 1 - _ROUNDING:
                    self._seen(sign * self._targets[[place]].toarray()[0], least, most)
        return [Span(f.name, float(low), float(high)) for f, low, high in zip(self._hidden, least, most, strict=True)]

    def found(self, enough: int = 3) -> list[Span]:
        """Return the hidden figures that fewer than ``enough`` values are left for."""
        return [span for span in self.spans(enough) if span.values < enough]

    def _seen(self, objective: Floats, least: Floats, most: Floats) -> None:
        answer = milp(objective, constraints=self._rules, bounds=Bounds(0, _MANY), integrality=self._integrality)
        if answer.x is None:
            raise ValueError(f"no counts agree with what is known: {answer.message}")
        values = self._targets @ answer.x
        np.minimum(least, values, out=least)
        np.maximum(most, values, out=most)


_MANY: Final = 10.0**7
"""More people than there are in any count; bounds every programme."""


def _matrix(known: Sequence[Known], variables: int) -> csr_array:
    rows = np.repeat(np.arange(len(known)), [len(figure.form) for figure in known])
    columns = [variable for figure in known for variable in figure.form]
    factors = [factor for figure in known for factor in figure.form.values()]
    return csr_array((np.array(factors, float), (rows, np.array(columns, int))), shape=(len(known), variables))
