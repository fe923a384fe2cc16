"""Scenarios: named what-ifs of an organisation, kept, and told side by side."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.conditional import answer_model
from services.database import Reading, Writing, keep_or_conflict
from services.identity import Calling
from services.instants import now
from services.problems import Fault, Problem, invalid
from trajectory_service import permission
from trajectory_service.answers import refused
from trajectory_service.domain.assumptions import Assumption, given
from trajectory_service.domain.goal import Key, Kind
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.scenario import Outcome, Scenario, outcome
from trajectory_service.domain.strata import Stratum, Target
from trajectory_service.domain.trajectory import METHOD_VERSION
from trajectory_service.goal_setting import stratum_behind
from trajectory_service.routes.asked import Ods
from trajectory_service.schemas.figures import share_out
from trajectory_service.schemas.scenarios import ScenarioIn, ScenarioOut, ScenariosOut, outcome_out
from trajectory_service.schemas.trajectories import assumptions_out
from trajectory_service.store import audit
from trajectory_service.store.scenarios import MOST, scenarios_of
from trajectory_service.tables import ScenarioRow
from vocabulary.permissions.resources import Resource

router = APIRouter(prefix="/v1", tags=["scenarios"])

_PATTERN = r"^[a-z0-9][a-z0-9-]{0,59}$"
Name = Annotated[str, Path(pattern=_PATTERN, description="Small letters, digits and hyphens.")]
Named = Annotated[
    list[Annotated[str, Query(pattern=_PATTERN)]] | None,
    Query(alias="name", max_length=MOST, description="Only these; may be repeated."),
]


@router.put("/organisations/{ods}/scenarios/{name}", status_code=201, responses={200: {"description": "Replaced"}})
async def keep_scenario(
    request: Request, response: Response, ods: Ods, name: Name, body: ScenarioIn, session: Writing, caller: Calling
) -> ScenarioOut:
    """Keep a scenario: 201 for a new name, 200 when it replaces the earlier one. Nothing is agreed by it."""
    permission.require_keeper(caller, ods)
    await permission.require_readable(request, caller, ods, Resource.SCENARIO)
    row = ScenarioRow(
        ods=ods,
        name=name,
        revision=1,
        document=body.model_dump_json(exclude_unset=True),
        recorded_at=now(),
        recorded_by=caller.client,
    )
    # Before the unit of work begins with its first question: whoever else writes must not wait for this one's sums.
    shown = await _shown(request, row)
    kept = {row.name: row for row in await scenarios_of(session, ods)}
    if name not in kept and len(kept) >= MOST:
        raise Problem(409, f"{ods} keeps {MOST} scenarios already; remove one that is no longer needed.")
    row.revision = shown.revision = kept[name].revision + 1 if name in kept else 1
    before = kept[name].document if name in kept else None
    if name in kept:
        kept[name].sqlmodel_update(row.model_dump())
        row = kept[name]
    await keep_or_conflict(session, row, "scenario of this name")
    audit.kept(session, before, row)
    response.status_code = 200 if name in kept else 201
    return shown


@router.get("/organisations/{ods}/scenarios", response_model=ScenariosOut)
async def list_scenarios(
    request: Request, ods: Ods, session: Reading, caller: Calling, name: Named = None
) -> Response:
    """Read scenarios side by side: where each leads, and where the same band leads without it."""
    await permission.require_readable(request, caller, ods, Resource.SCENARIO)
    items = [await _shown(request, row) for row in await scenarios_of(session, ods, name)]
    return answer_model(request, ScenariosOut(organisation=ods, items=items, total=len(items)))


@router.get("/organisations/{ods}/scenarios/{name}", response_model=ScenarioOut)
async def read_scenario(request: Request, ods: Ods, name: Name, session: Reading, caller: Calling) -> Response:
    """Read one scenario and where it leads."""
    await permission.require_readable(request, caller, ods, Resource.SCENARIO)
    rows = await scenarios_of(session, ods, [name])
    return answer_model(request, await _shown(request, _one(rows, ods, name)))


@router.delete("/organisations/{ods}/scenarios/{name}", status_code=204)
async def remove_scenario(request: Request, ods: Ods, name: Name, session: Writing, caller: Calling) -> None:
    """Remove a scenario."""
    permission.require_keeper(caller, ods)
    await permission.require_readable(request, caller, ods, Resource.SCENARIO)
    row = _one(await scenarios_of(session, ods, [name]), ods, name)
    await session.delete(row)
    audit.removed(session, row)


def _one(rows: Sequence[ScenarioRow], ods: str, name: str) -> ScenarioRow:
    if not rows:
        raise Problem(404, f"{ods} keeps no scenario '{name}'.")
    return rows[0]


async def _shown(request: Request, row: ScenarioRow) -> ScenarioOut:
    asked = ScenarioIn.model_validate_json(row.document)
    if asked.year <= asked.baseline_year:
        words = f"The scenario's year, {asked.year}, must lie after its baseline, {asked.baseline_year}."
        raise invalid(Fault("$.year", "not-after-baseline", words, column="year"))
    key = Key(row.ods, asked.staff_group, asked.band, Kind.NATIONAL)
    _, before = await stratum_behind(request, key, asked.baseline_year)
    try:
        stratum, found, without = await asyncio.to_thread(_outcomes, asked, before)
    except InputError as error:
        raise refused(error) from error
    assumed = (stratum.turnover, stratum.turnover_interest, stratum.growth, stratum.cut_selection)
    return ScenarioOut(
        organisation=row.ods,
        name=row.name,
        revision=row.revision,
        scenario=asked,
        target_share=share_out(stratum.target.share),
        outcome=outcome_out(found),
        without=outcome_out(without),
        assumptions=assumptions_out(tuple(each for each in assumed if each)),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        method_version=METHOD_VERSION,
    )


def _outcomes(asked: ScenarioIn, before: Stratum) -> tuple[Stratum, Outcome, Outcome]:
    aim = before.target if asked.share is None else Target.of_share(asked.share)
    without = replace(before, target=aim)
    stratum = replace(
        without,
        turnover=_given("turnover", asked.turnover) or before.turnover,
        turnover_interest=_given("turnover_interest", asked.turnover_interest),
        growth=_given("growth", asked.growth),
        cut_selection=_given("cut_selection", asked.cut_selection),
    )
    shares, cuts = {each.year: each.share for each in asked.shares}, {each.year: each.posts for each in asked.cuts}
    own = Scenario(stratum, asked.year, asked.recruitment_share, shares, cuts)
    plain = Scenario(without, asked.year, before.baseline.share, {}, {})
    return stratum, outcome(own), outcome(plain)


def _given(name: str, value: float | None) -> Assumption | None:
    return None if value is None else given(name, value)
