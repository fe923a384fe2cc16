"""Scenarios in the database."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from trajectory_service.tables import ScenarioRow

MOST: Final = 100
"""How many scenarios one organisation may keep."""


async def scenarios_of(session: AsyncSession, ods: str, names: Sequence[str] | None = None) -> Sequence[ScenarioRow]:
    """Return an organisation's scenarios by name, all or some."""
    query = select(ScenarioRow).where(ScenarioRow.ods == ods).order_by(col(ScenarioRow.name))
    if names is not None:
        query = query.where(col(ScenarioRow.name).in_(names))
    return (await session.exec(query)).all()
