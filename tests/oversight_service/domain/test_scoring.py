"""The arithmetic of frameworks: percentages of statement scores, averages, segments and the cap of a deficit."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_service.domain.framework_scoring import Cap, RatingBand
from oversight_service.domain.scoring import (
    CapOutcome,
    Capped,
    NoSegment,
    average,
    capped,
    segments_by_quartile,
    segments_by_threshold,
    statement_percentage,
)
from oversight_service.frameworks.catalogue import load_catalogue

SEGMENTS = ("1", "2", "3", "4")
THRESHOLDS = [Fraction(7, 4), Fraction(5, 2), Fraction(13, 4)]
CAP = Cap("financial-deficit", 0.0, "3")
BANDS = [
    RatingBand(25, 38, "inadequate"),
    RatingBand(39, 62, "requires improvement"),
    RatingBand(63, 87, "good"),
    RatingBand(88, 100, "outstanding"),
]

scores = st.fractions(1, 4, max_denominator=100)
averages = st.lists(scores | st.none(), max_size=40)
statements = st.lists(st.integers(1, 4), min_size=1, max_size=34)


def of_total(total: int) -> list[int]:
    """Eight statement scores that add up to a total."""
    each, more = divmod(total, 8)
    return [each + 1] * more + [each] * (8 - more)


@pytest.mark.parametrize(
    ("total", "percentage", "rating"),
    [
        (8, 25, "inadequate"),
        (12, 38, "inadequate"),
        (13, 41, "requires improvement"),
        (19, 59, "requires improvement"),
        (20, 63, "good"),
        (27, 84, "good"),
        (28, 88, "outstanding"),
        (32, 100, "outstanding"),
    ],
)
def test_a_percentage_is_rounded_half_up_before_its_band_is_read(total: int, percentage: int, rating: str) -> None:
    found = statement_percentage(of_total(total), 4, BANDS)
    assert (found.total, found.most) == (total, 32)
    assert (found.rounded, found.rating) == (percentage, rating)
    assert found.exact == Fraction(100 * total, 32)


def test_the_bands_are_those_of_the_committed_framework() -> None:
    scoring = load_catalogue()["cqc-saf-2023"].scoring
    assert scoring is not None
    assert (list(scoring.bands), scoring.highest_score) == (BANDS, 4)


@given(statements, st.data())
def test_a_higher_score_never_lowers_a_percentage_or_its_rating(given_scores: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(given_scores) - 1))
    raised = [*given_scores]
    raised[place] = data.draw(st.integers(given_scores[place], 4))
    before, after = statement_percentage(given_scores, 4, BANDS), statement_percentage(raised, 4, BANDS)
    order = [band.rating for band in BANDS]
    assert after.exact >= before.exact
    assert after.rounded >= before.rounded
    assert order.index(after.rating) >= order.index(before.rating)


@given(statements)
def test_scores_of_one_to_four_always_have_a_band(given_scores: list[int]) -> None:
    found = statement_percentage(given_scores, 4, BANDS)
    assert 25 <= found.rounded <= 100
    assert abs(found.rounded - found.exact) <= Fraction(1, 2)


@pytest.mark.parametrize("wrong", [[], [0], [5], [3, -1]])
def test_scores_off_the_scale_are_refused(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match="from 1 to 4"):
        statement_percentage(wrong, 4, BANDS)


def test_a_percentage_without_a_band_is_refused() -> None:
    with pytest.raises(ValueError, match="no band holds 25 %"):
        statement_percentage([1], 4, BANDS[1:])


def test_the_average_of_the_manuals_example_is_its_own() -> None:
    # NHS Oversight Framework 2025/26, methodology manual, figure 1: eleven scores, in all 16.83, on average 1.53.
    written = ["1.00", "2.62", "1.00", "1.00", "1.00", "1.4", "1.00", "3.00", "1.36", "1.45", "2.00"]
    assert average([Fraction(score) for score in written]) == Fraction("1.53")


def test_an_average_has_two_places_and_halves_go_up() -> None:
    assert average([Fraction(1), Fraction("1.01")]) == Fraction("1.01")
    assert average([Fraction(1), Fraction(1), Fraction("1.01")]) == Fraction(1)


def test_a_score_that_is_absent_neither_helps_nor_harms() -> None:
    assert average([Fraction(2), None, Fraction(3), None]) == average([Fraction(2), Fraction(3)])
    assert average([None]) is None
    assert average([]) is None


@given(st.lists(scores, min_size=1, max_size=30), st.randoms())
def test_an_average_does_not_depend_on_order_and_lies_between_its_scores(
    given_scores: list[Fraction], random: Random
) -> None:
    mixed = [*given_scores]
    random.shuffle(mixed)
    mean = average(given_scores)
    assert mean is not None
    assert average(mixed) == mean
    assert min(given_scores) - Fraction(1, 200) <= mean <= max(given_scores) + Fraction(1, 200)


@pytest.mark.parametrize("many", [4, 8, 12, 220])
def test_a_quarter_of_the_bodies_is_in_each_segment(many: int) -> None:
    means = [1 + Fraction(3 * place, many) for place in range(many)]
    found = [place.segment for place in segments_by_quartile(means, SEGMENTS)]
    assert found == [segment for segment in SEGMENTS for _ in range(many // 4)]


def test_five_bodies_are_divided_by_how_many_are_better() -> None:
    means = [Fraction(each) for each in (1, 2, 3, "3.5", 4)]
    found = segments_by_quartile(means, SEGMENTS)
    # Of 5 bodies 0, 1, 2, 3 and 4 are better: 0 %, 20 %, 40 %, 60 % and 80 %.
    assert [place.segment for place in found] == ["1", "1", "2", "3", "4"]
    assert [(place.better, place.bodies) for place in found] == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5)]


def test_bodies_that_tie_on_the_line_all_get_the_better_segment() -> None:
    means = [Fraction(each) for each in (1, 2, 2, 2, 3, 3, 4, 4)]
    assert [place.segment for place in segments_by_quartile(means, SEGMENTS)] == [*"1111", *"33", *"44"]


def test_bodies_without_an_average_are_not_counted() -> None:
    means = [Fraction(1), None, Fraction(2), Fraction(3), None, Fraction(4)]
    found = segments_by_quartile(means, SEGMENTS)
    assert [place.segment for place in found] == ["1", None, "2", "3", None, "4"]
    assert found[1].reason is NoSegment.NO_SCORES


def test_fewer_bodies_than_segments_cannot_be_divided() -> None:
    found = segments_by_quartile([Fraction(1), Fraction(2), Fraction(3), None], SEGMENTS)
    assert {place.segment for place in found} == {None}
    assert [place.reason for place in found] == [NoSegment.TOO_FEW_BODIES] * 3 + [NoSegment.NO_SCORES]


@given(averages, st.randoms())
def test_quartiles_follow_the_averages_whatever_the_order(means: list[Fraction | None], random: Random) -> None:
    order = list(range(len(means)))
    random.shuffle(order)
    found = segments_by_quartile(means, SEGMENTS)
    mixed = segments_by_quartile([means[place] for place in order], SEGMENTS)
    assert [mixed[order.index(place)] for place in range(len(means))] == found
    pairs = [(mean, place.segment) for mean, place in zip(means, found, strict=True) if mean and place.segment]
    for mean, segment in pairs:
        for other, its in pairs:
            assert segment <= its if mean <= other else segment >= its


@pytest.mark.parametrize(
    ("mean", "segment"),
    [("1", "1"), ("1.75", "1"), ("1.76", "2"), ("2.5", "2"), ("2.51", "3"), ("3.25", "3"), ("3.26", "4"), ("4", "4")],
)
def test_a_threshold_is_the_largest_average_of_its_segment(mean: str, segment: str) -> None:
    (found,) = segments_by_threshold([Fraction(mean)], THRESHOLDS, SEGMENTS)
    assert found.segment == segment


def test_a_threshold_needs_no_other_bodies_and_an_average() -> None:
    (found,) = segments_by_threshold([None], THRESHOLDS, SEGMENTS)
    assert (found.segment, found.reason) == (None, NoSegment.NO_SCORES)


@pytest.mark.parametrize("wrong", [THRESHOLDS[:2], THRESHOLDS[::-1], [Fraction(2)] * 3])
def test_thresholds_that_do_not_fit_are_refused(wrong: list[Fraction]) -> None:
    with pytest.raises(ValueError, match="thresholds rise"):
        segments_by_threshold([Fraction(2)], wrong, SEGMENTS)


@pytest.mark.parametrize(
    ("before", "deficit", "after", "outcome"),
    [
        ("1", "12.5", "3", CapOutcome.LOWERED),
        ("2", "0.01", "3", CapOutcome.LOWERED),
        ("3", "12.5", "3", CapOutcome.NO_BETTER_ANYWAY),
        ("4", "12.5", "4", CapOutcome.NO_BETTER_ANYWAY),
        ("4", None, "4", CapOutcome.NO_BETTER_ANYWAY),
        ("1", "0", "1", CapOutcome.NOT_ABOVE),
        ("2", "-3", "2", CapOutcome.NOT_ABOVE),
        ("2", None, None, CapOutcome.NOT_KNOWN),
        (None, "12.5", None, CapOutcome.NO_SEGMENT),
    ],
)
def test_a_deficit_caps_the_segment(
    before: str | None, deficit: str | None, after: str | None, outcome: CapOutcome
) -> None:
    figure = None if deficit is None else Fraction(deficit)
    assert capped(before, CAP, figure, SEGMENTS) == Capped(before, after, outcome)


def test_without_a_cap_a_segment_stays() -> None:
    assert capped("1", None, None, SEGMENTS) == Capped("1", "1", CapOutcome.NO_CAP)


@given(st.sampled_from(SEGMENTS), st.sampled_from(SEGMENTS), st.fractions(-100, 100) | st.none())
def test_a_cap_never_improves_a_segment(before: str, line: str, figure: Fraction | None) -> None:
    found = capped(before, Cap("financial-deficit", 0.0, line), figure, SEGMENTS)
    assert found.before == before
    assert found.after is None or found.after >= before
