"""Several API keys a client, public keys, assertions taken, and the names that other authorities give a client."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "gateway_0002"
down_revision: str | None = "gateway_0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "gateway"
_KEPT = ("id", "name", "kind", "body", "created_at", "revoked_at")
_KEY = ("prefix", "key_hash")


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns), schema=_SCHEMA)


def upgrade() -> None:
    op.create_table(
        "registered_client",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("body", sa.String(length=6), nullable=True),
        sa.Column("issuer", sa.String(length=300), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("issuer", "subject"),
        schema=_SCHEMA,
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client", sa.String(length=32), nullable=False),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client"], [f"{_SCHEMA}.registered_client.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prefix"),
        schema=_SCHEMA,
    )
    op.create_index("ix_gateway_api_key_client", "api_key", ["client"], schema=_SCHEMA)
    op.create_table(
        "public_key",
        sa.Column("client", sa.String(length=32), nullable=False),
        sa.Column("kid", sa.String(length=100), nullable=False),
        sa.Column("algorithm", sa.String(length=10), nullable=False),
        sa.Column("jwk", sa.String(length=8000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["client"], [f"{_SCHEMA}.registered_client.id"]),
        sa.PrimaryKeyConstraint("client", "kid"),
        schema=_SCHEMA,
    )
    op.create_table(
        "assertion",
        sa.Column("client", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client", "digest"),
        schema=_SCHEMA,
    )
    op.create_index("ix_gateway_assertion_expires_at", "assertion", ["expires_at"], schema=_SCHEMA)
    earlier = _table("client", *_KEPT, *_KEY)
    clients, keys = _table("registered_client", *_KEPT), _table("api_key", "id", "client", *_KEY, *_KEPT[-2:])
    op.execute(clients.insert().from_select(_KEPT, sa.select(*(earlier.c[each] for each in _KEPT))))
    # The only key that a client had takes the id of the client.
    told = sa.select(earlier.c.id, earlier.c.id, *(earlier.c[each] for each in (*_KEY, *_KEPT[-2:])))
    op.execute(keys.insert().from_select(("id", "client", *_KEY, *_KEPT[-2:]), told))
    op.drop_table("client", schema=_SCHEMA)


def downgrade() -> None:
    """Go back to one key a client: the one made last. Clients without a key cannot be told, and are left out."""
    op.create_table(
        "client",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("body", sa.String(length=6), nullable=True),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prefix"),
        schema=_SCHEMA,
    )
    clients, keys = _table("registered_client", *_KEPT), _table("api_key", "id", "client", *_KEY, *_KEPT[-2:])
    place = sa.func.row_number().over(partition_by=keys.c.client, order_by=[keys.c.created_at.desc(), keys.c.id])
    live = sa.select(keys.c.client, keys.c.prefix, keys.c.key_hash, place.label("place"))
    newest = live.where(keys.c.revoked_at.is_(None) | keys.c.client.in_(_revoked(clients))).subquery()
    told = sa.select(*(clients.c[each] for each in _KEPT), newest.c.prefix, newest.c.key_hash)
    told = told.join(newest, newest.c.client == clients.c.id).where(newest.c.place == 1)
    op.execute(_table("client", *_KEPT, *_KEY).insert().from_select((*_KEPT, *_KEY), told))
    for name in ("assertion", "public_key", "api_key", "registered_client"):
        op.drop_table(name, schema=_SCHEMA)


def _revoked(clients: sa.TableClause) -> sa.Select[tuple[object]]:
    return sa.select(clients.c.id).where(clients.c.revoked_at.is_not(None))
