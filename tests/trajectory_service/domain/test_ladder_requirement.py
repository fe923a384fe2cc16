from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, minimize

from tests.trajectory_service.domain.ladders import FOUR, ladders, question_of
from trajectory_service.domain.ladder import INTEREST, Bounds, Rung
from trajectory_service.domain.ladder_course import as_today, expected, promoted
from trajectory_service.domain.ladder_rates import ladder_of
from trajectory_service.domain.ladder_reach import earliest_years, greatest_share, within_limits
from trajectory_service.domain.ladder_requirement import (
    Question,
    any_shares,
    realised,
    required_shares,
    shares_of,
)
from vocabulary.bands import Band

TARGET = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0.0, 1.0))


def peopled(rungs: list[Rung], target: float, years: int) -> Question:
    """What is asked of every rung on which anybody is expected."""
    question = question_of(rungs, target, years)
    size = question.control.stocks(question.control.pace(years), years).sum(axis=1)
    return replace(question, asked=size > 1e-9)


@settings(max_examples=200, deadline=None)
@given(ladders(), TARGET, st.integers(1, 12))
def test_followed_year_by_year_the_required_shares_meet_the_target(
    rungs: list[Rung], target: float, years: int
) -> None:
    question = peopled(rungs, target, years)
    shares = required_shares(question, years)
    assume(shares is not None)
    assert shares is not None
    ladder = ladder_of(rungs)
    course = realised(as_today(ladder, years), question.control, shares, years)
    stocks = expected(course)
    assert (shares_of(stocks[-1])[question.asked] >= target - 1e-9).all()
    assert stocks[-1] == pytest.approx(question.control.stocks(shares, years), rel=1e-9, abs=1e-7)
    assert (course.promotion + ladder.leaving <= 1.0 + 1e-12).all()
    assert (stocks >= -1e-9).all()
    climbing = promoted(course, stocks)
    climbers, into = question.control.climbers[:years, :-1], shares[len(rungs) :]
    today = as_today(ladder, years)
    everybody = promoted(today, expected(today)).sum(axis=2)
    assert climbing.sum(axis=2) == pytest.approx(everybody, rel=1e-8, abs=1e-7)
    chosen = climbers > 0.0
    assert climbing[:, :-1, INTEREST][chosen] == pytest.approx((climbers * into)[chosen], rel=1e-8, abs=1e-7)
    # Where there is no choice, only one group is there to be promoted.
    assert climbing[:, :-1].min(axis=2)[~chosen] == pytest.approx(0.0, abs=1e-8)


@settings(max_examples=100, deadline=None)
@given(ladders(), TARGET, st.integers(1, 10))
def test_there_are_shares_wherever_a_linear_programme_finds_some(
    rungs: list[Rung], target: float, years: int
) -> None:
    question = peopled(rungs, target, years)
    assume(question.free(years).any())
    limits = question.limits(years).and_also(question.goals(years, question.asked))
    # A hair's breadth to either side, so that rounding does not decide.
    length = np.linalg.norm(limits.normals, axis=1)
    answers = [
        linprog(
            np.zeros(limits.normals.shape[1]),
            A_ub=-limits.normals,
            b_ub=-limits.bounds + slack * np.maximum(length, 1e-3),
            bounds=(None, None),
            method="highs",
        ).status
        for slack in (-1e-6, 1e-6)
    ]
    assume(answers[0] == answers[1])
    assert (required_shares(question, years) is None) == (answers[0] == 2)


def test_shares_move_as_little_as_a_general_solver_can_move_them() -> None:
    question = question_of(list(FOUR), 0.25, 8, np.array([False, True, True, True]))
    free, pace, flow = question.free(8), question.control.pace(8), question.control.flow(8)
    limits = question.limits(8).and_also(question.goals(8, question.asked))
    found = any_shares(question, 8)
    oracle = minimize(
        lambda x: float(flow[free] @ (x - pace[free]) ** 2),
        np.full(int(free.sum()), 0.25),
        constraints={"type": "ineq", "fun": lambda x: limits.normals @ x - limits.bounds},
        method="SLSQP",
        options={"maxiter": 1000, "ftol": 1e-12},
    )
    assert oracle.success
    assert found is not None
    assert flow @ (found - pace) ** 2 == pytest.approx(oracle.fun, rel=1e-6)
    assert found[free] == pytest.approx(oracle.x, abs=1e-4)


def test_no_share_is_lowered_where_raising_others_is_enough() -> None:
    # Below, scarce people of the group are promoted away; above, recruits are plenty.
    scarce = Rung(Band.BAND_8A, 10, 100, 0.05, promotion=0.1, recruitment_share=0.1)
    question = question_of([scarce, Rung(Band.BAND_8B, 20, 100, 0.4)], 0.2, 8)
    pace, free = question.control.pace(8), question.free(8)
    nearest_of_all, raised = any_shares(question, 8), required_shares(question, 8)
    assert nearest_of_all is not None
    assert raised is not None
    assert (raised[free] >= pace[free] - 1e-9).all()
    # The nearest of all keeps people of the group of interest back where they already are many.
    assert (nearest_of_all[free] < pace[free] - 1e-3).any()


def test_by_hand_a_rung_with_nobody_below_needs_the_replacement_model_s_share() -> None:
    # (0.4 - 0.1 x 0.9^5) / (1 - 0.9^5), with 10 recruits every year for 100 posts.
    rung = Rung(Band.VSM, 10, 100, leaving=0.1, recruits=10)
    shares = required_shares(question_of([rung], 0.4, 5), 5)
    assert shares == pytest.approx([(0.4 - 0.1 * 0.9**5) / (1.0 - 0.9**5)], abs=1e-9)


def test_by_hand_promotion_cannot_take_more_people_than_there_are() -> None:
    # Two BME people of 100 below, 8 promoted a year, nobody leaves or joins: at most 2 of the 8 can be BME.
    below = Rung(Band.BAND_8A, 2, 100, leaving=0.0, promotion=0.08, recruits=0)
    above = Rung(Band.BAND_8B, 0, 10, leaving=0.8, recruits=0)
    asked = np.array([False, True])
    question = question_of([below, above], 0.19, 1, asked)
    shares = required_shares(question, 1)
    # 10 x 0.2 stay and 8 come: 0.19 of 10 people is 1.9 of the 8.
    assert shares is not None
    assert shares[2] == pytest.approx(1.9 / 8.0)
    assert required_shares(replace(question, target=0.21), 1) is None
    assert greatest_share(question, 1, 1) == pytest.approx(0.2)


def test_bounds_of_the_caller_are_kept_and_can_put_a_target_out_of_reach() -> None:
    free = [Rung(Band.BAND_8A, 50, 100, 0.1, promotion=0.05), Rung(Band.BAND_8B, 2, 50, 0.2)]
    asked = np.array([False, True])
    bound = [free[0], replace(free[1], promotion_bounds=Bounds(0.0, 0.6), recruitment_bounds=Bounds(0.1, 0.2))]
    for target, reached in ((0.2, True), (0.5, False)):
        assert required_shares(question_of(free, target, 4, asked), 4) is not None
        shares = required_shares(question_of(bound, target, 4, asked), 4)
        assert (shares is not None) == reached
        if shares is not None:
            assert shares[2] <= 0.6
            assert 0.1 <= shares[1] <= 0.2


@settings(max_examples=60, deadline=None)
@given(ladders(4), st.integers(1, 8), st.integers(0, 3))
def test_the_greatest_share_is_where_a_linear_programme_turns_impossible(
    rungs: list[Rung], years: int, place: int
) -> None:
    rung = min(place, len(rungs) - 1)
    question = peopled(rungs, 0.5, years)
    assume(question.free(years).any() and bool(question.asked[rung]))
    assume(within_limits(question, years) is not None)
    most = greatest_share(question, rung, years)
    assert most is not None
    alone = np.arange(len(rungs)) == rung
    for target, possible in ((most - 1e-6, True), (most + 1e-6, False)):
        limits = question.limits(years).and_also(replace(question, target=target).goals(years, alone))
        # On the scale of shares, so that the solver's tolerance is about a share whatever a rung's size.
        length = np.maximum(np.linalg.norm(limits.normals, axis=1), 1e-12)
        found = linprog(
            np.zeros(limits.normals.shape[1]),
            A_ub=-limits.normals / length[:, None],
            b_ub=-limits.bounds / length,
            bounds=(None, None),
            method="highs",
            options={"primal_feasibility_tolerance": 1e-10},
        )
        if 0.0 < target < 1.0:
            assert (found.status == 0) == possible


@settings(max_examples=40, deadline=None)
@given(ladders(4), TARGET, st.integers(1, 4))
def test_the_earliest_year_is_the_first_in_which_asking_gives_an_answer(
    rungs: list[Rung], target: float, after: int
) -> None:
    question = peopled(rungs, target, 15)
    found = earliest_years(question, question.asked, after, 15)
    reached = [years for years in range(after + 1, 16) if any_shares(question, years) is not None]
    assert found == (reached[0] if reached else None)


def test_a_first_year_without_anybody_of_the_group_does_not_bar_promotion_for_good() -> None:
    # Nobody BME in 8b or 8c today: those promoted from 8a can be from 8b a year later, and from 8c two years later.
    rungs = [
        Rung(Band.BAND_8A, 40, 200, 0.05, promotion=0.05),
        Rung(Band.BAND_8B, 0, 60, 0.08, promotion=0.04, recruits=0),
        Rung(Band.BAND_8C, 0, 20, 0.08, promotion=0.04, recruits=0),
        Rung(Band.BAND_8D, 0, 10, 0.1, recruits=0),
    ]
    question = question_of(rungs, 0.05, 10, np.array([False, False, False, True]))
    assert (question.control.climbers[:3, :-1] > 0.0).tolist() == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]
    shares = required_shares(question, 10)
    assert shares is not None
    assert shares[-1] > question.control.pace(10)[-1]
    course = realised(as_today(ladder_of(rungs), 10), question.control, shares, 10)
    assert shares_of(expected(course)[-1])[3] == pytest.approx(0.05, abs=1e-9)
