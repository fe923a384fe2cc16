"""A commissioner's assurance: indicators 163b and 163a over its providers, each provider's row, and its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from fastapi import APIRouter, Request, Response

from oversight_service.commissioning import (
    ENGAGEMENT,
    Asking,
    Footprint,
    commissioned_by,
    commissioner_year,
    who_answers,
)
from oversight_service.domain.commissioner_year import (
    BodyYear,
    CommissionerYear,
    GivenWeights,
    engagement_of,
    progress_of,
)
from oversight_service.domain.progress_against_wres import Parameters, WeightBasis
from oversight_service.routes.assessments import CSV_ANSWER
from oversight_service.routes.assurance_choices import (
    BasisAsked,
    Footprinted,
    ParametersAsked,
    WeightsAsked,
    weights_given,
)
from oversight_service.routes.outcomes import Ods
from oversight_service.routes.statements import statement_out
from oversight_service.routes.well_led import YearAsked
from oversight_service.schemas.assurance import AssuranceOut, answered_by_out, compliance_out
from oversight_service.schemas.assurance_rows import assurance_csv
from oversight_service.schemas.assured_body import AssuredBodyOut, body_out
from oversight_service.schemas.commissioner_values import (
    engagement_out,
    engagement_parameters_out,
    number,
    parameters_out,
    progress_out,
)
from oversight_service.schemas.statements import StatementOut
from oversight_service.store.statements import statements_of
from oversight_service.tables import StatementRow
from services.as_of import AsOf
from services.conditional import answer, answer_model
from services.database import Reading
from services.delimited import MEDIA_TYPE
from services.identity import Calling
from services.problems import Problem

router = APIRouter(prefix="/v1", tags=["assurance"])

COMPUTED_BY: Final = (
    "Computed by Model Employer from its providers' WRES returns and recorded staff engagement scores. It is not a "
    "rating of NHS England."
)
Statements = Mapping[tuple[str, str, int], StatementRow]
"""Newest statements by commissioner, provider and year."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A commissioner's year with what was stated of it, and by which choices it is to be computed."""

    found: CommissionerYear
    statements: Statements
    parameters: Parameters
    given: GivenWeights

    def stated(self, provider: str, year: int) -> Sequence[StatementOut]:
        """Return what those who answer stated of a body and year."""
        return [
            statement_out(row)
            for (_, about, of), row in sorted(self.statements.items())
            if about == provider and of == year
        ]

    def row(self, row: BodyYear) -> AssuredBodyOut:
        """Return a body's row."""
        year = self.found.by.year
        weight = number(row.weight(year, self.parameters.weight_basis, self.given))
        stated = self.stated(row.ods, year), self.stated(row.ods, year - 1)
        return body_out(row, year, weight, self.parameters, *stated)


@router.get("/commissioners/{ods}/assurance", response_model=AssuranceOut, responses=CSV_ANSWER)
async def read_assurance(
    request: Request,
    ods: Ods,
    year: YearAsked,
    session: Reading,
    _caller: Calling,
    parameters: ParametersAsked,
    weight_basis: BasisAsked = None,
    weight: WeightsAsked = None,
    footprint: Footprinted = "reported",
    format: Literal["json", "csv"] = "json",
    as_of: AsOf = None,
) -> Response:
    """Read a commissioner's progress against the WRES (163b) and staff engagement (163a), with every choice behind.

    For the commissioner itself, its successor and the national bodies: its providers' figures are exact here. A
    commissioner that was not there yet is answered for by those that it succeeded.
    """
    asking = Asking(request, as_of)
    by = await who_answers(asking, ods, year, footprint)
    providers = await commissioned_by(asking, by)
    if by.ended is not None:
        raise Problem(404, by.ended)
    given = weights_given(weight, weight_basis, ods, [each.provider for each in providers])
    chosen = parameters if given is None else replace(parameters, weight_basis=WeightBasis.CUSTOM)
    found = await commissioner_year(asking, session, by, providers)
    statements = await statements_of(session, {ods, *by.members}, (year, year - 1), as_of)
    answered = _answered(Shown(found, statements, chosen, given), footprint)
    if format == "csv":
        return answer(request, assurance_csv(answered), MEDIA_TYPE)
    return answer_model(request, answered)


def _answered(shown: Shown, footprint: Footprint) -> AssuranceOut:
    found, parameters, given = shown.found, shown.parameters, shown.given
    rows = [shown.row(row) for row in found.providers]
    return AssuranceOut(
        commissioner=found.by.ods,
        year=found.by.year,
        computed_by=COMPUTED_BY,
        footprint=answered_by_out(found.by, footprint),
        progress_against_wres=progress_out(*progress_of(found, parameters, given), parameters_out(parameters, given)),
        staff_engagement=engagement_out(
            *engagement_of(found, parameters, given), engagement_parameters_out(ENGAGEMENT, parameters, given)
        ),
        compliance=compliance_out(rows),
        providers=rows,
        predecessors=[shown.row(row) for row in found.predecessors],
        own=shown.row(found.own),
    )
