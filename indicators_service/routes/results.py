"""Indicator results: of a return computed and forgotten, of an organisation, and of an area."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from indicators_service import permission, readings
from indicators_service.areas import AREA_PATTERN, area_name, expected
from indicators_service.books import Book, books_of
from indicators_service.domain.results import Result
from indicators_service.domain.tally import tally_of
from indicators_service.readings import Reader
from indicators_service.routes.organisations import Ods, registered, shown
from indicators_service.routes.returns import AsOf, understood
from indicators_service.schemas import results as wire
from indicators_service.schemas.annual_return import ReturnToCompute, warned
from indicators_service.schemas.organisations import OrganisationOut
from indicators_service.standards.wres import compute
from indicators_service.store import returns
from indicators_service.store.returns import Stored
from services.conditional import answer_made_once, answer_once
from services.database import Reading
from services.identity import Calling
from services.problems import Problem
from vocabulary.years import FIRST_YEAR, LAST_YEAR, snapshot_date

router = APIRouter(prefix="/v1", tags=["indicators"])

YearAsked = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year.")]
YearOrNewest = Annotated[
    int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year; the newest when left out.")
]
Only = Annotated[
    list[str] | None,
    Query(alias="indicator", description="Only these indicators; may be given more than once.", max_length=20),
]
AreaId = Annotated[str, Path(pattern=AREA_PATTERN, description="england, region:Y56, ics:QMJ or type:acute.")]


@router.post("/indicators:compute")
async def compute_indicators(body: ReturnToCompute, _caller: Calling) -> wire.ComputedOut:
    """Compute the nine indicators of a return. Nothing is stored, and nothing needs to be registered."""
    annual, warnings = understood(body)
    (results,) = compute(tally_of([annual]))
    return wire.ComputedOut(
        organisation=body.organisation,
        year=body.year,
        edition=body.edition or f"wres-{body.year}",
        warnings=warned(warnings),
        representation=wire.representation_out(results),
        results=wire.results_out(results),
    )


@router.get("/organisations/{ods}/indicators", response_model=wire.IndicatorsOut)
async def read_indicators(
    request: Request,
    ods: Ods,
    session: Reading,
    caller: Calling,
    year: YearOrNewest = None,
    only: Only = None,
    as_of: AsOf = None,
) -> Response:
    """Read every result of an organisation for a year, by default the newest with a return.

    Those entitled to the body's exact figures see them, published or not. Everyone else sees what is
    published, under disclosure control.
    """
    organisation = shown(await registered(session, ods))
    exact = await permission.sees_exact(caller, ods, session, year)
    reader = Reader(request.app.state.settings, exact, as_of)
    stored = await returns.current(session, ods, year, reader.view)
    if stored is None:
        raise Problem(404, f"{ods} has no {'' if exact else 'published '}return{f' for {year}' if year else ''}.")
    named = ("indicators", organisation.model_dump_json(), stored.state, stored.published, tuple(only or ()))
    if exact:
        read = await readings.returns_behind(session, reader, stored)
        key = (*named, *((each.row.year, each.row.revision, each.row.digest) for each in read))
        return answer_once(
            request, key, lambda: _organisation_json(organisation, stored, readings.of_returns(read), only)
        )
    books = await readings.books_behind(books_of(request), session, reader, stored.row.year)
    if ods not in books[0].places:
        raise Problem(404, f"The return of {ods} for {stored.row.year} is being withdrawn.")

    async def make() -> bytes:
        return _organisation_json(organisation, stored, await readings.of_published(books, reader, ods), only)

    return await answer_made_once(request, (*named, reader.rule, *(book.key for book in books)), make)


def _organisation_json(
    organisation: OrganisationOut, stored: Stored, results: Sequence[Result], only: list[str] | None
) -> bytes:
    row = stored.row
    answered = wire.IndicatorsOut(
        organisation=organisation,
        year=row.year,
        revision=row.revision,
        document=row.digest,
        edition=row.edition,
        snapshot=snapshot_date(row.year).isoformat(),
        state=stored.state,
        published=stored.published,
        representation=wire.representation_out(results),
        results=wire.results_out(chosen(results, only)),
    )
    return answered.model_dump_json().encode()


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
    books = await readings.books_behind(books_of(request), session, reader, year)
    if area not in books[0].areas:
        raise Problem(404, f"No organisation belongs to {area}.")

    async def make() -> bytes:
        return _area_json(area, books[0], await readings.of_area(books, reader, area), only)

    key = ("area", area, tuple(only or ()), reader.rule, *(book.key for book in books))
    return await answer_made_once(request, key, make)


def _area_json(area: str, book: Book, results: Sequence[Result], only: list[str] | None) -> bytes:
    members = expected(area, book.members.values(), book.year, book.places)
    answered = wire.AreaIndicatorsOut(
        area=wire.Area(id=area, name=area_name(area), synthetic=any(member.synthetic for member in members)),
        year=book.year,
        coverage=wire.Coverage(
            organisations=len(members),
            returns=len(book.areas[area]),
            missing=len(members) - len(book.areas[area]),
        ),
        representation=wire.representation_out(results),
        results=wire.results_out(chosen(results, only)),
    )
    return answered.model_dump_json().encode()


def chosen(results: Iterable[Result], only: list[str] | None) -> list[Result]:
    """Return the results of the indicators asked for, all when none is named."""
    return [result for result in results if not only or result.indicator in only]
