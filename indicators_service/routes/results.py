"""Indicator results: of a return computed and forgotten, of an organisation, and of an area."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response

from indicators_service import permission, readings
from indicators_service.domain.nine import compute
from indicators_service.domain.results import Result
from indicators_service.domain.tally import tally_of
from indicators_service.readings import Reader
from indicators_service.routes.organisations import Ods, registered, shown
from indicators_service.routes.returns import AsOf, understood
from indicators_service.schemas import results as wire
from indicators_service.schemas.annual_return import ReturnToCompute, warned
from indicators_service.schemas.organisations import OrganisationOut
from indicators_service.store import areas, returns
from indicators_service.store.returns import Stored
from services.conditional import answer_model, answer_once
from services.database import Reading
from services.identity import Calling
from services.problems import Problem
from vocabulary.organisations import ENGLAND_TYPES, REGIONS, OrganisationType
from vocabulary.years import FIRST_YEAR, LAST_YEAR, snapshot_date

router = APIRouter(prefix="/v1", tags=["indicators"])

YearAsked = Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year.")]
YearOrNewest = Annotated[
    int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year; the newest when left out.")
]
Only = Annotated[
    list[str] | None,
    Query(alias="indicator", description="Only these indicators; may be given more than once.", max_length=9),
]
AREA_PATTERN: Final = (
    rf"^(england|region:({'|'.join(REGIONS)})|ics:[A-Z0-9]{{3,6}}|type:({'|'.join(OrganisationType)}))$"
)
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
    organisation = await registered(session, ods)
    exact = await permission.sees_exact(caller, ods, session, year)
    reader = Reader(request.app.state.settings, exact, as_of)
    stored = await returns.current(session, ods, year, reader.view)
    if stored is None:
        raise Problem(404, f"{ods} has no {'' if exact else 'published '}return{f' for {year}' if year else ''}.")
    read = await readings.returns_behind(session, reader, stored)
    body = shown(organisation)
    key = ("indicators", body.model_dump_json(), *_named(read), reader.rule, tuple(only or ()))
    return answer_once(request, key, lambda: _organisation_json(body, read, reader, only))


def _named(read: Sequence[Stored]) -> list[tuple[int, int, str, str, bool]]:
    """Return what names the revisions read: a revision never changes."""
    return [(e.row.year, e.row.revision, e.row.digest, e.state, e.published) for e in read]


def _organisation_json(
    organisation: OrganisationOut, read: Sequence[Stored], reader: Reader, only: list[str] | None
) -> bytes:
    newest, results = read[0], readings.of_returns(read, reader)
    stored = newest.row
    answered = wire.IndicatorsOut(
        organisation=organisation,
        year=stored.year,
        revision=stored.revision,
        document=stored.digest,
        edition=stored.edition,
        snapshot=snapshot_date(stored.year).isoformat(),
        state=newest.state,
        published=newest.published,
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
    """Read every result of an area for a year, from the summed counts of its bodies.

    England, regions and ICSs are the sums over NHS trusts and CCGs, as in the strategy's Table 1.
    """
    scope, name = scope_of(area)
    reader = Reader(request.app.state.settings, permission.sees_all(caller), as_of)
    sums = await areas.sums(session, year, scope, reader.view)
    if not sums.organisations:
        raise Problem(404, f"No organisation belongs to {area}.")
    results = await readings.of_area(session, reader, year, scope, sums)
    answered = wire.AreaIndicatorsOut(
        area=wire.Area(id=area, name=name, synthetic=sums.synthetic),
        year=year,
        coverage=wire.Coverage(
            organisations=sums.organisations, returns=sums.returns, missing=sums.organisations - sums.returns
        ),
        representation=wire.representation_out(results),
        results=wire.results_out(chosen(results, only)),
    )
    return answer_model(request, answered)


def chosen(results: Iterable[Result], only: list[str] | None) -> list[Result]:
    """Return the results of the indicators asked for, all when none is named."""
    return [result for result in results if not only or result.indicator in only]


def scope_of(area: str) -> tuple[areas.Scope, str]:
    """Return which bodies an area holds, and its name. The address has been held to ``AREA_PATTERN``."""
    kind, _, code = area.partition(":")
    if kind == "region":
        return areas.Scope(ENGLAND_TYPES, region=code), REGIONS[code]
    if kind == "ics":
        return areas.Scope(ENGLAND_TYPES, ics=code), f"ICS {code}"
    if kind == "type":
        return areas.Scope(frozenset({code})), f"Organisations of type {code}"
    return areas.Scope(ENGLAND_TYPES), "England: NHS trusts and CCGs"
