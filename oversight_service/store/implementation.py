"""What bodies say of the strategy's objectives, in the database: a document for each body and objective."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.document_kind import DocumentKind
from oversight_service.domain.implementation_plan import Implementation, ImplementationStatus
from oversight_service.store.documents import newest
from oversight_service.tables import DocumentRow


async def implementation_of(
    session: AsyncSession, bodies: Collection[str] | None, as_of: datetime | None = None
) -> Mapping[str, Mapping[str, str]]:
    """Return the status that was recorded last, by ODS code and id of the objective.

    What nothing is recorded of is not among them.

    Args:
        session: the unit of work.
        bodies: of which bodies; of all where it is ``None``.
        as_of: only what was recorded by this instant.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in await newest(session, DocumentKind.IMPLEMENTATION, ods=bodies, as_of=as_of):
        found[row.ods][row.name] = implementation_in(row).status.value
    return {ods: found[ods] for ods in sorted(found)}


def implementation_in(row: DocumentRow) -> Implementation:
    """Return what a revision says of an objective."""
    told = json.loads(row.document)
    return Implementation(
        ods=row.ods,
        objective=row.name,
        status=ImplementationStatus(told["status"]),
        note=told["note"],
        evidence=tuple(told["evidence"]),
        lead_role=told["lead_role"],
        revision=row.revision,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )
