"""Actions in the database: each a document, found by body and id."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.action import Action, ActionStatus, ImpactEvidence, WresIndicator
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.store.documents import newest
from oversight_service.tables import DocumentRow


async def actions_of(
    session: AsyncSession, bodies: Collection[str] | None, as_of: datetime | None = None
) -> Mapping[str, Sequence[Action]]:
    """Return the newest revision of every action of some bodies, or of all, by ODS code and then in the order of ids.

    A body without an action is not among them.

    Args:
        session: the unit of work.
        bodies: of which bodies; of all where it is ``None``.
        as_of: only what was recorded by this instant.
    """
    found: defaultdict[str, list[Action]] = defaultdict(list)
    for row in await newest(session, DocumentKind.ACTION, ods=bodies, as_of=as_of):
        found[row.ods].append(action_of(row))
    return {ods: sorted(actions, key=lambda each: each.id) for ods, actions in sorted(found.items())}


def action_of(row: DocumentRow) -> Action:
    """Return the action that a revision holds."""
    told = json.loads(row.document)
    return Action(
        ods=row.ods,
        id=row.name,
        title=told["title"],
        aim=told["aim"],
        strategic_objective=told["strategic_objective"],
        indicators=tuple(WresIndicator(each) for each in told["indicators"]),
        owner_role=told["owner_role"],
        status=ActionStatus(told["status"]),
        started_on=_day(told["started_on"]),
        due_on=date.fromisoformat(told["due_on"]),
        completed_on=_day(told["completed_on"]),
        evidence_of_impact=tuple(_evidence(each) for each in told["evidence_of_impact"]),
        links=tuple(told["links"]),
        revision=row.revision,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _evidence(told: Mapping[str, Any]) -> ImpactEvidence:
    indicator = told["indicator"]
    return ImpactEvidence(
        text=told["text"],
        indicator=None if indicator is None else WresIndicator(indicator),
        year=told["year"],
        link=told["link"],
    )
