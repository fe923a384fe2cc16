"""What a client may see and set of goals: the table of permissions, asked with whose a body is to the caller.

Who commissions whom, the indicators service knows and is asked.
"""

from collections.abc import Sequence
from typing import Final

from fastapi import Request

from services.identity import HEADER, Caller, require
from services.peers import peer_of
from trajectory_service.domain.goal import Kind, Party
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import Whose
from vocabulary.permissions.table import rule

_READ: Final = rule(Resource.GOAL, Action.READ)
_CHANGE: Final = rule(Resource.GOAL_CHANGE, Action.READ)
_EVERY: Final = rule(Resource.PROGRESS, Action.LIST)
_SET: Final = {
    Kind.NATIONAL: rule(Resource.GOAL, Action.WRITE),
    Kind.LOCAL: rule(Resource.LOCAL_GOAL, Action.WRITE),
}
_PARTIES: Final = {Whose.OWN: Party.ORGANISATION, Whose.OTHER: Party.NATIONAL_TEAM}


async def require_readable(request: Request, caller: Caller, ods: str, resource: Resource = Resource.GOAL) -> None:
    """Refuse a caller who may not read the goals, or the scenarios, of a body.

    Raises:
        Problem: 403 or 401; the 404 of the indicators service for a body that is not registered.
    """
    answer = await peer_of(request, "indicators").read(
        f"/v1/organisations/{ods}/entitlement", request.headers[HEADER]
    )
    asked = rule(resource, Action.READ)
    require(asked.allows(caller.kind, Whose(answer["whose"])), caller, asked.refused(ods))


async def require_progress(request: Request, caller: Caller, bodies: Sequence[str]) -> None:
    """Refuse a caller who may not read the goals of every body named, or, where none is, of every body.

    Raises:
        Problem: 403 or 401; the 404 of the indicators service.
    """
    if _EVERY.allows(caller.kind):
        return
    require(bool(bodies), caller, _EVERY.refused())
    for ods in bodies:
        await require_readable(request, caller, ods)


async def bodies_told_of(request: Request, caller: Caller) -> frozenset[str] | None:
    """Return the bodies of whose goals' changes the caller may know today; ``None`` for those who see every body."""
    if _CHANGE.allows(caller.kind, Whose.OTHER):
        return None
    if not _CHANGE.allows_some(caller.kind):
        return frozenset()
    answer = await peer_of(request, "indicators").read("/v1/entitlements", request.headers[HEADER])
    return frozenset(answer["organisations"])


def require_all(caller: Caller) -> None:
    """Refuse a caller who does not read the progress of every body.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    require(_EVERY.allows(caller.kind), caller, _EVERY.refused())


def party_of(caller: Caller, ods: str, kind: Kind) -> Party:
    """Return which party a caller speaks for: the body itself, or the national team. Local goals are the body's own.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    whose, asked = Whose.of(caller.body, ods), _SET[kind]
    require(asked.allows(caller.kind, whose), caller, asked.refused(ods))
    return _PARTIES[whose]


def require_keeper(caller: Caller, ods: str) -> None:
    """Refuse a caller who may not keep scenarios of a body.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    asked = rule(Resource.SCENARIO, Action.WRITE)
    require(asked.allows(caller.kind, Whose.of(caller.body, ods)), caller, asked.refused(ods))
