"""Recorded figures in the database: each a document, found by body, key and reporting year."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from fractions import Fraction

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.document_kind import DocumentKind
from oversight_service.domain.figure import Figure
from oversight_service.store.documents import newest
from oversight_service.tables import DocumentRow


def figure_of(row: DocumentRow) -> Figure:
    """Return the figure that a revision holds, its value exactly as it was written."""
    told = json.loads(row.document)
    return Figure(
        ods=row.ods,
        key=row.name,
        year=row.year,
        # 7.02 is 702 hundredths, whatever it is in binary; yes is 1.
        value=Fraction(str(float(told["value"]))),
        published_on=date.fromisoformat(told["published_on"]),
        source=told["source"],
        link=told["link"],
        revision=row.revision,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )


async def figures_of(
    session: AsyncSession,
    keys: Collection[str],
    years: Collection[int],
    bodies: Collection[str] | None = None,
    as_of: datetime | None = None,
) -> Mapping[tuple[str, str, int], Figure]:
    """Return the newest figures by (ODS code, key, reporting year); what is not recorded is not among them.

    Args:
        session: the unit of work.
        keys: which figures of the catalogue.
        years: of which reporting years.
        bodies: of which bodies; of all where it is left out.
        as_of: only what was recorded by this instant.
    """
    rows = await newest(session, DocumentKind.FIGURE, ods=bodies, year=years, as_of=as_of)
    return {(row.ods, row.name, row.year): figure_of(row) for row in rows if row.name in keys}
