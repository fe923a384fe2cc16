from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.trajectory_service.domain.ladders import FOUR, ladders
from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.ladder import INTEREST, OTHERS, Ladder, Rung
from trajectory_service.domain.ladder_limit import NoLimit, needs_below, rests
from trajectory_service.domain.ladder_rates import ladder_of
from vocabulary.bands import Band


def settled(ladder: Ladder, recruits: list[float]) -> FloatArray:
    """Expected people after 2^20 years with so many recruits every year: years are doubled, rungs × groups."""
    ends = []
    for group, part in ((INTEREST, ladder.recruitment_share), (OTHERS, 1.0 - ladder.recruitment_share)):
        up = ladder.promotion[:, group]
        move = np.diag(1.0 - ladder.leaving[:, group] - up) + np.diag(up[:-1], k=1)
        joined = np.array(recruits) * part
        for _ in range(20):
            joined, move = joined @ move + joined, move @ move
        ends.append(ladder.people[:, group] @ move + joined)
    return np.stack(ends, axis=1)


@settings(max_examples=60, deadline=None)
@given(ladders(4))
def test_a_ladder_left_alone_comes_to_rest_where_it_is_said_to(rungs: list[Rung]) -> None:
    ladder = ladder_of(rungs)
    at_rest = rests(ladder)
    assume(all(rest.reason is None for rest in at_rest))
    assume((ladder.leaving + ladder.promotion).min() > 1e-4)
    end = settled(ladder, [rest.recruits for rest in at_rest])
    found = np.array([[rest.interest, rest.others] for rest in at_rest])
    assert found == pytest.approx(end, rel=1e-7, abs=1e-7)
    assert min(rest.recruits for rest in at_rest) >= 0.0
    for rung, rest in zip(rungs, at_rest, strict=True):
        if rung.recruits is None and rest.recruits > 0.0:
            assert rest.people == pytest.approx(rung.total, rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(ladders(4), st.floats(0.01, 0.99))
def test_with_the_share_needed_below_a_rung_comes_to_rest_at_the_target(rungs: list[Rung], target: float) -> None:
    ladder, needs = ladder_of(rungs), needs_below(ladder_of(rungs), target)
    # With a chance of one in a thousand million, the last digits of the share would decide.
    assume(ladder.promotion[ladder.promotion > 0.0].min(initial=1.0) > 1e-6)
    at_rest = rests(ladder)
    for rung, need in enumerate(needs):
        if need.share is None:
            assert need.reason is not None
            continue
        rest, share = at_rest[rung], ladder.recruitment_share[rung]
        climbing = at_rest[rung - 1].people * ladder.promotion[rung - 1] * [need.share, 1.0 - need.share]
        going = ladder.leaving[rung] + ladder.promotion[rung]
        stock = (climbing + rest.recruits * np.array([share, 1.0 - share])) / going
        reached = stock[INTEREST] / stock.sum()
        assert reached == pytest.approx(target, abs=1e-9) if need.share > 0.0 else reached >= target - 1e-9


def test_by_hand_a_rung_fed_only_from_below_rests_at_the_share_of_those_who_climb() -> None:
    below = Rung(Band.BAND_8A, 40, 200, 0.1, promotion=0.05, promotion_interest=0.02, recruitment_share=0.2)
    above = Rung(Band.BAND_8B, 0, 10, 0.25, recruits=0)
    first, second = rests(ladder_of([below, above]))
    # BME people leave at 0.12 in all, white people at 0.15: 0.2 / 0.12 to 0.8 / 0.15.
    assert first.share == pytest.approx((0.2 / 0.12) / (0.2 / 0.12 + 0.8 / 0.15))
    climbers = (first.interest * 0.02, first.others * 0.05)
    assert second.share == pytest.approx(climbers[0] / sum(climbers))
    # A share x below gives 0.02 x of 0.02 x + 0.05 (1 - x) above: for one fifth, x is 5/13.
    assert needs_below(ladder_of([below, above]), 0.2)[1].share == pytest.approx(5 / 13)


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, (None, None)),
        ({"leaving": 0.0}, (NoLimit.NOBODY_LEAVES, None)),
        ({"growth": 0.02}, (NoLimit.GROWS, None)),
        ({"leaving": 0.0, "promotion": 0.1}, (None, None)),
        ({"leaving": 0.0, "promotion": 0.1, "promotion_interest": 0.0}, (NoLimit.NOBODY_LEAVES,) * 2),
        ({"growth": 0.02, "promotion": 0.1}, (NoLimit.GROWS,) * 2),
        ({"total": 0, "interest": 0}, (NoLimit.EMPTY, None)),
        ({"total": 0, "interest": 0, "promotion": 0.1}, (NoLimit.EMPTY, None)),
    ],
)
def test_there_is_no_rest_where_nobody_leaves_or_a_rung_grows_and_that_is_said(
    change: dict[str, Any], reasons: tuple[NoLimit | None, NoLimit | None]
) -> None:
    below = replace(Rung(Band.BAND_8A, 40, 200, leaving=0.1), **change)
    found = rests(ladder_of([below, Rung(Band.BAND_8B, 1, 10, leaving=0.25)]))
    assert tuple(rest.reason for rest in found) == reasons
    assert all((rest.share is None) == (rest.reason is not None) for rest in found)


@pytest.mark.parametrize(
    ("promotion", "share", "target", "reason"),
    [
        (0.0, 0.1, 0.2, NoLimit.NO_PROMOTION),
        (0.001, 0.1, 0.2, NoLimit.NOT_ENOUGH),
        (0.001, 0.3, 0.2, None),
        (0.05, 0.1, 0.2, None),
    ],
)
def test_what_is_needed_below_says_why_there_is_none(
    promotion: float, share: float, target: float, reason: NoLimit | None
) -> None:
    below = Rung(Band.BAND_8A, 10, 100, leaving=0.1, promotion=promotion)
    found = needs_below(ladder_of([below, Rung(Band.BAND_8B, 5, 100, 0.2, recruitment_share=share)]), target)
    assert found[0].reason is NoLimit.LOWEST
    assert found[1].reason is reason
    if share > target:
        assert found[1].share == 0.0


def test_a_rung_that_grows_leaves_the_share_needed_below_the_next_open() -> None:
    found = needs_below(ladder_of(FOUR), 0.2)
    assert found[1].share is not None
    assert [need.reason for need in found[2:]] == [NoLimit.GROWS, NoLimit.GROWS]


def test_no_share_below_is_enough_where_nobody_of_the_group_would_be_promoted() -> None:
    below = Rung(Band.BAND_8A, 10, 100, leaving=0.1, promotion=0.05, promotion_interest=0.0)
    above = Rung(Band.BAND_8B, 5, 100, 0.2, recruitment_share=0.0)
    assert needs_below(ladder_of([below, above]), 0.2)[1].reason is NoLimit.NOT_ENOUGH
    assert needs_below(ladder_of([below, above]), 0.0)[1].share == 0.0
