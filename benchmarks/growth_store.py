"""A store with many organisations and ten years of each: those of the demonstration, over and over under new codes.

The copying is the database's own work, a statement for each table and year: 20,000 organisations and ten years are
ten million counts, which no program has to see.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from indicators_service import demonstration
from indicators_service.tables import (
    CommissionedRow,
    CountRow,
    OrganisationRow,
    OrganisationVersionRow,
    PublicationRow,
    ReturnRow,
    SurveyRow,
    TransitionRow,
    metadata,
)
from services.changes import CHANGE
from services.database import Database

YEARS: Final = range(2016, 2026)
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODIES: Final[tuple[Any, ...]] = (OrganisationRow, OrganisationVersionRow)
_YEARLY: Final[tuple[Any, ...]] = (ReturnRow, CountRow, SurveyRow, PublicationRow, TransitionRow)
_COPIES: Final = Table(
    "copies",
    MetaData(),
    Column("source", String(6)),
    Column("ods", String(6), primary_key=True),
    Column("round", Integer),
    prefixes=["TEMPORARY"],
)


def code(number: int) -> str:
    """Return an ODS code that no real body has: a Z and a number in base 36."""
    text = ""
    for _ in range(5):
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return f"Z{text}"


async def grow(database: Database, size: int) -> None:
    """Make of the demonstration's store one with ``size`` organisations, with a return for each of ``YEARS``."""
    sources = [body["ods"] for body in demonstration.organisations()]
    async with database.engine.execution_options(writing=True).connect() as connection:
        await connection.run_sync(_COPIES.create)
        rows = [
            {"source": sources[number % len(sources)], "ods": code(number), "round": number // len(sources)}
            for number in range(size)
        ]
        await connection.execute(insert(_COPIES), rows)
        for row in _BODIES:
            await _copy(connection, _table(row), None, None)
        await _copy_contracts(connection)
        await connection.commit()
        for place, year in enumerate(YEARS):
            source = demonstration.YEARS[place % len(demonstration.YEARS)]
            for row in _YEARLY:
                await _copy(connection, _table(row), source, year)
            await connection.commit()
        await _forget(connection, sources)
        await _tell(connection, size)
        await connection.commit()
        await connection.exec_driver_sql("ANALYZE")
        await connection.commit()


def _table(row: Any) -> Table:
    table: Table = row.__table__
    return table


async def _copy(connection: AsyncConnection, table: Table, source: int | None, year: int | None) -> None:
    """Copy the rows of a table to new codes; of a source year to another year."""
    names = [each.name for each in table.columns if each.name != "id"]
    told = [_told(table.c[name], source, year) for name in names]
    query = select(*told).select_from(_copied(table, table.c.ods)).order_by(_COPIES.c.ods)
    if source is not None:
        query = query.where(table.c.year == source)
    await connection.execute(insert(table).from_select(names, query))


def _named(code: Column[str]) -> ColumnElement[str]:
    return literal('"organisation":"') + code


def _copied(table: Table, of: ColumnElement[Any]) -> FromClause:
    return table.join(_COPIES, of == _COPIES.c.source)


def _told(column: Column[Any], source: int | None, year: int | None) -> ColumnElement[Any]:
    """Return what a copy has in a column."""
    if column.name == "ods":
        return _COPIES.c.ods
    if column.name == "year":
        return literal(year)
    if column.name == "document":
        renamed = func.replace(column, _named(_COPIES.c.source), _named(_COPIES.c.ods))
        dated = func.replace(renamed, f'"year":{source},', f'"year":{year},')
        return func.replace(dated, f'"snapshot":"{source}-', f'"snapshot":"{year}-')
    return column


async def _copy_contracts(connection: AsyncConnection) -> None:
    """Let each copy of a CCG commission the copies of its trusts that came in the same round."""
    table, theirs = _table(CommissionedRow), _COPIES.alias()
    names = [each.name for each in table.columns]
    told = {"commissioner": _COPIES.c.ods, "provider": theirs.c.ods}
    both = _copied(table, table.c.commissioner).join(
        theirs, (theirs.c.source == table.c.provider) & (theirs.c.round == _COPIES.c.round)
    )
    query = select(*(told.get(name, table.c[name]) for name in names)).select_from(both)
    await connection.execute(insert(table).from_select(names, query))


async def _forget(connection: AsyncConnection, sources: Sequence[str]) -> None:
    """Take out what was copied from."""
    for row in (*_YEARLY, *_BODIES):
        table = _table(row)
        await connection.execute(delete(table).where(table.c.ods.in_(sources)))
    contracts = _table(CommissionedRow)
    await connection.execute(delete(contracts).where(contracts.c.commissioner.in_(sources)))


async def _tell(connection: AsyncConnection, size: int) -> None:
    """Write a feed of changes as long as so many publications make it."""
    feed = metadata.tables[f"{metadata.schema}.{CHANGE}"]
    returns = _table(ReturnRow)
    at = (await connection.execute(select(func.max(feed.c.at)))).scalar_one()
    await connection.execute(delete(feed))
    number = func.row_number().over(order_by=(returns.c.year, returns.c.ods))
    told = {
        "number": number,
        "at": literal(at, feed.c.at.type),
        "kind": literal("return"),
        "organisation": returns.c.ods,
        "year": returns.c.year,
        "href": literal("/v1/organisations/") + returns.c.ods + "/returns/" + cast(returns.c.year, String),
        "etag": returns.c.digest,
        "public": literal(value=True),
    }
    await connection.execute(insert(feed).from_select(list(told), select(*told.values())))
