"""What the audit says of goals and scenarios."""

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlmodel.ext.asyncio.session import AsyncSession

from services import audit
from trajectory_service.domain.goal import Goal, Step
from trajectory_service.tables import ScenarioRow

_TERMS: Final = (
    "party",
    "share",
    "of_workforce",
    "year",
    "baseline_year",
    "interest",
    "total",
    "turnover_interest",
    "recruitment_share",
    "board_discussed_on",
    "note",
)


def proposed(session: AsyncSession, before: Goal | None, goal: Goal) -> None:
    """Say that a revision of a goal was proposed, and in what it differs from the one before."""
    change = audit.difference(None if before is None else _terms(before), _terms(goal))
    audit.record(session, audit.Entry("goal", "proposed", change, *_named(goal), goal.recorded_at))


def moved(session: AsyncSession, goal: Goal, step: Step) -> None:
    """Say that a step was taken with a revision of a goal."""
    change = {"party": step.party, "note": step.note, "board_discussed_on": step.board_discussed_on}
    audit.record(session, audit.Entry("goal", step.to, change, *_named(goal), step.at))


def kept(session: AsyncSession, before: str | None, row: ScenarioRow) -> None:
    """Say that a scenario was kept, in the place of the document ``before`` where there was one."""
    change = audit.difference(_read(before), _read(row.document))
    action = "added" if before is None else "changed"
    at = row.recorded_at
    audit.record(session, audit.Entry("scenario", action, change, row.ods, row.name, None, row.revision, at))


def removed(session: AsyncSession, row: ScenarioRow) -> None:
    """Say that a scenario was removed."""
    change = audit.difference(_read(row.document), None)
    audit.record(session, audit.Entry("scenario", "removed", change, row.ods, row.name, None, row.revision))


def _named(goal: Goal) -> tuple[str, str, int, int]:
    """Return whose goal it is, for what and by when, and which revision."""
    key = goal.key
    return key.ods, f"{key.staff_group}/{key.band}/{key.kind}", goal.year, goal.revision


def _terms(goal: Goal) -> dict[str, Any]:
    turnover = None if goal.turnover is None else goal.turnover.value
    return {name: getattr(goal, name) for name in _TERMS} | {"turnover": turnover}


def _read(document: str | None) -> Mapping[str, Any] | None:
    told: dict[str, Any] | None = None if document is None else json.loads(document)
    return told
