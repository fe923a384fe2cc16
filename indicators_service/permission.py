"""What a client may see and do here. Each rule is about one body; no route decides on its own."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain.succession import SuccessionKind
from indicators_service.tables import CommissionedRow, SuccessionRow
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


def require_all(caller: Caller) -> None:
    """Refuse a caller who does not see the exact figures of every body.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if not sees_all(caller):
        raise refusal(caller, "Only clients that see every organisation's figures may read this.")


class _Term(NamedTuple):
    """The first and last day of a contract with a provider; no last day where it runs on."""

    provider: str
    first: date
    last: date | None

    def meets(self, first: date, last: date) -> bool:
        """Say whether the contract ran on any day of a period."""
        return self.first <= last and (self.last is None or self.last >= first)


async def sees_exact(caller: Caller, ods: str, session: AsyncSession, year: int | None = None) -> bool:
    """Say whether the caller sees the exact figures of body ``ods``: its own, or one it commissions.

    A contract entitles to the reporting years in which it ran, or, where no year is named, while it runs. A
    commissioner stands in for the bodies that it succeeded as a whole: for their own figures, and their contracts.
    """
    if sees_all(caller) or caller.body == ods:
        return True
    if caller.kind != ClientKind.COMMISSIONER or caller.body is None:
        return False
    ended = await _succeeded(caller.body, session)
    terms = await _terms(caller.body, ended, session, ods)
    return ods in ended or any(each.meets(*_period(year)) for each in terms)


async def exact_years(caller: Caller, ods: str, session: AsyncSession) -> Callable[[int], bool]:
    """Return which reporting years of body ``ods`` the caller sees exact: all, none, or those of its contracts."""
    if sees_all(caller) or caller.body == ods:
        return lambda year: True
    if caller.kind != ClientKind.COMMISSIONER or caller.body is None:
        return lambda year: False
    ended = await _succeeded(caller.body, session)
    terms = await _terms(caller.body, ended, session, ods)
    return lambda year: ods in ended or any(each.meets(*_period(year)) for each in terms)


async def exact_bodies(caller: Caller, session: AsyncSession, year: int | None) -> frozenset[str]:
    """Return the bodies whose exact figures of a year, or of today, the caller sees, beside those who see all."""
    if caller.body is None:
        return frozenset()
    if caller.kind != ClientKind.COMMISSIONER:
        return frozenset({caller.body})
    ended = await _succeeded(caller.body, session)
    terms = await _terms(caller.body, ended, session)
    return frozenset({caller.body, *ended, *(each.provider for each in terms if each.meets(*_period(year)))})


def _period(year: int | None) -> tuple[date, date]:
    return (now().date(), now().date()) if year is None else reporting_period(year)


async def _succeeded(body: str, session: AsyncSession) -> dict[str, date]:
    """Return the bodies that a body succeeded as a whole, at once or in turn, and the day on which each ended.

    What is planned for a later day has not happened; a body that was split is nobody's alone.
    """
    row, found, waiting = SuccessionRow, dict[str, date](), {body}
    while waiting:
        query = select(row).where(col(row.successor).in_(waiting), row.kind != SuccessionKind.SPLIT)
        lines = (await session.exec(query.where(row.effective_on <= now().date()))).all()
        new = {each.predecessor: each.effective_on for each in lines if each.predecessor not in {body, *found}}
        found, waiting = found | new, set(new)
    return found


async def _terms(
    body: str, ended: dict[str, date], session: AsyncSession, provider: str | None = None
) -> list[_Term]:
    """Return a commissioner's contracts and those of the bodies that it succeeded, with one provider or with all.

    A contract of a body that ended ran no longer than the body itself, whatever is recorded of it.
    """
    row = CommissionedRow
    query = select(row).where(col(row.commissioner).in_([body, *ended]))
    if provider is not None:
        query = query.where(row.provider == provider)
    found = [
        _Term(each.provider, each.valid_from, _last(each.valid_to, ended.get(each.commissioner)))
        for each in (await session.exec(query)).all()
    ]
    return [each for each in found if each.last is None or each.first <= each.last]


def _last(agreed: date | None, ended: date | None) -> date | None:
    if ended is None:
        return agreed
    day_before = ended - timedelta(days=1)
    return day_before if agreed is None else min(agreed, day_before)


async def require_contracts(caller: Caller, ods: str, session: AsyncSession) -> None:
    """Refuse a caller who may not read the contracts of commissioner ``ods``: itself and the national bodies may.

    So may the commissioner that succeeded it as a whole, which stands in for it.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if sees_all(caller) or caller.body == ods:
        return
    stands_in = caller.kind == ClientKind.COMMISSIONER and caller.body is not None
    if not (stands_in and ods in await _succeeded(caller.body or "", session)):
        words = f"Only {ods} itself, its successor and the national bodies read its contracts."
        raise refusal(caller, words)


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
