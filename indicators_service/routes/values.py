"""One indicator across organisations: sorted, filtered, in pages, as JSON or CSV."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from indicators_service import permission, values
from indicators_service.books import books_of, rule_of
from indicators_service.domain.one_measure import OneMeasure, UnknownMeasureError, one_measure
from indicators_service.routes.results import YearAsked
from indicators_service.schemas.results import result_out, rounded, significant_digits
from indicators_service.schemas.values import Body, DiscoveriesOut, ValueOut, ValuesOut, values_csv
from indicators_service.selected_rows import ENGINE_GROUPS
from indicators_service.standards.wres import wres
from indicators_service.store.members import Member
from inference.normal import Floats
from services import delimited, paging
from services.as_of import AsOf
from services.conditional import answer, answer_model
from services.database import Reading
from services.identity import Calling
from services.problems import Fault, Problem, invalid
from services.wire import Text
from vocabulary.organisations import OrganisationType, Region

router = APIRouter(prefix="/v1", tags=["indicators"])

Group = Literal["white", "bme", "unknown"]
Word = Annotated[str | None, Query(max_length=40, pattern=r"^[a-z0-9_]+$")]


def asked_measure(
    indicator: str, measure: str | None, part: dict[str, str | None], group: Group | None
) -> OneMeasure:
    """Return the measure that a request names.

    Raises:
        Problem: 404 for an indicator that there is not, 422 for a measure or part that it has not.
    """
    own = {key: value for key, value in part.items() if value is not None}
    if group is not None:
        own["group"] = ENGINE_GROUPS[group]
    if indicator not in {definition.id for definition in wres().definitions}:
        known = ", ".join(definition.id for definition in wres().definitions)
        raise Problem(404, f"There are no values of an indicator '{indicator}'; there are those of {known}.")
    try:
        return one_measure(wres(), indicator, measure, own)
    except UnknownMeasureError as error:
        raise invalid(Fault("query:measure", "no-such-measure", str(error), column="measure")) from None


@router.get(
    "/indicators/{indicator}/values",
    response_model=ValuesOut,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def list_values(
    request: Request,
    session: Reading,
    caller: Calling,
    indicator: Annotated[str, Path(max_length=40)],
    year: YearAsked,
    measure: Word = None,
    staff_group: Word = None,
    band: Word = None,
    membership: Word = None,
    group: Group | None = None,
    type: OrganisationType | None = None,
    region: Region | None = None,
    ics: Annotated[str | None, Query(pattern=r"^[A-Z0-9]{3,6}$")] = None,
    q: Annotated[Text | None, Query(max_length=100, description="Words in the name, or the code.")] = None,
    sort: Literal["ods", "name", "value", "-value"] = "ods",
    cursor: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    format: Literal["json", "csv"] = "json",
    as_of: AsOf = None,
) -> Response:
    """Read one indicator of every organisation with a published return for a year.

    Without ``measure`` it is the indicator's own: the ratio or the gap. What of the part is not named is the whole:
    all staff, the whole board, the group of interest. The number of significant bodies is given with and without
    control of the false discovery rate.
    """
    chosen = asked_measure(
        indicator, measure, {"staff_group": staff_group, "band": band, "membership": membership}, group
    )
    book = await books_of(request.app).of(session, year, as_of)
    rule = rule_of(request.app.state.settings)
    tally = await values.sight(session, caller, book, rule)
    found = values.listed(chosen, book, tally, values.Wanted(type, region, ics, q, sort))
    start = _start(found.ods, paging.after(cursor))
    codes = found.ods[start : start + limit]
    entitled = await permission.exact_bodies(caller, session, year)
    exact = [permission.sees_all(caller) or ods in entitled for ods in codes]
    page = values.told(chosen, book, tally, codes, exact)
    items = [
        ValueOut(
            organisation=_body(book.members[ods]),
            p_adjusted=significant_digits(_optional(found.p_adjusted, start + place)),
            result=result_out(result),
        )
        for place, (ods, result) in enumerate(zip(codes, page, strict=True))
    ]
    following = paging.cursor(codes[-1]) if start + limit < len(found.ods) else None
    if format == "csv":
        response = answer(request, values_csv(items), delimited.MEDIA_TYPE)
        if following:
            onward = request.url.include_query_params(cursor=following)
            response.headers["link"] = f'<{onward.path}?{onward.query}>; rel="next"'
        return response
    return answer_model(request, _answered(chosen, year, found, items, following))


def _start(codes: tuple[str, ...], after: str) -> int:
    """Return where a page begins: behind the body that the last one ended with.

    Raises:
        Problem: 422 when that body is no longer in the list.
    """
    if not after:
        return 0
    if after not in codes:
        raise invalid(Fault("query:cursor", "cursor", "The list has changed; start again.", column="cursor"))
    return codes.index(after) + 1


def _optional(column: Floats, place: int) -> float | None:
    return None if column[place] != column[place] else float(column[place])


def _body(member: Member) -> Body:
    return Body(**{name: getattr(member, name) for name in Body.model_fields})


def _answered(
    chosen: OneMeasure, year: int, found: values.Listed, items: list[ValueOut], following: str | None
) -> ValuesOut:
    heading, counted = chosen.heading, found.discoveries
    names = {"reference": "white", "interest": "bme"}
    part = heading.part and {key: names.get(value, value) for key, value in heading.part.items()}
    return ValuesOut(
        indicator=heading.indicator,
        year=year,
        measure=heading.measure,
        part=part and dict(part),
        unit=heading.unit,
        orientation=heading.orientation,
        polarity=heading.polarity,
        parity=heading.parity,
        items=items,
        next=following,
        total=len(found.ods),
        defined=int((found.values == found.values).sum()),
        median=rounded(found.median),
        significant=DiscoveriesOut(
            tested=int(counted.tested),
            undefined=int(counted.undefined),
            before=int(counted.before),
            after=int(counted.after),
            level=counted.level,
            control=counted.control,
        ),
    )
