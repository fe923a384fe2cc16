"""The table of an audit trail, and rows that follow one another in it."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Select, String, Table, Text, select

from services.chain import End, sealed
from services.instants import Instant

TABLE: Final = "audit"
LONGEST_ADDRESS: Final = 300
_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")


def audit_table(metadata: MetaData) -> Table:
    """Return the table of a service's audit trail.

    The database itself refuses to change or remove a row, and to add one elsewhere than at the end; the migration
    tells it so.
    """
    return Table(
        TABLE,
        metadata,
        Column("number", _NUMBER, primary_key=True, autoincrement=False),
        Column("at", Instant, nullable=False, index=True),
        Column("by", String(64), nullable=False),
        Column("client_kind", String(20), nullable=True),
        Column("kind", String(30), nullable=False),
        Column("action", String(30), nullable=False),
        Column("organisation", String(6), nullable=True),
        Column("subject", String(100), nullable=True),
        Column("year", Integer, nullable=True),
        Column("revision", Integer, nullable=True),
        Column("method", String(8), nullable=True),
        Column("address", String(LONGEST_ADDRESS), nullable=False),
        Column("request_id", String(100), nullable=True),
        Column("change", Text, nullable=False),
        Column("previous", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
        Index(f"ix_{metadata.schema}_audit_organisation", "organisation", "number"),
        Index(f"ix_{metadata.schema}_audit_by", "by", "number"),
        Index(f"ix_{metadata.schema}_audit_kind", "kind", "at"),
    )


def chained(service: str, rows: Sequence[Mapping[str, Any]], end: End) -> list[dict[str, Any]]:
    """Return rows with their numbers and digests, each following the one before, the first following ``end``."""
    lines = []
    for row in rows:
        line = {**row, "number": end.number + 1, "previous": end.hash}
        line["hash"] = sealed(service, line)
        end = End(line["number"], line["hash"])
        lines.append(line)
    return lines


@cache
def table_of(schema: str) -> Table:
    """Return the table of a service's audit trail, by the schema that it is in."""
    return audit_table(MetaData(schema=schema))


def newest(table: Table) -> Select[Any, Any]:
    """Return the query for the number and digest of the last row."""
    return select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)
