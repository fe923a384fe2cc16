"""An organisation's measures over the years, as it reported or as the body that it is today."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import permission
from indicators_service.answers import chosen
from indicators_service.books import books_of
from indicators_service.documents import provenance
from indicators_service.domain.combination import sentences
from indicators_service.domain.history import courses
from indicators_service.domain.representation_change import representation_change
from indicators_service.histories import FootprintKind, YearOf, identity_of, years_of
from indicators_service.readings import Reader
from indicators_service.routes.organisations import Ods, organisation_of
from indicators_service.routes.results import Footprinted, Only
from indicators_service.schemas.organisations import OrganisationOut
from indicators_service.schemas.trends import (
    ReturnBehind,
    TrendsOut,
    YearBehind,
    courses_out,
    representation_change_out,
)
from indicators_service.standards.wres import wres
from services.as_of import AsOf
from services.conditional import answer, answer_made_once
from services.database import Reading
from services.identity import Calling
from services.problems import Problem

router = APIRouter(prefix="/v1", tags=["indicators"])


@router.get("/organisations/{ods}/trends", response_model=TrendsOut)
async def read_trends(
    request: Request,
    ods: Ods,
    session: Reading,
    caller: Calling,
    only: Only = None,
    footprint: Footprinted = "reported",
    as_of: AsOf = None,
) -> Response:
    """Read measures over the years: values, a test for trend, the change since the year before, special causes.

    Nothing is compared across a break in a definition. With today's footprint each year is the sum of the bodies
    that are one today, and the answer says which; a year in which one of them is missing has no figures.
    """
    organisation = await organisation_of(session, ods)
    exact = await permission.exact_years(caller, ods, session)

    def reader(year: int) -> Reader:
        return Reader(request.app.state.settings, exact(year), as_of)

    async def make() -> bytes:
        answered = await _answered(request, session, organisation, reader, only, footprint)
        return answered.model_dump_json().encode()

    if footprint != "reported":
        # What merged since is no part of the identity of a body's own years.
        return answer(request, await make())
    own = await identity_of(session, books_of(request.app), reader, ods)
    key = ("trends", organisation.model_dump_json(), tuple(only or ()), own)
    return await answer_made_once(request, key, make)


async def _answered(
    request: Request,
    session: AsyncSession,
    organisation: OrganisationOut,
    reader: Callable[[int], Reader],
    only: list[str] | None,
    footprint: FootprintKind,
) -> TrendsOut:
    ods = organisation.ods
    years = await years_of(session, books_of(request.app), reader, ods, footprint)
    if not years:
        raise Problem(404, f"{ods} has no return that this client may see.")
    told = {each.year: chosen(each.results, only) for each in years if each.results is not None}
    whole = {each.year: each.results for each in years if each.results is not None}
    reasons = {each.year: reason for each in years if (reason := _reason(each)) is not None}
    items = courses_out(courses(told, wres().breaks()), reasons)
    return TrendsOut(
        organisation=organisation,
        footprint=footprint,
        combined=list(sentences(each.footprint for each in years)),
        years=[_year(each, controlled=not reader(each.year).exact) for each in years],
        breaks={key: list(value) for key, value in wres().breaks().items()},
        representation_change=representation_change_out(representation_change(whole)),
        items=items,
        total=len(items),
    )


def _reason(each: YearOf) -> str | None:
    """Return why a year has no figures: a split, or a return of the footprint that is missing."""
    if each.results is not None:
        return None
    return "return-missing" if each.footprint.reason is None else each.footprint.reason.value


def _year(each: YearOf, *, controlled: bool) -> YearBehind:
    return YearBehind(
        year=each.year,
        members=list(each.footprint.members),
        returns=[
            ReturnBehind(
                organisation=stored.row.ods,
                revision=stored.row.revision,
                document=provenance(
                    stored.row.ods, each.year, stored.row.revision, stored.row.digest, controlled=controlled
                ),
                edition=stored.row.edition,
                state=stored.state,
                published=stored.published,
            )
            for stored in each.returns
        ],
        missing=list(each.missing),
        combined=each.combined,
        controlled=controlled,
        reason=_reason(each),
    )
