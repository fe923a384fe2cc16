"""What a commissioner answers for: its contracts, and those of the bodies that it succeeded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain.succession import SuccessionKind
from indicators_service.tables import CommissionedRow, SuccessionRow
from services.instants import now
from vocabulary.years import reporting_period


class Term(NamedTuple):
    """The first and last day of a contract with a provider; no last day where it runs on."""

    provider: str
    first: date
    last: date | None

    def meets(self, first: date, last: date) -> bool:
        """Say whether the contract ran on any day of a period."""
        return self.first <= last and (self.last is None or self.last >= first)


@dataclass(frozen=True, slots=True)
class Commissioning:
    """The bodies that a commissioner succeeded as a whole, and the contracts that it holds or held through them."""

    succeeded: Mapping[str, date]
    terms: Sequence[Term]

    def bodies(self, year: int | None) -> frozenset[str]:
        """Return the bodies that it answers for in a reporting year, or today."""
        period = (now().date(), now().date()) if year is None else reporting_period(year)
        return frozenset({*self.succeeded, *(each.provider for each in self.terms if each.meets(*period))})


async def commissioning(session: AsyncSession, body: str, provider: str | None = None) -> Commissioning:
    """Return what a body answers for, with one provider or with all."""
    ended = await succeeded(session, body)
    return Commissioning(ended, await _terms(session, body, ended, provider))


async def succeeded(session: AsyncSession, body: str) -> dict[str, date]:
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


async def _terms(session: AsyncSession, body: str, ended: Mapping[str, date], provider: str | None) -> list[Term]:
    """Return the contracts of a body and of those that it succeeded.

    A contract of a body that ended ran no longer than the body itself, whatever is recorded of it.
    """
    row = CommissionedRow
    query = select(row).where(col(row.commissioner).in_([body, *ended]))
    if provider is not None:
        query = query.where(row.provider == provider)
    found = [
        Term(each.provider, each.valid_from, _last(each.valid_to, ended.get(each.commissioner)))
        for each in (await session.exec(query)).all()
    ]
    return [each for each in found if each.last is None or each.first <= each.last]


def _last(agreed: date | None, ended: date | None) -> date | None:
    if ended is None:
        return agreed
    day_before = ended - timedelta(days=1)
    return day_before if agreed is None else min(agreed, day_before)
