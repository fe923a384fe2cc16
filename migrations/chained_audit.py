"""What the first migration of every audit trail does: the table, what the database refuses, and the first lines.

It belongs to those migrations, and changes as little as they do.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from services.audit_table import chained, table_of
from services.chain import NOTHING, End, canonical
from services.instants import Instant

_AT_ONCE = 1_000
_WORK = "migration"
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REFUSAL = "an audit trail is only added to, at its end"


def create(schema: str) -> None:
    """Make the table, its indexes, and the triggers that let rows be added at its end and nothing else be done."""
    op.create_table(
        "audit",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("client_kind", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("organisation", sa.String(length=6), nullable=True),
        sa.Column("subject", sa.String(length=100), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=8), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("request_id", sa.String(length=100), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        schema=schema,
    )
    op.create_index(f"ix_{schema}_audit_at", "audit", ["at"], schema=schema)
    op.create_index(f"ix_{schema}_audit_organisation", "audit", ["organisation", "number"], schema=schema)
    op.create_index(f"ix_{schema}_audit_by", "audit", ["by", "number"], schema=schema)
    op.create_index(f"ix_{schema}_audit_kind", "audit", ["kind", "at"], schema=schema)
    for statement in _on_postgresql(schema) if _is_postgresql() else _on_sqlite(schema):
        op.execute(statement)


def drop(schema: str) -> None:
    """Remove the table, and what guarded it."""
    op.drop_table("audit", schema=schema)
    if _is_postgresql():
        op.execute(f"DROP FUNCTION {schema}.audit_is_only_added_to()")


def begin(schema: str, before: Iterable[Mapping[str, Any]] = ()) -> None:
    """Write the first lines: what was known ``before``, and that from here on everything is written down.

    What was known has its instant, client, kind and action; the rest is empty where it is not said.
    """
    carried = [_row(line) for line in before]
    from_now_on = {"at": datetime.now(UTC), "by": _WORK, "client_kind": "service", "kind": "audit", "action": "begun"}
    lines = chained(schema, [*carried, _row({**from_now_on, "change": {"carried_over": len(carried)}})], End())
    for start in range(0, len(lines), _AT_ONCE):
        op.get_bind().execute(table_of(schema).insert(), lines[start : start + _AT_ONCE])


def told_by(query: str) -> Iterable[Mapping[str, Any]]:
    """Return what a query tells of what was done before: its columns are those of the table, ``at`` among them."""
    return op.get_bind().execute(sa.text(query).columns(sa.column("at", Instant()))).mappings()


def _row(line: Mapping[str, Any]) -> dict[str, Any]:
    unsaid = ("client_kind", "organisation", "subject", "year", "revision", "method", "request_id")
    change = canonical(line.get("change") or {})
    return {**dict.fromkeys(unsaid), **line, "address": _WORK, "change": change}


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _on_postgresql(schema: str) -> Iterable[str]:
    yield f"""
        CREATE FUNCTION {schema}.audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE last record;
        BEGIN
            IF TG_OP = 'INSERT' THEN
                SELECT number, hash INTO last FROM {schema}.audit ORDER BY number DESC LIMIT 1;
                IF NEW.number = coalesce(last.number, 0) + 1 AND NEW.previous = coalesce(last.hash, '{NOTHING}') THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION '{_REFUSAL}';
        END $$
    """  # noqa: S608 - the schema is one of ours
    yield f"""
        CREATE TRIGGER audit_rows BEFORE INSERT OR UPDATE OR DELETE ON {schema}.audit
        FOR EACH ROW EXECUTE FUNCTION {schema}.audit_is_only_added_to()
    """
    yield f"""
        CREATE TRIGGER audit_whole BEFORE TRUNCATE ON {schema}.audit
        FOR EACH STATEMENT EXECUTE FUNCTION {schema}.audit_is_only_added_to()
    """


def _on_sqlite(schema: str) -> Iterable[str]:
    # Rows that REPLACE removes tell no trigger of it; so a row is refused before it can take another's place.
    at_the_end = f"""
        NEW.number = coalesce((SELECT max(number) FROM audit), 0) + 1
        AND NEW.previous = coalesce((SELECT hash FROM audit ORDER BY number DESC LIMIT 1), '{NOTHING}')
    """  # noqa: S608 - it holds no value of anybody's
    for event, condition in (("UPDATE", ""), ("DELETE", ""), ("INSERT", f"WHEN NOT ({at_the_end})")):
        yield f"""
            CREATE TRIGGER {schema}.audit_{event.lower()} BEFORE {event} ON audit {condition}
            BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
        """
