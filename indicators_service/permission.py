"""What a client may see and do here. Each rule is about one body; no route decides on its own."""

from typing import Final

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.tables import CommissionedRow
from services.identity import Caller, refusal
from vocabulary.clients import ClientKind

_SEE_ALL: Final = frozenset(
    {ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM, ClientKind.REGULATOR, ClientKind.OVERSIGHT}
)
_STEWARDS: Final = frozenset({ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM})


def sees_all(caller: Caller) -> bool:
    """Say whether the caller sees exact figures of every body and area, published or not."""
    return caller.kind in _SEE_ALL


async def sees_exact(caller: Caller, ods: str, session: AsyncSession) -> bool:
    """Say whether the caller sees the exact figures of body ``ods``: its own, or one it commissions."""
    if sees_all(caller) or caller.body == ods:
        return True
    if caller.kind != ClientKind.COMMISSIONER or caller.body is None:
        return False
    # A contract that has ended still entitles to the years in which it ran; the year is checked by the
    # oversight service, which knows what the commissioner is asked to assure.
    contract = select(CommissionedRow.provider).where(
        CommissionedRow.commissioner == caller.body, CommissionedRow.provider == ods
    )
    return (await session.exec(contract)).first() is not None


async def require_exact(caller: Caller, ods: str, session: AsyncSession) -> None:
    """Refuse a caller who may not see the exact figures of body ``ods``.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if not await sees_exact(caller, ods, session):
        raise refusal(caller, f"This client may not read the returns of {ods}; its published indicators are open.")


def require_submitter(caller: Caller, ods: str) -> None:
    """Refuse a caller who may not submit for body ``ods``: only the body itself and administrators may.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind != ClientKind.ADMINISTRATOR and caller.body != ods:
        raise refusal(caller, f"Only {ods} itself may submit its return; this client acts for another body.")


def require_steward(caller: Caller) -> None:
    """Refuse a caller who may not keep the reference data: the national team and administrators do.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in _STEWARDS:
        raise refusal(caller, "Only the national team and administrators change organisations and contracts.")
