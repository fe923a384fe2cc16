"""Board seats beside the number that the workforce's share would give."""

import pytest

from oversight_service.domain.binomial import Tail
from oversight_service.domain.evidence_metrics import BoardSeats
from oversight_service.domain.peer_body import PeerBodyError
from tests.oversight_service.domain import wire_bodies as wire


def seats(rows: list[wire.Json], membership: str = "all") -> BoardSeats:
    pack = wire.pack(wire.indicators(rows))
    return next(one for one in pack.board_seats if one.membership == membership)


def test_three_expected_and_none_held_states_its_chance() -> None:
    cut = seats(wire.results())
    assert (cut.members, cut.actual, cut.expected, cut.tail) == (15, 0, 3.0, Tail.AT_MOST)
    assert cut.probability == pytest.approx(0.8**15)
    assert "0 of 15 are held by BME people; 3.0 would be expected" in cut.sentence
    assert "at most 0 would be 3.5%" in cut.sentence


def test_every_cut_of_the_board_is_there() -> None:
    assert [one.membership for one in wire.pack().board_seats] == list(wire.MEMBERSHIPS)


def test_seats_above_the_number_expected_count_the_upper_tail() -> None:
    cut = seats(wire.replaced(wire.results(), wire.board("all", wire.chance(), actual=6)))
    assert (cut.tail, cut.shortfall) == (Tail.AT_LEAST, -3.0)


def test_unknown_ethnicity_stays_in_the_workforce() -> None:
    cut = seats(wire.replaced(wire.results(), wire.workforce(bme=200, white=400, unknown=400)))
    assert cut.expected_share == pytest.approx(20.0)


def test_an_empty_cut_and_an_unknown_workforce_have_reasons() -> None:
    empty = seats(wire.replaced(wire.results(), wire.board("non_voting", {}, members=0)), "non_voting")
    assert (empty.expected, empty.reason) == (None, "empty-board")
    hidden = wire.workforce() | {"groups": {}, "value": None, "reason": "suppressed"}
    assert seats(wire.replaced(wire.results(), hidden)).reason == "no-workforce-share"


def test_a_suppressed_cut_shows_nothing() -> None:
    hidden = wire.board("all", {}) | {"value": None, "reason": "suppressed"}
    cut = seats(wire.replaced(wire.results(), hidden))
    assert (cut.reason, cut.members, cut.actual, cut.probability) == ("suppressed", None, None, None)


def test_more_members_of_a_group_than_members_are_refused() -> None:
    with pytest.raises(PeerBodyError, match="more members than there are"):
        seats(wire.replaced(wire.results(), wire.board("all", {}, actual=16)))
