"""A year's published revisions of every body: which document each is, and when it was published and first sent in."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select as columns
from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain.life import ReturnState
from indicators_service.tables import PublicationRow, ReturnRow, TransitionRow

Published = tuple[str, int]
"""ODS code and revision."""


class Publication(NamedTuple):
    """The digest of a revision's document, and when it became the one that the public sees."""

    digest: str
    published_at: datetime


async def publications(session: AsyncSession, year: int, instant: datetime) -> Mapping[Published, Publication]:
    """Return every revision of a year that was ever published by an instant, by body and revision."""
    row, publication = ReturnRow, PublicationRow
    same = and_(
        col(publication.ods) == row.ods,
        col(publication.year) == row.year,
        col(publication.revision) == row.revision,
    )
    query: Any = columns(
        *map(col, (row.ods, row.revision, row.digest)), func.max(col(publication.effective_from))
    ).join(publication, same)
    query = query.where(publication.year == year, col(publication.effective_from) <= instant)
    lines = await session.exec(query.group_by(row.ods, row.revision, row.digest))
    return {(ods, revision): Publication(digest, at) for ods, revision, digest, at in lines.all()}


async def first_submissions(session: AsyncSession, year: int) -> Mapping[str, datetime]:
    """Return when each body's return of a year was first submitted."""
    row = TransitionRow
    query = select(row.ods, func.min(row.at)).where(row.year == year, row.state == ReturnState.SUBMITTED.value)
    return dict((await session.exec(query.group_by(row.ods))).all())


async def documents(session: AsyncSession, year: int, revisions: Collection[Published]) -> Mapping[Published, str]:
    """Return the documents of some revisions of a year, by body and revision."""
    row, wanted = ReturnRow, set(revisions)
    query: Any = columns(*map(col, (row.ods, row.revision, row.document))).where(
        col(row.year) == year, col(row.revision).in_({revision for _, revision in wanted})
    )
    lines = await session.exec(query)
    return {(ods, revision): document for ods, revision, document in lines.all() if (ods, revision) in wanted}
