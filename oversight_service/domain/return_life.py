"""How the return of a year came in: submitted, signed off and published when, in time or late, what was explained."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from oversight_service.domain.evidence import Absence, ReturnLife
from oversight_service.domain.facts import Source
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.sentences import day_in_words, reason_in_words

SERVICE: Final = "indicators"
_NOT_SUBMITTED: Final = "The return was not submitted"
_STEPS: Final = ("submitted", "signed_off", "published")


def life_of(ods: str, year: int, life: Response) -> ReturnLife | None:
    """Return how the newest revision that is published came in, or else the newest; ``None`` where nobody asked.

    Raises:
        PeerBodyError: the answer is not in the agreed shape.
    """
    if life is NOT_ASKED:
        return None
    source = _source(ods, year)
    if isinstance(life, Absence):
        words = f"How the return came in: {reason_in_words(life.reason)}"
        return ReturnLife(None, None, None, None, None, None, (), life.reason, words, source)
    body = Body("life", life)
    steps = body.each("items")
    shown = _shown(steps)
    submitted, signed, published = (_at(steps, shown, step) for step in _STEPS)
    deadline = body.text("deadline")
    explained = _explained(steps, shown)
    revisions = len({step.needed_whole("revision") for step in steps})
    late = body.flag("late")
    return ReturnLife(
        submitted_at=submitted,
        signed_off_at=signed,
        published_at=published,
        deadline=date.fromisoformat(deadline) if deadline else None,
        late=late,
        revisions=revisions,
        explained=explained,
        reason=None,
        sentence=_sentence(submitted, published, deadline, late, revisions, len(explained)),
        source=source,
    )


def _shown(steps: Sequence[Body]) -> int | None:
    """Return the newest revision that was published, or else the newest."""
    every = [step.needed_whole("revision") for step in steps]
    out = [step.needed_whole("revision") for step in steps if step.text("state") == "published"]
    return max(out or every, default=None)


def _at(steps: Sequence[Body], revision: int | None, state: str) -> str | None:
    """Return the instant of a revision's newest step into a state."""
    instants = [
        step.needed_text("at") for step in steps if step.whole("revision") == revision and step.text("state") == state
    ]
    return max(instants, default=None)


def _explained(steps: Sequence[Body], revision: int | None) -> tuple[str, ...]:
    """Return the codes of the warnings that were explained at a revision's sign-off."""
    found = [
        each.needed_text("code")
        for step in steps
        if step.whole("revision") == revision and step.text("state") == "signed_off"
        for each in step.each("explanations")
    ]
    return tuple(dict.fromkeys(found))


def _sentence(
    submitted: str | None,
    published: str | None,
    deadline: str | None,
    late: bool | None,
    revisions: int,
    explained: int,
) -> str:
    last = "" if late is None or deadline is None else f" the deadline of {day_in_words(deadline)}"
    when = f", {'after' if late else 'by'}{last}" if last else ""
    first = f"The return was submitted on {day_in_words(submitted)}{when}" if submitted else _NOT_SUBMITTED
    out = f"and published on {day_in_words(published)}" if published else "and is not published"
    warnings = f" {explained} {'warning was' if explained == 1 else 'warnings were'} explained at sign-off."
    said = f"{first} {out}; {revisions} {'revision' if revisions == 1 else 'revisions'} in all."
    return said + (warnings if explained else "")


def _source(ods: str, year: int) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/returns/{year}/transitions",
        year=year,
        revision=None,
        document=None,
        method_version=None,
        indicator=None,
        part=None,
        measure="life",
    )
