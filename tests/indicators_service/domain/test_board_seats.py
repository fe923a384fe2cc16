"""Expected seats and their chances, against exact fractions."""

from fractions import Fraction
from math import ceil, comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.annual_return import AnnualReturn, BoardRow, Counts, WorkforceRow
from indicators_service.domain.board_seats import MEMBERSHIPS, Basis, Seats, board_seats, seats
from indicators_service.domain.disclosure import control
from indicators_service.domain.tally import tally_of
from vocabulary.bands import Band, StaffGroup
from vocabulary.indicators import Reason

_BOARD = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
_STAFF = st.integers(1, 30_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def _annual(board: list[tuple[bool, bool, Counts]] | None, staff: Counts | None) -> AnnualReturn:
    return AnnualReturn(
        workforce=None if staff is None else (WorkforceRow(StaffGroup.NON_CLINICAL, Band.BAND_5, staff),),
        board=None if board is None else tuple(BoardRow(*row) for row in board),
    )


def _whole(annual: AnnualReturn, basis: Basis = Basis.OF_ALL) -> Seats:
    return board_seats(tally_of([annual]), basis)[0][0]


@given(_BOARD, _STAFF)
@settings(max_examples=100)
def test_seats_agree_with_exact_fractions(board: tuple[int, int], staff: tuple[int, int]) -> None:
    k, n = board
    share = Fraction(*staff)
    chances = [comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(n + 1)]
    found = seats(*(np.array([number]) for number in (*board, *staff)))
    assert found.expected[0] == float(n * share)
    assert found.difference[0] == float(k - n * share)
    assert found.needed[0] == max(0, ceil(n * share) - k)
    assert found.at_most[0] == pytest.approx(float(sum(chances[: k + 1])), rel=1e-9, abs=1e-15)
    assert found.at_least[0] == pytest.approx(float(sum(chances[k:])), rel=1e-9, abs=1e-15)


@given(st.lists(st.tuples(_BOARD, _STAFF), min_size=1, max_size=12))
@settings(max_examples=30)
def test_one_boards_chances_never_depend_on_another(boards: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    table = np.array([(*board, *staff) for board, staff in boards])
    together = seats(*table.T)
    alone = [seats(*(np.array([number]) for number in row)) for row in table]
    np.testing.assert_allclose(together.at_most, [one.at_most[0] for one in alone], rtol=1e-12)


def test_a_board_short_of_its_share_is_told_in_seats() -> None:
    annual = _annual([(True, True, Counts(6, 0)), (True, False, Counts(6, 1))], Counts(7000, 3000))
    whole, voting, non_voting, executive, _ = board_seats(tally_of([annual]))[0]
    assert (whole.members, whole.actual, whole.share) == (13, 1, 30.0)
    assert whole.expected == pytest.approx(3.9)
    assert whole.difference == pytest.approx(-2.9)
    assert whole.needed == 3
    assert whole.at_most == pytest.approx(0.7**13 + 13 * 0.3 * 0.7**12)
    assert (voting.expected, non_voting.reason) == (whole.expected, Reason.NO_DENOMINATOR)
    assert (executive.membership, executive.actual, executive.needed) == ("executive", 0, 2)


def test_people_of_unknown_ethnicity_count_on_both_sides_or_on_neither() -> None:
    annual = _annual([(True, True, Counts(6, 2, 2))], Counts(60, 20, 20))
    of_all, of_known = _whole(annual), _whole(annual, Basis.OF_KNOWN)
    assert (of_all.basis, of_all.members, of_all.expected) == (Basis.OF_ALL, 10, 2.0)
    assert (of_known.basis, of_known.members, of_known.expected) == (Basis.OF_KNOWN, 8, 2.0)
    assert of_all.needed == of_known.needed == 0


@pytest.mark.parametrize(
    ("annual", "reason"),
    [
        (_annual(None, Counts(9, 9)), Reason.NOT_COLLECTED),
        (_annual([(True, True, Counts(6, 2))], None), Reason.NOT_COLLECTED),
        (_annual([], Counts(9, 9)), Reason.NO_DENOMINATOR),
        (_annual([(True, True, Counts(6, 2))], Counts(0, 0)), Reason.NO_DENOMINATOR),
    ],
)
def test_without_board_or_workforce_nothing_is_expected(annual: AnnualReturn, reason: Reason) -> None:
    found = board_seats(tally_of([annual]))[0]
    assert [cut.membership for cut in found] == list(MEMBERSHIPS)
    assert {(cut.reason, cut.expected, cut.needed, cut.at_most) for cut in found} == {(reason, None, None, None)}


def test_hidden_members_hide_the_seats() -> None:
    annual = _annual([(True, True, Counts(10, 1)), (False, False, Counts(10, 0))], Counts(700, 300))
    found = board_seats(control(tally_of([annual])))[0]
    assert found[1].reason is Reason.SUPPRESSED
    assert found[1].actual is None


def test_a_part_larger_than_its_whole_is_undefined() -> None:
    found = seats(np.array([3, 1]), np.array([2, 2]), np.array([1, 5]), np.array([4, 4]))
    assert np.isnan([found.share, found.expected, found.difference, found.at_most, found.at_least]).all()
