"""Official outcomes in the database."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.tables import OutcomeRow


async def newest_outcome(session: AsyncSession, ods: str, framework: str) -> OutcomeRow | None:
    """Return the outcome recorded last for a body under a framework, or ``None``."""
    query = select(OutcomeRow).where(OutcomeRow.ods == ods, OutcomeRow.framework == framework)
    return (await session.exec(query.order_by(col(OutcomeRow.revision).desc()).limit(1))).first()
