"""A commissioner's assurance: indicator 163b over its providers, each provider's row, and its own."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from oversight_service.domain.contracts import ran_in
from oversight_service.domain.progress_against_wres import (
    INDICATORS,
    GapMode,
    Index,
    Parameters,
    Weighed,
    WeightBasis,
    index,
    progress,
)
from oversight_service.domain.provider_row import ProviderYear, provider_year
from oversight_service.routes.outcomes import Ods
from oversight_service.routes.statements import statement_out
from oversight_service.routes.well_led import YearAsked
from oversight_service.schemas.assurance import (
    AssuranceOut,
    AssuredBodyOut,
    AssuredReturnOut,
    GoalCountsOut,
    index_out,
    number,
    progress_out,
)
from oversight_service.store.statements import newest_statements
from oversight_service.tables import StatementRow
from services.conditional import answer_model
from services.database import Reading
from services.identity import HEADER, Calling
from services.peers import Parameters as PeerParameters
from services.peers import peer_of
from services.problems import Problem
from vocabulary.years import reporting_period

router = APIRouter(prefix="/v1", tags=["assurance"])

COMPUTED_BY: Final = "Computed by Model Employer from its providers' WRES returns. It is not a rating of NHS England."
_NOTHING: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN)


@dataclass(frozen=True, slots=True)
class _Provider:
    """A provider under contract in the year, its weight by basis, and two years of it."""

    ods: str
    valid_from: date | None
    valid_to: date | None
    weights: Mapping[tuple[int, str], Fraction]
    now: ProviderYear | None
    before: ProviderYear | None

    def weight(self, year: int, basis: WeightBasis) -> Fraction | None:
        """Return the weight in a year; headcount is that of the return where none is recorded."""
        recorded = self.weights.get((year, basis))
        if recorded is not None or basis is not WeightBasis.HEADCOUNT:
            return recorded
        people = self.now.headcount if self.now else None
        return None if people is None else Fraction(people)


@router.get("/commissioners/{ods}/assurance", response_model=AssuranceOut)
async def read_assurance(
    request: Request,
    ods: Ods,
    year: YearAsked,
    session: Reading,
    _caller: Calling,
    gap_mode: GapMode = GapMode.SIGNED,
    weight_basis: WeightBasis = WeightBasis.HEADCOUNT,
    least_indicators: Annotated[int, Query(ge=1, le=4, description="Survey indicators that an index needs.")] = 2,
    coverage_floor: Annotated[
        float, Query(ge=0, le=1, description="No value where less of all weight has an index.")
    ] = 0.5,
) -> Response:
    """Read a commissioner's progress against the WRES (163b) for a year, with every choice behind it.

    For the commissioner itself and the national bodies: its providers' figures are exact here.
    """
    parameters = Parameters(gap_mode, weight_basis, least_indicators, Fraction(str(coverage_floor)))
    contracts = await _ask(request, "indicators", f"/v1/commissioners/{ods}/providers", {})
    running = [each for each in contracts if ran_in(each, reporting_period(year))]
    rows = await asyncio.gather(*(_provider(request, each, year) for each in running))
    own = await _provider(request, {"provider": ods, "from": None, "to": None, "weights": []}, year)
    goals = await asyncio.gather(*(_goals(request, each.ods, year) for each in (*rows, own)))
    stated = await newest_statements(session, ods, year)
    shown = [
        _row(each, year, parameters, told, stated.get(each.ods))
        for each, told in zip((*rows, own), goals, strict=True)
    ]
    answered = AssuranceOut(
        commissioner=ods,
        year=year,
        computed_by=COMPUTED_BY,
        progress_against_wres=progress_out(
            progress(_weighed(rows, year, parameters), parameters),
            progress(_weighed_before(rows, year, parameters), parameters),
            parameters,
            list(INDICATORS),
        ),
        providers=shown[:-1],
        own=shown[-1],
    )
    return answer_model(request, answered)


async def _ask(request: Request, service: str, path: str, parameters: PeerParameters) -> Any:
    return await peer_of(request, service).read(path, request.headers[HEADER], parameters)


async def _provider(request: Request, contract: Mapping[str, Any], year: int) -> _Provider:
    ods = contract["provider"]
    now, before = await asyncio.gather(_year_of(request, ods, year), _year_of(request, ods, year - 1))
    return _Provider(
        ods=ods,
        valid_from=contract["from"],
        valid_to=contract["to"],
        weights={(each["year"], each["basis"]): Fraction(str(each["value"])) for each in contract["weights"]},
        now=now,
        before=before,
    )


async def _year_of(request: Request, ods: str, year: int) -> ProviderYear | None:
    """Return what is known of a body's year, ``None`` where there is no return to see."""
    try:
        content = await _ask(
            request,
            "indicators",
            f"/v1/organisations/{ods}/indicators",
            {"year": year, "indicator": ("1", *INDICATORS)},
        )
    except Problem as problem:
        if problem.status in _NOTHING:
            return None
        raise
    return provider_year(content)


async def _goals(request: Request, ods: str, year: int) -> GoalCountsOut | None:
    try:
        answer = await _ask(request, "trajectory", f"/v1/organisations/{ods}/progress", {"year": year})
    except Problem as problem:
        if problem.status in _NOTHING:
            return None
        raise
    if not answer["total"]:
        return None
    counts = answer["significance"]
    return GoalCountsOut(**{name: counts[name] for name in GoalCountsOut.model_fields})


def _index(year: ProviderYear | None, parameters: Parameters) -> Index:
    return index(year.percentages if year else {}, parameters)


def _weighed(rows: Sequence[_Provider], year: int, parameters: Parameters) -> list[Weighed]:
    return [Weighed(_index(row.now, parameters), row.weight(year, parameters.weight_basis)) for row in rows]


def _weighed_before(rows: Sequence[_Provider], year: int, parameters: Parameters) -> list[Weighed]:
    # The same providers by the same weights: the movement is that of the gaps, not of the contracts.
    return [Weighed(_index(row.before, parameters), row.weight(year, parameters.weight_basis)) for row in rows]


def _row(
    row: _Provider, year: int, parameters: Parameters, goals: GoalCountsOut | None, stated: StatementRow | None
) -> AssuredBodyOut:
    submitted = AssuredReturnOut(state=None, published=False, revision=None, reason="not-submitted")
    if row.now:
        submitted = AssuredReturnOut(
            state=row.now.state, published=row.now.published, revision=row.now.revision, reason=None
        )
    return AssuredBodyOut(
        organisation=row.ods,
        contract_from=row.valid_from,
        contract_to=row.valid_to,
        weight=number(row.weight(year, parameters.weight_basis)),
        submitted=submitted,
        index=index_out(_index(row.now, parameters), _index(row.before, parameters), row.now),
        goals=goals,
        statement=statement_out(stated) if stated else None,
        href=f"/v1/organisations/{row.ods}/indicators?year={year}",
    )
