"""What a client may see and do here. Each rule is about one body; no route decides on its own."""

from collections.abc import Callable
from typing import Final

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from indicators_service.tables import CommissionedRow
from services.identity import Caller, refusal
from services.instants import now
from vocabulary.clients import ClientKind
from vocabulary.years import reporting_period

_SEE_ALL: Final = frozenset(
    {ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM, ClientKind.REGULATOR, ClientKind.OVERSIGHT}
)
_STEWARDS: Final = frozenset({ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM})


def sees_all(caller: Caller) -> bool:
    """Say whether the caller sees exact figures of every body and area, published or not."""
    return caller.kind in _SEE_ALL


async def sees_exact(caller: Caller, ods: str, session: AsyncSession, year: int | None = None) -> bool:
    """Say whether the caller sees the exact figures of body ``ods``: its own, or one it commissions.

    A contract entitles to the reporting years in which it ran, or, where no year is named, while it runs.
    """
    if sees_all(caller) or caller.body == ods:
        return True
    if caller.kind != ClientKind.COMMISSIONER or caller.body is None:
        return False
    contract = _contracts(caller.body, year).where(CommissionedRow.provider == ods)
    return (await session.exec(contract)).first() is not None


async def exact_years(caller: Caller, ods: str, session: AsyncSession) -> Callable[[int], bool]:
    """Return which reporting years of body ``ods`` the caller sees exact: all, none, or those of its contracts."""
    if sees_all(caller) or caller.body == ods:
        return lambda year: True
    if caller.kind != ClientKind.COMMISSIONER or caller.body is None:
        return lambda year: False
    row = CommissionedRow
    query = select(row).where(row.commissioner == caller.body, row.provider == ods)
    terms = [(each.valid_from, each.valid_to) for each in (await session.exec(query)).all()]

    def ran_in(year: int) -> bool:
        first, last = reporting_period(year)
        return any(start <= last and (end is None or end >= first) for start, end in terms)

    return ran_in


async def exact_bodies(caller: Caller, session: AsyncSession, year: int) -> frozenset[str]:
    """Return the bodies whose exact figures of a year the caller sees, beside those who see all."""
    if caller.body is None:
        return frozenset()
    if caller.kind != ClientKind.COMMISSIONER:
        return frozenset({caller.body})
    return frozenset({caller.body, *(await session.exec(_contracts(caller.body, year))).all()})


def _contracts(commissioner: str, year: int | None) -> SelectOfScalar[str]:
    """Return the query of the providers that a commissioner holds a contract with in a reporting year, or now."""
    first, last = (now().date(), now().date()) if year is None else reporting_period(year)
    row = CommissionedRow
    return select(row.provider).where(
        row.commissioner == commissioner,
        row.valid_from <= last,
        or_(col(row.valid_to).is_(None), col(row.valid_to) >= first),
    )


async def require_exact(caller: Caller, ods: str, session: AsyncSession, year: int) -> None:
    """Refuse a caller who may not see the exact figures of body ``ods`` for a reporting year.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if not await sees_exact(caller, ods, session, year):
        words = f"This client may not read the return of {ods} for {year}; its published indicators are open."
        raise refusal(caller, words)


def may_submit(caller: Caller, ods: str) -> bool:
    """Say whether the caller may submit for body ``ods``: the body itself and administrators may."""
    return caller.kind == ClientKind.ADMINISTRATOR or caller.body == ods


def is_steward(caller: Caller) -> bool:
    """Say whether the caller keeps the reference data and publishes: the national team and administrators do."""
    return caller.kind in _STEWARDS


def sees_batch(caller: Caller, uploaded_by: str) -> bool:
    """Say whether the caller may follow an upload: its own, and stewards every one."""
    return caller.client == uploaded_by or is_steward(caller)


def require_submitter(caller: Caller, ods: str) -> None:
    """Refuse a caller who may not submit for body ``ods``: only the body itself and administrators may.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if not may_submit(caller, ods):
        raise refusal(caller, f"Only {ods} itself may submit its return; this client acts for another body.")


def require_steward(caller: Caller) -> None:
    """Refuse a caller who may not keep the reference data: the national team and administrators do.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if not is_steward(caller):
        raise refusal(caller, "Only the national team and administrators change organisations and contracts.")
