"""What a client may see and set of goals. Who commissions whom, the indicators service knows and is asked."""

from collections.abc import Sequence
from typing import Final

from fastapi import Request

from services.identity import HEADER, Caller, refusal
from services.peers import peer_of
from trajectory_service.domain.goal import Kind, Party
from vocabulary.clients import ClientKind

_SEE_ALL: Final = frozenset(
    {ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM, ClientKind.REGULATOR, ClientKind.OVERSIGHT}
)


async def require_exact(request: Request, caller: Caller, ods: str) -> None:
    """Refuse a caller who may not see the body's own figures; a body that is not registered is a 404.

    Raises:
        Problem: 403 or 401, or the 404 of the indicators service.
    """
    answer = await peer_of(request, "indicators").read(
        f"/v1/organisations/{ods}/entitlement", request.headers[HEADER]
    )
    if not answer["exact"]:
        raise refusal(caller, f"This client may not read the goals of {ods}.")


async def require_exact_of(request: Request, caller: Caller, bodies: Sequence[str]) -> None:
    """Refuse a caller who does not see the own figures of every body named, or, where none is, of every body.

    Raises:
        Problem: 403 or 401, or the 404 of the indicators service.
    """
    if caller.kind not in _SEE_ALL and not bodies:
        raise refusal(caller, "Name organisations; only clients that see every organisation's figures may read all.")
    for ods in () if caller.kind in _SEE_ALL else bodies:
        await require_exact(request, caller, ods)


async def exact_bodies(request: Request, caller: Caller) -> frozenset[str] | None:
    """Return the bodies whose goals the caller may read today; ``None`` for those who see every body."""
    if caller.kind in _SEE_ALL:
        return None
    answer = await peer_of(request, "indicators").read("/v1/entitlements", request.headers[HEADER])
    return None if answer["every"] else frozenset(answer["organisations"])


def require_all(caller: Caller) -> None:
    """Refuse a caller who does not see the exact figures of every body.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in _SEE_ALL:
        raise refusal(caller, "Only clients that see every organisation's figures may read this.")


def party_of(caller: Caller, ods: str, kind: Kind) -> Party:
    """Return which party a caller speaks for: the body itself, or the national team. Local goals are the body's own.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.body == ods:
        return Party.ORGANISATION
    if kind is Kind.LOCAL:
        raise refusal(caller, f"Only {ods} itself sets its local goals.")
    if caller.kind not in (ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM):
        raise refusal(caller, f"Only {ods} itself and the national team set its goals.")
    return Party.NATIONAL_TEAM
