"""A commissioner's assurance year by year."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from oversight_service.commissioning import (
    ENGAGEMENT,
    Asking,
    commissioned_by,
    commissioner_year,
    who_answers,
)
from oversight_service.domain.commissioner_year import engagement_of, progress_of
from oversight_service.routes.assurance import COMPUTED_BY, Shown
from oversight_service.routes.assurance_choices import Footprinted, ParametersAsked
from oversight_service.routes.outcomes import Ods
from oversight_service.schemas.assurance import counts_out
from oversight_service.schemas.assurance_trend import (
    AssuranceTrendOut,
    AssuranceYearOut,
    TrendParametersOut,
    year_value_out,
)
from oversight_service.schemas.assured_body import least, level
from oversight_service.schemas.commissioner_values import engagement_parameters_out, parameters_out
from oversight_service.store.statements import statements_of
from services.as_of import AsOf
from services.conditional import answer_model
from services.database import Reading
from services.identity import Calling
from services.problems import Fault, invalid
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["assurance"])

_MOST_YEARS: Final = 15


@router.get("/commissioners/{ods}/assurance-trend", response_model=AssuranceTrendOut)
async def read_assurance_trend(
    request: Request,
    ods: Ods,
    session: Reading,
    _caller: Calling,
    parameters: ParametersAsked,
    first: Annotated[int, Query(alias="from", ge=FIRST_YEAR, le=LAST_YEAR, description="First reporting year.")],
    last: Annotated[int, Query(alias="to", ge=FIRST_YEAR, le=LAST_YEAR, description="Last reporting year.")],
    footprint: Footprinted = "reported",
    as_of: AsOf = None,
) -> Response:
    """Read a commissioner's indicators 163b and 163a and its levels of compliance year by year, 15 years at most.

    Each year is that of the contracts and weights of its own. For the commissioner itself and the national bodies.
    """
    if not 0 <= last - first < _MOST_YEARS:
        words = f"Name a last year from {first} to {first + _MOST_YEARS - 1}."
        raise invalid(Fault("query:to", "years", words, column="to"))
    asking, items = Asking(request, as_of), []
    for year in range(first, last + 1):
        by = await who_answers(asking, ods, year, footprint)
        found = await commissioner_year(asking, session, by, await commissioned_by(asking, by), goals=False)
        statements = await statements_of(session, {ods, *by.members}, [year], as_of)
        items.append(_year_out(Shown(found, statements, parameters, None), footprint))
    answered = AssuranceTrendOut(
        commissioner=ods,
        computed_by=COMPUTED_BY,
        footprint=footprint,
        parameters=TrendParametersOut(
            progress_against_wres=parameters_out(parameters, None),
            staff_engagement=engagement_parameters_out(ENGAGEMENT, parameters, None),
        ),
        items=items,
        total=len(items),
    )
    return answer_model(request, answered)


def _year_out(shown: Shown, footprint: str) -> AssuranceYearOut:
    by = shown.found.by
    return AssuranceYearOut(
        year=by.year,
        members=list(by.members),
        combined=by.combined,
        sentences=[by.ended] if by.ended else list(by.sentences),
        progress_against_wres=year_value_out(progress_of(shown.found, shown.parameters, None)[0]),
        staff_engagement=year_value_out(engagement_of(shown.found, shown.parameters, None)[0]),
        compliance=counts_out([level(least(shown.stated(row.ods, by.year))) for row in shown.found.providers]),
        href=f"/v1/commissioners/{by.ods}/assurance?year={by.year}&footprint={footprint}",
    )
