"""The catalogue of assessment frameworks."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from oversight_service.domain.frameworks import Framework
from oversight_service.schemas.evidence import FrameworkList, framework_json, framework_line
from services.conditional import answer, answer_model
from services.identity import Calling
from services.problems import Problem

router = APIRouter(prefix="/v1", tags=["frameworks"])

Key = Annotated[str, Path(pattern=r"^[a-z0-9-]{3,60}$", description="Key of the framework.")]


async def catalogue_of(request: Request) -> Mapping[str, Framework]:
    """Return the catalogue that the service started with."""
    catalogue: Mapping[str, Framework] = request.app.state.catalogue
    return catalogue


Catalogue = Annotated[Mapping[str, Framework], Depends(catalogue_of)]


def named(catalogue: Mapping[str, Framework], key: str) -> Framework:
    """Return the framework under ``key``.

    Raises:
        Problem: 404 naming the frameworks that there are.
    """
    framework = catalogue.get(key)
    if framework is None:
        raise Problem(404, f"There is no framework '{key}'; there are {', '.join(catalogue)}.")
    return framework


@router.get("/frameworks", response_model=FrameworkList)
async def list_frameworks(request: Request, catalogue: Catalogue, _caller: Calling) -> Response:
    """List the assessment frameworks: whom each assesses, and when it was in force."""
    lines = [framework_line(framework) for framework in catalogue.values()]
    return answer_model(request, FrameworkList(items=lines, total=len(lines)))


@router.get("/frameworks/{key}", response_model=Framework)
async def read_framework(request: Request, key: Key, catalogue: Catalogue, _caller: Calling) -> Response:
    """Read a framework whole: questions, metrics, rules with their thresholds, and how sure each is."""
    return answer(request, framework_json(named(catalogue, key)))
