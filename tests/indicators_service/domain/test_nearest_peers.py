"""Who the nearest peers of a trust are, in which order, and why."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators_service.domain.nearest_peers import Candidate, nearest_peers
from vocabulary.organisations import OrganisationType

_ACUTE, _CCG = OrganisationType.ACUTE, OrganisationType.CCG
_CANDIDATE = st.builds(
    Candidate,
    st.integers(0, 99).map(lambda n: f"R{n:02}"),
    st.sampled_from([_ACUTE, OrganisationType.COMMUNITY, _CCG]),
    st.one_of(st.none(), st.integers(0, 30)),
)


def _acute(ods: str, headcount: int | None) -> Candidate:
    return Candidate(ods, _ACUTE, headcount)


def _codes(own: Candidate, candidates: list[Candidate], most: int = 10) -> list[str]:
    return [peer.ods for peer in nearest_peers(own, candidates, most).peers]


def test_half_as_large_is_as_far_as_twice_as_large_and_ties_go_by_code() -> None:
    own = _acute("RA1", 3000)
    candidates = [own, _acute("RC1", 6000), _acute("RB1", 1500), _acute("RD1", 3100), _acute("RE1", 1499)]
    assert _codes(own, candidates) == ["RD1", "RB1", "RC1", "RE1"]
    peers = nearest_peers(own, candidates).peers
    assert [peer.distance for peer in peers[1:3]] == pytest.approx([math.log(2), math.log(2)])


def test_peers_are_trusts_of_the_same_type_with_people() -> None:
    own = _acute("RA1", 3000)
    strangers = [Candidate("RB1", OrganisationType.COMMUNITY, 3000), _acute("RC1", None), _acute("RD1", 0)]
    assert _codes(own, [*strangers, _acute("RE1", 9)]) == ["RE1"]


def test_a_body_that_is_no_trust_or_has_no_headcount_has_no_peers_and_is_told_why() -> None:
    peers = [_acute("RB1", 5), Candidate("15N", _CCG, 5)]
    ccg, unknown = nearest_peers(Candidate("00A", _CCG, 5), peers), nearest_peers(_acute("RA1", None), peers)
    assert (ccg.peers, unknown.peers) == ((), ())
    assert "trusts only" in ccg.rule
    assert "not known" in unknown.rule


def test_the_rule_says_how_many_of_which_type() -> None:
    assert nearest_peers(_acute("RA1", 5), [], 7).rule.startswith("The 7 trusts of type 'acute' nearest in headcount")
    with pytest.raises(ValueError, match="at least one"):
        nearest_peers(_acute("RA1", 5), [], 0)


@given(st.lists(_CANDIDATE, unique_by=lambda each: each.ods, max_size=40), st.integers(1, 12), st.integers(1, 30))
@settings(max_examples=60)
def test_nobody_left_out_is_nearer_than_a_peer_and_the_trust_is_never_its_own(
    candidates: list[Candidate], most: int, headcount: int
) -> None:
    own = _acute("R07", headcount)
    found = nearest_peers(own, candidates, most).peers
    named = {peer.ods for peer in found}
    eligible = [c for c in candidates if c.type is _ACUTE and c.headcount and c.ods != own.ods]
    assert own.ods not in named
    assert len(found) == min(most, len(eligible))
    left = [
        max(c.headcount / headcount, headcount / c.headcount) for c in eligible if c.headcount and c.ods not in named
    ]
    taken = [max(peer.headcount / headcount, headcount / peer.headcount) for peer in found]
    assert not left or not taken or max(taken) <= min(left) * (1 + 1e-9)
