"""Documents put on record, in the database: the newest revision of each, and the one that follows it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.document_kind import DocumentKind
from oversight_service.tables import DocumentRow
from services.instants import now


async def revisions(
    session: AsyncSession,
    kind: DocumentKind,
    *,
    ods: str | Collection[str] | None = None,
    name: str | None = None,
    year: int | Collection[int] | None = None,
    as_of: datetime | None = None,
) -> Sequence[DocumentRow]:
    """Return every revision of the documents of a kind, by body, name, year and revision.

    Args:
        session: the unit of work.
        kind: what kind of document.
        ods: only about this body, or these; about all where it is left out.
        name: only those of this name.
        year: only those of this reporting year, or these.
        as_of: only what was recorded by this instant.
    """
    query = select(DocumentRow).where(DocumentRow.kind == kind)
    if ods is not None:
        query = query.where(col(DocumentRow.ods).in_([ods] if isinstance(ods, str) else sorted(ods)))
    if name is not None:
        query = query.where(DocumentRow.name == name)
    if year is not None:
        query = query.where(col(DocumentRow.year).in_([year] if isinstance(year, int) else sorted(year)))
    if as_of is not None:
        query = query.where(DocumentRow.recorded_at <= as_of)
    order = (DocumentRow.ods, DocumentRow.name, DocumentRow.year, DocumentRow.revision)
    return (await session.exec(query.order_by(*(col(each) for each in order)))).all()


async def newest(
    session: AsyncSession,
    kind: DocumentKind,
    *,
    ods: str | Collection[str] | None = None,
    name: str | None = None,
    year: int | Collection[int] | None = None,
    as_of: datetime | None = None,
) -> Sequence[DocumentRow]:
    """Return the newest revision of each document of a kind; the arguments are those of ``revisions``."""
    rows = await revisions(session, kind, ods=ods, name=name, year=year, as_of=as_of)
    return list({(row.ods, row.name, row.year): row for row in rows}.values())


async def newest_one(
    session: AsyncSession,
    kind: DocumentKind,
    ods: str,
    name: str = "",
    year: int = 0,
    as_of: datetime | None = None,
) -> DocumentRow | None:
    """Return the newest revision of one document, ``None`` where there is none."""
    rows = await newest(session, kind, ods=ods, name=name, year=year, as_of=as_of)
    return rows[0] if rows else None


def following(
    before: DocumentRow | None, kind: DocumentKind, ods: str, name: str, year: int, document: str, client: str
) -> DocumentRow:
    """Return the row of the revision that follows ``before``, or of the first; nothing is stored."""
    return DocumentRow(
        kind=kind,
        ods=ods,
        name=name,
        year=year,
        revision=before.revision + 1 if before else 1,
        document=document,
        recorded_at=now(),
        recorded_by=client,
    )
