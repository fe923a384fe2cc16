"""The trusts most like a given one, by type and size."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vocabulary.organisations import TRUST_TYPES, OrganisationType

PEERS: Final = 10
"""How many peers are named unless told otherwise."""

_PLACES: Final = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that could be a peer. ``headcount`` is ``None`` where it has no return."""

    ods: str
    type: OrganisationType
    headcount: int | None


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer and how far away it is: the size of the natural logarithm of the ratio of headcounts."""

    ods: str
    headcount: int
    distance: float


@dataclass(frozen=True, slots=True)
class NearestPeers:
    """The peers of a trust, nearest first, and in words how they were chosen, or why there are none."""

    peers: tuple[Peer, ...]
    rule: str


def nearest_peers(own: Candidate, candidates: Iterable[Candidate], most: int = PEERS) -> NearestPeers:
    """Return the ``most`` trusts nearest in size among those of the same type.

    Distance is |ln(headcount / own headcount)|, so that half as large is as far as twice as large. Ties go by ODS
    code. A trust is never its own peer. Bodies that are not trusts have no peers of this kind, nor have trusts whose
    headcount is not known; and neither can be one.

    Raises:
        ValueError: ``most`` is below 1.
    """
    if most < 1:
        raise ValueError("at least one peer is asked for")
    if own.type not in TRUST_TYPES:
        return NearestPeers((), "Nearest peers are found for NHS trusts only.")
    if not own.headcount:
        return NearestPeers((), "The trust's headcount is not known, so no trust is near to it.")
    size = own.headcount
    peers = [
        Peer(each.ods, each.headcount, _distance(each.headcount, size))
        for each in candidates
        if each.type is own.type and each.ods != own.ods and each.headcount
    ]
    return NearestPeers(tuple(sorted(peers, key=_order)[:most]), _rule(own.type, most))


def _distance(headcount: int, own: int) -> float:
    return abs(math.log(headcount / own))


def _order(peer: Peer) -> tuple[float, str]:
    return round(peer.distance, _PLACES), peer.ods


def _rule(kind: OrganisationType, most: int) -> str:
    return (
        f"The {most} trusts of type '{kind.value}' nearest in headcount, by the ratio of the two headcounts "
        f"(half as large is as far as twice as large); ties by ODS code; the trust itself left out."
    )
