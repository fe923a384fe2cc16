"""The audit trail of everything: read by page, its ends for those who keep them, and whether it is whole."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp

from gateway import auditing
from gateway.audit_schemas import ChainVerified, TrailHead, TrailHeads, TrailPage, TrailVerified, chain_verified
from gateway.auditing import CHAINS
from services import delimited
from services.audit_filters import Filtered
from services.audit_reading import AuditEntry, AuditHead
from services.audit_route import END_PATTERN, MOST, audit_reader, audit_router, end_of, written_end
from services.chain import End, canonical
from services.conditional import JSON, answer, answer_model
from services.identity import HEADER, Caller, Calling, Signer
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.table import rule

NDJSON: Final = "application/x-ndjson"
_COLUMNS: Final = tuple(AuditEntry.model_fields)

_READS: Final = rule(Resource.AUDIT, Action.READ).allows

own = audit_router("gateway", _READS)
"""The gateway's own trail, as the services show theirs."""

router = APIRouter(prefix="/v1", tags=["audit"], dependencies=[audit_reader(_READS)])

Chain = Literal["indicators", "trajectory", "oversight", "gateway"]
Format = Literal["json", "csv", "ndjson"]
KnownEnd = Annotated[
    str | None, Query(pattern=END_PATTERN, description="An end of this chain that was kept, as number:hash.")
]
_TEXT: Final[dict[str, Any]] = {"schema": {"type": "string"}}
_FORMATS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/csv": _TEXT, NDJSON: _TEXT}}}


def _trails(request: Request) -> Mapping[str, ASGIApp]:
    return {**request.app.state.upstreams, "gateway": request.app}


@router.get("/audit", response_model=TrailPage, responses=_FORMATS)
async def read_audit(
    request: Request,
    filters: Filtered,
    service: Annotated[Chain | None, Query(description="Only lines of this service.")] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    format: Format = "json",
) -> Response:
    """Read who changed what and when, in every service: each accepted write is a line. For administrators.

    Whoever follows the trail asks for the oldest first, and goes on from ``cursor``.
    """
    names = CHAINS if service is None else (service,)
    position = auditing.begin(cursor, filters)
    found = await auditing.read(_trails(request), request.headers[HEADER], names, position, filters, limit)
    items = [AuditEntry.model_validate(line) for line in found.lines]
    onward = found.position.cursor()
    if format == "json":
        return answer_model(request, TrailPage(items=items, next=onward if found.more else None, cursor=onward))
    return _rows(request, items, format, onward if found.more else None)


def _rows(request: Request, items: Sequence[AuditEntry], format: Format, following: str | None) -> Response:
    lines = [each.model_dump(mode="json") for each in items]
    if format == "csv":
        cells = ([*(line | {"change": canonical(line["change"])}).values()] for line in lines)
        response = answer(request, delimited.csv_of(_COLUMNS, cells), delimited.MEDIA_TYPE)
    else:
        response = answer(request, "".join(f"{json.dumps(line)}\n" for line in lines).encode(), NDJSON)
    if following:
        onward = request.url.include_query_params(cursor=following)
        response.headers["link"] = f'<{onward.path}?{onward.query}>; rel="next"'
    return response


@router.get("/audit/heads", response_model=TrailHeads)
async def read_heads(request: Request) -> Response:
    """Read the last line of every chain, for somebody else to keep: against it, nothing can be cut off or redone."""
    found = await auditing.heads(_trails(request), request.headers[HEADER])
    heads = [AuditHead.model_validate(each) for each in found]
    items = [TrailHead(**each.model_dump(), known=written_end(each)) for each in heads]
    return answer_model(request, TrailHeads(items=items, total=len(items)))


def _known(
    indicators: KnownEnd = None, trajectory: KnownEnd = None, oversight: KnownEnd = None, gateway: KnownEnd = None
) -> Mapping[str, End | None]:
    given = (indicators, trajectory, oversight, gateway)
    return {name: end_of(end) for name, end in zip(CHAINS, given, strict=True)}


@router.get("/audit/verification", response_model=TrailVerified)
async def verify_audit(
    request: Request,
    caller: Calling,
    known: Annotated[Mapping[str, End | None], Depends(_known)],
    begin: Annotated[
        Literal["first", "known"], Query(description="From the first line on, or only from the ends that are known.")
    ] = "first",
) -> Response:
    """Work every chain out again: whole, or broken at which line. The answer begins at once, and may take a while.

    With an end that was kept, such as ``indicators=123:…`` from the heads, a chain that was cut off since, or made
    anew, is found out too.
    """
    trails = _trails(request)
    await auditing.heads(trails, request.headers[HEADER])
    begins = {name: (known[name] if begin == "known" else None) or End() for name in CHAINS}
    signer: Signer = request.app.state.signer
    told = _told(trails, signer, caller, begins, known)
    return StreamingResponse(told, media_type=JSON, headers={"cache-control": "no-store"})


async def _told(
    trails: Mapping[str, ASGIApp],
    signer: Signer,
    caller: Caller,
    begins: Mapping[str, End],
    known: Mapping[str, End | None],
) -> AsyncIterator[str]:
    """Tell what is found while it is found: a space after each step keeps the line, and means nothing in JSON."""
    every: list[ChainVerified] = []
    yield '{"items":['
    for name in CHAINS:
        async for found in auditing.verify(trails, lambda: signer.sign(caller), name, begins[name], known[name]):
            if found is None:
                yield " "
                continue
            shown = chain_verified(found)
            yield ("," if every else "") + shown.model_dump_json()
            every.append(shown)
    yield f'],"intact":{json.dumps(all(each.intact for each in every))}}}'
