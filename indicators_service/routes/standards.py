"""The standards: their definitions, and results of counts by one of them."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from indicators_service.counting import edition_asked, tally_asked
from indicators_service.domain import engine
from indicators_service.domain.standard import Standard
from indicators_service.schemas.results import results_out
from indicators_service.schemas.standards import (
    ComputedByStandard,
    StandardList,
    StandardOut,
    ToCompute,
    edition_out,
    standard_line,
    standard_out,
)
from indicators_service.standards.catalogue import catalogue
from services.conditional import answer_model
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.problems import Problem

router = APIRouter(prefix="/v1", tags=["reference"], route_class=IdempotentRoute)

Key = Annotated[str, Path(max_length=60, description="Key of the standard, such as wdes.")]


def named(key: str) -> Standard:
    """Return the standard under ``key``.

    Raises:
        Problem: 404 naming the standards that there are.
    """
    found = catalogue().get(key)
    if found is None:
        raise Problem(404, f"There is no standard '{key}'; there are {', '.join(catalogue())}.")
    return found


@router.get("/standards", response_model=StandardList)
async def list_standards(request: Request, _caller: Calling) -> Response:
    """List the standards that the engine computes: the WRES and its sisters."""
    lines = [standard_line(standard) for standard in catalogue().values()]
    return answer_model(request, StandardList(items=lines, total=len(lines)))


@router.get("/standards/{key}", response_model=StandardOut)
async def read_standard(request: Request, key: Key, _caller: Calling) -> Response:
    """Read a standard's definition whole: groups, what is counted, measures, editions, and how sure each is."""
    return answer_model(request, standard_out(named(key)))


@router.post("/standards/{key}/compute")
async def compute_by_standard(key: Key, body: ToCompute, _caller: Calling) -> ComputedByStandard:
    """Compute one body's counts by a standard. Nothing is stored, and nothing needs to be registered."""
    standard = named(key)
    edition = edition_asked(standard, body)
    (results,) = engine.compute(standard, tally_asked(standard, edition, body))
    groups = standard.groups.shown()
    return ComputedByStandard(
        standard=standard.key,
        version=standard.version,
        year=body.year,
        edition=edition_out(edition),
        groups=groups,
        results=results_out(results, groups),
    )
