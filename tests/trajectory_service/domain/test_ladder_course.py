import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trajectory_service.domain.ladders import FOUR, ladders, mirrored
from trajectory_service.domain.arrays import FloatArray
from trajectory_service.domain.ladder import INTEREST, OTHERS, Rung
from trajectory_service.domain.ladder_course import Course, as_today, expected, promoted
from trajectory_service.domain.ladder_rates import ladder_of
from trajectory_service.domain.replacement import Stock, expected_interest
from vocabulary.bands import Band


def by_matrix_powers(course: Course) -> FloatArray:
    """Expected people at the end, group by group: n Q^T plus each year's recruits carried through what remains."""
    rungs, years = course.recruits.shape[1], course.years
    ends = []
    for group, part in ((INTEREST, course.share), (OTHERS, 1.0 - course.share)):
        move = np.diag(1.0 - course.leaving[:, group] - course.promotion[0, :, group])
        for rung in range(rungs - 1):
            move[rung, rung + 1] = course.promotion[0, rung, group]
        end = course.start[:, group] @ np.linalg.matrix_power(move, years)
        for year in range(years):
            end = end + course.recruits[year] * part @ np.linalg.matrix_power(move, years - 1 - year)
        ends.append(end)
    return np.stack(ends, axis=1)


@settings(max_examples=60, deadline=None)
@given(ladders(), st.integers(1, 12))
def test_expected_people_are_those_of_matrix_powers(rungs: list[Rung], years: int) -> None:
    course = as_today(ladder_of(rungs), years)
    assert expected(course)[-1] == pytest.approx(by_matrix_powers(course), rel=1e-10, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(ladders(), st.integers(1, 12))
def test_nobody_is_lost_or_made(rungs: list[Rung], years: int) -> None:
    course = as_today(ladder_of(rungs), years)
    stocks = expected(course)
    leavers = (stocks[:-1] * course.leaving).sum(axis=(1, 2))
    change = course.recruits.sum(axis=1) - leavers
    assert np.diff(stocks.sum(axis=(1, 2))) == pytest.approx(change, rel=1e-9, abs=1e-8)
    assert (stocks >= 0.0).all()
    assert promoted(course, stocks)[:, -1] == pytest.approx(np.zeros((years, 2)), abs=0.0)


@settings(max_examples=60, deadline=None)
@given(ladders(), st.integers(1, 15))
def test_a_rung_that_keeps_its_size_is_never_half_a_person_off_unless_promotions_alone_are_more(
    rungs: list[Rung], years: int
) -> None:
    ladder = ladder_of(rungs)
    course = as_today(ladder, years)
    size, stocks = ladder.people.sum(axis=1), expected(course).sum(axis=2)
    assert course.recruits == pytest.approx(np.rint(course.recruits), abs=0.0)
    for rung in np.flatnonzero(ladder.held):
        recruiting = course.recruits[:, rung] > 0
        assert (np.abs(stocks[1:, rung] - size[rung])[recruiting] <= 0.5 + 1e-6).all()
        assert (stocks[1:, rung][~recruiting] >= size[rung] - 0.5 - 1e-6).all()


@pytest.mark.parametrize(("interest", "share"), [(10, 0.4), (0, 1.0), (100, 0.0), (63, 0.63)])
def test_one_rung_without_promotion_is_the_replacement_model(interest: int, share: float) -> None:
    rung = Rung(Band.VSM, interest, 100, leaving=0.1, recruitment_share=share)
    stocks = expected(as_today(ladder_of([rung]), 12))[1:, 0, INTEREST]
    stock = Stock(*(np.full(12, value) for value in (interest, 100.0 - interest, 0.1, 0.1, 0.0)))
    assert stocks == pytest.approx(expected_interest(stock, np.full(12, share), np.arange(1, 13)), abs=1e-10)


def test_growth_adds_a_share_of_today_s_people_every_year() -> None:
    ladder = ladder_of([Rung(Band.VSM, 20, 200, leaving=0.1, growth=0.03)])
    sizes = expected(as_today(ladder, 5)).sum(axis=(1, 2))
    assert sizes == pytest.approx([200, 206, 212, 218, 224, 230], abs=0.5)
    shrinking = ladder_of([Rung(Band.VSM, 20, 200, leaving=0.1, growth=-0.5)])
    # Nobody is dismissed: with no recruits at all, leavers are what shrinks it.
    assert expected(as_today(shrinking, 2)).sum(axis=(1, 2)) == pytest.approx([200, 180, 162])


def test_what_rounding_leaves_is_carried_to_the_next_year() -> None:
    course = as_today(ladder_of([Rung(Band.VSM, 0, 3, leaving=0.1)]), 40)
    assert course.recruits[:8, 0].tolist() == [0, 1, 0, 0, 0, 1, 0, 0]
    assert course.recruits.sum() == pytest.approx(0.3 * 40, abs=1.0)


def test_groups_in_each_other_s_place_have_each_other_s_people() -> None:
    four = [mirrored(mirrored(rung)) for rung in given_everything()]
    stocks = expected(as_today(ladder_of(four), 12))
    swapped = expected(as_today(ladder_of([mirrored(rung) for rung in four]), 12))
    assert swapped[..., ::-1] == pytest.approx(stocks, abs=1e-10)


def given_everything() -> list[Rung]:
    shares = (0.35, 0.15, 0.05, 0.1)
    return [
        Rung(
            rung.band,
            rung.interest,
            rung.total,
            rung.leaving,
            rung.leaving_interest,
            rung.promotion,
            rung.promotion_interest,
            recruits=rung.recruits,
            growth=rung.growth,
            recruitment_share=share,
        )
        for rung, share in zip(FOUR, shares, strict=True)
    ]
