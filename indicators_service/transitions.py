"""Taking a step in the life of a return: what stands in its way, and what follows from it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import permission
from indicators_service.domain.life import STEPS, ReturnState, may_follow
from indicators_service.schemas.life import Explanation, TransitionIn
from indicators_service.store import audit, life
from indicators_service.store.life import Newest
from services.identity import Caller

_WORDS: Final = {
    ReturnState.SUBMITTED: "submitted",
    ReturnState.SIGNED_OFF: "signed off",
    ReturnState.PUBLISHED: "published",
    ReturnState.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Objection:
    """What stands in the way of a step: the status to answer with, a stable code, and what to do."""

    status: int
    code: str
    message: str


def objection(newest: Newest, asked: TransitionIn, caller: Caller, at: datetime) -> Objection | None:
    """Return what stands in the way of a step, ``None`` when nothing does."""
    return (
        _not_allowed(newest, asked, caller)
        or _not_in_order(newest, asked)
        or _same_person(newest, asked, caller)
        or _unexplained(newest, asked)
        or _past(asked, at)
    )


def _not_allowed(newest: Newest, asked: TransitionIn, caller: Caller) -> Objection | None:
    published = newest.state is ReturnState.PUBLISHED
    against = permission.against_step(caller, asked.to, newest.revision[0], published=published)
    return None if against is None else Objection(403, "not-yours", against)


def unknown(ods: str, year: int, asked: TransitionIn, caller: Caller) -> Objection:
    """Return what stands in the way where there is no return: who may not take the step does not learn even that."""
    against = permission.against_step(caller, asked.to, ods)
    if against is not None:
        return Objection(403, "not-yours", against)
    return Objection(404, "not-found", f"{ods} has no return for {year}.")


def _not_in_order(newest: Newest, asked: TransitionIn) -> Objection | None:
    step = ReturnState(asked.to)
    if may_follow(newest.state, step):
        return None
    before = " or ".join(_WORDS.get(state, state.value) for state in sorted(STEPS[step]))
    words = f"Revision {newest.revision[2]} is {_WORDS.get(newest.state, newest.state.value)}; only one that is "
    return Objection(409, "not-in-order", f"{words}{before} can be {_WORDS[step]}.")


def _same_person(newest: Newest, asked: TransitionIn, caller: Caller) -> Objection | None:
    if asked.to != "signed_off" or newest.steps[-1].by != caller.client:
        return None
    words = "Another person signs off than the one who submitted; use a client of their own."
    return Objection(409, "same-person", words)


def unexplained(warnings: str | None, explanations: Sequence[Explanation]) -> list[dict[str, str]]:
    """Return the warnings of a revision that no explanation covers."""
    everywhere = {each.code for each in explanations if each.path is None}
    places = {(each.code, each.path) for each in explanations}
    return [
        warning
        for warning in json.loads(warnings or "[]")
        if warning["code"] not in everywhere and (warning["code"], warning["path"]) not in places
    ]


def _unexplained(newest: Newest, asked: TransitionIn) -> Objection | None:
    left = unexplained(newest.warnings, asked.explanations) if asked.to == "signed_off" else []
    if not left:
        return None
    named = "; ".join(f"{warning['code']} at {warning['path']}" for warning in left[:20])
    more = "" if len(left) <= 20 else f"; and {len(left) - 20} more"
    return Objection(422, "unexplained-warning", f"Explain each warning at sign-off. Not explained: {named}{more}.")


def _past(asked: TransitionIn, at: datetime) -> Objection | None:
    if asked.embargo is None or asked.embargo > at:
        return None
    return Objection(422, "embargo-past", "The embargo lies in the past; leave it out to publish now.")


async def carry_out(
    session: AsyncSession, moved: Sequence[Newest], asked: TransitionIn, by: str, at: datetime
) -> list[life.Step]:
    """Take the step for returns in whose way nothing stands, and put it on record."""
    revisions, state = [each.revision for each in moved], ReturnState(asked.to)
    explained = json.dumps([each.model_dump() for each in asked.explanations]) if asked.explanations else None
    steps = [life.Step(each, state, asked.embargo, asked.note, explained) for each in revisions]
    await life.take(session, at, by, steps)
    if state is ReturnState.PUBLISHED:
        await life.publish(session, at, by, revisions, asked.embargo or at)
    if state is ReturnState.WITHDRAWN:
        await life.withdraw(session, at, by, revisions)
    change = asked.model_dump(mode="json", include={"to", "note", "embargo"})
    await audit.record(session, at, by, [audit.Entry("transition", change, *each) for each in revisions])
    return steps


def is_late(first_submitted: datetime | None, deadline: date | None, at: datetime) -> bool | None:
    """Say whether a return came, or still is, after its deadline; ``None`` where no deadline is set."""
    if deadline is None:
        return None
    return (first_submitted or at).date() > deadline
