"""What stands beside the required share: today's pace, power, rival methods, moved inputs, a target that moves."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from trajectory_service.domain.assumptions import given
from trajectory_service.domain.distribution import probabilities
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.pace import at_pace
from trajectory_service.domain.power import TAIL
from trajectory_service.domain.projection import Projection, Reason
from trajectory_service.domain.question import Question
from trajectory_service.domain.replacement import posts_after
from trajectory_service.domain.solution import solve
from trajectory_service.domain.strata import Baseline, Stratum, Target, written
from trajectory_service.domain.trajectory import project

RATE = st.floats(0.02, 1.0)


def stratum(interest: int, total: int, target: float | Target, turnover: float = 0.12, **rates: float) -> Stratum:
    aim = target if isinstance(target, Target) else Target.of_share(target)
    assumed = {name: given(name, rate) for name, rate in rates.items()}
    return Stratum("all", "8a", Baseline(2018, interest, total), aim, given("turnover", turnover), **assumed)


def by(year: int, asked: Stratum) -> Projection:
    return project(asked, [year]).horizons[0]


@settings(max_examples=60, deadline=None)
@forall(st.integers(0, 40), st.integers(1, 200), st.floats(0, 1), RATE, RATE, st.floats(0.01, 0.99))
def test_equality_comes_in_the_first_year_in_which_the_expected_share_is_there(
    interest: int, others: int, pace: float, turnover: float, own: float, target: float
) -> None:
    asked = stratum(interest, interest + others, target, turnover, turnover_interest=own, recruitment_share=pace)
    assume(not asked.met)
    outlook = by(2028, asked).at_pace
    assert outlook is not None
    share, year = interest / (interest + others), 2018
    while share < float(asked.target.exact) * (1 - 1e-12) and year < 2018 + 200:
        share += (1 - share) * turnover * pace - share * own * (1 - pace)
        year += 1
    assert outlook.equality_year == (year if year < 2218 else None)
    limit = turnover * pace / (turnover * pace + own * (1 - pace))
    never = year == 2218 and limit <= float(asked.target.exact)
    assert (outlook.reason is Reason.NEVER_AT_THIS_PACE) == never


def test_equality_never_comes_at_the_share_held_today() -> None:
    outlook = by(2028, stratum(10, 100, 0.2)).at_pace
    assert outlook is not None
    assert (outlook.equality_year, outlook.reason) == (None, Reason.NEVER_AT_THIS_PACE)
    assert outlook.expected_share == pytest.approx(0.1)
    kept = by(2028, stratum(20, 100, 0.2)).at_pace
    assert kept is not None
    assert (kept.equality_year, kept.reason) == (2018, None)


@pytest.mark.parametrize("rates", [{"growth": 0.03}, {"growth": -0.02}, {"growth": -0.02, "cut_selection": 2.0}, {}])
def test_at_the_required_share_the_pace_arrives_at_the_horizon(rates: dict[str, float]) -> None:
    wanted = by(2028, stratum(10, 100, 0.2, **rates))
    assert wanted.required_share is not None
    outlook = by(2028, stratum(10, 100, 0.2, **rates, recruitment_share=wanted.required_share)).at_pace
    assert outlook is not None
    assert outlook.equality_year == 2028
    assert outlook.expected_share == pytest.approx(0.2, abs=1e-9)
    assert wanted.path[-1].share == pytest.approx(0.2, abs=1e-9)


@pytest.mark.parametrize("rates", [{}, {"turnover_interest": 0.2}, {"growth": 0.02}, {"growth": -0.02}])
@pytest.mark.parametrize(("interest", "total"), [(1, 12), (5, 80), (34, 600)])
def test_power_is_the_chance_that_a_stalled_band_is_told_to_be_behind(
    interest: int, total: int, rates: dict[str, float]
) -> None:
    asked = stratum(interest, total, 0.18, 0.0975, **rates)
    projection = by(2024, asked)
    question = Question.about([asked], [2024])
    share = solve(question, 0.8).share
    if "growth" in rates and rates["growth"] < 0:
        assert projection.power is not None
        assert 0 <= projection.power.by_horizon <= 1
        return
    powers = []
    for years in range(1, 7):
        path = probabilities(posts_after(question.stock, share, np.array([years])))
        stalled = probabilities(posts_after(question.stock, question.pace, np.array([years])))
        tails = np.cumsum(path) - path / 2
        powers.append(stalled[tails < TAIL].sum())
    assert projection.power is not None
    assert projection.power.by_horizon == pytest.approx(powers[-1], abs=1e-10)
    enough = [2018 + year for year, power in enumerate(powers, 1) if power >= 0.8]
    assert projection.power.detectable_year == (enough[0] if enough else None)


def test_few_posts_tell_nothing_and_many_tell_soon() -> None:
    small, large = by(2028, stratum(1, 12, 0.1809, 0.0975)), by(2028, stratum(34, 600, 0.1809, 0.0975))
    assert small.power is not None
    assert large.power is not None
    assert (small.power.by_horizon, small.power.detectable_year) == (0.0, None)
    assert large.power.detectable_year is not None
    assert large.power.detectable_year <= 2020


def test_rival_methods_are_named_and_keep_to_their_rules() -> None:
    """From 10 % to 25 % in five years at 10 % turnover: a linear gap asks for 4 in 10, this rule for 0.466."""
    projection = by(2023, stratum(10, 100, 0.25, 0.10))
    shares = {each.method: each.required_share for each in projection.rival_methods}
    assert shares == {
        "linear_gap": pytest.approx(0.4),
        "linear_gap_moving": pytest.approx(0.475),
        "net_gain": pytest.approx(0.3),
    }
    assert projection.required_share == pytest.approx(0.4663, abs=5e-5)
    assert [each.interest_recruits_per_year for each in projection.rival_methods] == pytest.approx([4.0, 4.75, 3.0])


def test_a_moved_input_gives_the_answer_that_asking_for_it_gives() -> None:
    base = stratum(10, 100, 0.2, 0.12)
    projection = by(2028, base)
    assert projection.required_share is not None
    alone = {
        ("turnover", "a quarter less"): stratum(10, 100, 0.2, 0.09),
        ("turnover", "a quarter more"): stratum(10, 100, 0.2, 0.15),
        ("growth", "2 % of posts a year fewer"): stratum(10, 100, 0.2, 0.12, growth=-0.02),
        ("growth", "2 % of posts a year more"): stratum(10, 100, 0.2, 0.12, growth=0.02),
        ("target", "2 percentage points lower"): stratum(10, 100, 0.18, 0.12),
        ("target", "2 percentage points higher"): stratum(10, 100, 0.22, 0.12),
    }
    assert [(each.input, each.change) for each in projection.sensitivity] == list(alone)
    for each in projection.sensitivity:
        own = by(2028, alone[each.input, each.change])
        assert each.required_share == pytest.approx(own.required_share, abs=1e-9)
        assert each.interest_recruits_per_year == pytest.approx(own.interest_recruits_per_year, abs=1e-7)
        paced = stratum_at(alone[each.input, each.change], projection.required_share)
        assert each.probability_met == pytest.approx(paced, abs=1e-9)


def stratum_at(asked: Stratum, share: float) -> float:
    question = Question.about([asked], [2028])
    paced = Question(**{name: getattr(question, name) for name in Question.__slots__} | {"pace": np.array([share])})
    return float(at_pace(paced).met[0])


def test_a_target_that_moves_is_asked_for_as_it_will_be_then() -> None:
    moving = Target(Fraction(18, 100), "workforce", written(0.01), 2018)
    for year, share in ((2019, 0.19), (2028, 0.28)):
        assert by(year, stratum(5, 100, moving)).target_share == pytest.approx(share)
    still, rising = by(2028, stratum(5, 100, 0.28)), by(2028, stratum(5, 100, moving))
    assert rising.required_share == pytest.approx(still.required_share)
    assert rising.goal_posts == still.goal_posts == 28
    assert (still.earliest_year, rising.earliest_year) == (2021, 2020)


def test_the_larger_of_workforce_and_community_is_the_target() -> None:
    target = Target(Fraction(18, 100), "workforce", written(0.01), 2018, written(0.23))
    assert [float(target.in_year(year)) for year in (2018, 2023, 2024)] == [0.23, 0.23, 0.24]
    assert target.share == 0.23
    assert not stratum(22, 100, target).met
    assert stratum(23, 100, target).met
    assert not stratum(23, 100, target).met_in(2024)


def test_a_target_never_leaves_0_to_1() -> None:
    assert Target(Fraction(9, 10), "x", written(0.1), 2018).in_year(2030) == 1
    assert Target(Fraction(1, 10), "x", written(-0.1), 2018).in_year(2030) == 0


def test_cuts_that_leave_nothing_are_refused_and_a_variant_that_does_has_a_reason() -> None:
    with pytest.raises(InputError, match="no post"):
        by(2024, stratum(2, 10, 0.3, growth=-0.2))
    with pytest.raises(InputError, match="at most 30 years"):
        by(2049, stratum(20, 100, 0.3, growth=-0.01))
    with pytest.raises(InputError, match="at most 3"):
        project(stratum(20, 100, 0.3, growth=-0.01, cut_selection=2.0), [2020, 2021, 2022, 2023])
    with pytest.raises(InputError, match="at most 500 posts"):
        by(2020, stratum(20, 501, 0.3, growth=-0.01, cut_selection=2.0))
    assert by(2024, stratum(20, 100, 0.3, growth=-0.01, cut_selection=2.0)).sensitivity == ()
    fewer = by(2068, stratum(2, 10, 0.3)).sensitivity[2]
    assert (fewer.required_share, fewer.probability_met, fewer.reason) == (None, None, Reason.NO_POSTS_LEFT)


@settings(max_examples=25, deadline=None)
@forall(
    st.integers(0, 20),
    st.integers(1, 60),
    RATE,
    RATE,
    st.floats(-0.04, -0.005),
    st.floats(0.2, 5),
    st.floats(0.05, 0.9),
)
def test_a_share_that_meets_a_goal_in_spite_of_cuts_does(
    interest: int, others: int, turnover: float, own: float, growth: float, odds: float, target: float
) -> None:
    asked = stratum(
        interest, interest + others, target, turnover, turnover_interest=own, growth=growth, cut_selection=odds
    )
    assume(not asked.met)
    projection = by(2026, asked)
    if projection.required_share is None:
        assert projection.path[-1].share < target + 1e-9
    elif projection.required_share > 0:
        assert projection.path[-1].share == pytest.approx(target, abs=1e-9)
