"""An organisation beside its region, type, ICS, England, peers of choice, or the trusts nearest in size."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from indicators_service import benchmarking, permission
from indicators_service.benchmarking import GROUP_PATTERN, Field, Group
from indicators_service.books import books_of, rule_of
from indicators_service.domain.combination import sentences
from indicators_service.domain.over_dispersion import Adjustment
from indicators_service.routes.organisations import Ods, registered
from indicators_service.routes.results import Footprinted, Only, YearAsked
from indicators_service.schemas.benchmarks import (
    BenchmarkGroup,
    BenchmarkOut,
    BenchmarksOut,
    benchmark_out,
    funnel_out,
)
from services.as_of import AsOf
from services.conditional import answer_made_once
from services.database import Reading
from services.identity import Calling
from services.problems import Fault, Problem, invalid

router = APIRouter(prefix="/v1", tags=["indicators"])

Asked = Annotated[
    str,
    Query(pattern=GROUP_PATTERN, description="england, region, type, ics, nearest, nearest:5, or peers:RX1,RX2."),
]
Widened = Annotated[Adjustment, Query(description="Allow for bodies that differ by more than chance.")]


@router.get("/organisations/{ods}/benchmarks", response_model=BenchmarksOut)
async def read_benchmarks(
    request: Request,
    ods: Ods,
    session: Reading,
    caller: Calling,
    year: YearAsked,
    group: Asked = "region",
    only: Only = None,
    footprint: Footprinted = "reported",
    overdispersion: Widened = Adjustment.NONE,
    as_of: AsOf = None,
) -> Response:
    """Read where an organisation stands in a group: rank, quartile, median of the others, funnel, and a verdict.

    Published returns alone are compared, and an organisation never with itself. Without ``indicator`` each
    indicator speaks by its own measure; an indicator that is named speaks by all of its measures.
    """
    await registered(session, ods)
    book = await books_of(request.app).of(session, year, as_of)
    rule = rule_of(request.app.state.settings)
    entitled = None if permission.sees_all(caller) else await permission.exact_bodies(caller, session, year)

    async def make() -> bytes:
        field = await benchmarking.field_of(session, caller, book, rule, footprint)
        if ods not in field.ods:
            raise Problem(404, f"{ods} has no published return for {year} to compare.")
        chosen = benchmarking.group_of(group, ods, field)
        if chosen is None:
            raise invalid(Fault("query:group", "no-such-group", f"{ods} belongs to no {group}.", column="group"))
        items = await asyncio.to_thread(_items, field, chosen, ods, tuple(only or ()), overdispersion)
        whole = book.lineage.current_members(ods, year, book.places)
        answered = BenchmarksOut(
            organisation=ods,
            year=year,
            footprint=footprint,
            controlled=entitled is not None,
            combined=list(sentences([whole])) if footprint == "current" else [],
            group=BenchmarkGroup(
                kind=chosen.kind,
                id=chosen.id,
                name=chosen.name,
                organisations=list(chosen.members),
                rule=chosen.rule,
                left_out=list(chosen.left_out),
            ),
            items=items,
        )
        return answered.model_dump_json().encode()

    key = ("benchmarks", ods, book.key, group, footprint, overdispersion, entitled, rule, *(only or ()))
    return await answer_made_once(request, key, make)


def _items(
    field: Field, chosen: Group, ods: str, only: tuple[str, ...], adjustment: Adjustment
) -> list[BenchmarkOut]:
    tally, own = field.rows(chosen.members), chosen.members.index(ods)
    found = benchmarking.results_of(tally, only) if only else benchmarking.headline_results(tally)
    told = benchmarking.benchmarked(benchmarking.comparable(found, tally, own), own, adjustment)
    items = []
    for each in told:
        if only and each.benchmark.result.indicator not in only:
            continue
        funnel = (
            None
            if each.funnel is None
            else funnel_out(each.funnel.rows()[own], each.funnel.dispersion, each.benchmark.result.unit)
        )
        items.append(benchmark_out(each.benchmark, funnel))
    return items
