"""``Idempotency-Key``: a POST that is sent again with the same key is carried out once, and answered alike.

What was answered is kept in the same transaction as what was done: neither is there without the other, whatever dies
in between, and of two that arrive at once one is carried out and both are told the same.
"""

import hashlib
import json
import re
from collections.abc import Callable, Coroutine, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import Column, Integer, MetaData, String, Table, Text, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.database import database_of, unit_of_work
from services.identity import HEADER as IDENTITY
from services.identity import Signer
from services.instants import Instant, now
from services.problems import Fault, Problem, invalid

HEADER: Final = "idempotency-key"
REPLAYED: Final = "idempotency-replayed"
TABLE: Final = "idempotency"
KEPT: Final = timedelta(hours=24)
"""How long a key is remembered: longer than any caller goes on trying."""

_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
_NOT_KEPT: Final = frozenset({"content-length", "date", "server", "x-request-id", "x-correlation-id"})

_PARAMETER: Final[Mapping[str, Any]] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A name of your own for this call, such as a UUID: sent again with it within a day, the call is "
    "carried out once and answered alike.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def idempotency_table(metadata: MetaData) -> Table:
    """Return the table in which a service keeps what it answered, by client and key."""
    return Table(
        TABLE,
        metadata,
        Column("client", String(64), primary_key=True),
        Column("key", String(200), primary_key=True),
        Column("asked", String(64), nullable=False),
        Column("status", Integer, nullable=False),
        Column("headers", Text, nullable=False),
        Column("body", Text, nullable=True),
        Column("at", Instant, nullable=False, index=True),
    )


class IdempotentRoute(APIRoute):
    """A route whose POST honours ``Idempotency-Key``."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        extra = dict(named.get("openapi_extra") or {})
        parameters = list(extra.get("parameters") or [])
        # A router that is included makes its routes anew, with what they were given the first time.
        if "POST" in (named.get("methods") or ()) and _PARAMETER not in parameters:
            named["openapi_extra"] = extra | {"parameters": [*parameters, _PARAMETER]}
        super().__init__(*arguments, **named)

    def get_route_handler(self) -> Handler:
        """Return the handler, which looks first whether it has answered before."""
        handler: Handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            key = request.headers.get(HEADER)
            if request.method != "POST" or key is None:
                return await handler(request)
            return await _once(request, key, handler)

        return handle


async def _once(request: Request, key: str, handler: Handler) -> Response:
    """Answer as before where the key was used, else carry it out and keep the answer with what it did.

    Raises:
        Problem: 422 for a key that is no key, or that was used for something else; 409 where the answer showed a
            secret, which is not kept.
    """
    if not _KEY.fullmatch(key):
        words = "a key has 1 to 200 visible ASCII characters, such as a UUID"
        raise invalid(Fault(f"header:{HEADER}", "no-key", words, column=HEADER))
    table = _table(request)
    signer: Signer = request.app.state.signer
    client = signer.verify(request.headers.get(IDENTITY, "")).client
    asked = await _fingerprint(request)
    async with database_of(request).reading() as reading:
        before = await _found(reading, table, client, key)
    if before is not None:
        return _replayed(before, asked)
    try:
        response = await handler(request)
        await _keep(request, table, response, {"client": client, "key": key, "asked": asked})
    except Exception:
        # What made it fail may be its twin, carried out at the same moment; nothing of this one may stay.
        session = unit_of_work(request)
        if session is not None:
            await session.rollback()
        async with database_of(request).reading() as reading:
            before = await _found(reading, table, client, key)
        if before is None:
            raise
        return _replayed(before, asked)
    return response


async def _keep(request: Request, table: Table, response: Response, row: Mapping[str, str]) -> None:
    """Keep what was answered beside what was done; what the client was answered long ago is forgotten."""
    session = unit_of_work(request)
    if session is None or response.status_code >= HTTPStatus.BAD_REQUEST:
        # Nothing was written: it can be computed again, and gives the same.
        return
    told = {"status": response.status_code, "headers": _headers(response), "body": _body(response), "at": now()}
    connection = await session.connection()
    await connection.execute(delete(table).where(table.c.client == row["client"], table.c.at < now() - KEPT))
    await connection.execute(table.insert().values(**row, **told))


def _table(request: Request) -> Table:
    tables: MetaData = request.app.state.service.tables
    return tables.tables[f"{tables.schema}.{TABLE}"]


async def _fingerprint(request: Request) -> str:
    """Return a digest of what is asked: address, parameters and body."""
    digest = hashlib.sha256(f"{request.url.path}?{request.url.query}\n".encode())
    digest.update(await request.body())
    return digest.hexdigest()


async def _found(session: AsyncSession, table: Table, client: str, key: str) -> Mapping[str, Any] | None:
    query = select(table).where(table.c.client == client, table.c.key == key, table.c.at >= now() - KEPT)
    row = (await (await session.connection()).execute(query)).mappings().first()
    return None if row is None else dict(row)


def _replayed(before: Mapping[str, Any], asked: str) -> Response:
    if before["asked"] != asked:
        words = "it was used for another call; give each its own"
        raise invalid(Fault(f"header:{HEADER}", "key-used-before", words, column=HEADER))
    if before["body"] is None:
        raise Problem(409, "The call was carried out before, and what it showed is shown once: it was not kept.")
    headers = json.loads(before["headers"]) | {REPLAYED: "true"}
    return Response(before["body"].encode(), before["status"], headers)


def _headers(response: Response) -> str:
    return json.dumps({name: value for name, value in response.headers.items() if name not in _NOT_KEPT})


def _body(response: Response) -> str | None:
    """Return the body to keep; ``None`` for one that nobody may keep, such as a secret that is shown once."""
    return None if response.headers.get("cache-control") == "no-store" else bytes(response.body).decode()
