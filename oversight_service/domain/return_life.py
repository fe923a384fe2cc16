"""How the return of a year came in: submitted, signed off and published when, in time or late, what was explained."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_records import ReturnLife
from oversight_service.domain.facts import Source
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.sentences import day_in_words, reason_in_words

SERVICE: Final = "indicators"
_ORDER: Final = ("draft", "submitted", "signed_off", "published", "superseded", "withdrawn")
"""The states in the order of a return's life, for steps that were taken at one instant."""


def life_of(ods: str, year: int, life: Response) -> ReturnLife | None:
    """Return how the revision that is published came in, or else the newest; ``None`` where nobody asked.

    Raises:
        PeerBodyError: the answer is not in the agreed shape.
    """
    if life is NOT_ASKED:
        return None
    if isinstance(life, Absence):
        return _untold(ods, year, life.reason)
    body = Body("life", life)
    steps = sorted(body.each("items"), key=_when)
    shown = _shown(steps)
    told = ReturnLife(
        first_submitted_at=body.instant("first_submitted"),
        submitted_at=_at(shown, "submitted"),
        signed_off_at=_at(shown, "signed_off"),
        published_at=_published(shown),
        withdrawn_at=_at(shown, "withdrawn"),
        deadline=body.day("deadline"),
        late=body.flag("late"),
        revisions=len({step.needed_whole("revision") for step in steps}),
        explained=_explained(shown),
        reason=None,
        sentence="",
        source=_source(ods, year),
    )
    return _with_sentence(told)


def _untold(ods: str, year: int, reason: str) -> ReturnLife:
    return ReturnLife(
        first_submitted_at=None,
        submitted_at=None,
        signed_off_at=None,
        published_at=None,
        withdrawn_at=None,
        deadline=None,
        late=None,
        revisions=None,
        explained=(),
        reason=reason,
        sentence=f"How the return came in: {reason_in_words(reason)}",
        source=_source(ods, year),
    )


def _when(step: Body) -> tuple[datetime, int]:
    state = step.needed_text("state")
    return step.needed_instant("at"), _ORDER.index(state) if state in _ORDER else -1


def _shown(steps: Sequence[Body]) -> list[Body]:
    """Return the steps of the newest revision that is published now, or else of the newest, in order of time."""
    revisions: dict[int, list[Body]] = {}
    for step in steps:
        revisions.setdefault(step.needed_whole("revision"), []).append(step)
    out = [number for number, taken in revisions.items() if taken[-1].needed_text("state") == "published"]
    return revisions[max(out or revisions)] if revisions else []


def _at(steps: Sequence[Body], state: str) -> datetime | None:
    """Return the instant of the newest step into a state."""
    return max((step.needed_instant("at") for step in steps if step.text("state") == state), default=None)


def _published(steps: Sequence[Body]) -> datetime | None:
    """Return since when the revision has been published: since its embargo, where that ended later than the step."""
    if not steps or steps[-1].text("state") != "published":
        return None
    step = steps[-1]
    return max(step.needed_instant("at"), step.instant("embargo") or step.needed_instant("at"))


def _explained(steps: Sequence[Body]) -> tuple[str, ...]:
    """Return the codes of the warnings that were explained at sign-off, each once."""
    signed = [step for step in steps if step.text("state") == "signed_off"]
    return tuple(dict.fromkeys(each.needed_text("code") for step in signed for each in step.each("explanations")))


def _with_sentence(life: ReturnLife) -> ReturnLife:
    words = " ".join(filter(None, (_came_in(life), _in_time(life), _warned(life))))
    return replace(life, sentence=words)


def _came_in(life: ReturnLife) -> str:
    came = f"was submitted on {day_in_words(life.submitted_at)}" if life.submitted_at else "was not submitted"
    if life.published_at:
        out = f"and published on {day_in_words(life.published_at)}"
    elif life.withdrawn_at:
        out = f"and withdrawn on {day_in_words(life.withdrawn_at)}"
    else:
        out = "and is not published"
    return f"The return {came} {out}; {life.revisions} {'revision' if life.revisions == 1 else 'revisions'} in all."


def _in_time(life: ReturnLife) -> str:
    if life.deadline is None or life.late is None:
        return ""
    last = day_in_words(life.deadline)
    if life.first_submitted_at is None:
        return f"The deadline of {last} has passed." if life.late else f"The deadline is {last}."
    first, when = day_in_words(life.first_submitted_at), "after" if life.late else "by"
    return f"It first came in on {first}, {when} the deadline of {last}."


def _warned(life: ReturnLife) -> str:
    count = len(life.explained)
    return f"{count} {'warning was' if count == 1 else 'warnings were'} explained at sign-off." if count else ""


def _source(ods: str, year: int) -> Source:
    return Source(
        service=SERVICE, href=f"/v1/organisations/{ods}/returns/{year}/transitions", year=year, measure="life"
    )
