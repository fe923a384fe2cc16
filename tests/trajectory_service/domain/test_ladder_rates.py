from dataclasses import replace
from typing import Any

import pytest

from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.ladder import Bounds, Count, Counted, Rung
from trajectory_service.domain.ladder_rates import ladder_of
from trajectory_service.domain.turnover import Frame, default_turnover
from vocabulary.bands import Band

BELOW = Rung(Band.BAND_8A, 20, 100)
TOP = Rung(Band.BAND_8B, 2, 30)


def origins(rung: Rung) -> dict[str, tuple[float, str]]:
    ladder = ladder_of([rung, TOP])
    return {each.name: (each.value, each.origin) for each in ladder.assumptions[0]}


def test_what_is_given_comes_before_what_is_counted_and_that_before_the_default() -> None:
    counted = Counted(Count(1, 20), Count(8, 80))
    assert origins(replace(BELOW, promotion=0.2, promotions=counted))["promotion"] == (0.2, "given")
    found = origins(replace(BELOW, promotions=counted))
    assert (found["promotion"], found["promotion_interest"]) == ((0.1, "given"), (0.05, "given"))
    assert origins(BELOW)["promotion"] == (0.0, "default")
    assert "promotion_interest" not in origins(BELOW)
    own = origins(replace(BELOW, promotions=counted, promotion_interest=0.3))
    assert (own["promotion"], own["promotion_interest"]) == ((0.1, "given"), (0.3, "given"))


def test_a_group_of_whom_nobody_was_counted_is_taken_to_move_as_the_other() -> None:
    ladder = ladder_of([replace(BELOW, promotions=Counted(Count(0, 0), Count(8, 80))), TOP])
    assert ladder.promotion[0].tolist() == [0.1, 0.1]
    ladder = ladder_of([replace(BELOW, promotions=Counted(Count(1, 20), Count(0, 0))), TOP])
    assert ladder.promotion[0].tolist() == [0.05, 0.05]
    nobody = Counted(Count(0, 0), Count(0, 0))
    assert ladder_of([replace(BELOW, promotions=nobody), TOP]).promotion[0].tolist() == [0.0, 0.0]


def test_leaving_that_was_not_given_is_turnover_less_what_moves_up() -> None:
    turnover = default_turnover(Frame.LOCAL, Band.BAND_8A).value
    assert origins(BELOW)["leaving"] == (turnover, "default")
    promoted = replace(BELOW, promotion=0.05, promotion_interest=0.02)
    # 20 of 100 at 2 % and 80 at 5 % are 4.4 % of the rung, and both groups leave alike.
    assert origins(promoted)["leaving"][0] == pytest.approx(turnover - 0.044)
    assert ladder_of([promoted, TOP]).leaving[0, 0] == ladder_of([promoted, TOP]).leaving[0, 1]
    assert origins(replace(BELOW, promotion=0.5))["leaving"] == (0.0, "default")


def test_a_recruitment_share_that_was_not_given_is_the_rung_s_own_or_the_ladder_s() -> None:
    ladder = ladder_of([BELOW, replace(TOP, interest=0, total=0)])
    assert ladder.recruitment_share.tolist() == [0.2, 0.2]
    empty = [replace(BELOW, interest=0, total=0), replace(TOP, interest=0, total=0)]
    assert ladder_of(empty).recruitment_share.tolist() == [0.0, 0.0]


WRONG: list[tuple[list[Rung], str]] = [
    ([], "rungs"),
    ([TOP, BELOW], "rungs[1].band"),
    ([BELOW, BELOW], "rungs[1].band"),
    ([BELOW, replace(TOP, band=Band.BAND_8C)], "rungs[1].band"),
    ([replace(BELOW, band=Band.CONSULTANT)], "rungs[0].band"),
    ([replace(TOP, band=Band.VSM), replace(TOP, band=Band.VSM)], "rungs[1].band"),
]


@pytest.mark.parametrize(("rungs", "field"), WRONG, ids=[field for _, field in WRONG])
def test_what_is_no_ladder_is_refused_by_field(rungs: list[Rung], field: str) -> None:
    with pytest.raises(InputError) as error:
        ladder_of(rungs)
    assert error.value.field == field


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"interest": -1}, "rungs[0].interest"),
    ({"interest": 101}, "rungs[0].total"),
    ({"leaving": 1.1}, "rungs[0].leaving"),
    ({"leaving": float("nan")}, "rungs[0].leaving"),
    ({"promotion_interest": -0.1}, "rungs[0].promotion_interest"),
    ({"leaving": 0.6, "promotion": 0.5}, "rungs[0].promotion"),
    ({"leaving": 0.2, "leaving_interest": 0.6, "promotion": 0.5}, "rungs[0].promotion"),
    ({"recruits": -1}, "rungs[0].recruits"),
    ({"recruits": 5, "growth": 0.1}, "rungs[0].growth"),
    ({"growth": 2.0}, "rungs[0].growth"),
    ({"recruitment_share": 1.5}, "rungs[0].recruitment_share"),
    ({"recruitment_bounds": Bounds(0.5, 0.4)}, "rungs[0].recruitment_bounds"),
    ({"promotion_bounds": Bounds(0.0, 1.4)}, "rungs[0].promotion_bounds"),
    ({"promotions": Counted(Count(3, 2), Count(0, 0))}, "rungs[0].promotions.interest.events"),
    ({"leavers": Counted(Count(0, 0), Count(-1, 2))}, "rungs[0].leavers.others.events"),
    ({"leavers": Counted(Count(0, 0), Count(1, 2), 0)}, "rungs[0].leavers.years"),
]


@pytest.mark.parametrize(("change", "field"), CHANGES, ids=[str(change) for change, _ in CHANGES])
def test_what_cannot_be_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as error:
        ladder_of([replace(BELOW, **change), TOP])
    assert error.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"promotion": 0.1}, "rungs[1].promotion"),
        ({"promotion_interest": 0.1}, "rungs[1].promotion_interest"),
        ({"promotions": Counted(Count(1, 2), Count(0, 9))}, "rungs[1].promotions"),
    ],
)
def test_nobody_is_promoted_from_the_top(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as error:
        ladder_of([BELOW, replace(TOP, **change)])
    assert error.value.field == field
    assert ladder_of([BELOW, replace(TOP, promotion=0.0)]).promotion[1].tolist() == [0.0, 0.0]
