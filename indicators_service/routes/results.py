"""Indicator results: of a return computed and forgotten, of an organisation, and of an area."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import StringConstraints

from indicators_service import permission, readings
from indicators_service.answers import Wanted, area_json, asked_edition, combined_json, organisation_json
from indicators_service.areas import AREA_PATTERN
from indicators_service.books import books_of
from indicators_service.domain.combination import sentences
from indicators_service.histories import FootprintKind, YearOf, year_of_today
from indicators_service.readings import Reader, Readers
from indicators_service.routes.organisations import Ods, organisation_of
from indicators_service.routes.returns import understood
from indicators_service.schemas import results as wire
from indicators_service.schemas.annual_return import ReturnToCompute, warned
from services.as_of import AsOf
from services.conditional import answer, answer_made_once, answer_once
from services.database import Reading
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.instants import now
from services.problems import Problem
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["indicators"], route_class=IdempotentRoute)

YearAsked = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year.")]
YearOrNewest = Annotated[
    int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year; the newest when left out.")
]
Only = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]] | None,
    Query(alias="indicator", description="Only these indicators; may be given more than once.", max_length=20),
]
EditionAsked = Annotated[
    str | None, Query(pattern=r"^wres-20\d\d$", description="Follow the definitions of this edition, wres-2023.")
]
Footprinted = Annotated[
    FootprintKind,
    Query(description="reported: the body's own returns. current: with those of the bodies that merged into it."),
]
AreaId = Annotated[str, Path(pattern=AREA_PATTERN, description="england, region:Y56, ics:QMJ or type:acute.")]


@router.post("/indicators:compute")
async def compute_indicators(body: ReturnToCompute, _caller: Calling) -> wire.ComputedOut:
    """Compute the nine indicators of a return. Nothing is stored, and nothing needs to be registered."""
    _, warnings = understood(body)
    told = readings.of_document(body)
    return wire.ComputedOut(
        organisation=body.organisation,
        year=body.year,
        edition=body.edition or f"wres-{body.year}",
        warnings=warned(warnings),
        representation=wire.representation_out(told.results),
        board_seats=wire.seats_out(told.seats),
        results=wire.results_out(told.results),
    )


@router.get("/organisations/{ods}/indicators", response_model=wire.IndicatorsOut)
async def read_indicators(
    request: Request,
    ods: Ods,
    session: Reading,
    caller: Calling,
    year: YearOrNewest = None,
    only: Only = None,
    edition: EditionAsked = None,
    footprint: Footprinted = "reported",
    as_of: AsOf = None,
) -> Response:
    """Read every result of an organisation for a year, by default the newest with a return.

    Those entitled to the body's exact figures see them, published or not. Everyone else sees what is
    published, under disclosure control. A named edition decides which bands are senior leadership, and its
    definitions stand in the answer. With today's footprint, the bodies that are one today are added together.
    """
    organisation = await organisation_of(session, ods)
    exact_in = await permission.exact_years(caller, ods, session)

    def readers(of: int) -> Reader:
        return Reader(request.app.state.settings, exact_in(of), as_of)

    wanted = Wanted(only, asked_edition(edition))
    if footprint == "current":
        combined = await _combined(request, session, readers, ods, year)
        if combined is not None:
            controlled = not readers(combined.year).exact
            return answer(request, combined_json(organisation, combined, wanted, controlled=controlled))
    stored = await readings.newest(session, ods, year, readers)
    if stored is None:
        raise _nothing(ods, year, readers)
    reader = readers(stored.row.year)
    named = ("indicators", organisation.model_dump_json(), stored.state, stored.published, edition, *(only or ()))
    read = await readings.returns_behind(session, reader, stored)
    if reader.exact:
        key = (*named, *((each.row.year, each.row.revision, each.row.digest) for each in read))
        return answer_once(
            request,
            key,
            lambda: organisation_json(organisation, stored, readings.of_returns(read), wanted, controlled=False),
        )
    books = await readings.books_behind(books_of(request.app), session, reader, stored.row.year)
    if any(ods not in book.places for book, _ in zip(books, read, strict=False)):
        raise _nothing(ods, year, readers)

    async def make() -> bytes:
        told = await readings.of_published(books, reader, read)
        return organisation_json(organisation, stored, told, wanted, controlled=True)

    return await answer_made_once(request, (*named, reader.rule, *(book.key for book in books)), make)


def _nothing(ods: str, year: int | None, readers: Readers) -> Problem:
    exact = readers(year or now().year).exact
    return Problem(404, f"{ods} has no {'' if exact else 'published '}return{f' for {year}' if year else ''}.")


async def _combined(
    request: Request, session: Reading, readers: Readers, ods: str, year: int | None
) -> YearOf | None:
    """Return a year that several bodies make up today, ``None`` where the body's own return is all there is.

    Raises:
        Problem: 404 where there is nothing, or a sum would not be the whole.
    """
    found = await year_of_today(session, books_of(request.app), readers, ods, year)
    if found is None:
        raise _nothing(ods, year, readers)
    if found.results is None:
        told = " ".join(sentences([found.footprint]))
        missing = f" No return of {', '.join(found.missing)}." if found.missing else ""
        raise Problem(404, f"There are no figures of today's {ods} for {found.year}.{missing} {told}".strip())
    return found if found.combined else None


@router.get("/areas/{area}/indicators", response_model=wire.AreaIndicatorsOut)
async def read_area(
    request: Request,
    area: AreaId,
    year: YearAsked,
    session: Reading,
    caller: Calling,
    only: Only = None,
    as_of: AsOf = None,
) -> Response:
    """Read every result of an area for a year, from the summed counts of the published returns of its bodies.

    England, regions and ICSs are the sums over NHS trusts and their commissioners, as in the strategy's Table 1.
    """
    reader = Reader(request.app.state.settings, permission.sees_all(caller), as_of)
    books = await readings.books_behind(books_of(request.app), session, reader, year)
    if area not in books[0].areas:
        raise Problem(404, f"No organisation belongs to {area}.")

    async def make() -> bytes:
        return area_json(area, books[0], await readings.of_area(books, reader, area), only)

    key = ("area", area, tuple(only or ()), reader.rule, *(book.key for book in books))
    return await answer_made_once(request, key, make)
