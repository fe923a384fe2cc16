"""The goal cells of the strategy's Tables 2 and 3, from inputs and one turnover near 9.75 % a year.

Headcounts and turnover are not printed by the strategy: they are the fitted values its goals imply.
"""

from fractions import Fraction

import numpy as np
import pytest

from trajectory_service.domain.assumptions import FITTED, Assumption
from trajectory_service.domain.replacement import Stock, recruits_per_year
from trajectory_service.domain.requirement import required_share
from trajectory_service.domain.strata import Baseline, Stratum, Target
from trajectory_service.domain.trajectory import project
from trajectory_service.domain.wording import k_in_n

TRUSTS = (0.057, 1769, Fraction("0.1809"), 0.096)
CLINICAL_COMMISSIONERS = (1 / 9.5, 1050, 1 / Fraction("7.25"), 0.0975)
UCLH = (1 / 3.99, 312, Fraction(1, 2), 0.0975)
NEWCASTLE = (1 / 58, 268, Fraction(1, 12), 0.0975)

CELLS = [
    (TRUSTS, 2023, "1 in 3", 56),
    (TRUSTS, 2028, "1 in 4", 41),
    (TRUSTS, 2033, "1 in 5", 36),
    (CLINICAL_COMMISSIONERS, 2023, "1 in 6", 18),
    (CLINICAL_COMMISSIONERS, 2028, "1 in 7", 16),
    (UCLH, 2028, "6 in 10", 19),
    (NEWCASTLE, 2028, "1 in 9", 3),
]

Inputs = tuple[float, int, Fraction, float]


@pytest.mark.parametrize(("inputs", "year", "words", "recruits"), CELLS)
def test_every_printed_goal_follows_from_the_shares(inputs: Inputs, year: int, words: str, recruits: int) -> None:
    share, total, target, turnover = inputs
    columns = (share * total, total - share * total, turnover, turnover, 0.0)
    stock, years = Stock(*(np.array([value]) for value in columns)), np.array([year - 2017])
    found = required_share(stock, np.array([float(target)]), years)
    assert k_in_n(found[0]) == words
    assert recruits_per_year(stock, found, years)[0] * found[0] == pytest.approx(recruits, abs=0.5)


@pytest.mark.parametrize(("inputs", "year", "words", "recruits"), CELLS)
def test_every_printed_goal_follows_from_whole_headcounts(
    inputs: Inputs, year: int, words: str, recruits: int
) -> None:
    share, total, target, turnover = inputs
    assumed = Assumption("turnover", turnover, FITTED, "Fitted to the strategy's printed goals.")
    baseline = Baseline(2017, round(share * total), total)
    trajectory = project(Stratum("all", "vsm", baseline, Target(target, "workforce"), assumed), [year])
    projection = trajectory.horizons[0]
    assert projection.k_in_n == words
    assert projection.interest_recruits_per_year == pytest.approx(recruits, abs=0.5)
    assert trajectory.assumptions[0] == assumed


def test_trusts_goals_have_the_unrounded_values_behind_the_print() -> None:
    share, total, target, turnover = TRUSTS
    one = np.array([share * total]), np.array([total - share * total])
    stock = Stock(*one, np.array([turnover]), np.array([turnover]), np.array([0.0])).rows(np.zeros(3, dtype=np.int64))
    years = np.array([6, 11, 16])
    found = required_share(stock, np.full(3, float(target)), years)
    assert 1 / found == pytest.approx([3.03, 4.14, 4.72], abs=0.005)
    assert recruits_per_year(stock, found, years) * found == pytest.approx([56.00, 41.06, 35.95], abs=0.01)
