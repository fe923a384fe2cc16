"""The goals that an organisation and the national team have agreed, and progress on those in force."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_records import TargetEvidence, Targets
from oversight_service.domain.facts import Source
from oversight_service.domain.pack_extras import Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.sentences import chance_in_words, day_in_words, in_words, reason_in_words
from oversight_service.domain.trajectory_evidence import SERVICE, band_title

NO_GOALS: Final = "no-goals"
NOT_IN_FORCE: Final = "not-in-force"
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
    """Return every goal by its newest revision, and what is in force with its progress by the return of the year.

    Raises:
        PeerBodyError: an answer is not in the agreed shape.
    """
    if isinstance(goals, Absence):
        return Targets((), questions, goals.reason, f"Goals: {reason_in_words(goals.reason)}")
    told = _progress_by_goal(progress)
    newest = {_key(goal): goal for goal in Body("goals", goals).each("items")}
    proposals = [_newest(ods, year, goal, told.get(key), progress) for key, goal in newest.items()]
    others = [_in_force(ods, year, line) for key, line in told.items() if not _is_in_force(newest.get(key))]
    items = (*proposals, *others)
    if not items:
        return Targets((), questions, NO_GOALS, "No goal is on record with the national WRES team.")
    count = len({(item.kind, item.staff_group, item.band) for item in items})
    held = sum(item.in_force for item in items)
    behind = sum(item.status == "behind" for item in items)
    words = f"{count} {'goal is' if count == 1 else 'goals are'} on record, {held} of them in force"
    return Targets(items, questions, None, f"{words}; {behind} behind the agreed path.")


def _progress_by_goal(progress: Response) -> Mapping[tuple[str, str, str], Body]:
    if isinstance(progress, Absence):
        return {}
    return {_key(line): line for line in Body("progress", progress).each("items")}


def _key(body: Body) -> tuple[str, str, str]:
    return body.needed_text("staff_group"), body.needed_text("band"), body.needed_text("kind")


def _is_in_force(goal: Body | None) -> bool:
    """Say whether the newest revision is the one that is in force."""
    return goal is not None and goal.whole("in_force") == goal.needed_whole("revision")


def _newest(ods: str, year: int, goal: Body, line: Body | None, progress: Response) -> TargetEvidence:
    """Return the newest revision of a goal, with its progress where it is the one in force."""
    staff_group, band, kind = _key(goal)
    held = _is_in_force(goal)
    share, state, until = goal.number("share"), goal.needed_text("state"), goal.needed_whole("year")
    discussed = goal.day("board_discussed_on")
    board = (
        f"The board discussed it on {day_in_words(discussed)}." if discussed else "No board discussion is on record."
    )
    first = f"{band_title(staff_group, band)}: {_share(share)} of posts by {until}, {_STATES.get(state, state)}."
    blank = TargetEvidence(
        id=f"{kind}/{staff_group}/{band}",
        title=band_title(staff_group, band),
        staff_group=staff_group,
        band=band,
        kind=kind,
        state=state,
        in_force=held,
        organisations=(ods,),
        proposed_by=goal.needed_text("proposed_by"),
        waiting_for=tuple(goal.texts("waiting_for")),
        agreed_at=goal.instant("agreed_at"),
        board_discussed_on=discussed,
        share=share,
        year=until,
        baseline_year=goal.needed_whole("baseline_year"),
        revision=goal.needed_whole("revision"),
        expected=None,
        actual=None,
        status=None,
        tail_probability=None,
        reason=_no_progress(progress) if held else NOT_IN_FORCE,
        sentence=f"{first} {board}",
        source=_source(ods, year, staff_group, band, goal.whole("revision")),
    )
    return _held_against(blank, line) if held and line else blank


def _no_progress(progress: Response) -> str:
    return progress.reason if isinstance(progress, Absence) else "not-in-response"


def _in_force(ods: str, year: int, line: Body) -> TargetEvidence:
    """Return what is in force and not the newest revision: an earlier one, or the goals of bodies that merged."""
    staff_group, band, kind = _key(line)
    held = line.each("goal")
    single = held[0] if len(held) == 1 else None
    whose = tuple(dict.fromkeys(goal.needed_text("organisation") for goal in held))
    share, until = _common(held, "share"), _common(held, "year")
    aim = (
        f"{_share(share)} of posts by {int(until)}"
        if share is not None and until is not None
        else "goals that differ"
    )
    of = "" if whose == (ods,) else f" (of {' and '.join(whose)})"
    blank = TargetEvidence(
        id=f"{kind}/{staff_group}/{band}/in-force",
        title=f"{band_title(staff_group, band)}{of}",
        staff_group=staff_group,
        band=band,
        kind=kind,
        state="agreed",
        in_force=True,
        organisations=whose,
        proposed_by=None,
        waiting_for=(),
        agreed_at=single.instant("agreed_at") if single else None,
        board_discussed_on=None,
        share=share,
        year=None if until is None else int(until),
        baseline_year=single.needed_whole("baseline_year") if single else None,
        revision=single.needed_whole("revision") if single else None,
        expected=None,
        actual=None,
        status=None,
        tail_probability=None,
        reason=None,
        sentence=f"{band_title(staff_group, band)}{of}: {aim}, agreed and in force.",
        source=_source(ods, year, staff_group, band, single.whole("revision") if single else None),
    )
    return _held_against(blank, line)


def _common(goals: Sequence[Body], key: str) -> float | None:
    """Return what all goals have alike."""
    values = {goal.number(key) for goal in goals}
    return values.pop() if len(values) == 1 else None


def _share(share: float | None) -> str:
    return in_words(None if share is None else 100.0 * share, "percent")


def _held_against(target: TargetEvidence, line: Body) -> TargetEvidence:
    """Return a goal with its progress."""
    actual = line.inner("actual")
    return replace(
        target,
        expected=line.number("expected"),
        actual=actual.whole("interest") if actual else None,
        status=line.needed_text("status"),
        tail_probability=line.number("tail_probability"),
        reason=line.text("reason"),
        sentence=f"{target.sentence} {_standing(line, actual)}",
    )


def _standing(line: Body, actual: Body | None) -> str:
    status = line.needed_text("status")
    if status not in STANDINGS or actual is None:
        return f"Progress cannot be told. {reason_in_words(line.text('reason'))}"
    tail = line.number("tail_probability")
    odds = "" if tail is None else f" (chance of a figure as far out: {chance_in_words(tail)})"
    held, expected = in_words(actual.whole("interest"), "count"), in_words(line.number("expected"), "count")
    return f"{held} posts are held where {expected} are expected: {STANDINGS[status]}{odds}."


def _source(ods: str, year: int, staff_group: str, band: str, revision: int | None) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/progress?year={year}",
        year=year,
        revision=revision,
        part={"staff_group": staff_group, "band": band},
        measure="goal",
    )
