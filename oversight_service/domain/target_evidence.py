"""The goals that an organisation and the national team have agreed, and progress on those in force."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from oversight_service.domain.evidence import Absence, TargetEvidence, Targets
from oversight_service.domain.facts import Source
from oversight_service.domain.pack_extras import Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.sentences import chance_in_words, day_in_words, in_words, reason_in_words
from oversight_service.domain.trajectory_evidence import SERVICE, band_title

NO_GOALS: Final = "no-goals"
STANDINGS: Final = {
    "ahead": "ahead of the agreed path, beyond what chance explains",
    "on_track": "on the agreed path, as far as chance can tell",
    "behind": "behind the agreed path, beyond what chance explains",
}
_STATES: Final = {
    "proposed": "proposed, and not yet agreed by both",
    "agreed": "agreed",
    "revised": "under revision",
    "withdrawn": "withdrawn",
}


def targets_of(questions: tuple[str, ...], ods: str, year: int, goals: Response, progress: Response) -> Targets:
    """Return every goal by its newest revision, those in force with their progress by the return of the year.

    Raises:
        PeerBodyError: an answer is not in the agreed shape.
    """
    if isinstance(goals, Absence):
        return Targets((), questions, goals.reason, f"Goals: {reason_in_words(goals.reason)}")
    told = _progress_by_goal(progress)
    items = tuple(_target(ods, year, goal, told) for goal in Body("goals", goals).each("items"))
    if not items:
        return Targets((), questions, NO_GOALS, "No goal is on record with the national WRES team.")
    agreed = sum(item.agreed_at is not None for item in items)
    behind = sum(item.status == "behind" for item in items)
    words = f"{len(items)} {'goal is' if len(items) == 1 else 'goals are'} on record, {agreed} of them agreed"
    return Targets(items, questions, None, f"{words}; {behind} behind the agreed path.")


def _progress_by_goal(progress: Response) -> Mapping[tuple[str, str, str], Body]:
    if isinstance(progress, Absence):
        return {}
    lines = Body("progress", progress).each("items")
    return {_key(line): line for line in lines}


def _key(body: Body) -> tuple[str, str, str]:
    return body.needed_text("staff_group"), body.needed_text("band"), body.needed_text("kind")


def _target(ods: str, year: int, goal: Body, progress: Mapping[tuple[str, str, str], Body]) -> TargetEvidence:
    staff_group, band, kind = key = _key(goal)
    line = progress.get(key)
    actual = line.inner("actual") if line else None
    discussed = goal.text("board_discussed_on")
    return TargetEvidence(
        id=f"{kind}/{staff_group}/{band}",
        title=band_title(staff_group, band),
        kind=kind,
        state=goal.needed_text("state"),
        proposed_by=goal.needed_text("proposed_by"),
        waiting_for=tuple(goal.texts("waiting_for")),
        agreed_at=goal.text("agreed_at"),
        board_discussed_on=date.fromisoformat(discussed) if discussed else None,
        share=goal.number("share"),
        year=goal.needed_whole("year"),
        baseline_year=goal.needed_whole("baseline_year"),
        revision=goal.needed_whole("revision"),
        expected=line.number("expected") if line else None,
        actual=actual.whole("interest") if actual else None,
        status=line.text("status") if line else None,
        tail_probability=line.number("tail_probability") if line else None,
        reason=line.text("reason") if line else "not-in-force",
        sentence=_sentence(goal, line, actual, discussed),
        source=_source(ods, year, band, goal),
    )


def _sentence(goal: Body, line: Body | None, actual: Body | None, discussed: str | None) -> str:
    share, state = goal.number("share"), goal.needed_text("state")
    title = band_title(goal.needed_text("staff_group"), goal.needed_text("band"))
    wanted = in_words(None if share is None else 100.0 * share, "percent")
    board = (
        f" The board discussed it on {day_in_words(discussed)}."
        if discussed
        else " No board discussion is on record."
    )
    first = f"{title}: {wanted} of posts by {goal.needed_whole('year')}, {_STATES.get(state, state)}.{board}"
    return f"{first} {_standing(line, actual)}".strip()


def _standing(line: Body | None, actual: Body | None) -> str:
    status = line.text("status") if line else None
    if line is None or status is None:
        return ""
    if status not in STANDINGS or actual is None:
        return f"Progress cannot be told. {reason_in_words(line.text('reason'))}"
    tail = line.number("tail_probability")
    odds = "" if tail is None else f" (chance of a figure as far out: {chance_in_words(tail)})"
    held, expected = in_words(actual.whole("interest"), "count"), in_words(line.number("expected"), "count")
    return f"{held} posts are held where {expected} are expected: {STANDINGS[status]}{odds}."


def _source(ods: str, year: int, band: str, goal: Body) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/progress?year={year}",
        year=year,
        revision=goal.whole("revision"),
        document=None,
        method_version=None,
        indicator=None,
        part={"staff_group": goal.needed_text("staff_group"), "band": band},
        measure="goal",
    )
