"""Progress on the BME leadership aspiration as evidence: each agreed goal against its path (strategy section 04)."""

from collections.abc import Sequence
from typing import Final

from oversight_service.domain.assessed import TINY, Assessed
from oversight_service.domain.evidence import Absence
from oversight_service.domain.facts import NO_REASON, Fact, Source
from oversight_service.domain.framework_definitions import AspirationDefinition
from oversight_service.domain.framework_words import Direction, EvidenceKind
from oversight_service.domain.peer_body import Body
from oversight_service.domain.sentences import chance_in_words, in_words, reason_in_words
from oversight_service.domain.trajectory_evidence import SERVICE, band_title

NO_GOAL: Final = "no_goal"
NOT_ASSESSABLE: Final = "not_assessable"
NATIONAL: Final = "national"
STANDINGS: Final = {
    "ahead": "ahead of the path that was agreed",
    "on_track": "on the path that was agreed, as far as chance can tell",
    "behind": "behind the path that was agreed, and chance does not explain it",
}

Goals = Sequence[Body] | Absence
"""A body's goals in force as the trajectory service tells their progress, or why they are not told."""


def of_aspiration(definition: AspirationDefinition, ods: str, year: int, goals: Goals) -> tuple[Assessed, ...]:
    """Return the progress of each national goal on the framework's bands; a band without a goal is told too.

    Raises:
        PeerBodyError: a line is not in the agreed shape.
    """
    if isinstance(goals, Absence):
        return tuple(_untold(definition, ods, year, band, None, goals.reason) for band in definition.bands)
    own = [goal for goal in goals if goal.text("kind") == NATIONAL]
    told: list[Assessed] = []
    for band in definition.bands:
        lines = [goal for goal in own if goal.text("band") == band]
        told += [_told(definition, ods, year, line) for line in lines]
        if not lines:
            told.append(_untold(definition, ods, year, band, NO_GOAL, None))
    return tuple(told)


def _told(definition: AspirationDefinition, ods: str, year: int, line: Body) -> Assessed:
    staff_group, band = line.needed_text("staff_group"), line.needed_text("band")
    goal, actual = line.needed_inner("goal"), line.inner("actual")
    status, reason = line.needed_text("status"), line.text("reason")
    held, posts = (actual.whole("interest"), actual.whole("total")) if actual else (None, None)
    values = {
        "status": status,
        "expected": line.number("expected"),
        "actual": held,
        "tail_probability": line.number("tail_probability"),
        "power": line.number("power"),
        "goal_share": goal.number("share"),
        "goal_year": goal.whole("year"),
        "reason": reason or NO_REASON,
    }
    title = f"Leadership aspiration: {band_title(staff_group, band)}"
    return Assessed(
        fact=Fact(
            kind=EvidenceKind.ASPIRATION,
            id=f"aspiration/{staff_group}/{band}",
            selector=band,
            title=title,
            questions=definition.questions,
            values=values,
            words=_words(line, goal, held),
            source=_source(ods, year, staff_group, band, line.text("method_version"), goal.whole("revision")),
        ),
        value=status,
        unit=None,
        direction=Direction.CONTEXT,
        reason=reason if status == NOT_ASSESSABLE else None,
        sentence=_sentence(title, status, reason, line, goal, held),
        small=posts is None or posts < TINY,
        confidence=definition.confidence,
    )


def _words(line: Body, goal: Body, held: int | None) -> dict[str, str]:
    tail, share = line.number("tail_probability"), goal.number("share")
    return {
        "expected": in_words(line.number("expected"), "count"),
        "actual": in_words(held, "count"),
        "tail_probability": "not known" if tail is None else chance_in_words(tail),
        "goal_share": in_words(None if share is None else 100.0 * share, "percent"),
        "goal_year": str(goal.whole("year")),
    }


def _sentence(title: str, status: str, reason: str | None, line: Body, goal: Body, held: int | None) -> str:
    words = _words(line, goal, held)
    wanted = f"the goal is {words['goal_share']} of posts held by BME staff by {words['goal_year']}"
    if status not in STANDINGS:
        return f"{title}: {wanted}; progress cannot be told. {reason_in_words(reason)}"
    counts = f"{words['actual']} posts are, where the path leads one to expect {words['expected']}"
    return f"{title}: {wanted}; {counts}. The organisation is {STANDINGS[status]}."


def _untold(
    definition: AspirationDefinition, ods: str, year: int, band: str, status: str | None, reason: str | None
) -> Assessed:
    """Return a band without a goal, or one whose goals may not be seen."""
    title = f"Leadership aspiration: {band_title('all', band)}"
    nothing = dict.fromkeys(("expected", "actual", "tail_probability", "power", "goal_share", "goal_year"))
    said = "no goal is in force." if status else reason_in_words(reason)
    return Assessed(
        fact=Fact(
            kind=EvidenceKind.ASPIRATION,
            id=f"aspiration/all/{band}",
            selector=band,
            title=title,
            questions=definition.questions,
            values={"status": status, **nothing, "reason": reason or NO_REASON},
            words={},
            source=_source(ods, year, "all", band, None, None),
        ),
        value=status,
        unit=None,
        direction=Direction.CONTEXT,
        reason=reason,
        sentence=f"{title}: {said}",
        small=False,
        confidence=definition.confidence,
    )


def _source(ods: str, year: int, staff_group: str, band: str, method: str | None, revision: int | None) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/progress?year={year}",
        year=year,
        revision=revision,
        method_version=method,
        part={"staff_group": staff_group, "band": band},
        measure="progress",
    )
