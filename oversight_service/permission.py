"""Who may record official outcomes. What may be seen of a body is decided by the services that own the figures."""

from typing import Final

from fastapi import Request

from services.identity import HEADER, Caller, refusal
from services.peers import peer_of
from vocabulary.clients import ClientKind

_RECORDERS: Final = frozenset({ClientKind.ADMINISTRATOR, ClientKind.OVERSIGHT})

_NATIONAL: Final = frozenset(
    {ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM, ClientKind.REGULATOR, ClientKind.OVERSIGHT}
)


def require_recorder(caller: Caller) -> None:
    """Refuse a caller who may not record official outcomes.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in _RECORDERS:
        raise refusal(caller, "Only oversight bodies record official outcomes.")


def require_assurer(caller: Caller, ods: str) -> None:
    """Refuse a caller who may not state anything for commissioner ``ods``: itself and administrators may.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind != ClientKind.ADMINISTRATOR and caller.body != ods:
        raise refusal(caller, f"Only {ods} itself makes statements about its providers.")


def require_assurer_or_national(caller: Caller, ods: str) -> None:
    """Refuse a caller who may not read the statements of commissioner ``ods``: itself and the national bodies may.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in _NATIONAL and caller.body != ods:
        raise refusal(caller, f"Only {ods} itself and the national bodies read its statements.")


def require_figure_writer(caller: Caller, ods: str) -> None:
    """Refuse a caller who may not record published figures of body ``ods``: itself and the national bodies may.

    Of these, regulators only read.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in _RECORDERS | {ClientKind.NATIONAL_TEAM} and caller.body != ods:
        raise refusal(caller, f"Only {ods} itself, oversight bodies and the national team record its figures.")


def require_national(caller: Caller) -> None:
    """Refuse a caller who does not see the exact figures of every body.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in _NATIONAL:
        raise refusal(caller, "Only clients that see every organisation's figures may read this.")


def require_reviewer(caller: Caller) -> None:
    """Refuse a caller who may not run a national review: the national team and administrators may.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in (ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM):
        raise refusal(caller, "Only the national WRES team runs national reviews.")


def sees_all(caller: Caller) -> bool:
    """Say whether a caller sees the exact figures, goals and records of every body."""
    return caller.kind in _NATIONAL


async def sees_records(request: Request, caller: Caller, ods: str) -> bool:
    """Say whether a caller may see what a body put on record: those who may see its exact figures.

    Raises:
        Problem: 404 where no body is registered under the code.
    """
    if caller.kind == ClientKind.PUBLIC:
        return False
    answer = await peer_of(request, "indicators").read(
        f"/v1/organisations/{ods}/entitlement", request.headers[HEADER]
    )
    return bool(answer["exact"])
