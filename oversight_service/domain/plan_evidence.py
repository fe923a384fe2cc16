"""The organisation's action plan as evidence: what it set out to do, how far it is, and what has changed."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from oversight_service.domain.action import Action, ActionStatus, plan_summary
from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_records import ActionPlan, PlannedAction
from oversight_service.domain.facts import Source
from oversight_service.domain.sentences import day_in_words, reason_in_words

SERVICE: Final = "oversight"
NOTHING_RECORDED: Final = "nothing-recorded"


def plan_of(ods: str, year: int, actions: Sequence[Action] | Absence, day: date | None) -> ActionPlan:
    """Return the action plan as it stood on a day; withdrawn actions are counted and not shown.

    Raises:
        ValueError: there are actions and no day that decides what is overdue.
    """
    source = _source(ods, year, None)
    if isinstance(actions, Absence):
        words = f"Action plan: {reason_in_words(actions.reason)}"
        return ActionPlan(None, None, None, None, None, None, (), actions.reason, words, source)
    if not actions:
        return ActionPlan(day, 0, 0, 0, 0, 0, (), NOTHING_RECORDED, "No action plan is on record.", source)
    if day is None:
        raise ValueError("a plan needs the day that decides what is overdue")
    summary = plan_summary(actions, day)
    shown = tuple(_action(year, each, day) for each in actions if each.status is not ActionStatus.WITHDRAWN)
    words = (
        f"{summary.total} {'action is' if summary.total == 1 else 'actions are'} on record: {summary.completed} "
        f"completed, {summary.open} open, {summary.overdue} of them overdue on {day_in_words(day)}; "
        f"{summary.with_evidence} with evidence of impact."
    )
    counts = summary.total, summary.open, summary.overdue, summary.completed, summary.with_evidence
    return ActionPlan(day, *counts, shown, None, words, source)


def actions_on(plan: ActionPlan, indicator: str) -> tuple[str, ...]:
    """Return the ids of the actions that address a WRES indicator."""
    return tuple(each.id for each in plan.items if indicator in each.indicators)


def _action(year: int, action: Action, day: date) -> PlannedAction:
    return PlannedAction(
        id=action.id,
        title=action.title,
        aim=action.aim,
        strategic_objective=action.strategic_objective,
        indicators=tuple(action.indicators),
        owner_role=action.owner_role,
        due_on=action.due_on,
        status=action.status,
        overdue=action.overdue(day),
        evidence_of_impact=tuple(each.text for each in action.evidence_of_impact),
        source=_source(action.ods, year, action),
    )


def _source(ods: str, year: int, action: Action | None) -> Source:
    path = f"/v1/organisations/{ods}/actions"
    return Source(
        service=SERVICE,
        href=f"{path}/{action.id}" if action else path,
        year=year,
        revision=action.revision if action else None,
        measure="action" if action else "actions",
    )
