"""Progress: what happened, against the paths that were agreed; of an organisation and of an area."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from services.as_of import AsOf, as_known
from services.conditional import answer_made_once, answer_model
from services.database import Reading
from services.identity import HEADER, Calling
from services.peers import peer_of
from services.problems import Problem
from trajectory_service import permission
from trajectory_service.domain.goal import Goal, Key, in_force
from trajectory_service.domain.plan import plans
from trajectory_service.domain.trajectory import METHOD_VERSION
from trajectory_service.following import Followed, ancestry, counted, followed, headcount
from trajectory_service.progress_answers import Plans, against, significance, told
from trajectory_service.returned import Cells, cells_of_workforce
from trajectory_service.routes.areas import TRUSTS
from trajectory_service.routes.asked import AreaId, Ods, YearOfReturns
from trajectory_service.schemas.progress import AreaProgressOut, OrganisationProgressOut, StratumCountsOut
from trajectory_service.store import goals as store
from vocabulary.organisations import ENGLAND_TYPES

router = APIRouter(prefix="/v1", tags=["goals"])


def _plans(each: Sequence[Followed]) -> Plans:
    goals = list({goal: None for one in each for group in (one.goals, *one.earlier) for goal in group})
    return dict(zip(goals, plans(goals), strict=True))


@router.get("/organisations/{ods}/progress", response_model=OrganisationProgressOut)
async def read_progress(
    request: Request, ods: Ods, year: YearOfReturns, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read whether every band with a goal in force is on track, by the return of a year, and what is to be expected.

    A body that others merged into is held against their goals together until it has its own. Paths that a goal has
    revised are told beside it.
    """
    await permission.require_exact(request, caller, ods)
    before = await ancestry(request, ods, as_of)
    every = await store.goals_of(session, before, as_of)
    each = followed(ods, before, every)
    found = _plans(each)
    years = range(min([year, *(goal.baseline_year for goal in found)]), year + 1)
    counts = await counted(request, ods, years, as_of)
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


@router.get("/areas/{area}/progress", response_model=AreaProgressOut)
async def read_area_progress(
    request: Request, area: AreaId, year: YearOfReturns, session: Reading, caller: Calling, as_of: AsOf = None
) -> Response:
    """Read how many organisations of an area are on track, by stratum, from the published returns of a year.

    For those who see every organisation's figures: in a small area a count would tell a single one's.
    """
    permission.require_all(caller)
    workforce = await peer_of(request, "indicators").ask(
        "/v1/workforce", request.headers[HEADER], {"year": year, **as_known(as_of)}
    )
    every = await store.goals_of(session, None, as_of)
    goals = [goal for revisions in every.values() if (goal := in_force(revisions)) is not None]
    key = ("progress", area, year, workforce.tag, tuple((goal.key, goal.revision) for goal in goals))

    def make() -> bytes:
        bodies = [(body, cells) for body, cells in cells_of_workforce(json.loads(workforce.body)) if _in(area, body)]
        return _area(area, year, bodies, goals).model_dump_json().encode()

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
    area: str, year: int, bodies: Sequence[tuple[Mapping[str, Any], Cells]], goals: Sequence[Goal]
) -> AreaProgressOut:
    if not bodies:
        raise Problem(404, f"No organisation of {area} has a published return for {year}.")
    counts = {body["ods"]: cells for body, cells in bodies}
    own = [goal for goal in goals if goal.key.ods in counts]
    found = dict(zip(own, plans(own), strict=True))
    standings: defaultdict[Key, list[tuple[str, float | None]]] = defaultdict(list)
    for goal in own:
        name = goal.key.staff_group, goal.key.band
        told_of = against([goal], found, headcount(counts[goal.key.ods], name, year), year)
        standings[Key("", goal.key.staff_group, goal.key.band, goal.key.kind)].append(
            (told_of.standing, told_of.tail)
        )
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
