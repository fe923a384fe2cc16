"""Figures that others publish and that are recorded here, for everybody to read."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel

from oversight_service import permission
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.domain.figure import FigureDefinition, FigureUnit
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas.figures import (
    FigureCatalogueOut,
    RecordedFigureIn,
    RecordedFigureOut,
    RecordedFigureRevisionsOut,
    RecordedFiguresOut,
    definition_out,
    figure_out,
    figures_out,
)
from oversight_service.store.documents import following, newest_one, revisions
from oversight_service.store.figures import figure_of, figures_of
from oversight_service.store.keeping import keep
from services import conditional
from services.as_of import AsOf, as_known
from services.conditional import Condition, IfMatch, answer_model
from services.database import Reading, Writing
from services.identity import HEADER, Calling
from services.peers import peer_of
from services.problems import Fault, Problem, invalid
from vocabulary.permissions.resources import Resource
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["figures"])


async def figures_known(request: Request) -> Mapping[str, FigureDefinition]:
    """Return the catalogue of figures that the service started with."""
    figures: Mapping[str, FigureDefinition] = request.app.state.figures
    return figures


FiguresKnown = Annotated[Mapping[str, FigureDefinition], Depends(figures_known)]
"""A route parameter: the catalogue of figures."""

FigureYear = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year of the figure.")]
FigureKey = Annotated[
    str, Path(pattern=r"^[a-z0-9-]{3,60}$", description="Key of the figure, as /v1/figures has it.")
]


def figure_named(figures: FiguresKnown, key: FigureKey) -> FigureDefinition:
    """Return the figure under ``key``.

    Raises:
        Problem: 404 naming the figures that there are.
    """
    definition = figures.get(key)
    if definition is None:
        raise Problem(404, f"There is no figure '{key}'; there are {', '.join(figures)}.")
    return definition


Definition = Annotated[FigureDefinition, Depends(figure_named)]


async def require_registered(request: Request, ods: str, as_of: datetime | None = None) -> None:
    """Refuse a body that is not registered.

    Raises:
        Problem: 404.
    """
    path = f"/v1/organisations/{ods}"
    await peer_of(request, "indicators").ask(path, request.headers[HEADER], as_known(as_of))


def require_match(if_match: Condition, newest: BaseModel | None) -> None:
    """Refuse to follow what has moved on since it was read; ``newest`` is what reading it now would give.

    Raises:
        Problem: 412, or 428.
    """
    tags = [conditional.entity_tag(newest.model_dump_json().encode())] if newest else []
    if_match.require(*tags, what="the record")


@router.get("/figures", response_model=FigureCatalogueOut)
async def list_figure_definitions(request: Request, figures: FiguresKnown, _caller: Calling) -> Response:
    """List the figures that may be recorded: unit, bounds, which way is good, and who publishes each."""
    items = [definition_out(definition) for definition in figures.values()]
    return answer_model(request, FigureCatalogueOut(items=items, total=len(items)))


@router.get("/organisations/{ods}/figures", response_model=RecordedFiguresOut)
async def list_figures(
    request: Request,
    ods: Ods,
    year: FigureYear,
    session: Reading,
    figures: FiguresKnown,
    _caller: Calling,
    as_of: AsOf = None,
) -> Response:
    """List every figure of the catalogue for a body and year; what is not recorded says so."""
    await require_registered(request, ods, as_of)
    found = await figures_of(session, figures, [year], [ods], as_of)
    items = [figure_out(each, ods, year, found.get((ods, key, year))) for key, each in figures.items()]
    return answer_model(request, figures_out(ods, year, items))


@router.get("/organisations/{ods}/figures/{key}", response_model=RecordedFigureOut)
async def read_figure(
    request: Request,
    ods: Ods,
    definition: Definition,
    year: FigureYear,
    session: Reading,
    _caller: Calling,
    as_of: AsOf = None,
) -> Response:
    """Read the figure recorded last for a body and year."""
    await require_registered(request, ods, as_of)
    row = await newest_one(session, DocumentKind.FIGURE, ods, definition.key, year, as_of)
    if row is None:
        raise Problem(404, f"No {definition.key} of {ods} for {year} is recorded.")
    return answer_model(request, figure_out(definition, ods, year, figure_of(row)))


@router.get("/organisations/{ods}/figures/{key}/revisions", response_model=RecordedFigureRevisionsOut)
async def list_figure_revisions(
    request: Request,
    ods: Ods,
    definition: Definition,
    year: FigureYear,
    session: Reading,
    _caller: Calling,
    as_of: AsOf = None,
) -> Response:
    """Read every revision of a body's figure of a year, oldest first."""
    await require_registered(request, ods, as_of)
    rows = await revisions(session, DocumentKind.FIGURE, ods=ods, name=definition.key, year=year, as_of=as_of)
    items = [figure_out(definition, ods, year, figure_of(row)) for row in rows]
    shown = RecordedFigureRevisionsOut(organisation=ods, key=definition.key, year=year, items=items, total=len(items))
    return answer_model(request, shown)


@router.put("/organisations/{ods}/figures/{key}", status_code=201, responses={200: {"description": "Followed"}})
async def record_figure(
    request: Request,
    response: Response,
    ods: Ods,
    definition: Definition,
    year: FigureYear,
    body: RecordedFigureIn,
    session: Writing,
    caller: Calling,
    if_match: IfMatch,
) -> RecordedFigureOut:
    """Record a figure as it was published: 201 for the first, 200 for one that follows an earlier one."""
    permission.require_writer(caller, Resource.FIGURE, ods)
    _require_value(definition, body)
    await require_registered(request, ods)
    before = await newest_one(session, DocumentKind.FIGURE, ods, definition.key, year)
    require_match(if_match, figure_out(definition, ods, year, figure_of(before)) if before else None)
    document = body.model_dump_json()
    row = following(before, DocumentKind.FIGURE, ods, definition.key, year, document, caller.client)
    await keep(session, before, row, "revision of this figure")
    response.status_code = 200 if before else 201
    return figure_out(definition, ods, year, figure_of(row))


def _require_value(definition: FigureDefinition, body: RecordedFigureIn) -> None:
    """Refuse a value that the figure cannot have.

    Raises:
        Problem: 422.
    """
    if (definition.unit is FigureUnit.YES_NO) != isinstance(body.value, bool):
        wanted = "true or false" if definition.unit is FigureUnit.YES_NO else "a number"
        raise invalid(Fault("$.value", "not-in-its-unit", f"{definition.title}: write {wanted}.", column="value"))
    wrong = definition.objection(Fraction(str(float(body.value))))
    if wrong is not None:
        raise invalid(Fault("$.value", "out-of-range", f"{definition.title}: {wrong}", column="value"))
