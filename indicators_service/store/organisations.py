"""Organisations in the database. A change of an organisation adds a version, and keeps the old ones."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, update
from sqlalchemy import select as columns
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.store.members import Member
from indicators_service.tables import OrganisationRow, OrganisationVersionRow

FIELDS = tuple(name for name in Member._fields if name != "ods")
"""What is said of a body, and can change."""

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Search:
    """Which organisations are asked for; ``after`` is the last code already seen.

    ``on`` asks for those open on a day; ``as_of`` for what was recorded at an instant.
    """

    type: str | None = None
    region: str | None = None
    ics: str | None = None
    words: str | None = None
    on: date | None = None
    as_of: datetime | None = None
    after: str = ""
    limit: int = 100


async def find(session: AsyncSession, ods: str) -> OrganisationRow | None:
    """Return the organisation under ``ods``, or ``None`` when it is not registered."""
    return await session.get(OrganisationRow, ods)


async def find_as_of(session: AsyncSession, ods: str, as_of: datetime) -> Member | None:
    """Return what was recorded of a body at an instant, ``None`` when nothing was."""
    version = OrganisationVersionRow
    query = _members(version).where(col(version.ods) == ods, col(version.recorded_at) <= as_of)
    line = (await session.exec(query.order_by(col(version.id).desc()).limit(1))).first()
    return None if line is None else Member(*line)


async def some(session: AsyncSession, bodies: Collection[str]) -> dict[str, Member]:
    """Return those of some bodies that are registered, by code."""
    wanted, found = sorted(set(bodies)), []
    for start in range(0, len(wanted), _AT_ONCE):
        query = _members(OrganisationRow).where(col(OrganisationRow.ods).in_(wanted[start : start + _AT_ONCE]))
        found += [Member(*line) for line in (await session.exec(query)).all()]
    return {each.ods: each for each in found}


def _members(row: Any) -> Any:
    return columns(*(getattr(row, name) for name in Member._fields))


async def search(session: AsyncSession, wanted: Search) -> tuple[Sequence[Member], int]:
    """Return one page of organisations by code, and how many there are in all."""
    row: Any = OrganisationRow if wanted.as_of is None else OrganisationVersionRow
    conditions = [*_conditions(row, wanted), *_known(wanted.as_of)]
    total = (await session.exec(select(func.count()).select_from(row).where(*conditions))).one()
    page = _members(row).where(*conditions, row.ods > wanted.after).order_by(row.ods).limit(wanted.limit)
    return [Member(*line) for line in (await session.exec(page)).all()], total


def _known(as_of: datetime | None) -> list[ColumnElement[bool]]:
    if as_of is None:
        return []
    version = OrganisationVersionRow
    last: Any = columns(func.max(version.id)).where(col(version.recorded_at) <= as_of).group_by(col(version.ods))
    return [col(version.id).in_(last)]


def _conditions(row: Any, wanted: Search) -> list[ColumnElement[bool]]:
    asked = ((row.type, wanted.type), (row.region, wanted.region), (row.ics, wanted.ics))
    conditions: list[ColumnElement[bool]] = [column == value for column, value in asked if value is not None]
    if wanted.words:
        named = row.name.icontains(wanted.words, autoescape=True)
        conditions.append(or_(named, row.ods == wanted.words.upper()))
    if wanted.on is not None:
        conditions.append(or_(row.opened.is_(None), row.opened <= wanted.on))
        conditions.append(or_(row.closed.is_(None), row.closed > wanted.on))
    return conditions


async def keep(
    session: AsyncSession, at: datetime, by: str, before: Mapping[str, Member], after: Sequence[Member]
) -> None:
    """Store bodies as they are from now on, and a version of each; ``before`` holds those already registered."""
    recorded = {"recorded_at": at, "recorded_by": by}
    params = [member._asdict() | recorded for member in after]
    if not params:
        return
    # Otherwise a row without a value is another kind of row, and rows of different kinds are sent one by one.
    as_one: Any = {"render_nulls": True}
    added = [line for line in params if line["ods"] not in before]
    changed = [line for line in params if line["ods"] in before]
    if added:
        await session.exec(insert(OrganisationRow), params=added, execution_options=as_one)
    if changed:
        await session.exec(update(OrganisationRow), params=changed)
    await session.exec(insert(OrganisationVersionRow), params=params, execution_options=as_one)
