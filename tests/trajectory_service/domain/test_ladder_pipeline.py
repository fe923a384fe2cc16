import math
import time
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trajectory_service.domain.ladders import FOUR, ladders
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.ladder import Bounds, Rung
from trajectory_service.domain.ladder_answer import Asked, Pipeline, Reason
from trajectory_service.domain.ladder_pipeline import LONGEST, pipeline
from trajectory_service.domain.strata import Target
from vocabulary.bands import AFC_AND_VSM, Band

ASKED = Asked(2018, FOUR, (2023, 2028), Target.of_share(0.2))


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers(part)]
    if isinstance(value, list | tuple):
        return [number for part in value for number in numbers(part)]
    return [value] if isinstance(value, float) else []


@settings(max_examples=100, deadline=None)
@given(ladders(), st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0.0, 1.0)), st.integers(1, 10))
def test_every_ladder_has_an_answer_with_finite_figures(rungs: list[Rung], target: float, years: int) -> None:
    found = pipeline(Asked(2018, rungs, [2018 + years], Target.of_share(target)))
    assert all(math.isfinite(number) for number in numbers(asdict(found)))
    [horizon] = found.horizons
    assert horizon.reachable == (horizon.reason is None)
    for rung, today in zip(horizon.rungs, found.rungs, strict=True):
        assert [point.year for point in today.path] == list(range(2019, 2019 + years))
        assert [point.year for point in rung.path] == ([point.year for point in today.path] * horizon.reachable)
        for point in (*rung.path, *today.path):
            assert point.lower - 1.0 < point.interest < point.upper + 1.0
            assert point.deviation >= 0.0
            assert (point.share is None) == (point.interest + point.others == 0.0)
        if rung.asked and horizon.reachable:
            assert rung.share is not None
            assert rung.share >= target - 1e-9
        if rung.reachable is False and rung.greatest_share is not None:
            assert rung.greatest_share < target + 1e-9


def test_by_hand_two_rungs_and_one_year() -> None:
    below = Rung(Band.BAND_8A, 20, 100, 0.1, promotion=0.1, recruits=20, recruitment_share=0.2)
    above = Rung(Band.BAND_8B, 0, 20, 0.5, recruits=0)
    found = pipeline(Asked(2018, [below, above], [2019], Target.of_share(0.2)))
    first, second = (rung.path[0] for rung in found.rungs)
    assert (first.interest, first.others) == pytest.approx((20, 80))
    assert (second.interest, second.others) == pytest.approx((2, 18))
    # 20 Bernoulli trials at 0.1.
    assert second.deviation == pytest.approx(math.sqrt(20 * 0.1 * 0.9))
    [horizon] = found.horizons
    # 4 of the 10 promoted make one fifth of 20.
    assert horizon.rungs[1].promotion.required == pytest.approx(0.4)
    assert horizon.rungs[1].promotion.today == pytest.approx(0.2)
    assert horizon.rungs[1].promotion.additional == pytest.approx(2.0)
    assert (horizon.rungs[1].share_below, horizon.rungs[1].feeder) == (0.2, True)
    assert horizon.rungs[1].recruitment.reason is Reason.NO_CHOICE
    assert horizon.together[0].interest == pytest.approx(4.0)


def test_out_of_reach_it_says_how_near_and_when() -> None:
    below = Rung(Band.BAND_8A, 50, 100, 0.0, promotion=0.1, recruits=10, recruitment_share=0.5)
    above = Rung(Band.BAND_8B, 0, 100, 0.1, recruits=0)
    found = pipeline(Asked(2018, [below, above], [2020, 2025], Target.of_share(0.5)))
    near, reached = found.horizons
    # Every promotion BME: 1 - 0.9^2 after two years, one half first after seven.
    assert (near.reachable, near.reason, near.earliest_year) == (False, Reason.NOT_REACHABLE, 2025)
    assert near.rungs[1].greatest_share == pytest.approx(0.19)
    assert near.rungs[1].earliest_year == 2025
    assert near.rungs[1].promotion.required is None
    assert (near.rungs[0].reachable, near.together) == (None, ())
    assert reached.reachable


def test_rungs_that_each_could_but_not_together_are_told_apart() -> None:
    # The one BME person below can be promoted, or stay, and either rung then has its share.
    below = Rung(Band.BAND_8A, 1, 10, 0.0, promotion=0.1, recruits=0)
    above = Rung(Band.BAND_8B, 0, 1, 1.0, recruits=0)
    question = Asked(2018, [below, above], [2019], Target.of_share(0.11), Band.BAND_8A)
    [horizon] = pipeline(question).horizons
    assert horizon.reason is Reason.NOT_TOGETHER
    assert [rung.reachable for rung in horizon.rungs] == [True, True]


def test_bounds_that_the_people_there_are_cannot_keep_are_said() -> None:
    # 10 are promoted, 3 of them to be BME, and one BME person is there.
    below = Rung(Band.BAND_8A, 1, 100, 0.1, promotion=0.1, recruits=0)
    above = Rung(Band.BAND_8B, 0, 20, 0.1, promotion_bounds=Bounds(0.3, 1.0))
    [horizon] = pipeline(Asked(2018, [below, above], [2022], Target.of_share(0.2))).horizons
    assert (horizon.reason, horizon.earliest_year) == (Reason.BOUNDS, None)
    assert horizon.rungs[1].greatest_share is None


def test_an_empty_rung_is_stated_as_one_and_fills_from_below() -> None:
    rungs = [Rung(Band.BAND_8A, 20, 100, 0.1, promotion=0.1), Rung(Band.BAND_8B, 0, 0), Rung(Band.BAND_8C, 0, 0)]
    found = pipeline(Asked(2018, rungs, [2020], Target.of_share(0.1)))
    assert [(rung.share, rung.reason) for rung in found.rungs[1:]] == [(None, Reason.EMPTY)] * 2
    assert found.rungs[1].path[0].interest == pytest.approx(2.0)
    assert found.rungs[2].path[-1].share is None
    assert [rung.asked for rung in found.horizons[0].rungs] == [False, True, False]
    assert found.horizons[0].rungs[2].reason is Reason.EMPTY


def test_without_a_target_it_is_the_ladder_s_own_share_and_without_a_band_all_above_the_lowest() -> None:
    found = pipeline(replace(ASKED, target=None))
    assert found.target.share == pytest.approx(104 / 419)
    assert found.asked == (Band.BAND_8A, Band.BAND_8B, Band.BAND_8C)
    assert found.assumptions[0].origin == "default"
    assert pipeline(replace(ASKED, equality_from=Band.BAND_8C)).asked == (Band.BAND_8C,)
    assert pipeline(Asked(2018, FOUR[3:], [2020], Target.of_share(0.1))).asked == (Band.BAND_8C,)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"horizons": ()}, "horizons"),
    ({"horizons": (2023, 2018)}, "horizons[1]"),
    ({"horizons": (2018 + LONGEST + 1,)}, "horizons[0]"),
    ({"equality_from": Band.BAND_9}, "equality_from"),
    ({"rungs": [Rung(Band.VSM, 0, 0)], "target": None}, "target"),
]


@pytest.mark.parametrize(("change", "field"), WRONG, ids=[field for _, field in WRONG])
def test_what_cannot_be_asked_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as error:
        pipeline(replace(ASKED, **change))
    assert error.value.field == field


def test_the_whole_ladder_and_three_horizons_take_no_longer_than_a_click() -> None:
    shares = (0.3, 0.3, 0.3, 0.25, 0.22, 0.4, 0.3, 0.2, 0.15, 0.12, 0.1, 0.08, 0.07, 0.06)
    heads = (20, 80, 700, 600, 400, 1500, 1100, 800, 300, 150, 80, 40, 15, 12)
    rungs = [
        Rung(band, round(share * total), total, promotion=0.05, promotion_interest=0.035)
        for band, share, total in zip(AFC_AND_VSM, shares, heads, strict=True)
    ]
    rungs[-1] = replace(rungs[-1], promotion=None, promotion_interest=None)
    started = time.perf_counter()
    found: Pipeline = pipeline(Asked(2018, rungs, (2023, 2028, 2033)))
    assert time.perf_counter() - started < 2.0
    assert all(horizon.reachable for horizon in found.horizons)
