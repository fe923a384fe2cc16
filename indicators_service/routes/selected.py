"""Chosen rows of every organisation in one call: what assesses all of them starts from."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import StringConstraints

from indicators_service.books import books_of, rule_of
from indicators_service.domain.pay_rows import PayRow
from indicators_service.routes.results import YearAsked
from indicators_service.schemas.selected import SelectedResultsOut
from indicators_service.selected import entitled, seen
from indicators_service.selected_answer import Asked, answer_json, returned
from indicators_service.selected_rows import rows_asked
from indicators_service.store import life
from services.as_of import AsOf
from services.conditional import Answer, answer, has
from services.database import Reading
from services.identity import Calling
from services.instants import now
from services.memory import Remembered
from vocabulary.organisations import ODS_CODE_PATTERN, OrganisationType, Region

router = APIRouter(prefix="/v1", tags=["indicators"])

RowsAsked = Annotated[
    list[Annotated[str, StringConstraints(max_length=200)]],
    Query(
        alias="row",
        min_length=1,
        max_length=120,
        description="indicator|measure|key=value,key=value, such as 1|gap|staff_group=non_clinical,band=8a or "
        "2|rate_ratio|. A key left out is the whole: all staff, the whole board, BME people. May be repeated.",
    ),
]
Named = Annotated[
    list[Annotated[str, StringConstraints(pattern=ODS_CODE_PATTERN)]] | None,
    Query(max_length=500, description="Only these organisations; may be repeated."),
]
Types = Annotated[list[OrganisationType] | None, Query(max_length=20, description="Only these types; repeatable.")]


@router.get("/results", response_model=SelectedResultsOut)
async def list_results(
    request: Request,
    session: Reading,
    caller: Calling,
    year: YearAsked,
    rows: RowsAsked,
    organisation: Named = None,
    type: Types = None,
    region: Region | None = None,
    ics: Annotated[str | None, Query(pattern=r"^[A-Z0-9]{3,6}$")] = None,
    as_of: AsOf = None,
) -> Response:
    """Read chosen results of every organisation with a published return for a year, in one call.

    Each result is the one under the organisation's own address: exact for those entitled to its figures, under
    disclosure control for everybody else. Organisations without a published return are listed with the reason.
    """
    asked = Asked(
        year, rows_asked(rows), frozenset(organisation) if organisation else None, frozenset(type or ()), region, ics
    )
    books, rule = books_of(request.app), rule_of(request.app.state.settings)
    both = [await books.of(session, each, as_of) for each in (year, year - 1)]
    own = [await entitled(session, caller, book.year) for book in both]
    deadline = await life.deadline(session, year)
    paid = any(isinstance(row.of, PayRow) for row in asked.rows)

    async def make() -> bytes:
        asked_about, before = [
            await seen(session, caller, book, rule, bodies, paid) for book, bodies in zip(both, own, strict=True)
        ]
        behind = await returned(session, year, as_of or now(), deadline)
        return await asyncio.to_thread(answer_json, asked, asked_about, before, behind)

    key = ("results", asked.key, rule, deadline, *own, *(book.key for book in both))
    return await _answer_large(request, key, make)


async def _answer_large(request: Request, key: Hashable, make: Callable[[], Awaitable[bytes]]) -> Response:
    """Return what awaiting ``make`` gives. Such an answer is megabytes: few are kept, and the tags of many."""
    tags: Remembered[Hashable, Answer] = request.app.state.answers
    answers: Remembered[Hashable, Answer] = request.app.state.large_answers
    tag = tags.get(key)
    if tag is not None and has(request.headers.get("if-none-match"), tag.tag):
        return answer(request, tag)
    kept = answers.get(key) or answers.keep(key, Answer.of(await make()))
    tags.keep(key, Answer(b"", kept.tag))
    return answer(request, kept)
