"""The audit trail as a chain; what the audit had is carried over into it, in its order."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import chained_audit
from services.instants import Instant

revision: str = "indicators_0007"
down_revision: str | None = "indicators_0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "indicators"
_KINDS = ("organisation", "succession", "contract", "return", "transition", "deadline", "upload")
_CARRIED = ("at", "by", "kind", "year", "revision", "change")


def _old(name: str) -> sa.TableClause:
    columns = (sa.column("at", Instant()), *(sa.column(each) for each in ("id", "by", "kind", "ods")))
    return sa.table(name, *columns, *(sa.column(each) for each in ("year", "revision", "change")), schema=_SCHEMA)


def _carried_over() -> Iterator[dict[str, Any]]:
    """Return the lines that there were. What was done, only a step in the life of a return says."""
    audit = _old("audit_before")
    for line in op.get_bind().execute(sa.select(audit).order_by(audit.c.id)).mappings():
        change = json.loads(line["change"])
        carried = {name: line[name] for name in _CARRIED} | {"organisation": line["ods"], "change": change}
        yield carried | {"action": change["to"] if line["kind"] == "transition" else "recorded"}


def upgrade() -> None:
    op.drop_index("ix_audit_ods", table_name="audit", schema=_SCHEMA)
    op.rename_table("audit", "audit_before", schema=_SCHEMA)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER INDEX {_SCHEMA}.audit_pkey RENAME TO audit_before_pkey")
    chained_audit.create(_SCHEMA)
    chained_audit.begin(_SCHEMA, _carried_over())
    op.drop_table("audit_before", schema=_SCHEMA)


def downgrade() -> None:
    op.create_table(
        "audit_before",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("ods", sa.String(length=6), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("change", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )
    chain = sa.table("audit", *(sa.column(each) for each in ("number", "organisation", *_CARRIED)), schema=_SCHEMA)
    kept = sa.select(chain.c.organisation, *(chain.c[name] for name in _CARRIED))
    kept = kept.where(chain.c.kind.in_(_KINDS)).order_by(chain.c.number)
    op.execute(_old("audit_before").insert().from_select(["ods", *_CARRIED], kept))
    chained_audit.drop(_SCHEMA)
    op.rename_table("audit_before", "audit", schema=_SCHEMA)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER INDEX {_SCHEMA}.audit_before_pkey RENAME TO audit_pkey")
        op.execute(f"ALTER SEQUENCE {_SCHEMA}.audit_before_id_seq RENAME TO audit_id_seq")
    op.create_index("ix_audit_ods", "audit", ["ods", "id"], unique=False, schema=_SCHEMA)
