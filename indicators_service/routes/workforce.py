"""People in every stratum of every organisation, in one call: what trajectories of the nation start from."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from indicators_service import permission, values
from indicators_service.books import Book, books_of, rule_of
from indicators_service.domain import items
from indicators_service.domain.published_rows import rows
from indicators_service.domain.tally import COUNTED, INTEREST, NOT_COLLECTED, REFERENCE, UNKNOWN, Tally
from indicators_service.routes.results import YearAsked
from indicators_service.schemas.values import Body
from indicators_service.schemas.workforce import StratumName, WorkforceOut
from services.as_of import AsOf
from services.conditional import answer
from services.database import Reading
from services.identity import Calling
from vocabulary.organisations import OrganisationType, Region

router = APIRouter(prefix="/v1", tags=["indicators"])

_NAMES: Final = tuple(name for name in items.ITEMS if name.startswith("workforce/") and "/tier_" not in name)


@router.get("/workforce", response_model=WorkforceOut)
async def list_workforce(
    request: Request,
    session: Reading,
    caller: Calling,
    year: YearAsked,
    type: OrganisationType | None = None,
    region: Region | None = None,
    ics: Annotated[str | None, Query(pattern=r"^[A-Z0-9]{3,6}$")] = None,
    as_of: AsOf = None,
) -> Response:
    """Read how many people every band and grade of every organisation has, in one call.

    From published returns, for everybody. Exact for those entitled; under disclosure control otherwise.
    """
    book = await books_of(request.app).of(session, year, as_of)
    rule = rule_of(request.app.state.settings)
    tally = await values.sight(session, caller, book, rule)
    entitled = await permission.exact_bodies(caller, session, year)
    wanted = values.Wanted(type, region, ics)
    codes = [ods for ods in book.columns.ods if ods in book.members and wanted.takes(book.members[ods])]
    exact = [ods for ods in codes if permission.sees_all(caller) or ods in entitled]
    return answer(request, _answered(book, tally, codes, exact).model_dump_json().encode())


def _answered(book: Book, tally: Tally, codes: list[str], exact: list[str]) -> WorkforceOut:
    counts, status = rows(tally, [book.places[ods] for ods in codes]).take(_NAMES)
    shown = counts.astype(object)
    # As in every other answer: a group is left out together with another of the same stratum.
    shown[(status != COUNTED).any(axis=2)] = None
    absent = (status == NOT_COLLECTED).all(axis=(1, 2))
    names = (name.split("/") for name in _NAMES)
    return WorkforceOut(
        year=book.year,
        organisations=[_body(book, ods) for ods in codes],
        strata=[StratumName(staff_group=staff_group, band=band) for _, staff_group, band in names],
        white=shown[:, :, REFERENCE].tolist(),
        bme=shown[:, :, INTEREST].tolist(),
        unknown=shown[:, :, UNKNOWN].tolist(),
        not_collected=[ods for ods, missing in zip(codes, absent, strict=True) if missing],
        exact=exact,
        rule=None if len(exact) == len(codes) else tally.rule,
    )


def _body(book: Book, ods: str) -> Body:
    member = book.members[ods]
    return Body(**{name: getattr(member, name) for name in Body.model_fields})
