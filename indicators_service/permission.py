"""What a client may see and do here: the table of permissions, asked with whose a thing is to the caller.

No kind of client is named here. Who commissions whom is known to this service alone, and the others ask it.
"""

from collections.abc import Callable
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.commissioning import Commissioning, commissioning, succeeded
from services import identity
from services.identity import Caller
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import Rule, Whose
from vocabulary.permissions.table import rule

_EXACT: Final = rule(Resource.RESULT, Action.READ)
_BATCH: Final = rule(Resource.BATCH, Action.READ)
_CONTRACT: Final = rule(Resource.CONTRACT, Action.READ)
_SUBMIT: Final = rule(Resource.RETURN, Action.WRITE)
_STEPS: Final = {
    "submitted": rule(Resource.RETURN, Action.SUBMIT),
    "signed_off": rule(Resource.RETURN, Action.SUBMIT),
    "published": rule(Resource.RETURN, Action.PUBLISH),
    "withdrawn": rule(Resource.RETURN, Action.WITHDRAW),
}
_PUBLISHED: Final = rule(Resource.PUBLISHED_RETURN, Action.WITHDRAW)


def require(caller: Caller, resource: Resource, action: Action) -> None:
    """Refuse a caller who may not do something with what is nobody's in particular.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    _require(caller, rule(resource, action), Whose.EVERYBODY)


def _require(caller: Caller, asked: Rule, whose: Whose, ods: str = "") -> None:
    identity.require(asked.allows(caller.kind, whose), caller, asked.refused(ods))


def sees_all(caller: Caller) -> bool:
    """Say whether the caller sees exact figures of every body and area, published or not."""
    return _EXACT.allows(caller.kind, Whose.OTHER)


async def whose(caller: Caller, ods: str, session: AsyncSession, year: int | None = None) -> Whose:
    """Return whose body ``ods`` is to the caller in a reporting year, or today.

    A contract entitles to the reporting years in which it ran. A commissioner stands in for the bodies that it
    succeeded as a whole: for their own figures, and their contracts.
    """
    known = Whose.of(caller.body, ods)
    held = None if known is Whose.OWN else await _commissioning(caller, session, ods)
    return Whose.COMMISSIONED if held is not None and ods in held.bodies(year) else known


async def _commissioning(caller: Caller, session: AsyncSession, ods: str | None = None) -> Commissioning | None:
    """Return what the caller's body answers for; ``None`` where that makes no difference to what it may."""
    if caller.body is None or not _EXACT.allows(caller.kind, Whose.COMMISSIONED):
        return None
    return await commissioning(session, caller.body, ods)


async def sees_exact(caller: Caller, ods: str, session: AsyncSession, year: int | None = None) -> bool:
    """Say whether the caller sees the exact figures of body ``ods`` in a reporting year, or today."""
    return sees_all(caller) or _EXACT.allows(caller.kind, await whose(caller, ods, session, year))


async def exact_years(caller: Caller, ods: str, session: AsyncSession) -> Callable[[int], bool]:
    """Return which reporting years of body ``ods`` the caller sees exact: all, none, or those of its contracts."""
    every = sees_all(caller) or _EXACT.allows(caller.kind, Whose.of(caller.body, ods))
    held = None if every else await _commissioning(caller, session, ods)
    return lambda year: every or (held is not None and ods in held.bodies(year))


async def exact_bodies(caller: Caller, session: AsyncSession, year: int | None) -> frozenset[str]:
    """Return the bodies whose exact figures of a year, or of today, the caller sees, beside those who see all."""
    own = {caller.body} if caller.body is not None and _EXACT.allows(caller.kind, Whose.OWN) else set()
    held = await _commissioning(caller, session)
    return frozenset(own if held is None else own | held.bodies(year))


async def require_contracts(caller: Caller, ods: str, session: AsyncSession, provider: str | None = None) -> None:
    """Refuse a caller who may not read the contracts of commissioner ``ods``, or the one with a provider.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    found = Whose.OWN if caller.body in (ods, provider or ods) else Whose.OTHER
    if found is Whose.OTHER and caller.body is not None and ods in await succeeded(session, caller.body):
        found = Whose.COMMISSIONED
    _require(caller, _CONTRACT, found, ods)


async def require_exact(
    caller: Caller, resource: Resource, ods: str, session: AsyncSession, year: int | None = None
) -> None:
    """Refuse a caller who may not read something of body ``ods``, of a reporting year or of today.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    _require(caller, rule(resource, Action.READ), await whose(caller, ods, session, year), ods)


def _may(caller: Caller, asked: Rule, ods: str) -> bool:
    return asked.allows(caller.kind) or asked.allows(caller.kind, Whose.of(caller.body, ods))


def may_submit(caller: Caller, ods: str) -> bool:
    """Say whether the caller may submit for body ``ods``."""
    return _may(caller, _SUBMIT, ods)


def against_step(caller: Caller, to: str, ods: str, *, published: bool = False) -> str | None:
    """Return why the caller may not take a step with the return of body ``ods``; ``None`` where it may.

    ``published`` says that it is published, or to be at the end of an embargo.
    """
    asked = _PUBLISHED if published and to == "withdrawn" else _STEPS[to]
    return None if _may(caller, asked, ods) else asked.refused(ods)


def require_mover(caller: Caller, to: str) -> None:
    """Refuse a caller who takes a step with nobody's return.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    asked = _STEPS[to]
    identity.require(asked.allows_some(caller.kind), caller, asked.refused(caller.body or "the body"))


def require_submitter(caller: Caller, ods: str) -> None:
    """Refuse a caller who may not submit for body ``ods``.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    identity.require(may_submit(caller, ods), caller, _SUBMIT.refused(ods))


def sees_every_batch(caller: Caller) -> bool:
    """Say whether the caller may follow everybody's uploads."""
    return _BATCH.allows(caller.kind, Whose.OTHER)


def sees_batch(caller: Caller, uploaded_by: str) -> bool:
    """Say whether the caller may follow an upload: its own, or everybody's."""
    return _BATCH.allows(caller.kind, Whose.OWN if caller.client == uploaded_by else Whose.OTHER)
