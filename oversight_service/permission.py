"""Who may record official outcomes. What may be seen of a body is decided by the services that own the figures."""

from http import HTTPStatus
from typing import Final

from fastapi import Request

from services.identity import HEADER, Caller, refusal
from services.peers import peer_of
from services.problems import Problem
from vocabulary.clients import ACT_FOR_A_BODY, ClientKind

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
    return caller.kind != ClientKind.PUBLIC and await _is_entitled(request, ods)


async def _is_entitled(request: Request, ods: str) -> bool:
    """Say whether the caller sees the exact figures of a body; the rule is the indicators service's.

    Raises:
        Problem: 404 where no body is registered under the code.
    """
    answer = await peer_of(request, "indicators").read(
        f"/v1/organisations/{ods}/entitlement", request.headers[HEADER]
    )
    return bool(answer["exact"])


async def require_record_reader(request: Request, caller: Caller, ods: str) -> None:
    """Refuse a caller who may not read what body ``ods`` put on record of its own actions.

    Itself, the national bodies and whoever commissions it may. Small counts stand in it, so it is shown whole or not.

    Raises:
        Problem: 403, or 401 when there was no credential; 404 where no body is registered under the code.
    """
    if not await _is_entitled(request, ods):
        raise refusal(caller, f"Only {ods} itself, its commissioners and the national bodies read this.")


async def require_record_keeper(request: Request, caller: Caller, ods: str) -> None:
    """Refuse a caller who may not put on record what body ``ods`` does: its own client and administrators may.

    Raises:
        Problem: 403, or 401 when there was no credential; 404 where no body is registered under the code.
    """
    await _is_entitled(request, ods)
    own = caller.kind in ACT_FOR_A_BODY and caller.body == ods
    if caller.kind != ClientKind.ADMINISTRATOR and not own:
        raise refusal(caller, f"Only {ods} itself puts on record what it does.")


async def require_report_reader(request: Request, caller: Caller, ods: str, commissioner: str | None) -> None:
    """Refuse a caller who may not read body ``ods``'s report to its co-ordinating commissioner.

    Those who read its records may, and whoever holds the contract with it that the report is under: the commissioner
    that it names, or the one that stands in for that. Who holds a contract, the indicators service knows.

    Raises:
        Problem: 403, or 401 when there was no credential; 404 where no body is registered under the code.
    """
    if commissioner is not None and caller.kind == ClientKind.COMMISSIONER:
        path = f"/v1/commissioners/{commissioner}/providers/{ods}"
        try:
            await peer_of(request, "indicators").ask(path, request.headers[HEADER])
        except Problem as problem:
            if problem.status not in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
                raise
        else:
            return
    await require_record_reader(request, caller, ods)
