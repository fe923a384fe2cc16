"""Whole years as files: what machines load once, and follow along from with the feed of changes."""

import base64
import json
import zlib
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from indicators_service import permission
from indicators_service.exporting.file import Format
from indicators_service.exporting.formats import MEDIA_TYPES
from indicators_service.exporting.metadata import LICENCE, metadata
from indicators_service.exports import View, exports_of
from indicators_service.schemas.exports import ExportFile, ExportList
from indicators_service.store import exports as store
from indicators_service.tables import ExportRow
from services.conditional import answer, answer_model, has
from services.database import Reading
from services.identity import Caller, Calling
from services.instants import now
from services.problems import Problem
from vocabulary.permissions.resources import Action, Resource
from vocabulary.years import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/v1", tags=["exports"])

YearInPath = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR, description="Reporting year.")]
ViewAsked = Annotated[
    View, Query(description="public: as everybody sees it. exact: exact figures, for the national bodies.")
]
_CHUNK: Final = 256 * 1024
_CSVW: Final = "application/csvm+json"


class CsvwResponse(JSONResponse):
    """An answer in the media type of metadata for CSV on the Web."""

    media_type = _CSVW


@router.get("/exports", response_model=ExportList)
async def list_exports(
    request: Request, session: Reading, caller: Calling, view: ViewAsked = View.PUBLIC
) -> Response:
    """List the whole-year files: rows, bytes, SHA-256, and when each was made."""
    _require(caller, view)
    exports, items = exports_of(request.app), []
    kept = {(row.year, row.view, row.format, row.state): row for row in await store.listed(session)}
    for year in await store.published_years(session, now()):
        state = await exports.state(session, year, view)
        items += [_listed(year, format, view, kept.get((year, view, format, state))) for format in Format]
    reason = None if items else "Nothing is published yet."
    listed = ExportList(items=items, licence=LICENCE, definitions="/v1/indicators", reason=reason)
    return answer_model(request, listed)


def _require(caller: Caller, view: View) -> None:
    if view is View.EXACT:
        permission.require(caller, Resource.EXACT_EXPORT, Action.READ)


def _listed(year: int, format: Format, view: View, row: ExportRow | None) -> ExportFile:
    return ExportFile(
        year=year,
        format=format,
        href=f"/v1/exports/{year}.{format}" + ("" if view is View.PUBLIC else f"?view={view}"),
        rows=row and row.rows,
        bytes=row and row.size,
        sha256=row and row.digest,
        made_at=row and row.made_at,
        reason=None if row else "It is made when it is asked for.",
    )


def _file_responses(format: Format) -> dict[int | str, dict[str, Any]]:
    told = {"schema": {"type": "string", **({"format": "binary"} if format is Format.PARQUET else {})}}
    return {200: {"description": "The file.", "content": {MEDIA_TYPES[format].partition(";")[0]: told}}}


@router.get("/exports/{year}.csv", response_class=Response, responses=_file_responses(Format.CSV))
async def read_csv(request: Request, year: YearInPath, caller: Calling, view: ViewAsked = View.PUBLIC) -> Response:
    """Read every result of every organisation of a year as CSV, one row each; its metadata say what columns mean."""
    return await _file(request, year, view, Format.CSV, caller)


@router.get("/exports/{year}.ndjson", response_class=Response, responses=_file_responses(Format.NDJSON))
async def read_ndjson(request: Request, year: YearInPath, caller: Calling, view: ViewAsked = View.PUBLIC) -> Response:
    """Read the same as NDJSON: one JSON object a line, with the names of the columns."""
    return await _file(request, year, view, Format.NDJSON, caller)


@router.get("/exports/{year}.parquet", response_class=Response, responses=_file_responses(Format.PARQUET))
async def read_parquet(
    request: Request, year: YearInPath, caller: Calling, view: ViewAsked = View.PUBLIC
) -> Response:
    """Read the same as Parquet, with typed columns."""
    return await _file(request, year, view, Format.PARQUET, caller)


@router.get("/exports/{year}.csv-metadata.json", response_model=dict[str, Any], response_class=CsvwResponse)
async def read_metadata(request: Request, year: YearInPath, _caller: Calling) -> Response:
    """Read what the columns of the CSV file mean, as CSV on the Web tells machines."""
    return answer(request, json.dumps(metadata(year)).encode(), _CSVW)


@router.get("/exports/{year}.sha256", response_class=PlainTextResponse)
async def read_digests(
    request: Request, year: YearInPath, caller: Calling, view: ViewAsked = View.PUBLIC
) -> Response:
    """Read the digests of a year's files, as ``sha256sum --check`` takes them."""
    rows = [await _row(request, year, view, format, caller) for format in Format]
    lines = "".join(f"{row.digest}  {year}.{row.format}\n" for row in rows)
    return answer(request, lines.encode(), "text/plain; charset=utf-8")


async def _row(request: Request, year: int, view: View, format: Format, caller: Caller) -> ExportRow:
    _require(caller, view)
    row = await exports_of(request.app).file(year, view, format)
    if row is None:
        raise Problem(404, f"Nothing of {year} is published; /v1/exports lists the years there are.")
    return row


async def _file(request: Request, year: int, view: View, format: Format, caller: Caller) -> Response:
    row = await _row(request, year, view, format, caller)
    tag = f'"{row.digest}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "apikey, authorization"}
    if has(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    headers |= {
        "content-length": str(row.size),
        "content-disposition": f'attachment; filename="{year}.{format}"',
        # RFC 9530: the digest of the bytes of this answer.
        "repr-digest": f"sha-256=:{base64.b64encode(bytes.fromhex(row.digest)).decode()}:",
    }
    if format is Format.CSV:
        headers["link"] = f'</v1/exports/{year}.csv-metadata.json>; rel="describedby"; type="{_CSVW}"'
    return StreamingResponse(_unpacked(row.content), media_type=MEDIA_TYPES[format], headers=headers)


async def _unpacked(packed: bytes) -> AsyncIterator[bytes]:
    """Give the file piece by piece: unpacked whole it may be twenty times as large."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    left = packed
    while left:
        yield unpacker.decompress(left, _CHUNK)
        left = unpacker.unconsumed_tail
    yield unpacker.flush()
