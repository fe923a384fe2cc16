"""Goals in the database. Nothing here knows of HTTP."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from trajectory_service.tables import GoalRow


async def newest(session: AsyncSession, ods: str, staff_group: str, band: str) -> GoalRow | None:
    """Return the newest revision of a goal, or ``None`` when none was proposed."""
    query = select(GoalRow).where(GoalRow.ods == ods, GoalRow.staff_group == staff_group, GoalRow.band == band)
    return (await session.exec(query.order_by(col(GoalRow.revision).desc()).limit(1))).first()
