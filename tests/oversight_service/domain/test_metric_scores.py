"""Scores of a metric by rank, from 1.00 to 4.00, as the NHS Oversight Framework 2025/26 scores most metrics."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_service.domain.framework_words import Direction
from oversight_service.domain.metric_scores import NoScore, Parity, Yardstick, to_hundredths

HIGH, LOW = Yardstick(Direction.HIGH), Yardstick(Direction.LOW)

figures = st.lists(st.fractions(0, 100, max_denominator=50), min_size=2, max_size=30)


def exact(*written: float | str | None) -> list[Fraction | None]:
    return [None if each is None else Fraction(str(each)) for each in written]


def shown(scores: Sequence[Fraction | NoScore]) -> list[str]:
    return [str(each) if isinstance(each, NoScore) else f"{float(each):.2f}" for each in scores]


def test_the_best_scores_one_the_worst_four_and_the_others_are_spread_evenly() -> None:
    assert shown(HIGH.scores(exact(90, 70, 10, 50))) == ["1.00", "2.00", "4.00", "3.00"]
    assert shown(LOW.scores(exact(90, 70, 10, 50))) == ["4.00", "3.00", "1.00", "2.00"]


def test_a_spread_goes_by_rank_and_not_by_distance() -> None:
    assert shown(HIGH.scores(exact(100, 99, 1))) == ["1.00", "2.50", "4.00"]


def test_scores_have_two_places_with_halves_up() -> None:
    # Nine bodies stand 0.375 apart.
    assert shown(LOW.scores(exact(*range(9))))[:4] == ["1.00", "1.38", "1.75", "2.13"]


def test_bodies_that_tie_all_get_the_best_score_of_those_that_tie() -> None:
    assert shown(HIGH.scores(exact(9, 5, 5, 5, 1))) == ["1.00", "1.75", "1.75", "1.75", "4.00"]
    assert shown(HIGH.scores(exact(9, 1, 1))) == ["1.00", "2.50", "2.50"]
    assert shown(HIGH.scores(exact(7, 7))) == ["1.00", "1.00"]


def test_what_was_not_sent_has_no_score_and_changes_nobodys() -> None:
    assert shown(HIGH.scores(exact(None, 9, 5, None, 1))) == ["not-sent", "1.00", "2.50", "not-sent", "4.00"]


def test_a_body_alone_has_nobody_to_be_ranked_against() -> None:
    assert shown(HIGH.scores(exact(9, None))) == ["nobody-to-rank-against", "not-sent"]


def test_who_reaches_a_standard_scores_one_and_the_others_begin_at_two() -> None:
    by = Yardstick(Direction.HIGH, standard=Fraction(80))
    assert shown(by.scores(exact(95, 80, "79.9", 60, 40))) == ["1.00", "1.00", "2.00", "3.00", "4.00"]


def test_who_misses_a_floor_scores_four_and_the_others_end_at_three() -> None:
    by = Yardstick(Direction.HIGH, floor=Fraction(0))
    assert shown(by.scores(exact(5, 3, 0, "-0.1", -9))) == ["1.00", "2.00", "3.00", "4.00", "4.00"]


def test_with_a_standard_and_a_floor_the_others_lie_between_two_and_three() -> None:
    by = Yardstick(Direction.LOW, standard=Fraction(4), floor=Fraction(6))
    assert shown(by.scores(exact(3, 4, "4.5", 5, 6, 7))) == ["1.00", "1.00", "2.00", "2.50", "3.00", "4.00"]


def test_one_alone_against_a_standard_is_scored_and_takes_the_better_bookend() -> None:
    by = Yardstick(Direction.HIGH, standard=Fraction(80))
    assert shown(by.scores(exact(90))) == ["1.00"]
    assert shown(by.scores(exact(70))) == ["2.00"]


def test_a_floor_that_is_not_worse_than_the_standard_is_refused() -> None:
    with pytest.raises(ValueError, match="worse than the standard"):
        Yardstick(Direction.LOW, standard=Fraction(4), floor=Fraction(4))


def test_a_figure_for_context_cannot_be_ranked() -> None:
    with pytest.raises(ValueError, match="no direction"):
        Yardstick(Direction.CONTEXT)


def test_parity_of_a_difference_is_told_by_its_size() -> None:
    by = Yardstick(Direction.PARITY, Parity.DIFFERENCE)
    assert shown(by.scores(exact(0, -1, 2, 1))) == ["1.00", "2.00", "4.00", "2.00"]


def test_parity_of_a_ratio_is_told_on_a_log_scale() -> None:
    by = Yardstick(Direction.PARITY, Parity.RATIO)
    # A half and two are as far from one; nought is farther than anything.
    assert shown(by.scores(exact(1, "0.5", 2, 0, 4))) == ["1.00", "1.75", "1.75", "4.00", "3.25"]


def test_a_standard_of_a_ratio_holds_on_both_sides_of_parity() -> None:
    by = Yardstick(Direction.PARITY, Parity.RATIO, standard=Fraction("1.25"))
    assert shown(by.scores(exact("0.8", "1.25", "0.79", 2))) == ["1.00", "1.00", "2.00", "4.00"]


def test_a_ratio_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="not below 0"):
        Yardstick(Direction.PARITY, Parity.RATIO).scores(exact(1, -1))


@given(figures, st.sampled_from(["high", "low", "difference", "ratio"]))
def test_scores_lie_between_one_and_four_and_somebody_is_best(values: list[Fraction], kind: str) -> None:
    by = {
        "high": HIGH,
        "low": LOW,
        "difference": Yardstick(Direction.PARITY),
        "ratio": Yardstick(Direction.PARITY, Parity.RATIO),
    }[kind]
    found = by.scores(values)
    numbers = [each for each in found if isinstance(each, Fraction)]
    assert len(numbers) == len(values)
    assert min(numbers) == 1
    assert max(numbers) <= 4


@given(figures)
def test_better_figures_never_score_worse_and_equal_ones_score_alike(values: list[Fraction]) -> None:
    pairs = list(zip(values, HIGH.scores(values), strict=True))
    for value, score in pairs:
        for other, its in pairs:
            assert isinstance(score, Fraction)
            assert isinstance(its, Fraction)
            assert score <= its if value >= other else score >= its


@given(figures, st.randoms())
def test_scores_do_not_depend_on_the_order_that_bodies_are_sent_in(values: list[Fraction], random: Random) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    mixed = HIGH.scores([values[place] for place in order])
    assert [mixed[order.index(place)] for place in range(len(values))] == HIGH.scores(values)


@given(figures)
def test_high_and_low_are_mirror_images(values: list[Fraction]) -> None:
    assert HIGH.scores(values) == LOW.scores([-value for value in values])


@given(st.fractions(0, 10))
def test_two_places_are_never_more_than_half_a_hundredth_away(value: Fraction) -> None:
    rounded = to_hundredths(value)
    assert (100 * rounded).denominator == 1
    assert -Fraction(1, 200) < rounded - value <= Fraction(1, 200)
