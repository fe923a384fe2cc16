"""Following goals: which plans a stratum of today's body is held against, and the counts of its returns so far."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from fastapi import Request

from services.as_of import as_known
from services.identity import HEADER
from services.peers import peer_of
from services.problems import Problem
from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.goal import Goal, Key, Kind, State, in_force, states
from trajectory_service.domain.progress import Actual, Why
from trajectory_service.domain.turnover import turnover_from_returns
from trajectory_service.returned import WHOLE, Cells, Name, cells_of_indicators


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A body that another was made of, or, ``acquired``, that joined one that was there already."""

    ods: str
    acquired: bool


Ancestry = Mapping[str, Sequence[Predecessor]]


@dataclass(frozen=True, slots=True)
class Followed:
    """What a stratum is held against: goals in force, of the body itself or of those that it was made of.

    ``earlier`` are the paths that these have revised, newest first, each of one goal or of several followed together.
    ``reason`` says why nothing can be held against. ``grown`` tells that the body took in another.
    """

    staff_group: str
    band: str
    kind: Kind
    goals: tuple[Goal, ...]
    earlier: tuple[tuple[Goal, ...], ...]
    reason: Why | None
    grown: bool

    @property
    def name(self) -> Name:
        """Staff group and band."""
        return self.staff_group, self.band


@dataclass(frozen=True, slots=True)
class Counted:
    """A year's return of today's body: its strata, appointments, and what they were combined from."""

    year: int
    cells: Cells
    appointed: tuple[int, int] | None
    combined: tuple[str, ...]


async def ancestry(request: Request, ods: str, as_of: datetime | None) -> Ancestry:
    """Return what a body, and all that it came from, were each made of, wholly; a split is not followed."""
    found: dict[str, tuple[Predecessor, ...]] = {}
    waiting = [ods]
    while waiting:
        body = waiting.pop()
        if body in found:
            continue
        answer = await peer_of(request, "indicators").read(
            f"/v1/organisations/{body}/successions", request.headers[HEADER], as_known(as_of)
        )
        whole = [each for each in answer["predecessors"] if each["kind"] != "split"]
        found[body] = tuple(Predecessor(each["predecessor"], each["kind"] == "acquisition") for each in whole)
        waiting += [each.ods for each in found[body]]
    return found


def followed(ods: str, before: Ancestry, goals: Mapping[Key, Sequence[Goal]]) -> list[Followed]:
    """Return every stratum that has a goal in force, by today's body: its own, or those of the bodies it was made of.

    Args:
        ods: today's body.
        before: what it and its predecessors were made of.
        goals: every revision of all of their goals.
    """
    names = sorted({(key.staff_group, key.band, key.kind) for key in goals})
    found = (_followed(ods, before, goals, *name) for name in names)
    return [each for each in found if each is not None]


def _followed(
    ods: str, before: Ancestry, goals: Mapping[Key, Sequence[Goal]], staff_group: str, band: str, kind: Kind
) -> Followed | None:
    def revisions(body: str) -> Sequence[Goal]:
        return goals.get(Key(body, staff_group, band, kind), ())

    grown = any(each.acquired for each in before[ods])
    inherited = [_nearest(each.ods, before, revisions) for each in before[ods]]
    together = tuple(goal for group in inherited if group is not None for goal in group)
    # A body that took in another was there before: without a goal of its own there is nothing to add the other's to.
    complete = together if None not in inherited and not grown else ()
    mine, revised = in_force(revisions(ods)), tuple((goal,) for goal in _revised(revisions(ods)))
    if mine is not None:
        # What the bodies had agreed before they became one is a path too, revised by the goal of the new body.
        return Followed(staff_group, band, kind, (mine,), (*revised, *([complete] if complete else [])), None, grown)
    if not together:
        return None
    reason = Why.GOALS_DIFFER if len({goal.year for goal in together}) > 1 else None
    why = reason if complete else Why.PREDECESSOR_WITHOUT_GOAL
    return Followed(staff_group, band, kind, together, (), why, grown)


def _nearest(ods: str, before: Ancestry, revisions: Callable[[str], Sequence[Goal]]) -> tuple[Goal, ...] | None:
    """Return a body's goal in force, else those of all that it was made of; ``None`` where one of them has none.

    A goal stands for the posts of everybody before it: no post is counted twice.
    """
    own = in_force(revisions(ods))
    if own is not None:
        return (own,)
    parts = [_nearest(each.ods, before, revisions) for each in before[ods] if not each.acquired]
    if not parts or len(parts) < len(before[ods]) or None in parts:
        return None
    return tuple(goal for part in parts if part is not None for goal in part)


def covers(goals: Sequence[Goal], each: Followed, counts: Mapping[int, Counted]) -> bool:
    """Say whether goals stand for all posts of today's body: true unless it took in another after they were set."""
    if not each.grown or len(goals) != 1 or goals[0].baseline_year not in counts:
        return not each.grown
    then = headcount(counts[goals[0].baseline_year].cells, each.name, goals[0].baseline_year)
    return isinstance(then, Actual) and then.total == goals[0].total


def _revised(revisions: Sequence[Goal]) -> list[Goal]:
    where = states(revisions)
    return [goal for goal in reversed(revisions) if where[goal.revision] is State.REVISED]


async def counted(request: Request, ods: str, years: Iterable[int], as_of: datetime | None) -> dict[int, Counted]:
    """Return the returns of today's body for some years, those that there are and that the caller may see."""
    found = {}
    for year in sorted(set(years)):
        try:
            answer = await peer_of(request, "indicators").read(
                f"/v1/organisations/{ods}/indicators",
                request.headers[HEADER],
                {"year": year, "footprint": "current", "indicator": ("1", "2"), **as_known(as_of)},
            )
        except Problem as problem:
            if problem.status != HTTPStatus.NOT_FOUND:
                raise
            continue
        combined = answer["footprint"]
        told = tuple(combined["sentences"]) if combined else ()
        found[year] = Counted(year, cells_of_indicators(answer), _appointed(answer["results"]), told)
    return found


def _appointed(results: Sequence[Mapping[str, Any]]) -> tuple[int, int] | None:
    """Return BME and white people appointed from shortlisting in the year, where both are known."""
    for result in results:
        if result["indicator"] == "2":
            bme, white = (result["groups"][group]["numerator"] for group in ("bme", "white"))
            return None if white is None or bme is None else (bme, white)
    return None


def turnover_of(counts: Mapping[int, Counted], year: int) -> Assumption | None:
    """Return the organisation's own turnover in the year up to a return; ``None`` where returns do not tell it."""
    if year not in counts or year - 1 not in counts or counts[year].appointed is None:
        return None
    before, now = (headcount(counts[each].cells, WHOLE, each) for each in (year - 1, year))
    if isinstance(before, Why) or isinstance(now, Why):
        return None
    return turnover_from_returns(before.total, now.total, sum(counts[year].appointed or ()), year)


def actual_of(counts: Mapping[int, Counted], name: Name, year: int) -> Actual | Why:
    """Return a stratum's headcount in a year, or why it is not known."""
    return headcount(counts[year].cells, name, year) if year in counts else Why.NO_RETURN


def headcount(cells: Cells, name: Name, year: int) -> Actual | Why:
    """Return a stratum's headcount in a year's strata, or why it is not known."""
    cell = cells.get(name)
    if cell is None or cell.white is None or cell.bme is None:
        return Why.SUPPRESSED if cell is not None and cell.reason == "suppressed" else Why.NO_RETURN
    return Actual(year, cell.bme, cell.white + cell.bme) if cell.white + cell.bme else Why.NO_POSTS
