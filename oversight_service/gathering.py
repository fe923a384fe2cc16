"""What the other services say of bodies, and what is kept here, brought together for an assessment."""

import asyncio
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.asked import NOT_VISIBLE, Asked
from oversight_service.commissioners import Providers, providers, weighted
from oversight_service.domain.applies import why_not
from oversight_service.domain.assessment import Given
from oversight_service.domain.commissioning_evidence import COMMISSIONERS, Weighted
from oversight_service.domain.evidence import Absence, Organisation
from oversight_service.domain.evidence_rows import rows_of
from oversight_service.domain.peer_body import Body
from oversight_service.domain.results import IndicatorResults, read_results
from oversight_service.domain.submission_evidence import NOT_PUBLISHED, Submission
from oversight_service.domain.trajectory_evidence import POOLED
from oversight_service.own_records import OwnRecords
from services.conditional import Answer
from services.identity import HEADER
from services.peers import peer_of
from services.problems import Problem
from vocabulary.bands import Band

NOT_ASKED: Final = "not-asked"
HORIZON_PASSED: Final = "horizon-passed"
_REFUSED: Final = (HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was answered, and what is kept here. ``version`` names all of it: the same gives the same assessments."""

    asked: Asked
    results: Answer
    trajectories: Answer | Absence
    goals: Answer | Absence
    own: OwnRecords
    providers: Providers | Absence
    records_visible: bool
    version: Hashable = field(default=None)


async def gathered(
    request: Request, session: AsyncSession, asked: Asked, own: OwnRecords, records_visible: bool
) -> Gathered:
    """Ask the other services at once, as the caller: what the caller may not see, no assessment holds."""
    results, trajectories, goals = await asyncio.gather(
        _results(request, asked), _trajectories(request, asked), _goals(request, asked), return_exceptions=True
    )
    # All are waited for, also when one refuses: no call is left running behind an answer already given.
    if isinstance(results, BaseException):
        raise results
    if isinstance(trajectories, BaseException):
        raise trajectories
    if isinstance(goals, BaseException):
        raise goals
    weighed = await providers(request, session, asked) if asked.framework.commissioning else Absence(NOT_ASKED)
    tags = tuple(_tag(answer) for answer in (results, trajectories, goals))
    state = weighed.reason if isinstance(weighed, Absence) else weighed.version
    version = (asked.framework.key, asked.framework.version, asked.year, tags, own.version, state, records_visible)
    return Gathered(asked, results, trajectories, goals, own, weighed, records_visible, version)


def _tag(answer: object) -> str:
    return answer.tag if isinstance(answer, Answer) else str(answer)


async def _results(request: Request, asked: Asked) -> Answer:
    parameters = {**asked.parameters(), "row": rows_of(asked.framework), "type": tuple(asked.framework.assesses)}
    return await peer_of(request, "indicators").ask("/v1/results", request.headers[HEADER], parameters)


async def _trajectories(request: Request, asked: Asked) -> Answer | Absence:
    definition = asked.framework.trajectories
    known = {*Band, POOLED}
    bands = tuple(band for band in definition.bands if band in known) if definition else ()
    if definition is None or not bands:
        return Absence(NOT_ASKED)
    if definition.horizon <= asked.year:
        return Absence(HORIZON_PASSED)
    parameters = {**asked.parameters(), "horizon": definition.horizon, "bands": bands}
    return await peer_of(request, "trajectory").ask("/v1/trajectories", request.headers[HEADER], parameters)


async def _goals(request: Request, asked: Asked) -> Answer | Absence:
    if asked.framework.aspiration is None:
        return Absence(NOT_ASKED)
    try:
        return await peer_of(request, "trajectory").ask("/v1/progress", request.headers[HEADER], asked.parameters())
    except Problem as problem:
        if problem.status in _REFUSED:
            return Absence(NOT_VISIBLE)
        raise


def givens(found: Gathered) -> list[Given]:
    """Return what is known of each body that the framework assesses, by ODS code.

    Raises:
        PeerBodyError: an answer is not in the agreed shape.
    """
    told: Mapping[str, Any] = json.loads(found.results.body)
    ways, goals = _ways(found.trajectories), _goals_by_body(found.goals)
    bodies = {item["organisation"]["ods"]: item for item in (*told["items"], *told["missing"])}
    return [
        _given(found, item, told["year"], ways, goals)
        for _, item in sorted(bodies.items())
        if found.asked.ods or why_not(found.asked.framework, item["organisation"]["type"], told["year"]) is None
    ]


def _given(
    found: Gathered,
    item: Mapping[str, Any],
    year: int,
    ways: Mapping[str, list[Mapping[str, Any]]],
    goals: Mapping[str, list[Body]] | Absence,
) -> Given:
    organisation = _organisation(item["organisation"])
    ods, own = organisation.ods, found.own
    rows = ways.get(ods)
    return Given(
        organisation=organisation,
        year=year,
        results=_results_of(item, year),
        submission=Submission(item.get("late")),
        trajectories=_trajectories_of(organisation, item, year, rows) if rows else _no_trajectories(found),
        goals=goals if isinstance(goals, Absence) else goals.get(ods, []),
        figures=own.figures.get(ods, {}),
        records=own.records.get(ods, {}) if found.records_visible else Absence(NOT_VISIBLE),
        commissioned=_commissioned(found, organisation),
        official=own.officials.get(ods),
        as_at=own.day,
    )


def _commissioned(found: Gathered, organisation: Organisation) -> Mapping[str, Weighted] | Absence:
    definition = found.asked.framework.commissioning
    if definition is None or organisation.type not in COMMISSIONERS:
        return Absence(NOT_ASKED)
    return weighted(found.providers, definition, organisation.ods)


def _organisation(told: Mapping[str, Any]) -> Organisation:
    body = Body("organisation", told)
    return Organisation(
        body.needed_text("ods"), body.text("name"), body.text("type"), body.text("region"), body.flag("synthetic")
    )


def _results_of(item: Mapping[str, Any], year: int) -> IndicatorResults | None:
    """Return one body's rows in the shape of its own address; ``None`` where it has no published return."""
    if "results" not in item:
        return None
    stated = {name: item.get(name) for name in ("organisation", "revision", "document", "edition", "results")}
    return read_results({**stated, "year": year, "state": "published", "published": True})


def _ways(answer: Answer | Absence) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    if isinstance(answer, Answer):
        told = json.loads(answer.body)
        for row in told["items"]:
            found.setdefault(row["organisation"], []).append({**row, "horizon": told["horizon"]})
    return found


def _trajectories_of(
    organisation: Organisation, item: Mapping[str, Any], year: int, rows: Sequence[Mapping[str, Any]]
) -> Mapping[str, object]:
    """Return rows of the national table in the shape of a body's own trajectories."""
    return {
        "organisation": {"ods": organisation.ods},
        "year": year,
        "revision": item.get("revision"),
        "document": item.get("document"),
        "trajectories": [_trajectory(row, year) for row in rows],
    }


def _no_trajectories(found: Gathered) -> Absence:
    return found.trajectories if isinstance(found.trajectories, Absence) else Absence(NOT_PUBLISHED)


def _trajectory(row: Mapping[str, Any], year: int) -> dict[str, Any]:
    people = {name: row[name] for name in ("interest", "total", "unknown", "share")}
    way = ("required_share", "k_in_n", "additional_per_year", "probability_met", "reachable", "earliest_year")
    untold = row["status"] == "not_assessable"
    return {
        "staff_group": row["staff_group"],
        "band": row["band"],
        "status": row["status"],
        "reason": row["reason"] if untold else None,
        "baseline": {"year": year, **people},
        "target": None if row["target_share"] is None else {"share": row["target_share"], "source": None},
        "horizons": [] if untold else [{"year": row["horizon"], **{name: row[name] for name in way}}],
    }


def _goals_by_body(answer: Answer | Absence) -> dict[str, list[Body]] | Absence:
    if isinstance(answer, Absence):
        return answer
    found: dict[str, list[Body]] = {}
    for number, line in enumerate(json.loads(answer.body)["items"]):
        found.setdefault(line["organisation"], []).append(Body(f"progress.items[{number}]", line))
    return found
