"""Who may see and put on record what is kept here: the table of permissions, asked with whose a body is.

Who commissions and succeeded whom, the indicators service knows and is asked. What may be seen of a body's figures is
decided by the services that own them.
"""

from http import HTTPStatus
from typing import Final

from fastapi import Request

from services import identity
from services.identity import HEADER, Caller
from services.peers import peer_of
from services.problems import Problem
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import Rule, Whose
from vocabulary.permissions.table import rule

_RECORD: Final = rule(Resource.RECORD, Action.READ)
_STATEMENT: Final = rule(Resource.STATEMENT, Action.READ)
_REPORT: Final = rule(Resource.CONTRACT_REPORT, Action.READ)


def require(caller: Caller, resource: Resource, action: Action) -> None:
    """Refuse a caller who may not do something with what is nobody's in particular.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    _require(caller, rule(resource, action), Whose.EVERYBODY)


def _require(caller: Caller, asked: Rule, whose: Whose, ods: str = "") -> None:
    identity.require(asked.allows(caller.kind, whose), caller, asked.refused(ods))


def sees_all(caller: Caller) -> bool:
    """Say whether a caller sees the exact figures, goals and records of every body."""
    return _RECORD.allows(caller.kind, Whose.OTHER)


async def sees_records(request: Request, caller: Caller, ods: str) -> bool:
    """Say whether a caller may see what a body put on record.

    Raises:
        Problem: 404 where no body is registered under the code.
    """
    return _RECORD.allows_some(caller.kind) and _RECORD.allows(caller.kind, await _whose(request, ods))


async def _whose(request: Request, ods: str) -> Whose:
    """Return whose a body is to the caller today.

    Raises:
        Problem: 404 where no body is registered under the code.
    """
    answer = await peer_of(request, "indicators").read(
        f"/v1/organisations/{ods}/entitlement", request.headers[HEADER]
    )
    return Whose(answer["whose"])


async def require_record_reader(request: Request, caller: Caller, ods: str) -> None:
    """Refuse a caller who may not read what body ``ods`` put on record of its own actions.

    Small counts stand in it, so it is shown whole or not.

    Raises:
        Problem: 403, or 401 when there was no credential; 404 where no body is registered under the code.
    """
    _require(caller, _RECORD, await _whose(request, ods), ods)


async def require_keeper(request: Request, caller: Caller, resource: Resource, ods: str) -> None:
    """Refuse a caller who may not put something of body ``ods`` on record.

    Raises:
        Problem: 403, or 401 when there was no credential; 404 where no body is registered under the code.
    """
    _require(caller, rule(resource, Action.WRITE), await _whose(request, ods), ods)


def require_writer(caller: Caller, resource: Resource, ods: str) -> None:
    """Refuse a caller who may not record something of body ``ods``, which is not asked about.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    _require(caller, rule(resource, Action.WRITE), Whose.of(caller.body, ods), ods)


async def require_statement_reader(request: Request, caller: Caller, ods: str) -> None:
    """Refuse a caller who may not read the statements of commissioner ``ods``.

    Who reads its contracts as its successor reads its statements too.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    whose = Whose.of(caller.body, ods)
    if whose is Whose.OTHER and _STATEMENT.allows(caller.kind, Whose.COMMISSIONED):
        inherited = await _reads(request, f"/v1/commissioners/{ods}/providers")
        whose = Whose.COMMISSIONED if inherited else whose
    _require(caller, _STATEMENT, whose, ods)


async def _reads(request: Request, path: str) -> bool:
    """Say whether the indicators service shows the caller something of contracts."""
    try:
        await peer_of(request, "indicators").ask(path, request.headers[HEADER])
    except Problem as problem:
        if problem.status not in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
            raise
        return False
    return True


async def require_report_reader(request: Request, caller: Caller, ods: str, commissioner: str | None) -> None:
    """Refuse a caller who may not read body ``ods``'s report to its co-ordinating commissioner.

    Those who commission it today may, and whoever holds the contract with it that the report is under: the
    commissioner that it names, or the one that stands in for that.

    Raises:
        Problem: 403, or 401 when there was no credential; 404 where no body is registered under the code.
    """
    whose = await _whose(request, ods)
    if commissioner is not None and whose is Whose.OTHER and _REPORT.allows(caller.kind, Whose.COMMISSIONED):
        named = await _reads(request, f"/v1/commissioners/{commissioner}/providers/{ods}")
        whose = Whose.COMMISSIONED if named else whose
    _require(caller, _REPORT, whose, ods)
