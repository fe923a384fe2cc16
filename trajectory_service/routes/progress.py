"""Progress: what happened, against the paths that were agreed; of an organisation, of all, and of an area."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, Request, Response

from services import delimited
from services.as_of import AsOf, as_known
from services.conditional import JSON, Answer, answer_made_once, answer_model
from services.database import Reading
from services.identity import HEADER, Calling
from services.peers import peer_of
from services.problems import Problem
from trajectory_service import permission
from trajectory_service.domain.goal import Goal, Key
from trajectory_service.domain.trajectory import METHOD_VERSION
from trajectory_service.following import Followed, ancestry, counted, followed
from trajectory_service.progress_answers import Plans, significance, told
from trajectory_service.returned import Cells, cells_of_workforce
from trajectory_service.routes.areas import TRUSTS
from trajectory_service.routes.asked import AreaId, Ods, YearOfReturns
from trajectory_service.routes.table import Chosen
from trajectory_service.schemas.progress import (
    AreaProgressOut,
    GoalProgressOut,
    OrganisationProgressOut,
    ProgressTableOut,
    StratumCountsOut,
    progress_csv,
)
from trajectory_service.standings import held, joined_since, line, own_goals, planned
from trajectory_service.store import goals as store
from vocabulary.organisations import ENGLAND_TYPES

router = APIRouter(prefix="/v1", tags=["goals"])


def _plans(each: Sequence[Followed]) -> Plans:
    return planned(list({goal: None for one in each for group in (one.goals, *one.earlier) for goal in group}))


@router.get("/organisations/{ods}/progress", response_model=OrganisationProgressOut)
async def read_progress(
    request: Request, ods: Ods, year: YearOfReturns, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read whether every band with a goal in force is on track, by the return of a year, and what is to be expected.

    A body that others merged into is held against their goals together until it has its own. Paths that a goal has
    revised are told beside it.
    """
    await permission.require_readable(request, caller, ods)
    before = await ancestry(request, ods, as_of)
    every = await store.goals_of(session, before, as_of)
    each = followed(ods, before, every)
    found = _plans(each)
    years = range(min([year, *(goal.baseline_year for goal in found)]), year + 1)
    # Without a goal there is nothing to count posts for.
    counts = await counted(request, ods, years, as_of) if each else {}
    items = await asyncio.to_thread(lambda: [told(one, found, counts, year) for one in each])
    shown = OrganisationProgressOut(
        organisation=ods,
        year=year,
        combined=sorted({sentence for one in counts.values() for sentence in one.combined}),
        items=items,
        total=len(items),
        significance=significance([(item.status, item.tail_probability) for item in items]),
        method_version=METHOD_VERSION,
    )
    return answer_model(request, shown)


@router.get(
    "/progress",
    response_model=ProgressTableOut,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def list_progress(
    request: Request,
    year: YearOfReturns,
    session: Reading,
    caller: Calling,
    organisation: Chosen = None,
    format: Literal["json", "csv"] = "json",
    as_of: AsOf = None,
) -> Response:
    """Read where every goal in force of every organisation stands, from the published returns of a year.

    For those who see every organisation's figures; for others where they name organisations, of all of which they
    see the exact figures. Goals that an organisation has from those that merged into it are under its own address.
    """
    named = sorted(set(organisation or ()))
    await permission.require_progress(request, caller, named)
    workforce, every = await _published(request, session, year, named or None, as_of)
    goals = own_goals(every)
    joined = await joined_since(request, goals, as_of)
    key = ("progress", tuple(named), format, year, workforce.tag, joined, _revisions(goals))

    def make() -> bytes:
        found = planned(goals)
        standing = held(goals, found, dict(_bodies(workforce)), year, joined)
        return _table(year, named, [line(each, found) for each in standing], format)

    media_type = delimited.MEDIA_TYPE if format == "csv" else JSON
    return await answer_made_once(request, key, lambda: asyncio.to_thread(make), media_type)


def _table(year: int, named: Sequence[str], lines: list[GoalProgressOut], format: str) -> bytes:
    if format == "csv":
        return progress_csv(lines)
    having = {each.organisation for each in lines}
    shown = ProgressTableOut(
        year=year,
        items=lines,
        total=len(lines),
        without_goals=[ods for ods in named if ods not in having],
        significance=significance([(each.status, each.tail_probability) for each in lines]),
        method_version=METHOD_VERSION,
    )
    return shown.model_dump_json().encode()


async def _published(
    request: Request, session: Reading, year: int, named: Sequence[str] | None, as_of: datetime | None
) -> tuple[Answer, Mapping[Key, Sequence[Goal]]]:
    """Return what the indicators service answers about a year's published strata, and every revision of goals."""
    workforce = await peer_of(request, "indicators").ask(
        "/v1/workforce", request.headers[HEADER], {"year": year, **as_known(as_of)}
    )
    return workforce, await store.goals_of(session, named, as_of)


def _revisions(goals: Sequence[Goal]) -> tuple[tuple[Key, int], ...]:
    return tuple((goal.key, goal.revision) for goal in goals)


def _bodies(workforce: Answer) -> Iterator[tuple[str, Cells]]:
    return ((body["ods"], cells) for body, cells in cells_of_workforce(workforce.body))


@router.get("/areas/{area}/progress", response_model=AreaProgressOut)
async def read_area_progress(
    request: Request, area: AreaId, year: YearOfReturns, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read how many organisations of an area are on track, by stratum, from the published returns of a year.

    For those who see every organisation's figures: in a small area a count would tell a single one's.
    """
    permission.require_all(caller)
    workforce, every = await _published(request, session, year, None, as_of)
    goals = own_goals(every)
    joined = await joined_since(request, goals, as_of)
    key = ("progress", area, year, workforce.tag, joined, _revisions(goals))

    def make() -> bytes:
        bodies = cells_of_workforce(workforce.body)
        counts = {body["ods"]: cells for body, cells in bodies if _in(area, body)}
        return _area(area, year, counts, goals, joined).model_dump_json().encode()

    return await answer_made_once(request, key, lambda: asyncio.to_thread(make))


def _in(area: str, body: Mapping[str, Any]) -> bool:
    kind, _, code = area.partition(":")
    if kind == "type":
        return bool(body["type"] == code)
    if kind == "trusts":
        return f"type:{body['type']}" in TRUSTS
    inside = body["type"] in ENGLAND_TYPES
    return inside and (kind == "england" or body[kind] == code)


def _area(
    area: str, year: int, counts: Mapping[str, Cells], goals: Sequence[Goal], joined: Collection[Key]
) -> AreaProgressOut:
    if not counts:
        raise Problem(404, f"No organisation of {area} has a published return for {year}.")
    own = [goal for goal in goals if goal.key.ods in counts]
    standings: defaultdict[Key, list[tuple[str, float | None]]] = defaultdict(list)
    for each in held(own, planned(own), counts, year, joined):
        key = replace(each.goal.key, ods="")
        standings[key].append((each.found.standing, each.found.tail))
    everything = [each for group in standings.values() for each in group]
    return AreaProgressOut(
        area=area,
        year=year,
        organisations=len(counts),
        with_goals=len({goal.key.ods for goal in own}),
        items=[
            StratumCountsOut(
                staff_group=key.staff_group, band=key.band, kind=key.kind, **significance(group).model_dump()
            )
            for key, group in standings.items()
        ],
        together=significance(everything),
        method_version=METHOD_VERSION,
    )
