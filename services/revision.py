"""The revision of everything that a service holds: a text that differs after every write, and after every embargo."""

from typing import Any, Final

from fastapi import APIRouter, Request
from sqlalchemy import Column, Table, func, select
from starlette.responses import PlainTextResponse, Response

from services.changes import CHANGE, Feed
from services.database import database_of

ADDRESS: Final = "/_revision"
router = APIRouter(include_in_schema=False)


@router.get(ADDRESS)
async def revision(request: Request) -> Response:
    """Say in which revision the service is. Open, as its health is, to whoever reaches the service itself."""
    database = database_of(request)
    tables = request.app.state.service.tables
    numbered = [tables.tables[name] for name in _numbered(tables.schema) if name in tables.tables]
    if f"{tables.schema}.{CHANGE}" in tables.tables:
        # An embargo that has ended publishes: that is a change as any other.
        await Feed(tables).open_due(database)
    async with database.reading() as session:
        connection = await session.connection()
        numbers = [(await connection.execute(select(func.max(_number(each))))).scalar_one() for each in numbered]
    return PlainTextResponse(".".join(str(each or 0) for each in numbers))


def _numbered(schema: str | None) -> tuple[str, ...]:
    """Return the names of the tables in which every write leaves a number."""
    return (f"{schema}.{CHANGE}", f"{schema}.audit")


def _number(table: Table) -> Column[Any]:
    (number,) = table.primary_key.columns
    return number
