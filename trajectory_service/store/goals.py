"""Goals in the database: every revision with its steps, as they were known at an instant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.goal import Goal, Key, Kind, Party, State, Step
from trajectory_service.tables import GoalRow, GoalStepRow

NATIONAL_LIMIT: Final = 500
"""How many bodies are asked for in one query."""


async def goals_of(
    session: AsyncSession, bodies: Iterable[str] | None, as_of: datetime | None = None
) -> Mapping[Key, Sequence[Goal]]:
    """Return every revision of every goal of some bodies, or of all, oldest first, as known now or at an instant."""
    rows, steps = select(GoalRow), select(GoalStepRow)
    codes = None if bodies is None else list(bodies)
    if codes is not None and len(codes) <= NATIONAL_LIMIT:
        rows, steps = rows.where(col(GoalRow.ods).in_(codes)), steps.where(col(GoalStepRow.ods).in_(codes))
    if as_of is not None:
        rows, steps = rows.where(GoalRow.recorded_at <= as_of), steps.where(GoalStepRow.at <= as_of)
    taken: defaultdict[tuple[Key, int], list[Step]] = defaultdict(list)
    for step in (await session.exec(steps.order_by(col(GoalStepRow.number)))).all():
        taken[_key(step), step.revision].append(_step(step))
    found: defaultdict[Key, list[Goal]] = defaultdict(list)
    for row in (await session.exec(rows.order_by(col(GoalRow.revision)))).all():
        if codes is None or row.ods in codes:
            found[_key(row)].append(_goal(row, tuple(taken[_key(row), row.revision])))
    return {key: found[key] for key in sorted(found, key=astuple)}


def _key(row: GoalRow | GoalStepRow) -> Key:
    return Key(row.ods, row.staff_group, row.band, Kind(row.kind))


def _step(row: GoalStepRow) -> Step:
    return Step(State(row.to), Party(row.party), row.at, row.by, row.note, row.board_discussed_on)


def _goal(row: GoalRow, steps: tuple[Step, ...]) -> Goal:
    whole = None
    if row.target_interest is not None and row.target_total is not None:
        whole = row.target_interest, row.target_total
    turnover = None
    if row.turnover is not None:
        turnover = Assumption("turnover", row.turnover, row.turnover_origin or "", "As set with the goal.")
    return Goal(
        key=_key(row),
        revision=row.revision,
        follows=row.follows,
        party=Party(row.party),
        share=row.share,
        of_workforce=whole,
        year=row.year,
        baseline_year=row.baseline_year,
        interest=row.baseline_interest,
        total=row.baseline_total,
        turnover=turnover,
        turnover_interest=row.turnover_interest,
        recruitment_share=row.recruitment_share,
        board_discussed_on=row.board_discussed_on,
        note=row.note,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        steps=steps,
    )


def row_of(goal: Goal) -> GoalRow:
    """Return a revision as it is stored."""
    interest, total = goal.of_workforce or (None, None)
    return GoalRow(
        ods=goal.key.ods,
        staff_group=goal.key.staff_group,
        band=goal.key.band,
        kind=goal.key.kind,
        revision=goal.revision,
        follows=goal.follows,
        party=goal.party,
        share=goal.share,
        target_interest=interest,
        target_total=total,
        year=goal.year,
        baseline_year=goal.baseline_year,
        baseline_interest=goal.interest,
        baseline_total=goal.total,
        turnover=goal.turnover.value if goal.turnover else None,
        turnover_origin=goal.turnover.origin if goal.turnover else None,
        turnover_interest=goal.turnover_interest,
        recruitment_share=goal.recruitment_share,
        board_discussed_on=goal.board_discussed_on,
        note=goal.note,
        recorded_at=goal.recorded_at,
        recorded_by=goal.recorded_by,
    )


def step_row(goal: Goal, step: Step) -> GoalStepRow:
    """Return the next step of a revision as it is stored."""
    return GoalStepRow(
        ods=goal.key.ods,
        staff_group=goal.key.staff_group,
        band=goal.key.band,
        kind=goal.key.kind,
        revision=goal.revision,
        number=len(goal.steps) + 1,
        to=step.to,
        party=step.party,
        note=step.note,
        board_discussed_on=step.board_discussed_on,
        at=step.at,
        by=step.by,
    )
