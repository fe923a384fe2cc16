"""Organisations and contracts in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.tables import CommissionedRow, OrganisationRow


@dataclass(frozen=True, slots=True)
class Search:
    """Which organisations are asked for; ``after`` is the last code already seen."""

    type: str | None = None
    region: str | None = None
    ics: str | None = None
    words: str | None = None
    after: str = ""
    limit: int = 100


async def find(session: AsyncSession, ods: str) -> OrganisationRow | None:
    """Return the organisation under ``ods``, or ``None`` when it is not registered."""
    return await session.get(OrganisationRow, ods)


async def search(session: AsyncSession, wanted: Search) -> tuple[Sequence[OrganisationRow], int]:
    """Return one page of organisations by code, and how many there are in all."""
    conditions = list(_conditions(wanted))
    total = (await session.exec(select(func.count()).select_from(OrganisationRow).where(*conditions))).one()
    page = (
        select(OrganisationRow)
        .where(*conditions, col(OrganisationRow.ods) > wanted.after)
        .order_by(OrganisationRow.ods)
        .limit(wanted.limit)
    )
    return (await session.exec(page)).all(), total


def _conditions(wanted: Search) -> "Sequence[ColumnElement[bool]]":
    row = OrganisationRow
    conditions: list[ColumnElement[bool]] = []
    for column, value in ((row.type, wanted.type), (row.region, wanted.region), (row.ics, wanted.ics)):
        if value is not None:
            conditions.append(col(column) == value)
    if wanted.words:
        conditions.append(
            or_(
                col(row.name).icontains(wanted.words, autoescape=True),
                col(row.ods) == wanted.words.upper(),
            )
        )
    return conditions


async def keep(session: AsyncSession, row: OrganisationRow) -> bool:
    """Store an organisation; return whether it is new."""
    new = await find(session, row.ods) is None
    await session.merge(row)
    return new


async def keep_contract(session: AsyncSession, row: CommissionedRow) -> bool:
    """Store a contract; return whether it is new."""
    new = await session.get(CommissionedRow, (row.commissioner, row.provider)) is None
    await session.merge(row)
    return new


async def contracts_of(session: AsyncSession, commissioner: str) -> Sequence[CommissionedRow]:
    """Return the contracts of a commissioner by provider."""
    rows = select(CommissionedRow).where(CommissionedRow.commissioner == commissioner)
    return (await session.exec(rows.order_by(CommissionedRow.provider))).all()
