import math
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from trajectory_service.domain.assumptions import given
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.projection import Projection, Reason, Status, Trajectory
from trajectory_service.domain.strata import Baseline, Stratum, Target
from trajectory_service.domain.trajectory import project, project_many

HORIZONS = (2023, 2028, 2033)


def stratum(interest: int, total: int, target: float, turnover: float = 0.12, **rates: float) -> Stratum:
    assumed = {name: given(name, rate) for name, rate in rates.items()}
    baseline = Baseline(2018, interest, total)
    return Stratum("clinical", "8a", baseline, Target.of_share(target), given("turnover", turnover), **assumed)


def shape(projection: Projection) -> list[Any]:
    return [projection.reachable, projection.required_share is None, projection.reason]


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers(part)]
    if isinstance(value, list | tuple):
        return [number for part in value for number in numbers(part)]
    return [value] if isinstance(value, float) else []


def test_a_band_of_twelve_posts_is_answered_in_whole_posts() -> None:
    projection = project(stratum(1, 12, 0.18), [2028]).horizons[0]
    assert projection.goal_posts == 3
    assert projection.probability_met is not None
    assert 0.3 < projection.probability_met < 0.5
    assert projection.for_probability.required_share is not None
    assert projection.required_share is not None
    assert projection.for_probability.required_share > projection.required_share
    end = projection.path[-1]
    assert isinstance(end.lower, int)
    assert (end.lower, end.upper) == (0, 5)
    assert end.share == pytest.approx(0.18, abs=1e-9)


def test_a_path_runs_from_the_year_after_the_baseline_to_the_horizon() -> None:
    for projection in project(stratum(4, 60, 0.2), HORIZONS).horizons:
        years = [point.year for point in projection.path]
        assert years == list(range(2019, projection.year + 1))
        assert projection.path[-1].share == pytest.approx(0.2, abs=1e-9)


@settings(max_examples=60, deadline=None)
@forall(
    st.integers(0, 400),
    st.integers(0, 400),
    st.floats(0, 1),
    st.floats(0.01, 1),
    st.floats(0.01, 1),
    st.floats(0, 0.3),
    st.floats(0.01, 0.99),
)
def test_every_answer_is_finite_and_every_band_holds_its_expectation(
    interest: int, others: int, target: float, turnover: float, own: float, growth: float, probability: float
) -> None:
    asked = stratum(interest, interest + others, target, turnover, turnover_interest=own, growth=growth)
    trajectory = project(asked, HORIZONS, probability)
    assert all(math.isfinite(number) for number in numbers(asdict(trajectory)))
    for projection in trajectory.horizons:
        assert (projection.required_share is None) == (projection.reason is not None)
        for point in projection.path:
            assert point.lower - 1e-9 <= math.ceil(point.expected)
            assert point.upper + 1e-9 >= math.floor(point.expected)
            assert 0.0 <= point.share <= 1.0


def test_a_target_out_of_reach_has_a_reason_an_earliest_year_and_the_best_path() -> None:
    projection = project(stratum(1, 10, 0.5, 0.1), [2020]).horizons[0]
    assert shape(projection) == [False, True, Reason.NOT_REACHABLE]
    assert (projection.one_in, projection.k_in_n, projection.interest_recruits_per_year) == (None, None, None)
    assert projection.earliest_year == 2024
    assert projection.path[-1].expected == pytest.approx(10 - 9 * 0.9**2)
    assert projection.for_probability.reason is Reason.PROBABILITY_NOT_REACHABLE
    assert project(stratum(1, 10, 0.5, 0.1), [2024]).horizons[0].reachable
    assert project(stratum(1, 10, 1.0, 0.1), [2024]).horizons[0].earliest_year is None


def test_a_target_that_is_met_asks_for_the_share_that_holds_it() -> None:
    trajectory = project(stratum(30, 100, 0.2), HORIZONS)
    assert trajectory.status is Status.MET
    for projection in trajectory.horizons:
        assert projection.required_share == pytest.approx(0.2)
        assert projection.earliest_year == 2018
        assert projection.path[-1].share > 0.2
    standing = project(stratum(20, 100, 0.2), HORIZONS)
    assert standing.status is Status.MET
    assert standing.horizons[-1].path[-1].share == pytest.approx(0.2)


def test_an_empty_stratum_is_not_assessable_and_does_not_shift_its_neighbours() -> None:
    full, empty, other = stratum(2, 20, 0.3), stratum(0, 0, 0.3), stratum(1, 50, 0.3, turnover_interest=0.2)
    together = project_many([full, empty, other], HORIZONS)
    assert [trajectory.status for trajectory in together] == [
        Status.NOT_MET,
        Status.NOT_ASSESSABLE,
        Status.NOT_MET,
    ]
    assert together[1].reason is Reason.NO_POSTS
    assert [projection.year for projection in together[1].horizons] == list(HORIZONS)
    alone: list[Trajectory] = [project(full, HORIZONS), project(other, HORIZONS)]
    for one, many in zip(alone, (together[0], together[2]), strict=True):
        assert numbers(asdict(one)) == pytest.approx(numbers(asdict(many)), abs=1e-9)
    assert project_many([empty], HORIZONS)[0].status is Status.NOT_ASSESSABLE
    assert project_many([], HORIZONS) == []


def test_todays_pace_is_the_recruitment_share_or_else_the_baselines_and_says_which() -> None:
    assumed = project(stratum(10, 100, 0.2), [2028])
    stated = project(stratum(10, 100, 0.2, recruitment_share=0.15), [2028])
    for trajectory, pace, origin in ((assumed, 0.10, "default"), (stated, 0.15, "given")):
        projection = trajectory.horizons[0]
        assert projection.required_share is not None
        assert projection.recruits_per_year == pytest.approx(12.0)
        assert projection.interest_recruits_per_year == pytest.approx(12.0 * projection.required_share)
        assert projection.additional_per_year == pytest.approx(12.0 * (projection.required_share - pace))
        last = trajectory.assumptions[-1]
        assert (last.name, last.origin) == ("recruitment_share", origin)
        assert last.value == pytest.approx(pace)


def test_strata_of_different_years_are_projected_from_their_own() -> None:
    early = Stratum(
        "all",
        "vsm",
        Baseline(2015, 2, 30),
        Target.of_share(0.2),
        given("turnover", 0.1),
        growth=given("growth", 0.02),
    )
    late = stratum(2, 30, 0.2, 0.1)
    paths = [trajectory.horizons[0].path for trajectory in project_many([early, late], [2023])]
    assert [(path[0].year, len(path)) for path in paths] == [(2016, 8), (2019, 5)]


@pytest.mark.parametrize(
    ("field", "horizons", "probability"),
    [
        ("horizons", [2018], 0.8),
        ("horizons", [2023, 2017], 0.8),
        ("horizons", [2101], 0.8),
        ("horizons", [], 0.8),
        ("probability", [2028], 0.0),
        ("probability", [2028], 1.0),
        ("probability", [2028], math.nan),
    ],
)
def test_a_question_without_an_answer_is_refused_by_field(
    field: str, horizons: list[int], probability: float
) -> None:
    with pytest.raises(InputError) as refusal:
        project(stratum(1, 12, 0.2), horizons, probability)
    assert refusal.value.field == field


def test_turnover_of_the_group_of_interest_is_its_own_where_given() -> None:
    projection = project(stratum(10, 100, 0.2, 0.1, turnover_interest=0.3), [2019]).horizons[0]
    # After a year 10 * (1 - 0.3 * (1 - q)) + 90 * 0.1 * q must be 20: q = 13 / 12 would be needed.
    assert projection.reachable is False
    later = project(stratum(10, 100, 0.15, 0.1, turnover_interest=0.3), [2019]).horizons[0]
    assert later.required_share == pytest.approx(8 / 12)
    assert later.recruits_per_year == pytest.approx(10 * 0.3 + 90 * 0.1)


def test_growth_raises_headcount_goal_and_recruits() -> None:
    trajectory = project(stratum(10, 100, 0.2, 0.1, growth=0.1), [2020])
    projection = trajectory.horizons[0]
    assert projection.goal_posts == 24
    assert projection.recruits_per_year == pytest.approx((10 + 10 + 11 + 10) / 2)
    # Of the 100 first posts 81 keep their holders, 8.1 of them from the group; the other 39 are filled at q.
    assert projection.required_share == pytest.approx((24 - 8.1) / 39)
    assert [assumption.name for assumption in trajectory.assumptions] == ["turnover", "growth", "recruitment_share"]
