"""Leadership accountability in the database: a document for each body and reporting year."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.accountability import (
    Accountability,
    EthnicityCounts,
    Justifications,
    LeaderGroup,
    ObjectiveHolders,
    PanelCounts,
    PanelKind,
    Section,
    StaffNetwork,
    SupportKind,
)
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.store.documents import newest
from oversight_service.tables import DocumentRow

Record = TypeVar("Record")


async def accountability_of(
    session: AsyncSession, bodies: Collection[str] | None, year: int, as_of: datetime | None = None
) -> Mapping[str, Accountability]:
    """Return the record of a reporting year that was made last, by ODS code; a body without one is not among them.

    Args:
        session: the unit of work.
        bodies: of which bodies; of all where it is ``None``.
        year: the reporting year.
        as_of: only what was recorded by this instant.
    """
    rows = await newest(session, DocumentKind.ACCOUNTABILITY, ods=bodies, year=year, as_of=as_of)
    return {row.ods: accountability_in(row) for row in rows}


def accountability_in(row: DocumentRow) -> Accountability:
    """Return the record that a revision holds."""
    told = json.loads(row.document)
    leaders, pairs, panels = (
        told[section] for section in (Section.PERFORMANCE_OBJECTIVES, Section.SUPPORT_PAIRS, Section.PANELS)
    )
    return Accountability(
        ods=row.ods,
        year=row.year,
        performance_objectives=leaders and {LeaderGroup(key): ObjectiveHolders(**of) for key, of in _told(leaders)},
        support_pairs=pairs and {SupportKind(key): EthnicityCounts(**of) for key, of in _told(pairs)},
        panels=panels and {PanelKind(key): PanelCounts(**of) for key, of in _told(panels)},
        justifications=_one(told, Section.JUSTIFICATIONS, Justifications),
        ned_recruitment=_one(told, Section.NED_RECRUITMENT, EthnicityCounts),
        wres_experts=told[Section.WRES_EXPERTS],
        staff_network=_one(told, Section.STAFF_NETWORK, StaffNetwork),
        revision=row.revision,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )


def _told(section: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(key, of) for key, of in section.items() if of is not None]


def _one(told: Mapping[str, Any], section: Section, record: type[Record]) -> Record | None:
    return None if told[section] is None else record(**told[section])
